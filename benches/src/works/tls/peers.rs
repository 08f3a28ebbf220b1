//! TLS by rustls, with each of its two providers.

use std::{
    io::{BufRead, Write},
    sync::Arc,
};

use rustls::{
    ClientConfig, ClientConnection, Connection, RootCertStore, ServerConfig, ServerConnection,
    client::Resumption,
    crypto::{CryptoProvider, aws_lc_rs, ring},
    version::TLS13,
};
use tls13::{Suite, code_points::CipherSuite, pki_types::ServerName};

use super::{End, Identity, Implementation, NAME};

pub(super) struct WithAwsLc(Configs);
pub(super) struct WithRing(Configs);

struct Configs {
    client: Arc<ClientConfig>,
    server: Arc<ServerConfig>,
}

macro_rules! impl_implementation {
    ($rustls:ident, $provider:ident, $name:literal) => {
        impl Implementation for $rustls {
            type Client = Connection;
            type Server = Connection;
            const NAME: &'static str = $name;

            fn new(identity: &Identity, suite: Suite) -> Self {
                let groups = vec![$provider::kx_group::X25519];
                let provider = CryptoProvider { kx_groups: groups, ..$provider::default_provider() };
                Self(Configs::new(identity, suite, provider))
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

impl_implementation!(WithAwsLc, aws_lc_rs, "rustls, aws-lc-rs");
impl_implementation!(WithRing, ring, "rustls, ring");

impl Configs {
    /// As ours: one suite, no tickets and no memory of sessions.
    fn new(identity: &Identity, suite: Suite, mut provider: CryptoProvider) -> Self {
        provider.cipher_suites.retain(|known| u16::from(known.suite()) == CipherSuite::from(suite).0);
        let provider = Arc::new(provider);
        let mut roots = RootCertStore::empty();
        roots.add(identity.root.clone()).expect("a certificate");
        let client = ClientConfig::builder_with_provider(provider.clone()).with_protocol_versions(&[&TLS13]);
        let client = client.expect("a good configuration").with_root_certificates(roots);
        let mut client = client.with_no_client_auth();
        client.resumption = Resumption::disabled();

        let issued = &identity.issued;
        let server = ServerConfig::builder_with_provider(provider).with_protocol_versions(&[&TLS13]);
        let server = server.expect("a good configuration").with_no_client_auth();
        let mut server =
            server.with_single_cert(issued.chain.clone(), issued.key.clone_key()).expect("a good key");
        server.send_tls13_tickets = 0;
        Self { client: Arc::new(client), server: Arc::new(server) }
    }
}

impl End for Connection {
    fn is_connected(&self) -> bool {
        !self.is_handshaking()
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
