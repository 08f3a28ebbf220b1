//! TLS by the crate `tls13`.

use std::{io::Write, sync::Arc};

use tls13::{
    ClientConfig, ClientConnection, Connection, Context, Credential, Credentials, Event, Role, Roots,
    ServerConfig, ServerConnection, SessionCache, SystemRandom, TicketKey, TicketKeys, Trust,
    pki_types::ServerName,
};

use super::{End, Identity, Implementation, Kind, NAME};
use crate::works::OURS;

pub(super) struct Ours {
    client: Arc<ClientConfig>,
    server: Arc<ServerConfig>,
}

impl Implementation for Ours {
    type Client = InMemory<tls13::ClientState>;
    type Server = InMemory<tls13::ServerState>;
    const NAME: &'static str = OURS;

    fn new(identity: &Identity, kind: Kind) -> Self {
        let roots = Roots::from_certificates([&identity.root]).expect("a certificate");
        let mut client = ClientConfig::new(Trust::Roots(roots));
        client.suites = vec![kind.suite];
        client.groups = vec![kind.group];
        let issued = &identity.issued;
        let credential = Credential::new(issued.chain.clone(), &issued.key).expect("a good key");
        let mut server = ServerConfig::new(Credentials::One(Arc::new(credential)));
        server.suites = vec![kind.suite];
        server.groups = vec![kind.group];
        if kind.resumes {
            client.sessions = Some(Arc::new(SessionCache::new(1)));
            let key = TicketKey::generate(&mut SystemRandom);
            server.tickets = Some(Arc::new(TicketKeys::new(key, vec![])));
        }
        Self { client: Arc::new(client), server: Arc::new(server) }
    }

    fn client(&self) -> Self::Client {
        let name = ServerName::try_from(NAME).expect("a name");
        let connection =
            ClientConnection::connect(self.client.clone(), name, &mut context(&mut SystemRandom, &mut ()));
        InMemory::new(connection.expect("a good configuration"))
    }

    fn server(&self) -> Self::Server {
        InMemory::new(ServerConnection::accept(self.server.clone()).expect("a good configuration"))
    }
}

/// A connection with the bytes that its transport brought.
pub(super) struct InMemory<R> {
    connection: Connection<R>,
    incoming: Vec<u8>,
}

impl<R: Role> InMemory<R> {
    fn new(connection: Connection<R>) -> Self {
        Self { connection, incoming: Vec::new() }
    }
}

impl<R: Role + 'static> End for InMemory<R> {
    fn is_connected(&self) -> bool {
        self.connection.is_connected()
    }

    fn is_resumed(&self) -> bool {
        self.connection.negotiated().is_some_and(|negotiated| negotiated.resumed)
    }

    fn send(&mut self, data: &[u8]) {
        self.connection.send(data, &mut context(&mut SystemRandom, &mut ())).expect("a good connection");
    }

    fn flush(&mut self, transport: &mut impl Write) {
        let outgoing = self.connection.outgoing();
        transport.write_all(outgoing).expect("memory");
        outgoing.clear();
    }

    fn release_buffers(&mut self) {
        self.incoming = Vec::new();
        *self.connection.outgoing() = Vec::new();
    }

    fn receive(&mut self, bytes: &[u8], mut read: impl FnMut(&[u8])) {
        self.incoming.clear();
        self.incoming.extend_from_slice(bytes);
        let mut start = 0;
        loop {
            let rest = &mut self.incoming[start..];
            let received = self.connection.receive(rest, &mut context(&mut SystemRandom, &mut ()));
            let received = received.expect("a good peer");
            match received.event {
                Event::Data(range) => read(&rest[range]),
                Event::NeedsInput => break,
                _ => {}
            }
            start += received.consumed;
        }
    }
}

fn context<'a>(rng: &'a mut SystemRandom, observer: &'a mut ()) -> Context<'a> {
    Context { now: tls13::Time::now(), rng, observer }
}
