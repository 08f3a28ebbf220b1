//! TLS by rustls, with each of its providers.

use std::{
    io::{BufRead, Write},
    sync::Arc,
};

use rustls::{
    ClientConfig, ClientConnection, Connection, HandshakeKind, RootCertStore, ServerConfig, ServerConnection,
    client::Resumption,
    crypto::{CryptoProvider, aws_lc_rs, ring},
    server::ProducesTickets,
    version::TLS13,
};
use tls13::{
    Group,
    code_points::{CipherSuite, NamedGroup},
    pki_types::ServerName,
};

use super::{End, Identity, Implementation, Kind, NAME};

pub(super) struct WithAwsLc(Configs);
pub(super) struct WithRing(Configs);
pub(super) struct WithGraviola(Configs);

struct Configs {
    client: Arc<ClientConfig>,
    server: Arc<ServerConfig>,
}

macro_rules! impl_implementation {
    ($rustls:ident, $provider:ident, $name:literal, $knows:expr) => {
        impl Implementation for $rustls {
            type Client = Connection;
            type Server = Connection;
            const NAME: &'static str = $name;

            fn knows(kind: Kind) -> bool {
                $knows(kind.group)
            }

            fn new(identity: &Identity, kind: Kind) -> Self {
                let ticketer = $provider::Ticketer::new().expect("randomness");
                Self(Configs::new(identity, kind, $provider::default_provider(), ticketer))
            }

            fn client(&self) -> Connection {
                let name = ServerName::try_from(NAME).expect("a name");
                let client = ClientConnection::new(self.0.client.clone(), name);
                client.expect("a good configuration").into()
            }

            fn server(&self) -> Connection {
                ServerConnection::new(self.0.server.clone()).expect("a good configuration").into()
            }
        }
    };
}

impl_implementation!(WithAwsLc, aws_lc_rs, "rustls, aws-lc-rs", |_| true);
impl_implementation!(WithRing, ring, "rustls, ring", |group| group == Group::X25519);
impl_implementation!(WithGraviola, rustls_graviola, "rustls, graviola", |_| true);

impl Configs {
    /// As ours: one suite and one group, and no tickets unless they are wanted.
    fn new(
        identity: &Identity,
        kind: Kind,
        mut provider: CryptoProvider,
        ticketer: Arc<dyn ProducesTickets>,
    ) -> Self {
        provider.cipher_suites.retain(|known| u16::from(known.suite()) == CipherSuite::from(kind.suite).0);
        provider.kx_groups.retain(|known| u16::from(known.name()) == NamedGroup::from(kind.group).0);
        let provider = Arc::new(provider);
        let mut roots = RootCertStore::empty();
        roots.add(identity.root.clone()).expect("a certificate");
        let client = ClientConfig::builder_with_provider(provider.clone()).with_protocol_versions(&[&TLS13]);
        let client = client.expect("a good configuration").with_root_certificates(roots);
        let mut client = client.with_no_client_auth();
        if !kind.resumes {
            client.resumption = Resumption::disabled();
        }

        let issued = &identity.issued;
        let server = ServerConfig::builder_with_provider(provider).with_protocol_versions(&[&TLS13]);
        let server = server.expect("a good configuration").with_no_client_auth();
        let mut server =
            server.with_single_cert(issued.chain.clone(), issued.key.clone_key()).expect("a good key");
        server.send_tls13_tickets = usize::from(kind.resumes);
        if kind.resumes {
            server.ticketer = ticketer;
        }
        Self { client: Arc::new(client), server: Arc::new(server) }
    }
}

impl End for Connection {
    fn is_connected(&self) -> bool {
        !self.is_handshaking()
    }

    fn is_resumed(&self) -> bool {
        self.handshake_kind() == Some(HandshakeKind::Resumed)
    }

    fn send(&mut self, data: &[u8]) {
        self.writer().write_all(data).expect("memory");
    }

    fn flush(&mut self, transport: &mut impl Write) {
        while self.wants_write() {
            self.write_tls(transport).expect("memory");
        }
    }

    fn receive(&mut self, mut bytes: &[u8], mut read: impl FnMut(&[u8])) {
        while !bytes.is_empty() {
            self.read_tls(&mut bytes).expect("memory");
            self.process_new_packets().expect("a good peer");
            let mut reader = self.reader();
            while let Ok(data) = reader.fill_buf() {
                if data.is_empty() {
                    break;
                }
                read(data);
                let length = data.len();
                reader.consume(length);
            }
        }
    }
}
