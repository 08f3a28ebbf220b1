//! Lengths at their limits and messages at the edge of their form, as the parsers see them.

use std::vec;

use super::{
    pair::{Pair, configs, with_context},
    puppet::ServerStage,
};
use crate::{
    Error,
    code_points::{AlertDescription, ContentType, HandshakeType},
    limits::{MAX_CERTIFICATE, MAX_CLIENT_HELLO, MAX_HANDSHAKE_MESSAGE},
    message::{compressed_certificate, end_of_early_data, new_session_ticket::NewSessionTicket},
    record::{Framed, Joiner, deframe},
    server::CookieKey,
};

#[test]
fn each_kind_of_message_may_be_so_long_and_no_longer() {
    for (kind, max) in [
        (HandshakeType::CLIENT_HELLO, MAX_CLIENT_HELLO),
        (HandshakeType::CERTIFICATE, MAX_CERTIFICATE),
        (HandshakeType::COMPRESSED_CERTIFICATE, MAX_CERTIFICATE),
        (HandshakeType::FINISHED, MAX_HANDSHAKE_MESSAGE),
    ] {
        let next = |length: usize| {
            let mut joiner = Joiner::default();
            let [.., l0, l1, l2] = length.to_be_bytes();
            joiner.add(&[kind.0, l0, l1, l2]);
            joiner.next().map(|message| message.is_some())
        };
        assert_eq!(next(max), Ok(false), "{kind:?} is still to come");
        let length = max + 1;
        assert_eq!(next(length), Err(Error::MessageTooLong { message: kind, length }));
    }
}

#[test]
fn compressed_certificates_may_say_so_much_and_no_more() {
    let message = |length: usize| {
        let [.., l0, l1, l2] = length.to_be_bytes();
        vec![0, 1, l0, l1, l2, 0, 0, 1, 9]
    };
    let whole = message(MAX_CERTIFICATE);
    let decoded = compressed_certificate::decode(&whole).unwrap();
    assert_eq!((decoded.uncompressed_length, decoded.compressed), (MAX_CERTIFICATE, &[9][..]));
    let longer = compressed_certificate::decode(&message(MAX_CERTIFICATE + 1)).map(|_| ());
    assert_eq!(longer, Err(Error::CertificateTooLong(MAX_CERTIFICATE + 1)));
}

#[test]
fn the_end_of_early_data_is_empty() {
    assert_eq!(end_of_early_data::check(&[]), Ok(()));
    assert_eq!(end_of_early_data::check(&[0]), Err(Error::Decode { what: "EndOfEarlyData" }));
}

#[test]
fn tickets_allow_early_data_only_by_some_bytes() {
    let length = |max_early_data_size| {
        let (ticket_nonce, ticket) = (&[0][..], &[7; 20][..]);
        let message = NewSessionTicket {
            ticket_lifetime: 1,
            ticket_age_add: 2,
            ticket_nonce,
            ticket,
            max_early_data_size,
            grease: None,
        };
        message.encode().len()
    };
    // Type, length and a number of four bytes.
    assert_eq!(length(1), length(0) + 8);
}

#[test]
fn what_could_become_http_is_waited_for() {
    for begun in ["G", "GET", "OPTI", "HTTP"] {
        assert!(matches!(deframe(begun.as_bytes(), true), Ok(Framed::Incomplete)), "{begun}");
    }
    assert!(matches!(deframe(b"GET /", true), Err(Error::PlainHttp)));
    for other in [&b"GO"[..], b"SSH-2.0", b"HTTQ/"] {
        assert!(matches!(deframe(other, true), Err(Error::NotTls)), "{other:?}");
    }
}

#[test]
fn records_are_numbered_from_0_under_each_key() {
    let mut pair = Pair::connected(configs());
    let numbers = |pair: &mut Pair| {
        let [client, server] =
            [pair.client.dangerous_secrets(), pair.server.dangerous_secrets()].map(Result::unwrap);
        let of_client = (client.writing.sequence_number, server.reading.sequence_number);
        (of_client, (server.writing.sequence_number, client.reading.sequence_number))
    };
    assert_eq!(numbers(&mut pair), ((0, 0), (0, 0)));
    for _ in 0..3 {
        with_context(4, |cx| pair.client.send(b"three records", cx)).unwrap();
    }
    with_context(5, |cx| pair.server.send(b"one", cx)).unwrap();
    pair.run().unwrap();
    assert_eq!(numbers(&mut pair), ((3, 3), (1, 1)));
}

#[test]
fn an_unencrypted_alert_is_nothing_to_who_has_read_encrypted_records() {
    let alert = [ContentType::ALERT.0, 3, 3, 0, 2, 2, AlertDescription::BAD_CERTIFICATE.0];
    let mut stage = ServerStage::before_finished();
    let received = Error::AlertReceived(AlertDescription::BAD_CERTIFICATE);
    assert_eq!(stage.raw(alert.to_vec()), Err(received));

    // The first part of a Finished.
    let mut stage = ServerStage::before_finished();
    let finished = stage.finished();
    stage.record(ContentType::HANDSHAKE, &finished[..9]).unwrap();
    assert!(matches!(
        stage.raw(alert.to_vec()),
        Err(Error::UnexpectedRecord(ContentType::ALERT) | Error::BadRecordMac)
    ));
}

#[test]
fn keys_of_cookies_show_a_name_only() {
    assert_eq!(std::format!("{:?}", CookieKey::from_bytes([7; 32])), "CookieKey");
}
