//! How long records are: what an end asks for (RFC 8449), and what it pads them to.

use std::{sync::Arc, vec, vec::Vec};

use super::{
    pair::{Failure, Pair, configs, with_context},
    puppet::{ClientStage, ServerStage},
};
use crate::{
    Error, MaxFragmentLength, PadToMultipleOf, PaddingPolicy, ServerConnection,
    code_points::{AlertDescription as A, ContentType, ExtensionType as T, HandshakeType},
};

/// The lengths of the records in some bytes, without their headers.
fn lengths(mut bytes: &[u8]) -> Vec<usize> {
    let mut lengths = Vec::new();
    while let Some((header, rest)) = bytes.split_first_chunk::<5>() {
        let length = usize::from(u16::from_be_bytes([header[3], header[4]]));
        lengths.push(length);
        bytes = &rest[length..];
    }
    lengths
}

const TAG: usize = 16;

#[test]
fn each_end_keeps_to_the_limit_of_the_other() {
    let (mut client, mut server) = configs();
    (client.record_size_limit, server.record_size_limit) = (Some(64), Some(101));
    let mut pair = Pair::connected((client, server));
    with_context(70, |cx| pair.client.send(&[1; 250], cx)).unwrap();
    assert_eq!(lengths(pair.client.outgoing()), [101 + TAG, 101 + TAG, 51 + TAG]);
    with_context(71, |cx| pair.server.send(&[2; 100], cx)).unwrap();
    assert_eq!(lengths(pair.server.outgoing()), [64 + TAG, 38 + TAG]);
    assert_eq!(pair.run().unwrap(), (vec![2; 100], vec![1; 250]));
}

#[test]
fn without_an_answer_there_is_no_limit_and_longer_records_are_refused_where_there_is() {
    let (mut client, server) = configs();
    client.record_size_limit = Some(64);
    // This server knows the extension, and answers by what the standard allows.
    let mut pair = Pair::connected((client, server));
    with_context(70, |cx| pair.client.send(&[1; 16384], cx)).unwrap();
    assert_eq!(lengths(pair.client.outgoing()), [16385 + TAG]);
    pair.run().unwrap();
    // A server that forgets the limit.
    pair.server.forget_limit();
    with_context(71, |cx| pair.server.send(&[2; 64], cx)).unwrap();
    let Failure::Client(error) = pair.run().unwrap_err() else { panic!("too long") };
    assert_eq!((error.alert(), error), (Some(A::RECORD_OVERFLOW), Error::RecordOverflow));
}

impl ServerConnection {
    fn forget_limit(&mut self) {
        self.channel_for_tests().set_max_fragment(16384);
    }
}

#[test]
fn limits_out_of_range_are_refused() {
    for limit in [0, 63, 16386] {
        let (mut client, mut server) = configs();
        (client.record_size_limit, server.record_size_limit) = (Some(limit), Some(limit));
        let connect = |cx: &mut crate::Context<'_>| {
            crate::ClientConnection::connect(Arc::new(client), super::pair::server_name(), cx).map(drop)
        };
        assert!(matches!(with_context(1, connect), Err(Error::Configuration(_))));
        assert!(matches!(ServerConnection::accept(Arc::new(server)), Err(Error::Configuration(_))));
    }
}

#[test]
fn records_are_padded_as_the_policy_says_within_the_limit() {
    let (mut client, mut server) = configs();
    client.padding = Some(Arc::new(PadToMultipleOf(128)));
    server.record_size_limit = Some(301);
    client.record_size_limit = Some(16385);
    let mut pair = Pair::connected((client, server));
    for (length, padded) in [(1, 128), (128, 128), (129, 256), (257, 300), (300, 300)] {
        with_context(70, |cx| pair.client.send(&vec![1; length], cx)).unwrap();
        assert_eq!(lengths(pair.client.outgoing()), [padded + 1 + TAG], "{length}");
        assert_eq!(pair.run().unwrap().1, vec![1; length]);
    }
    assert_eq!(PadToMultipleOf(0).padding(ContentType::APPLICATION_DATA, 5, 100), 0);
}

