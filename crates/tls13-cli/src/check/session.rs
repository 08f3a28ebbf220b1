//! One connection, driven to the end that a question needs.

use std::{
    fmt,
    io::{self, Read, Write},
    sync::Arc,
};

use tls13::{
    ClientConfig, ClientConnection, Context, Error, Event, Negotiated, SystemRandom,
    code_points::AlertDescription, pki_types::ServerName,
};

use super::{failure::Failure, seen::Seen, transport::Transport};

/// A handshake, and what came after it.
#[derive(Debug)]
pub(super) struct Visit {
    pub(super) negotiated: Negotiated,
    pub(super) seen: Seen,
    pub(super) ending: Ending,
}

/// How the server ended the connection, after this end's close_notify.
#[derive(Debug)]
pub(super) enum Ending {
    CloseNotify,
    /// The transport ended without it.
    Silent,
    Alert(AlertDescription),
    Unknown(Failure),
}

impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CloseNotify => f.write_str("the server closed by close_notify"),
            Self::Silent => f.write_str("the server closed without close_notify"),
            Self::Alert(alert) => write!(f, "the server ended the connection with the alert {alert}"),
            Self::Unknown(failure) => failure.fmt(f),
        }
    }
}

/// One connection.
#[derive(Debug)]
pub(super) struct Session {
    connection: ClientConnection,
    seen: Seen,
    transport: Transport,
    /// Bytes from the transport that are not done with.
    incoming: Vec<u8>,
}

impl Session {
    pub(super) fn start(
        config: ClientConfig,
        name: ServerName<'static>,
        transport: Transport,
    ) -> Result<Self, Failure> {
        let mut seen = Seen::default();
        let mut cx = Context { now: tls13::Time::now(), rng: &mut SystemRandom, observer: &mut seen };
        let connection = ClientConnection::connect(Arc::new(config), name, &mut cx)?;
        Ok(Self { connection, seen, transport, incoming: Vec::new() })
    }

    /// Does a handshake and says goodbye.
    pub(super) fn handshake(mut self) -> Result<Negotiated, Failure> {
        let negotiated = self.negotiate();
        // The answer is there already, whatever becomes of the goodbye.
        let _ = self.close();
        self.transport.hang_up();
        negotiated
    }

    /// Does a handshake, says goodbye and listens until the server has done the same.
    pub(super) fn visit(mut self) -> Result<Visit, Failure> {
        let negotiated = self.negotiate()?;
        let ending = self.end().unwrap_or_else(|failure| match failure {
            Failure::Tls(Error::Truncated) => Ending::Silent,
            Failure::Tls(Error::AlertReceived(alert)) => Ending::Alert(alert),
            other => Ending::Unknown(other),
        });
        self.transport.hang_up();
        Ok(Visit { negotiated, seen: self.seen, ending })
    }

    fn negotiate(&mut self) -> Result<Negotiated, Failure> {
        while !self.connection.is_connected() {
            self.step()?;
        }
        self.flush()?;
        self.connection.negotiated().cloned().ok_or(Failure::NotAsked("the handshake has no outcome"))
    }

    fn end(&mut self) -> Result<Ending, Failure> {
        self.close()?;
        while self.step()? != Event::PeerClosed {}
        Ok(Ending::CloseNotify)
    }

    fn close(&mut self) -> Result<(), Failure> {
        self.call(|connection, _, cx| connection.close(cx))?;
        Ok(self.flush()?)
    }

    /// The next event. Every certificate is accepted: whether the chain is good is a question of its own.
    fn step(&mut self) -> Result<Event, Failure> {
        loop {
            self.flush()?;
            let received = self.call(|connection, incoming, cx| connection.receive(incoming, cx));
            // An alert that answers an error still goes out, but the error counts.
            let flushed = self.flush();
            let received = received?;
            flushed?;
            self.incoming.drain(..received.consumed);
            match received.event {
                Event::NeedsInput => self.fill()?,
                Event::Question => {
                    self.call(|connection, _, cx| connection.answer_certificate(Ok(()), cx))?;
                }
                event => return Ok(event),
            }
        }
    }

    fn fill(&mut self) -> Result<(), Failure> {
        let mut buffer = [0; 4096];
        let read = loop {
            match self.transport.read(&mut buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        self.incoming.extend_from_slice(&buffer[..read]);
        match read {
            0 => Ok(self.call(|connection, _, cx| connection.end_of_input(cx))?),
            _ => Ok(()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        let outgoing = std::mem::take(self.connection.outgoing());
        self.transport.write_all(&outgoing)
    }

    fn call<V>(&mut self, act: impl FnOnce(&mut ClientConnection, &mut [u8], &mut Context<'_>) -> V) -> V {
        let mut cx = Context { now: tls13::Time::now(), rng: &mut SystemRandom, observer: &mut self.seen };
        act(&mut self.connection, &mut self.incoming, &mut cx)
    }
}
