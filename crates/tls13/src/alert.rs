//! Alerts (RFC 9846, section 6): closure, cancellation and errors.

use crate::{code_points::AlertDescription, error::Error};

const WARNING: u8 = 1;
const FATAL: u8 = 2;

/// The two bytes of an alert. Closure alerts go out as warnings, everything else as fatal.
//= 6-6 6.1-2
pub(crate) fn encode(description: AlertDescription) -> [u8; 2] {
    let closure = matches!(description, AlertDescription::CLOSE_NOTIFY | AlertDescription::USER_CANCELED);
    [if closure { WARNING } else { FATAL }, description.0]
}

/// What a received alert means. Its level doesn't make it any less of an error (section 6).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Alert {
    /// The peer will send nothing more.
    CloseNotify,
    /// The peer gives up for reasons of its own; its close_notify follows.
    UserCanceled,
    /// Any other alert, known or not, ends the connection.
    Error(AlertDescription),
    /// The same, called a warning: TLS 1.3 has none, so the peer is out of step.
    Warning(AlertDescription),
}

/// Reads the content of an alert record, which is exactly one alert (section 5.1).
//= 5.1-10 6-7 6-8
pub(crate) fn decode(content: &[u8]) -> Result<Alert, Error> {
    let &[level, description] = content else {
        return Err(Error::Decode { what: "Alert" });
    };
    if !matches!(level, WARNING | FATAL) {
        return Err(Error::AlertLevel(level));
    }
    Ok(match AlertDescription(description) {
        AlertDescription::CLOSE_NOTIFY => Alert::CloseNotify,
        AlertDescription::USER_CANCELED => Alert::UserCanceled,
        other if level == WARNING => Alert::Warning(other),
        other => Alert::Error(other),
    })
}
