//! Each limit on a hostile peer is reached, and what lies just below it is accepted.

use std::{vec, vec::Vec};

use super::{
    pair::with_context,
    puppet::{ClientStage, SUITE, ServerStage, record},
};
use crate::{
    Error,
    code_points::{AlertDescription, ContentType, ExtensionType, HandshakeType},
    key_schedule::TrafficKeys,
    limits::{
        MAX_CIPHERTEXT, MAX_CLIENT_HELLO, MAX_EMPTY_RECORDS, MAX_HANDSHAKE_MESSAGE, MAX_KEY_UPDATES,
        MAX_PLAINTEXT, MAX_USER_CANCELED,
    },
    message::key_update::{self, KeyUpdateRequest},
    record::Sealer,
};

const DATA: ContentType = ContentType::APPLICATION_DATA;

#[test]
fn empty_records_in_a_row_are_counted() {
    let mut stage = ServerStage::connected();
    for _ in 0..MAX_EMPTY_RECORDS {
        stage.record(DATA, &[]).unwrap();
    }
    stage.record(DATA, b"x").unwrap();
    for _ in 0..MAX_EMPTY_RECORDS {
        stage.record(DATA, &[]).unwrap();
    }
    assert_eq!(stage.record(DATA, &[]), Err(Error::TooManyEmptyRecords));

    let mut stage = ServerStage::before_finished();
    for _ in 0..MAX_EMPTY_RECORDS {
        //? 5-1
        stage.raw(record(ContentType::CHANGE_CIPHER_SPEC, &[1])).unwrap();
    }
    assert_eq!(stage.raw(record(ContentType::CHANGE_CIPHER_SPEC, &[1])), Err(Error::TooManyEmptyRecords));
}

#[test]
fn key_updates_in_a_row_are_counted() {
    let mut stage = ServerStage::connected();
    let update = |stage: &mut ServerStage| {
        let result = stage.message(&key_update::encode(KeyUpdateRequest::Requested));
        let next = stage.client_secret.as_ref().unwrap().next();
        stage.sealer = Some(Sealer::new(next.keys(SUITE)));
        stage.client_secret = Some(next);
        result
    };
    for _ in 0..2 {
        for _ in 0..MAX_KEY_UPDATES {
            update(&mut stage).unwrap();
        }
        assert!(stage.end.outgoing().is_empty(), "an answer waits for data to go with");
        stage.record(DATA, b"x").unwrap();
    }
    with_context(8, |cx| stage.end.send(b"answer", cx)).unwrap();
    let outgoing = core::mem::take(stage.end.outgoing());
    let records: Vec<usize> =
        outgoing.windows(3).enumerate().filter(|(_, w)| *w == [23, 3, 3]).map(|(at, _)| at).collect();
    assert_eq!(records, [0, 27], "one KeyUpdate answers all, then comes the data");
    for _ in 0..MAX_KEY_UPDATES {
        update(&mut stage).unwrap();
    }
    assert_eq!(update(&mut stage), Err(Error::TooManyKeyUpdates));
}

//? 6.1-4
#[test]
fn user_canceled_is_passed_over_a_few_times() {
    let mut stage = ClientStage::connected();
    let alert = [1, AlertDescription::USER_CANCELED.0];
    for _ in 0..MAX_USER_CANCELED {
        stage.record(ContentType::ALERT, &alert).unwrap();
    }
    stage.record(DATA, b"still here").unwrap();
    assert_eq!(stage.data, b"still here");
    assert_eq!(stage.record(ContentType::ALERT, &alert), Err(Error::TooManyUserCanceled));
}

#[test]
fn records_of_full_size_pass_and_longer_ones_do_not() {
    let mut stage = ServerStage::connected();
    stage.record(DATA, &[1; MAX_PLAINTEXT]).unwrap();
    assert_eq!(stage.data.len(), MAX_PLAINTEXT);
    // One byte more still fits into a TLSCiphertext, but not into a TLSPlaintext.
    //? 5.1-14 5.4-6
    assert_eq!(stage.record(DATA, &[1; MAX_PLAINTEXT + 1]), Err(Error::RecordOverflow));
    let mut stage = ServerStage::connected();
    let mut too_long = vec![23, 3, 3];
    too_long.extend((MAX_CIPHERTEXT as u16 + 1).to_be_bytes());
    //? 5.2-2 5.2-5
    assert_eq!(stage.raw(too_long), Err(Error::RecordOverflow));
}

#[test]
fn padding_of_any_length_is_stripped() {
    let mut stage = ServerStage::connected();
    let keys = |stage: &ServerStage| -> TrafficKeys { stage.client_secret.as_ref().unwrap().keys(SUITE) };
    let TrafficKeys { aead, iv, .. } = keys(&stage);
    for (sequence, padding) in [0usize, 1, 100, MAX_PLAINTEXT - 3].into_iter().enumerate() {
        let mut trailer = vec![DATA.0];
        trailer.resize(1 + padding, 0);
        let mut body = vec![0; 3 + trailer.len()];
        let mut nonce = *iv;
        nonce[11] ^= sequence as u8;
        let mut bytes = vec![23, 3, 3];
        bytes.extend((body.len() as u16 + 16).to_be_bytes());
        let tag = aead.seal(&nonce, &bytes, b"abc", &trailer, &mut body);
        bytes.extend(body);
        bytes.extend(tag);
        stage.raw(bytes).unwrap();
    }
    assert_eq!(stage.data, b"abcabcabcabc");
}

#[test]
fn handshake_messages_are_refused_by_their_header_already() {
    for (kind, max) in
        [(HandshakeType::CLIENT_HELLO, MAX_CLIENT_HELLO), (HandshakeType::FINISHED, MAX_HANDSHAKE_MESSAGE)]
    {
        let header = |length: usize| {
            let mut bytes = vec![kind.0];
            bytes.extend(&(length as u32).to_be_bytes()[1..]);
            record(ContentType::HANDSHAKE, &bytes)
        };
        assert_eq!(ServerStage::server(|_| ()).raw(header(max)), Ok(()));
        let error = Error::MessageTooLong { message: kind, length: max + 1 };
        assert_eq!(ServerStage::server(|_| ()).raw(header(max + 1)), Err(error));
    }
}

#[test]
fn a_client_hello_of_the_greatest_length_is_read() {
    let mut hello = ServerStage::hello();
    let empty = hello.encode().len();
    // Four bytes are the header of the message, and four that of the extension.
    hello.set(ExtensionType::PADDING, &vec![0; MAX_CLIENT_HELLO + 4 - empty - 4]);
    let bytes = hello.encode();
    assert_eq!(bytes.len() - 4, MAX_CLIENT_HELLO);
    let mut stage = ServerStage::server(|_| ());
    stage
        .raw(bytes.chunks(MAX_PLAINTEXT).flat_map(|part| record(ContentType::HANDSHAKE, part)).collect())
        .unwrap();
    assert!(!stage.end.outgoing().is_empty());
}
