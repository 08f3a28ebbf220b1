//! The record layer: finding records, opening them, joining what is in them.

use alloc::{vec, vec::Vec};

use super::choices::Choices;
use crate::{
    Error,
    code_points::ContentType,
    crypto::Hash,
    key_schedule::{EarlySecret, TrafficSecret},
    limits::{MAX_CERTIFICATE, MAX_CIPHERTEXT, MAX_PLAINTEXT, RECORD_HEADER},
    record::{Framed, Joiner, Opener, Sealer, deframe},
    suite::Suite,
};

/// Bytes from a transport, sealed records, or fragments of messages.
pub fn record(data: &[u8]) {
    let mut choices = Choices::new(data);
    match choices.below(4) {
        0 => frame(choices),
        1 => open_forged(choices),
        2 => open_sealed(choices),
        _ => join(choices),
    }
}

/// More bytes never change what fewer have shown.
fn frame(mut choices: Choices<'_>) {
    let first = choices.bool();
    let bytes = choices.rest();
    let mut verdict = None;
    for end in (0..bytes.len().min(8)).chain([bytes.len()]) {
        let now = deframe(&bytes[..end], first);
        if let Ok(Framed::Record { length, .. }) = &now {
            assert!((RECORD_HEADER..=RECORD_HEADER + MAX_CIPHERTEXT).contains(length) && *length <= end);
        }
        if let Some(before) = &verdict {
            assert_eq!(&now, before);
        } else if now != Ok(Framed::Incomplete) {
            verdict = Some(now);
        }
    }
    // A whole header is enough to know how much more is to come.
    assert!(verdict.is_some() || bytes.len() < RECORD_HEADER + MAX_CIPHERTEXT);
}

fn secret(suite: Suite) -> TrafficSecret {
    let hash: Hash = suite.hash();
    let secret = EarlySecret::without_psk(hash).into_handshake_secret(&[1; 32]);
    secret.traffic_secrets(&hash.digest(b""), &[0; 32], &mut ()).0
}

/// Nobody makes a record without the key, and what fails to open is wiped.
fn open_forged(mut choices: Choices<'_>) {
    let suite = choices.of(&Suite::ALL);
    let mut opener = Opener::new(secret(suite).keys(suite));
    let mut record = choices.rest().to_vec();
    record.truncate(RECORD_HEADER + MAX_CIPHERTEXT);
    assert_eq!(opener.open(&mut record), Err(Error::BadRecordMac));
    assert_eq!(opener.records(), 0);
}

/// Content, type and padding come out as they went in; with one bit changed, nothing does.
fn open_sealed(mut choices: Choices<'_>) {
    let suite = choices.of(&Suite::ALL);
    let secret = secret(suite);
    let mut opener = Opener::new(secret.keys(suite));
    let mut sealer = Sealer::new(secret.keys(suite));
    for _ in 0..4 {
        let (kind, padding) = (choices.u8(), usize::from(choices.u16()));
        let (flip, length) = (choices.u16(), usize::from(choices.u16()));
        // Sealing adds one byte as the type: the last of the padding, if there is any.
        let mut inner = choices.bytes(length).to_vec();
        let outer = if padding == 0 {
            kind
        } else {
            inner.push(kind);
            inner.resize(inner.len() + padding - 1, 0);
            0
        };
        inner.truncate(MAX_CIPHERTEXT - 17);
        let mut record = Vec::new();
        sealer.seal(ContentType(outer), &inner, &mut record).unwrap();
        assert_eq!(record.len(), RECORD_HEADER + inner.len() + 17);
        if flip > 0 {
            let mut changed = record.clone();
            let at = usize::from(flip) % changed.len();
            changed[at] ^= 1;
            assert_eq!(opener.open(&mut changed), Err(Error::BadRecordMac));
        }
        inner.push(outer);
        let opened = opener.open(&mut record);
        let expected = inner.iter().rposition(|&byte| byte != 0);
        match expected {
            _ if inner.len() > MAX_PLAINTEXT + 1 => assert_eq!(opened, Err(Error::RecordOverflow)),
            None => assert_eq!(opened, Err(Error::NoContentType)),
            Some(end) => {
                assert_eq!(opened, Ok((ContentType(inner[end]), end)));
                assert_eq!(record[RECORD_HEADER..RECORD_HEADER + end], inner[..end]);
            }
        }
    }
}

/// However the bytes are cut, the messages are the same, and no more is held than one message and one record.
fn join(mut choices: Choices<'_>) {
    let seed = choices.bytes(8).to_vec();
    let bytes = choices.rest();
    let (whole, whole_error) = messages(bytes, &[bytes.len().max(1)]);
    let cuts: Vec<usize> = seed.iter().map(|&cut| usize::from(cut) + 1).collect();
    let (cut, cut_error) = messages(bytes, if cuts.is_empty() { &[1] } else { &cuts });
    assert_eq!((whole, whole_error), (cut, cut_error));
}

fn messages(bytes: &[u8], cuts: &[usize]) -> (Vec<Vec<u8>>, Option<Error>) {
    let (mut joiner, mut rest, mut found) = (Joiner::default(), bytes, vec![]);
    for &cut in cuts.iter().cycle() {
        let (part, after) = rest.split_at(cut.min(rest.len()));
        joiner.add(part);
        rest = after;
        loop {
            let length = match joiner.next() {
                Err(error) => return (found, Some(error)),
                Ok(None) => break,
                Ok(Some(mut message)) => {
                    assert!(
                        message.body.len() <= MAX_CERTIFICATE && message.raw.len() == message.body.len() + 4
                    );
                    let last = message.boundary().is_ok();
                    assert!(message.boundary().is_err(), "a boundary is there to be shown once");
                    found.push(message.raw.to_vec());
                    (message.raw.len(), last)
                }
            };
            joiner.consume(length.0);
            assert_eq!(joiner.is_empty(), length.1);
        }
        if rest.is_empty() {
            return (found, None);
        }
    }
    (found, None)
}
