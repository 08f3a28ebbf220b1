//! Puts questions to one server, one connection after the other.

use std::{
    io::Write,
    net::{SocketAddr, ToSocketAddrs},
    time::Duration,
};

use anyhow::{Context, Result};
use tls13::{ClientConfig, Negotiated, Trust, pki_types::ServerName};

use super::{
    failure::Failure,
    session::{Session, Visit},
    transport::Transport,
};

/// No more connections are made, whatever is still to be asked.
const MAX_CONNECTIONS: u32 = 64;

/// After so many questions in a row without an answer, no more are put.
const MAX_SILENCES: u32 = 3;

/// Between two connections.
const PAUSE: Duration = Duration::from_millis(10);

/// A server, and what it was asked so far.
#[derive(Debug)]
pub(super) struct Prober {
    /// Those that the host's name leads to; after the first connection the one that answered.
    addresses: Vec<SocketAddr>,
    pub(super) name: ServerName<'static>,
    timeout: Duration,
    pub(super) connections: u32,
    silences: u32,
    pub(super) unanswered: u32,
}

impl Prober {
    pub(super) fn new(host: &str, port: u16, name: ServerName<'static>, timeout: Duration) -> Result<Self> {
        let addresses = (host, port).to_socket_addrs().with_context(|| format!("can't find {host}"))?;
        Ok(Self { addresses: addresses.collect(), name, timeout, connections: 0, silences: 0, unanswered: 0 })
    }

    /// The address that answered.
    pub(super) fn address(&self) -> Option<SocketAddr> {
        self.addresses.first().copied()
    }

    /// Whether a handshake with these settings works.
    pub(super) fn handshake(&mut self, config: ClientConfig) -> Result<Negotiated, Failure> {
        self.ask(|transport, name| Session::start(config, name, transport)?.handshake())
    }

    /// The same, and what the server does after it.
    pub(super) fn visit(&mut self, config: ClientConfig) -> Result<Visit, Failure> {
        self.ask(|transport, name| Session::start(config, name, transport)?.visit())
    }

    /// Sends some bytes and hands over what comes to `read`.
    pub(super) fn exchange<V>(
        &mut self,
        bytes: &[u8],
        read: impl FnOnce(&mut Transport) -> Result<V, Failure>,
    ) -> Result<V, Failure> {
        self.ask(|mut transport, _| {
            transport.write_all(bytes)?;
            let answer = read(&mut transport);
            transport.hang_up();
            answer
        })
    }

    fn ask<V>(
        &mut self,
        question: impl FnOnce(Transport, ServerName<'static>) -> Result<V, Failure>,
    ) -> Result<V, Failure> {
        let answer = self.try_ask(question);
        if answer.as_ref().is_err_and(|failure| !failure.is_answer()) {
            self.unanswered += 1;
        }
        answer
    }

    fn try_ask<V>(
        &mut self,
        question: impl FnOnce(Transport, ServerName<'static>) -> Result<V, Failure>,
    ) -> Result<V, Failure> {
        if self.silences == MAX_SILENCES {
            return Err(Failure::NotAsked("the server had stopped answering"));
        }
        if self.connections == MAX_CONNECTIONS {
            return Err(Failure::NotAsked("there were too many connections already"));
        }
        if self.connections > 0 {
            std::thread::sleep(PAUSE);
        }
        let transport = Transport::connect(&mut self.addresses, self.timeout).map_err(Failure::from);
        self.connections += u32::from(transport.is_ok());
        let answer = transport.and_then(|transport| question(transport, self.name.clone()));
        let silent = matches!(answer, Err(Failure::Network(..)));
        self.silences = if silent { self.silences + 1 } else { 0 };
        answer
    }
}

/// What every question begins with: everything this program has, ALPN for the web, and every certificate accepted.
pub(super) fn everything() -> ClientConfig {
    let mut config = ClientConfig::new(Trust::Application);
    config.protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    config
}
