//! Two ends in one process, with random numbers that repeat and a clock that stands.

use std::{sync::Arc, vec::Vec};

use clearbox_demo_pki::{Authority, Issued, Validity};
use rand_core::{TryCryptoRng, TryRng};
use rustls_pki_types::ServerName;

use crate::{
    ClientConfig, ClientConnection, Connection, Context, Credential, Credentials, Error, Event, Role, Roots,
    ServerConfig, ServerConnection, Time, Trust,
};

/// 2026-11-22.
pub(super) const NOW: u64 = 1_795_305_600;

/// Random numbers for tests: splitmix64 of a seed.
#[derive(Clone)]
pub(super) struct TestRandom(pub(super) u64);

impl TryRng for TestRandom {
    type Error = core::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        Ok(self.try_next_u64()? as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        Ok(z ^ z >> 31)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        for chunk in bytes.chunks_mut(8) {
            let word = self.try_next_u64()?.to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
        Ok(())
    }
}

impl TryCryptoRng for TestRandom {}

/// Calls `act` with a context whose random numbers come from `seed`.
pub(super) fn with_context<V>(seed: u64, act: impl FnOnce(&mut Context<'_>) -> V) -> V {
    let (mut rng, mut observer) = (TestRandom(seed), ());
    let now = Time::since_unix_epoch(core::time::Duration::from_secs(NOW));
    act(&mut Context { now, rng: &mut rng, observer: &mut observer })
}

pub(super) fn valid() -> Validity {
    Validity::days_around(NOW, 30)
}

pub(super) fn authority() -> Authority {
    Authority::new("Test CA", valid(), &mut TestRandom(1)).unwrap()
}

pub(super) fn issued(authority: &Authority, name: &str) -> Issued {
    authority.issue(&[name], valid(), &mut TestRandom(2)).unwrap()
}

pub(super) fn credential(issued: &Issued) -> Arc<Credential> {
    Arc::new(Credential::new(issued.chain.clone(), &issued.key).unwrap())
}

/// Settings of a client and a server that trust each other, for the name `server.example`.
pub(super) fn configs() -> (ClientConfig, ServerConfig) {
    let authority = authority();
    let credential = credential(&issued(&authority, "server.example"));
    let roots = Roots::from_certificates([authority.certificate()]).unwrap();
    let mut client = ClientConfig::new(Trust::Roots(roots));
    let mut server = ServerConfig::new(Credentials::One(credential));
    // What is sent is looked at, here and there.
    (client.grease, server.grease) = (false, false);
    (client, server)
}

pub(super) fn server_name() -> ServerName<'static> {
    ServerName::try_from("server.example").unwrap()
}

/// A client and a server, and what is on its way between them.
pub(super) struct Pair {
    pub(super) client: ClientConnection,
    pub(super) server: ServerConnection,
    pub(super) to_client: Vec<u8>,
    pub(super) to_server: Vec<u8>,
}

impl Pair {
    pub(super) fn new((client, server): (ClientConfig, ServerConfig)) -> Self {
        let client =
            with_context(10, |cx| ClientConnection::connect(Arc::new(client), server_name(), cx)).unwrap();
        let server = ServerConnection::accept(Arc::new(server)).unwrap();
        Self { client, server, to_client: Vec::new(), to_server: Vec::new() }
    }

    /// Carries bytes until nothing is on its way, or an end waits for an answer; returns the data that each received.
    pub(super) fn run(&mut self) -> Result<(Vec<u8>, Vec<u8>), Failure> {
        let (mut at_client, mut at_server) = (Vec::new(), Vec::new());
        loop {
            self.to_server.append(self.client.outgoing());
            self.to_client.append(self.server.outgoing());
            // Even without bytes: what came before an answer may be waiting.
            receive(&mut self.server, &mut self.to_server, 20, &mut at_server).map_err(Failure::Server)?;
            receive(&mut self.client, &mut self.to_client, 30, &mut at_client).map_err(Failure::Client)?;
            let asking = self.client.question().is_some() || self.server.question().is_some();
            let idle = self.client.outgoing().is_empty() && self.server.outgoing().is_empty();
            if asking || idle {
                return Ok((at_client, at_server));
            }
        }
    }

    pub(super) fn connected(configs: (ClientConfig, ServerConfig)) -> Self {
        let mut pair = Self::new(configs);
        pair.run().unwrap();
        assert!(pair.client.is_connected() && pair.server.is_connected());
        pair
    }
}

/// Which end failed, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Failure {
    Client(Error),
    Server(Error),
}

/// Hands all of `input` to `end`, appends the data to `data`, and leaves in `input` what is not consumed.
pub(super) fn receive<R: Role>(
    end: &mut Connection<R>,
    input: &mut Vec<u8>,
    seed: u64,
    data: &mut Vec<u8>,
) -> Result<(), Error> {
    loop {
        let received = with_context(seed, |cx| end.receive(input, cx))?;
        if let Event::Data(range) | Event::EarlyData(range) = &received.event {
            data.extend_from_slice(&input[range.clone()]);
        }
        input.drain(..received.consumed);
        match received.event {
            Event::NeedsInput | Event::Question | Event::PeerClosed => return Ok(()),
            Event::Connected | Event::Authenticated | Event::Data(_) | Event::EarlyData(_) => {}
        }
    }
}
