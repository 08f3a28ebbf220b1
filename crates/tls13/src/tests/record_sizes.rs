//! How long records are: what an end asks for (RFC 8449), and what it pads them to.

use std::{sync::Arc, vec, vec::Vec};

use super::pair::{Pair, configs, with_context};
use crate::{
    Error, PadToMultipleOf, PaddingPolicy, ServerConnection,
    code_points::{AlertDescription as A, ContentType},
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
    let super::pair::Failure::Client(error) = pair.run().unwrap_err() else { panic!("too long") };
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
