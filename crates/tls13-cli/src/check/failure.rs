//! Questions that the server didn't answer by a handshake.

use std::{fmt, io};

use serde::Serialize;
use tls13::{Error, code_points::AlertDescription as A};

/// Why a connection came to nothing.
#[derive(Clone, Debug)]
pub(super) enum Failure {
    Tls(Error),
    /// The transport failed.
    Network(String),
    /// The question was not put.
    NotAsked(&'static str),
}

impl Failure {
    /// Whether the server has said that it doesn't take what it was offered.
    pub(super) fn is_refusal(&self) -> bool {
        const REFUSALS: [A; 3] = [A::HANDSHAKE_FAILURE, A::INSUFFICIENT_SECURITY, A::PROTOCOL_VERSION];
        matches!(self, Self::Tls(Error::AlertReceived(alert)) if REFUSALS.contains(alert))
    }

    /// Whether it tells something about the server: a refusal does, and certificates that are not accepted.
    pub(super) fn is_answer(&self) -> bool {
        self.is_refusal() || matches!(self, Self::Tls(Error::Certificate(_)))
    }

    /// What a person can do about it.
    pub(super) fn hint(&self) -> &'static str {
        match self {
            Self::Tls(error) => error.hint(),
            Self::Network(..) => "check the port, the firewall and that the server runs",
            Self::NotAsked(_) => "try again later",
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Tls(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        use io::ErrorKind as K;
        Self::Network(match error.kind() {
            // Systems differ in how they call it.
            K::TimedOut | K::WouldBlock => "no answer in time".into(),
            K::ConnectionReset | K::BrokenPipe | K::ConnectionAborted => {
                "the server reset the connection".into()
            }
            _ => error.to_string(),
        })
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tls(error) => error.fmt(f),
            Self::Network(why) => f.write_str(why),
            Self::NotAsked(why) => write!(f, "not asked: {why}"),
        }
    }
}

/// The answer to whether a server takes or does something.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
#[serde(tag = "answer", content = "why", rename_all = "lowercase")]
pub(super) enum Answer {
    Yes,
    No,
    /// It can't be told, and why.
    Unknown(String),
}

impl Answer {
    /// Of a handshake: it worked, it was refused, or it failed in another way, which says nothing.
    pub(super) fn of<T>(outcome: &Result<T, Failure>) -> Self {
        match outcome {
            Ok(_) => Self::Yes,
            Err(failure) if failure.is_refusal() => Self::No,
            Err(failure) => Self::Unknown(failure.to_string()),
        }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Yes => f.pad("yes"),
            Self::No => f.pad("no"),
            Self::Unknown(why) => write!(f, "unknown: {why}"),
        }
    }
}

/// One thing that the server was asked for.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub(super) struct Asked {
    pub(super) name: String,
    #[serde(flatten)]
    pub(super) answer: Answer,
}

#[cfg(test)]
mod tests {
    use super::{A, Answer, Error, Failure};

    #[test]
    fn only_a_refusal_means_no() {
        let answer = |error| Answer::of::<()>(&Err(Failure::Tls(error)));
        assert_eq!(answer(Error::AlertReceived(A::HANDSHAKE_FAILURE)), Answer::No);
        assert_eq!(answer(Error::AlertReceived(A::INSUFFICIENT_SECURITY)), Answer::No);
        for other in [Error::AlertReceived(A::INTERNAL_ERROR), Error::Truncated, Error::NotTls] {
            assert!(matches!(answer(other), Answer::Unknown(_)));
        }
        let reset = Failure::from(std::io::Error::from(std::io::ErrorKind::ConnectionReset));
        assert_eq!(Answer::of::<()>(&Err(reset)), Answer::Unknown("the server reset the connection".into()));
    }
}
