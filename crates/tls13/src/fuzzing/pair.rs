//! Two ends that talk with each other, over a transport that cuts the bytes anywhere, while both applications do what they
//! like. What one sends the other gets, and both believe the same.

use alloc::{vec, vec::Vec};

use super::{
    alone::{CLIENT_SEED, SERVER_SEED, new_client, new_server},
    choices::Choices,
    end::{End, Log, Side},
    settings::Settings,
};
use crate::{ClientState, EarlyData, Error, ServerState};

/// An idle connection holds no more than this, in bytes of heap, besides the certificates of its peer.
const MAX_IDLE: usize = 4096;

/// Two ends, and what is on its way between them.
pub(super) struct Pair {
    client: End<ClientState>,
    server: End<ServerState>,
    to_client: Vec<u8>,
    to_server: Vec<u8>,
}

/// Settings, then what happens.
pub fn pair(data: &[u8]) {
    let mut choices = Choices::new(data);
    let settings = Settings::choose(&mut choices);
    if settings.warm_up {
        warm_up(&settings);
    }
    let mut pair = Pair::new(&settings, 0);
    for _ in 0..200 {
        if choices.is_empty() {
            break;
        }
        pair.step(&mut choices);
    }
    pair.finish();
    pair.check();
}

/// A connection from which a session remains.
pub(super) fn warm_up(settings: &Settings) {
    let mut pair = Pair::new(settings, 1000);
    pair.finish();
    pair.check();
}

impl Pair {
    fn new(settings: &Settings, seed: u64) -> Self {
        Self {
            client: new_client(settings.client.clone(), CLIENT_SEED + seed, Log::default()),
            server: new_server(settings.server.clone(), SERVER_SEED + seed, Log::default()),
            to_client: vec![],
            to_server: vec![],
        }
    }

    fn collect(&mut self) {
        self.to_server.append(&mut self.client.take_outgoing());
        self.to_client.append(&mut self.server.take_outgoing());
    }

    fn step(&mut self, choices: &mut Choices<'_>) {
        match choices.below(6) {
            0 => self.client.act(choices),
            1 => self.server.act(choices),
            2 => deliver_some(&mut self.client, &mut self.to_client, choices.u8().into()),
            3 => deliver_some(&mut self.server, &mut self.to_server, choices.u8().into()),
            4 => deliver_some(&mut self.client, &mut self.to_client, choices.u16().into()),
            _ => deliver_some(&mut self.server, &mut self.to_server, choices.u16().into()),
        }
        self.collect();
    }

    /// Carries everything, until nothing more happens.
    fn finish(&mut self) {
        for round in 0.. {
            assert!(round < 100, "the two ends talk for ever");
            self.collect();
            let quiet = self.to_client.is_empty() && self.to_server.is_empty();
            self.server.deliver(&core::mem::take(&mut self.to_server));
            self.client.deliver(&core::mem::take(&mut self.to_client));
            let asking = self.client.is_asking() || self.server.is_asking();
            self.client.answer();
            self.server.answer();
            if quiet && !asking {
                return;
            }
        }
    }

    fn check(self) {
        let Self { client, server, .. } = self;
        // Early data that is refused is skipped up to a limit, which small or padded records reach before their content
        // does: section 4.3.10 counts content only, but a server that skips can't see it.
        let too_much = server.error == Some(Error::TooMuchSkippedEarlyData) && !client.sent_early.is_empty();
        let disturbed = client.disturbed || server.disturbed || too_much;
        if client.error.is_some() || server.error.is_some() {
            assert!(disturbed, "client: {:?}, server: {:?}", client.error, server.error);
        } else {
            assert!(client.is_connected() && server.is_connected() || disturbed);
            // Half-RTT data comes before all other.
            let from_server = [&server.sent_early[..], &server.sent].concat();
            assert!(client.received == from_server && server.received == client.sent || disturbed);
            assert!(
                (client.is_closed(), server.is_closed()) == (server.peer_closed, client.peer_closed)
                    || disturbed
            );
        }
        assert!([&server.sent_early[..], &server.sent].concat().starts_with(&client.received));
        assert!(client.sent.starts_with(&server.received));
        assert!(client.sent_early.starts_with(&server.received_early));
        if let (Some(at_client), Some(at_server)) = (client.negotiated(), server.negotiated()) {
            assert_eq!(at_client.suite, at_server.suite);
            assert_eq!(at_client.group, at_server.group);
            assert_eq!(at_client.protocol, at_server.protocol);
            assert_eq!(at_client.hello_retried, at_server.hello_retried);
            assert_eq!(at_client.resumed, at_server.resumed);
            assert_eq!(at_client.psk_identity, at_server.psk_identity);
            // A session that is resumed brings back those of its first handshake, each where they are of use.
            if !at_client.resumed && !server.asked_later {
                assert_eq!(at_client.client_signature_scheme, at_server.client_signature_scheme);
                assert_eq!(at_client.signature_scheme, at_server.signature_scheme);
            }
            let accepted = at_client.early_data == EarlyData::Accepted;
            assert_eq!(accepted, at_server.early_data == EarlyData::Accepted);
            let early = if accepted { &client.sent_early[..] } else { &[] };
            assert_eq!(server.received_early, early);
            assert_eq!(client.export(b"context"), server.export(b"context"));
            assert_ne!(client.export(b"context"), client.export(b"other"));
            check_idle(client);
            check_idle(server);
        }
    }
}

/// Brings so many bytes.
fn deliver_some<R: Side>(end: &mut End<R>, waiting: &mut Vec<u8>, count: usize) {
    let part: Vec<u8> = waiting.drain(..count.min(waiting.len())).collect();
    end.deliver(&part);
}

fn check_idle<R: Side>(end: End<R>) {
    let certificates: usize =
        end.negotiated().map_or(0, |outcome| outcome.peer_certificates.iter().map(|der| der.len()).sum());
    if let Some(held) = end.held() {
        assert!(held <= MAX_IDLE + certificates, "an idle connection holds {held} bytes");
    }
}
