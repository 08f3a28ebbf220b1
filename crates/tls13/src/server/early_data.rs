//! Whether early data is taken (RFC 9846, sections 4.3.10 and 8).

use super::psk::{Picked, Source};
use crate::{
    config::ServerConfig,
    limits::MAX_SKIPPED_EARLY_DATA,
    negotiated::{EarlyData, EarlyDataRefusal as Refusal},
    suite::Suite,
    time::Time,
};

/// What was negotiated for the handshake at hand, which has to be what the session had.
pub(super) struct Terms<'a> {
    pub(super) suite: Suite,
    pub(super) protocol: Option<&'a [u8]>,
    pub(super) hello_retried: bool,
}

/// The decision on early data that the client offers, its PSK's binder being verified.
pub(super) fn judge(config: &ServerConfig, psk: Option<&Picked>, terms: &Terms<'_>, now: Time) -> EarlyData {
    match refusal(config, psk, terms, now) {
        Some(why) => EarlyData::Refused(why),
        None => EarlyData::Accepted,
    }
}

fn refusal(config: &ServerConfig, psk: Option<&Picked>, terms: &Terms<'_>, now: Time) -> Option<Refusal> {
    let Some(policy) = &config.early_data else { return Some(Refusal::Disabled) };
    if terms.hello_retried && psk.is_some() {
        return Some(Refusal::HelloRetryRequest);
    }
    //= 4.3.10-8
    let Some(Picked { index: 0, source: Source::Session(session), obfuscated_ticket_age, .. }) = psk else {
        return Some(Refusal::NotResumed);
    };
    if session.max_early_data_size == 0 {
        return Some(Refusal::NotAllowed);
    }
    //= 4.3.10-9
    if session.suite != terms.suite {
        return Some(Refusal::OtherSuite);
    }
    if session.protocol.as_deref() != terms.protocol {
        return Some(Refusal::OtherProtocol);
    }
    let difference = session.age_difference(*obfuscated_ticket_age, now).unsigned_abs();
    //= 4.3.10-3 4.3.10-4 4.3.10-5
    if u128::from(difference) > policy.max_age_difference.as_millis() {
        return Some(Refusal::TicketAge);
    }
    //= 8-1 8-3 8.2-2 8.2-3
    let first = psk.is_some_and(|psk| policy.guard.is_first(psk.binder(), now));
    (!first).then_some(Refusal::Replay)
}

/// How much early data may come when it is taken, in bytes.
pub(super) fn limit(config: &ServerConfig) -> usize {
    config.early_data.as_ref().map_or(0, |policy| usize::try_from(policy.max_size).unwrap_or(usize::MAX))
}

/// How much of it is skipped when it is refused, in encrypted form: records add a little to what is in them.
pub(crate) fn skip_limit(config: &ServerConfig) -> usize {
    let limit = limit(config);
    MAX_SKIPPED_EARLY_DATA.max(limit.saturating_add(limit / 8))
}
