//! Answers every byte with itself, until the client closes. The connection is driven by hand here rather than by a
//! [`tls13::Stream`], so that early data has its answer before the handshake is complete.

use std::{
    io::{self, Read, Write},
    net::TcpStream,
    ops::Range,
    sync::Arc,
};

use anyhow::Result;
use tls13::{Context, Error, Event, ServerConfig, ServerConnection, SystemRandom};

use crate::onlooker::Onlooker;

/// More than a record of full size.
const BUFFER: usize = 32 << 10;

/// A connection to a client, and the bytes from its socket that are not done with.
struct Echo {
    connection: ServerConnection,
    socket: TcpStream,
    onlooker: Onlooker,
    incoming: Vec<u8>,
    done: usize,
    filled: usize,
}

/// Serves one client; `announce` is told when the handshake is complete.
pub(super) fn serve(
    config: Arc<ServerConfig>,
    socket: TcpStream,
    onlooker: Onlooker,
    announce: impl Fn(&ServerConnection),
) -> Result<()> {
    let connection = ServerConnection::accept(config)?;
    let mut echo = Echo { connection, socket, onlooker, incoming: vec![0; BUFFER], done: 0, filled: 0 };
    loop {
        match echo.next_event()? {
            Event::EarlyData(range) => echo.answer(range, ServerConnection::send_half_rtt)?,
            Event::Data(range) => echo.answer(range, ServerConnection::send)?,
            Event::Connected => announce(&echo.connection),
            Event::NeedsInput => echo.fill()?,
            Event::PeerClosed => {
                echo.call(|connection, _, cx| connection.close(cx))?;
                return Ok(echo.flush()?);
            }
            _ => {}
        }
    }
}

impl Echo {
    /// Ranges in the event are made those of `incoming`.
    fn next_event(&mut self) -> Result<Event> {
        let received = self.call(|connection, rest, cx| connection.receive(rest, cx));
        // An alert that answers an error still goes out, but the error counts.
        let flushed = self.flush();
        let received = received?;
        flushed?;
        let start = self.done;
        self.done += received.consumed;
        let shift = |range: Range<usize>| start + range.start..start + range.end;
        Ok(match received.event {
            Event::Data(range) => Event::Data(shift(range)),
            Event::EarlyData(range) => Event::EarlyData(shift(range)),
            other => other,
        })
    }

    /// It goes out with the next event.
    fn answer(
        &mut self,
        range: Range<usize>,
        send: impl FnOnce(&mut ServerConnection, &[u8], &mut Context<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let data = self.incoming[range].to_vec();
        self.call(|connection, _, cx| send(connection, &data, cx))
    }

    fn fill(&mut self) -> Result<()> {
        self.incoming.copy_within(self.done..self.filled, 0);
        self.filled -= self.done;
        self.done = 0;
        let read = loop {
            match self.socket.read(&mut self.incoming[self.filled..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        self.filled += read;
        match read {
            0 => Ok(self.call(|connection, _, cx| connection.end_of_input(cx))?),
            _ => Ok(()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        let outgoing = std::mem::take(self.connection.outgoing());
        self.socket.write_all(&outgoing)
    }

    fn call<V>(&mut self, act: impl FnOnce(&mut ServerConnection, &mut [u8], &mut Context<'_>) -> V) -> V {
        let mut cx =
            Context { now: tls13::Time::now(), rng: &mut SystemRandom, observer: &mut self.onlooker };
        act(&mut self.connection, &mut self.incoming[self.done..self.filled], &mut cx)
    }
}
