//! A client and a server in one process: their settings, and what goes from one to the other.

use std::{sync::Arc, time::Duration};

use tls13::{
    ClientConfig, ClientConnection, Connection, Context, Credentials, Event, Group, Hash, PaddingPolicy, Psk,
    Role, ServerConfig, ServerConnection, Suite, Time, Trust, code_points::ContentType, observe::Observer,
    pki_types::ServerName,
};

use crate::secrets::SecretRng;

/// Of most entries.
pub(super) const SUITE: Suite = Suite::Aes128GcmSha256;

/// The name of the PSK that the server knows.
pub(super) const IDENTITY: &[u8; IDENTITY_LEN] = b"a known identity";
pub(super) const IDENTITY_LEN: usize = 16;

/// Of an exporter.
pub(super) const LABEL: &[u8] = b"EXPORTER-Judged";

/// When all of it happens, in seconds since 1970.
const NOW: Duration = Duration::from_secs(1_800_000_000);

/// A client and a server that both have this PSK and nothing else: no certificates, and nothing strewn in. Only X25519,
/// since ML-KEM's time depends on what is public, and differs with the key.
pub(super) fn settings(suite: Suite, key: &[u8]) -> (ClientConfig, ServerConfig) {
    let mut client = ClientConfig::new(Trust::Pins(vec![]));
    let mut server = ServerConfig::new(Credentials::Application);
    let hash = if suite == Suite::Aes256GcmSha384 { Hash::Sha384 } else { Hash::Sha256 };
    client.psks = vec![Psk::new(IDENTITY, key, hash).expect("short")];
    server.psks = client.psks.clone();
    (client.suites, server.suites) = (vec![suite], vec![suite]);
    (client.groups, server.groups) = (vec![Group::X25519], vec![Group::X25519]);
    (client.grease, server.grease) = (false, false);
    client.middlebox_compatibility = false;
    (client, server)
}

/// Some padding. The policy of `tls13` divides the length: it is public, but the tracer can't know that.
#[derive(Debug)]
pub(super) struct Padded;

impl PaddingPolicy for Padded {
    fn padding(&self, _: ContentType, _length: usize, room: usize) -> usize {
        room.min(30)
    }
}

/// A server that has heard nothing yet.
pub(super) fn accept(config: ServerConfig) -> ServerConnection {
    ServerConnection::accept(Arc::new(config)).expect("good settings")
}

/// Two ends of a connection.
#[derive(Debug)]
pub(super) struct Ends {
    pub(super) client: ClientConnection,
    pub(super) server: ServerConnection,
    pub(super) at_client: Around,
    pub(super) at_server: Around,
}

impl Ends {
    /// Before anything was carried.
    pub(super) fn new(settings: (ClientConfig, ServerConfig)) -> Self {
        Self::with_seeds(settings, b"client", b"server")
    }

    /// The same with random numbers that come from these seeds.
    pub(super) fn with_seeds(
        (client, server): (ClientConfig, ServerConfig),
        of_client: &[u8],
        of_server: &[u8],
    ) -> Self {
        let (mut at_client, at_server) = (Around::new(of_client), Around::new(of_server));
        let name = ServerName::try_from("server.example").expect("a name");
        let client = ClientConnection::connect(Arc::new(client), name, &mut at_client.context());
        Self { client: client.expect("good settings"), server: accept(server), at_client, at_server }
    }

    pub(super) fn connected(settings: (ClientConfig, ServerConfig)) -> Self {
        let mut ends = Self::new(settings);
        ends.connect();
        ends
    }

    /// The whole handshake, and the tickets after it.
    pub(super) fn connect(&mut self) {
        self.tell_server();
        self.tell_client();
        self.tell_server();
        self.tell_client();
        assert!(self.client.is_connected() && self.server.is_connected());
    }

    pub(super) fn client_sends(&mut self) -> Vec<u8> {
        core::mem::take(self.client.outgoing())
    }

    pub(super) fn server_sends(&mut self) -> Vec<u8> {
        core::mem::take(self.server.outgoing())
    }

    pub(super) fn tell_server(&mut self) {
        let bytes = self.client_sends();
        carry(bytes, &mut self.server, &mut self.at_server);
    }

    pub(super) fn tell_client(&mut self) {
        let bytes = self.server_sends();
        carry(bytes, &mut self.client, &mut self.at_client);
    }
}

/// Hands all of `bytes` to `end`, which finds nothing wrong with them.
fn carry<R: Role>(mut bytes: Vec<u8>, end: &mut Connection<R>, around: &mut Around) {
    let mut consumed = 0;
    loop {
        let received = end.receive(&mut bytes[consumed..], &mut around.context()).expect("nothing wrong");
        consumed += received.consumed;
        if received.event == Event::NeedsInput {
            return;
        }
    }
}

/// What is around an end: random numbers, and an onlooker who remembers its secrets.
#[derive(Debug)]
pub(super) struct Around {
    rng: SecretRng,
    heard: Heard,
}

impl Around {
    fn new(seed: &[u8]) -> Self {
        Self { rng: SecretRng::new(seed), heard: Heard::default() }
    }

    pub(super) fn context(&mut self) -> Context<'_> {
        Context { now: Time::since_unix_epoch(NOW), rng: &mut self.rng, observer: &mut self.heard }
    }

    /// The secret that the key log calls so.
    pub(super) fn secret(&self, label: &str) -> Vec<u8> {
        let found = self.heard.0.iter().find(|(known, _)| *known == label);
        found.expect("the handshake is that far").1.clone()
    }
}

#[derive(Debug, Default)]
struct Heard(Vec<(&'static str, Vec<u8>)>);

impl Observer for Heard {
    fn secret(&mut self, label: &'static str, _client_random: &[u8; 32], secret: &[u8]) {
        self.0.push((label, secret.to_vec()));
    }
}
