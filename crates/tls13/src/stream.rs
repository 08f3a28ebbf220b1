//! A blocking stream over any `Read + Write`, with the system's clock and random numbers.

use std::{
    io::{self, Read, Write},
    ops::Range,
    sync::Arc,
    vec::Vec,
};

use rustls_pki_types::ServerName;

mod random;

pub use random::SystemRandom;

use crate::{
    config::{ClientConfig, ServerConfig},
    connection::{ClientConnection, Connection, Event, ServerConnection},
    context::Context,
    error::Error,
    observe::Observer,
    role::Role,
    time::Time,
};

/// How many bytes are asked of the transport at once: one record of full size fits.
const READ_SIZE: usize = 17 * 1024;

/// Outgoing bytes are handed to the transport when there are so many.
const WRITE_SIZE: usize = 64 * 1024;

/// A connection and its transport. Reading gives the peer's data and ends, without an error, only at its
/// close_notify; TLS errors come as [`io::Error`]s that wrap an [`Error`].
#[derive(Debug)]
pub struct Stream<R, T, O = ()> {
    connection: Connection<R>,
    transport: T,
    observer: O,
    /// Bytes from the transport; those before `start` are done with.
    incoming: Vec<u8>,
    start: usize,
    /// Decrypted data in `incoming` that has not been read.
    data: Range<usize>,
    /// Early data that a client has sent; the policy bounds it.
    early_data: Vec<u8>,
}

impl<T: Read + Write, O: Observer> Stream<crate::client::State, T, O> {
    /// Begins a connection to the server called `name`; `observer` looks on (`()` for nobody). The handshake happens
    /// on first use, or by [`handshake`](Stream::handshake).
    ///
    /// # Errors
    /// `Configuration` if the settings can't lead to any handshake.
    pub fn connect(
        config: Arc<ClientConfig>,
        name: ServerName<'static>,
        transport: T,
        mut observer: O,
    ) -> Result<Self, Error> {
        let mut rng = SystemRandom;
        let mut cx = Context { now: Time::now(), rng: &mut rng, observer: &mut observer };
        let connection = ClientConnection::connect(config, name, &mut cx)?;
        Ok(Self::new(connection, transport, observer))
    }

    /// Sends the beginning of `data` as early data, as much as may be, and returns how much that was: see
    /// [`ClientConnection::send_early_data`]. To be called before anything else.
    ///
    /// # Errors
    /// The connection's or the transport's.
    pub fn send_early_data(&mut self, data: &[u8]) -> io::Result<usize> {
        let sent = self.call(|connection, cx| connection.send_early_data(data, cx))?;
        self.flush_outgoing()?;
        Ok(sent)
    }
}

impl<T: Read + Write, O: Observer> Stream<crate::server::State, T, O> {
    /// Waits for a client on `transport`; `observer` looks on (`()` for nobody).
    ///
    /// # Errors
    /// `Configuration` if the settings can't lead to any handshake.
    pub fn accept(config: Arc<ServerConfig>, transport: T, observer: O) -> Result<Self, Error> {
        Ok(Self::new(ServerConnection::accept(config)?, transport, observer))
    }

    /// Takes out the early data that has come, which is complete once the handshake is: see [`crate::EarlyDataPolicy`]
    /// for what it is worth.
    pub fn take_early_data(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.early_data)
    }
}

impl<R: Role, T: Read + Write, O: Observer> Stream<R, T, O> {
    fn new(connection: Connection<R>, transport: T, observer: O) -> Self {
        Self {
            connection,
            transport,
            observer,
            incoming: Vec::new(),
            start: 0,
            data: 0..0,
            early_data: Vec::new(),
        }
    }

    /// The connection below.
    pub fn connection(&self) -> &Connection<R> {
        &self.connection
    }

    /// The transport below. Bytes read from it are missed by this stream.
    pub fn transport(&self) -> &T {
        &self.transport
    }

    /// Completes the handshake; does nothing if it is complete.
    ///
    /// # Errors
    /// The connection's or the transport's. A connection that asks its application a question can't be driven by
    /// this stream: that is `NotNow`.
    pub fn handshake(&mut self) -> io::Result<()> {
        while !self.connection.is_connected() {
            self.advance()?;
        }
        self.flush_outgoing()
    }

