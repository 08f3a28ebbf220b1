//! A client and a server, and what is known of their connections.

use std::{sync::Arc, time::Duration};

use clearbox_sha2::Sha256;
use rand_core::{TryCryptoRng, TryRng};
use tls13::{
    ClientConfig, ClientConnection, Connection, Context, Event, Role, ServerConfig, ServerConnection, Time,
    code_points::{AlertDescription, HandshakeType},
    observe::{Direction, Observer},
    pki_types::ServerName,
};

use super::Known;

/// When all of it happens, in seconds since 1970.
pub(super) const NOW: u64 = 1_800_000_000;

/// Random numbers and what is known, for both ends of all connections.
#[derive(Debug)]
pub(super) struct Around {
    rng: Random,
    pub(super) known: Known,
}

impl Around {
    pub(super) fn new() -> Self {
        Self { rng: Random::new(b"connections"), known: Known::default() }
    }

    /// Random numbers are secret, but for those that are sent.
    fn with<T>(&mut self, act: impl FnOnce(&mut Context<'_>) -> T) -> T {
        let now = Time::since_unix_epoch(Duration::from_secs(NOW));
        let result = act(&mut Context { now, rng: &mut self.rng, observer: &mut self.known });
        self.known.secrets.append(&mut self.rng.drawn);
        result
    }
}

/// Traffic secrets are secret, messages are not: but for tickets, of which the client's part is not sent in clear either.
impl Observer for Known {
    fn message(&mut self, _: Direction, _: HandshakeType, message: &[u8]) {
        self.public.push(message.to_vec());
    }

    fn secret(&mut self, _: &'static str, _client_random: &[u8; 32], secret: &[u8]) {
        self.secrets.push(secret.to_vec());
    }
}

/// Two ends of a connection.
#[derive(Debug)]
pub(super) struct Ends<'a> {
    client: ClientConnection,
    server: ServerConnection,
    around: &'a mut Around,
}

impl<'a> Ends<'a> {
    pub(super) fn new((client, server): (ClientConfig, ServerConfig), around: &'a mut Around) -> Self {
        let name = ServerName::try_from("server.example").expect("a name");
        let client = around.with(|cx| ClientConnection::connect(Arc::new(client), name, cx));
        let server = ServerConnection::accept(Arc::new(server)).expect("good settings");
        Self { client: client.expect("good settings"), server, around }
    }

    /// So many flights, of the client and the server in turn.
    pub(super) fn exchange(&mut self, flights: usize) {
        for flight in 0..flights {
            if flight % 2 == 0 {
                carry(&mut self.client, &mut self.server, self.around);
            } else {
                carry(&mut self.server, &mut self.client, self.around);
            }
        }
    }

    pub(super) fn connect(&mut self) {
        self.exchange(6);
        assert!(self.client.is_connected() && self.server.is_connected());
    }

    pub(super) fn is_resumed(&self) -> bool {
        self.client.negotiated().is_some_and(|negotiated| negotiated.resumed)
    }

    pub(super) fn send_early(&mut self, data: &[u8]) {
        let sent = self.around.with(|cx| self.client.send_early_data(data, cx)).expect("not yet connected");
        assert_eq!(sent, data.len());
    }

    /// The same data in both directions.
    pub(super) fn talk(&mut self, data: &[u8]) {
        self.around.with(|cx| self.client.send(data, cx)).expect("connected");
        self.around.with(|cx| self.server.send(data, cx)).expect("connected");
        self.exchange(2);
    }

    pub(super) fn update_keys(&mut self) {
        self.around.with(|cx| self.client.update_keys(true, cx)).expect("connected");
        self.exchange(3);
    }

    /// What is exported is secret, too.
    pub(super) fn export(&mut self) {
        let mut exported = vec![0; 48];
        self.client.export(b"EXPORTER-Judged", b"", &mut exported).expect("connected");
        self.around.known.secrets.push(exported);
    }

    pub(super) fn close(&mut self) {
        self.around.with(|cx| self.client.close(cx)).expect("connected");
        self.exchange(2);
        self.around.with(|cx| self.server.close(cx)).expect("connected");
        self.exchange(2);
        assert!(self.client.is_closed() && self.server.is_closed());
    }

    /// Ends the connection by an alert.
    pub(super) fn fail(&mut self) {
        let failed = self.around.with(|cx| self.client.abort(AlertDescription::INTERNAL_ERROR, cx));
        failed.expect("still open");
        carry(&mut self.client, &mut self.server, self.around);
    }
}

/// Hands all that one end has to send to the other one. What it makes of an alert is no matter.
fn carry<R: Role, S: Role>(from: &mut Connection<R>, to: &mut Connection<S>, around: &mut Around) {
    let mut bytes = core::mem::take(from.outgoing());
    let mut consumed = 0;
    while consumed < bytes.len() {
        match around.with(|cx| to.receive(&mut bytes[consumed..], cx)) {
            Ok(received) if received.event != Event::NeedsInput => consumed += received.consumed,
            _ => return,
        }
    }
}

/// Random numbers that are the same each time, and are remembered.
#[derive(Debug)]
pub(super) struct Random {
    seed: [u8; 32],
    counter: u64,
    drawn: Vec<Vec<u8>>,
}

impl Random {
    pub(super) fn new(seed: &[u8]) -> Self {
        Self { seed: Sha256::digest(seed), counter: 0, drawn: Vec::new() }
    }

    pub(super) fn drawn(&mut self, length: usize) -> Vec<u8> {
        let mut bytes = vec![0; length];
        let Ok(()) = self.try_fill_bytes(&mut bytes);
        bytes
    }
}

impl TryRng for Random {
    type Error = core::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        Ok(self.try_next_u64()? as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        for chunk in bytes.chunks_mut(32) {
            self.counter += 1;
            let block = Sha256::digest(&[&self.seed[..], &self.counter.to_le_bytes()].concat());
            chunk.copy_from_slice(&block[..chunk.len()]);
        }
        self.drawn.push(bytes.to_vec());
        Ok(())
    }
}

impl TryCryptoRng for Random {}