#[test]
fn older_clients_ask_for_shorter_records_both_ways() {
    for (asked, most) in [
        (MaxFragmentLength::Bytes512, 512),
        (MaxFragmentLength::Bytes1024, 1024),
        (MaxFragmentLength::Bytes2048, 2048),
        (MaxFragmentLength::Bytes4096, 4096),
    ] {
        let (mut client, server) = configs();
        client.max_fragment_length = Some(asked);
        let mut pair = Pair::connected((client, server));
        let data = vec![1; most + 10];
        with_context(70, |cx| pair.client.send(&data, cx)).unwrap();
        assert_eq!(lengths(pair.client.outgoing()), [most + 1 + TAG, 10 + 1 + TAG]);
        with_context(71, |cx| pair.server.send(&data, cx)).unwrap();
        assert_eq!(lengths(pair.server.outgoing()), [most + 1 + TAG, 10 + 1 + TAG]);
        assert_eq!(pair.run().unwrap(), (data.clone(), data.clone()));
        // Ends that forget it.
        pair.server.forget_limit();
        with_context(71, |cx| pair.server.send(&data, cx)).unwrap();
        assert_eq!(pair.run(), Err(Failure::Client(Error::RecordOverflow)));
    }
    let (mut client, server) = configs();
    client.max_fragment_length = Some(MaxFragmentLength::Bytes512);
    let mut pair = Pair::connected((client, server));
    pair.client.channel_for_tests().set_max_fragment(16384);
    with_context(71, |cx| pair.client.send(&[1; 513], cx)).unwrap();
    assert_eq!(pair.run(), Err(Failure::Server(Error::RecordOverflow)));
}

#[test]
fn record_size_limit_stands_before_max_fragment_length() {
    let (mut client, server) = configs();
    (client.max_fragment_length, client.record_size_limit) = (Some(MaxFragmentLength::Bytes512), Some(1001));
    let mut pair = Pair::connected((client, server));
    with_context(70, |cx| pair.client.send(&[1; 600], cx)).unwrap();
    assert_eq!(lengths(pair.client.outgoing()), [601 + TAG]);
    with_context(71, |cx| pair.server.send(&[2; 1200], cx)).unwrap();
    assert_eq!(lengths(pair.server.outgoing()), [1001 + TAG, 201 + TAG]);
    pair.run().unwrap();
}

#[test]
fn fragment_lengths_that_nobody_asked_for_are_refused() {
    // At a server: one that doesn't exist, unless it goes by the other extension.
    for (length, limit, expected) in [
        (&[0][..], None, Err(Error::MaxFragmentLength(0))),
        (&[5], None, Err(Error::MaxFragmentLength(5))),
        (&[5], Some([4, 0]), Ok(())),
        (&[1, 1], None, Err(Error::Decode { what: "max_fragment_length" })),
        (&[4], None, Ok(())),
    ] {
        let mut stage = ServerStage::server(|_| ());
        let mut hello = ServerStage::hello();
        hello.set(T::MAX_FRAGMENT_LENGTH, length);
        if let Some(limit) = limit {
            hello.set(T::RECORD_SIZE_LIMIT, &limit);
        }
        assert_eq!(stage.message(&hello.encode()), expected);
    }
    // At a client: unasked, another one, and both.
    let unasked = Error::UnsolicitedExtension {
        extension: T::MAX_FRAGMENT_LENGTH,
        message: HandshakeType::ENCRYPTED_EXTENSIONS,
    };
    let both = vec![(T::MAX_FRAGMENT_LENGTH, vec![1]), (T::RECORD_SIZE_LIMIT, vec![4, 0])];
    for (asks, answer, error, alert) in [
        (false, vec![(T::MAX_FRAGMENT_LENGTH, vec![1])], unasked, A::UNSUPPORTED_EXTENSION),
        (true, vec![(T::MAX_FRAGMENT_LENGTH, vec![2])], Error::MaxFragmentLength(2), A::ILLEGAL_PARAMETER),
        (true, vec![(T::MAX_FRAGMENT_LENGTH, vec![9])], Error::MaxFragmentLength(9), A::ILLEGAL_PARAMETER),
        (true, both, Error::TwoRecordLimits, A::ILLEGAL_PARAMETER),
    ] {
        let mut stage = ClientStage::after_hello(|config| {
            config.max_fragment_length = asks.then_some(MaxFragmentLength::Bytes512);
            config.record_size_limit = Some(1000);
        });
        assert_eq!(stage.encrypted_extensions(&answer), Err(error));
        assert_eq!(stage.alert(), Some(alert));
    }
}