    /// Renews the keys for sending; with `both`, asks the peer to renew its own too.
    ///
    /// # Errors
    /// The connection's or the transport's.
    pub fn update_keys(&mut self, both: bool) -> io::Result<()> {
        self.handshake()?;
        self.call(|connection, cx| connection.update_keys(both, cx))?;
        self.flush_outgoing()
    }

    /// Says by close_notify that nothing more will be sent. Reading is still possible.
    ///
    /// # Errors
    /// The connection's or the transport's.
    pub fn close(&mut self) -> io::Result<()> {
        self.call(Connection::close)?;
        self.flush_outgoing()?;
        self.transport.flush()
    }

    /// One step: whatever is to be sent is sent, and the next event is awaited. Tells whether the peer has closed.
    fn advance(&mut self) -> io::Result<bool> {
        self.flush_outgoing()?;
        loop {
            let start = self.start;
            let mut incoming = std::mem::take(&mut self.incoming);
            let rest = incoming.get_mut(start..).unwrap_or_default();
            let received = self.call(|connection, cx| connection.receive(rest, cx));
            self.incoming = incoming;
            // An alert that answers an error still has to go out.
            let flushed = self.flush_outgoing();
            let received = received?;
            flushed?;
            self.start += received.consumed;
            match received.event {
                Event::Data(range) => {
                    self.data = start + range.start..start + range.end;
                    return Ok(false);
                }
                Event::EarlyData(range) => {
                    let range = start + range.start..start + range.end;
                    self.early_data.extend_from_slice(self.incoming.get(range).unwrap_or_default());
                }
                Event::Connected | Event::Authenticated => return Ok(false),
                Event::PeerClosed => return Ok(true),
                Event::Question => {
                    return Err(into_io(Error::NotNow("a blocking stream can't answer questions")));
                }
                Event::NeedsInput => self.fill()?,
            }
        }
    }

    /// Brings more bytes from the transport. With nothing left over, the buffer is as small as it can be.
    fn fill(&mut self) -> io::Result<()> {
        self.incoming.drain(..self.start);
        self.start = 0;
        let filled = self.incoming.len();
        self.incoming.resize(filled + READ_SIZE, 0);
        let read = loop {
            match self.transport.read(self.incoming.get_mut(filled..).unwrap_or_default()) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        self.incoming.truncate(filled + *read.as_ref().unwrap_or(&0));
        if read? == 0 {
            self.call(Connection::end_of_input)?;
        }
        Ok(())
    }

    fn flush_outgoing(&mut self) -> io::Result<()> {
        if !self.connection.outgoing().is_empty() {
            let outgoing = std::mem::take(self.connection.outgoing());
            self.transport.write_all(&outgoing)?;
        }
        Ok(())
    }

    fn call<V>(
        &mut self,
        act: impl FnOnce(&mut Connection<R>, &mut Context<'_>) -> Result<V, Error>,
    ) -> io::Result<V> {
        let mut rng = SystemRandom;
        let mut cx = Context { now: Time::now(), rng: &mut rng, observer: &mut self.observer };
        act(&mut self.connection, &mut cx).map_err(into_io)
    }
}

impl<R: Role, T: Read + Write, O: Observer> Read for Stream<R, T, O> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.data.is_empty() {
            //= 6-1 6.1-6
            if self.advance()? {
                return Ok(0);
            }
        }
        let waiting = self.incoming.get(self.data.clone()).unwrap_or_default();
        let length = waiting.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..length), waiting.get(..length)) {
            to.copy_from_slice(from);
        }
        self.data.start += length;
        Ok(length)
    }
}

impl<R: Role, T: Read + Write, O: Observer> Write for Stream<R, T, O> {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        self.handshake()?;
        let length = data.len().min(WRITE_SIZE);
        let data = data.get(..length).unwrap_or_default();
        self.call(|connection, cx| connection.send(data, cx))?;
        self.flush_outgoing()?;
        Ok(length)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.flush_outgoing()?;
        self.transport.flush()
    }
}

//= 6-2
fn into_io(error: Error) -> io::Error {
    let kind = match error {
        Error::Truncated | Error::HandshakeInterrupted { .. } => io::ErrorKind::UnexpectedEof,
        Error::NotNow(_) | Error::Configuration(_) => io::ErrorKind::InvalidInput,
        Error::AlertReceived(_) => io::ErrorKind::ConnectionAborted,
        _ => io::ErrorKind::InvalidData,
    };
    io::Error::new(kind, error)
}
