//! The stapled OCSP response (RFC 6960, section 4.2.1): what it says. Its signature is not checked.

use serde::Serialize;

use super::cursor::Cursor;

#[derive(PartialEq, Eq, Serialize, Debug)]
pub(super) struct Ocsp {
    pub(super) status: Status,
    /// Since when that is known, and until when it may be relied on.
    pub(super) this_update: Option<String>,
    pub(super) next_update: Option<String>,
}

/// What is said of the certificate.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Debug)]
#[serde(rename_all = "snake_case")]
pub(super) enum Status {
    NotStapled,
    Good,
    Revoked,
    /// The responder doesn't know it.
    Unknown,
    /// An error message of the responder, or no OCSP response at all.
    Unreadable,
}

const SEQUENCE: u8 = 0x30;
const OCTET_STRING: u8 = 0x04;
const ENUMERATED: u8 = 0x0a;
const OBJECT_IDENTIFIER: u8 = 0x06;
const GENERALIZED_TIME: u8 = 0x18;
/// Element 0 of a choice or of optional ones, holding others.
const CONTEXT_0: u8 = 0xa0;

pub(super) fn describe(response: Option<&[u8]>) -> Ocsp {
    let without_dates = |status| Ocsp { status, this_update: None, next_update: None };
    match response {
        None => without_dates(Status::NotStapled),
        Some(der) => decode(Cursor(der)).unwrap_or(without_dates(Status::Unreadable)),
    }
}

fn decode(mut der: Cursor<'_>) -> Option<Ocsp> {
    let mut response = der.element(SEQUENCE)?;
    let _successful = response.element(ENUMERATED).filter(|status| status.0 == [0])?;
    let mut bytes = response.element(CONTEXT_0)?.element(SEQUENCE)?;
    let _kind = bytes.element(OBJECT_IDENTIFIER)?;
    let mut basic = bytes.element(OCTET_STRING)?.element(SEQUENCE)?;
    let mut data = basic.element(SEQUENCE)?;
    if data.is_next(CONTEXT_0) {
        let _version = data.element(CONTEXT_0)?;
    }
    let (_responder, _produced_at) = (data.any_element()?, data.element(GENERALIZED_TIME)?);
    let mut single = data.element(SEQUENCE)?.element(SEQUENCE)?;
    let _certificate = single.element(SEQUENCE)?;
    let status = match single.any_element()? {
        (0x80, _) => Status::Good,
        (0xa1, _) => Status::Revoked,
        (0x82, _) => Status::Unknown,
        _ => return None,
    };
    let this_update = Some(date(single.element(GENERALIZED_TIME)?)?);
    let next_update = match single.is_next(CONTEXT_0) {
        true => Some(date(single.element(CONTEXT_0)?.element(GENERALIZED_TIME)?)?),
        false => None,
    };
    Some(Ocsp { status, this_update, next_update })
}

/// From `20261122073000Z` to the form that all dates of the report have.
fn date(time: Cursor<'_>) -> Option<String> {
    let text = std::str::from_utf8(time.0).ok()?.strip_suffix('Z')?;
    if text.len() != 14 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let [year, month, day, hour, minute, second] =
        [0..4, 4..6, 6..8, 8..10, 10..12, 12..14].map(|at| &text[at]);
    Some(format!("{year}-{month}-{day}T{hour}:{minute}:{second}Z"))
}

#[cfg(test)]
mod tests {
    use super::{Ocsp, Status, describe};

    /// An element of DER; all are shorter than 128 bytes here.
    fn element(tag: u8, content: &[&[u8]]) -> Vec<u8> {
        let content = content.concat();
        [&[tag, content.len() as u8], &content[..]].concat()
    }

    fn response(status: u8, next_update: bool) -> Vec<u8> {
        let time = element(0x18, &[b"20261122073000Z"]);
        let next =
            if next_update { element(0xa0, &[&element(0x18, &[b"20261129073000Z"])]) } else { Vec::new() };
        let single = element(0x30, &[&element(0x30, &[]), &element(status, &[]), &time, &next]);
        let data = element(0x30, &[&element(0xa2, &[]), &time, &element(0x30, &[&single])]);
        let basic = element(0x04, &[&element(0x30, &[&data])]);
        let bytes = element(0x30, &[&element(0x06, &[&[0x2b]]), &basic]);
        element(0x30, &[&element(0x0a, &[&[0]]), &element(0xa0, &[&bytes])])
    }

    #[test]
    fn responses_are_read() {
        for (tag, status) in [(0x80, Status::Good), (0xa1, Status::Revoked), (0x82, Status::Unknown)] {
            let expected = Ocsp {
                status,
                this_update: Some("2026-11-22T07:30:00Z".into()),
                next_update: Some("2026-11-29T07:30:00Z".into()),
            };
            assert_eq!(describe(Some(&response(tag, true))), expected);
            let for_ever = Ocsp { next_update: None, ..expected };
            assert_eq!(describe(Some(&response(tag, false))), for_ever);
        }
        assert_eq!(describe(None).status, Status::NotStapled);
    }

    #[test]
    fn what_is_no_response_is_unreadable() {
        let whole = response(0x80, true);
        for end in 0..whole.len() {
            assert_eq!(describe(Some(&whole[..end])).status, Status::Unreadable);
        }
        // tryLater, an error of the responder.
        assert_eq!(describe(Some(&[0x30, 3, 0x0a, 1, 3])).status, Status::Unreadable);
        assert_eq!(describe(Some(&response(0x83, true))).status, Status::Unreadable);
    }
}
