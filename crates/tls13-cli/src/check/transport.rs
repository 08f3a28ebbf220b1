//! A socket on which everything together may take a limited time.

use std::{
    io::{self, Read, Write},
    net::{Shutdown, SocketAddr, TcpStream},
    time::{Duration, Instant},
};

/// How long this end waits, after its last word, for the server to hang up first.
const LINGER: Duration = Duration::from_millis(250);

/// A socket with the moment from which on every call fails by `TimedOut`.
#[derive(Debug)]
pub(super) struct Transport {
    socket: TcpStream,
    deadline: Instant,
}

impl Transport {
    /// Connects to the first of `addresses` that answers, which becomes the only one.
    pub(super) fn connect(addresses: &mut Vec<SocketAddr>, timeout: Duration) -> io::Result<Self> {
        let deadline = Instant::now() + timeout;
        let mut failure = io::ErrorKind::AddrNotAvailable.into();
        for &address in addresses.iter() {
            match TcpStream::connect_timeout(&address, remaining(deadline)?) {
                Ok(socket) => {
                    socket.set_nodelay(true)?;
                    *addresses = vec![address];
                    return Ok(Self { socket, deadline });
                }
                Err(error) => failure = error,
            }
        }
        Err(failure)
    }

    /// Says that nothing more is sent, and reads on for a moment: a socket that is dropped with unread bytes in it
    /// resets the connection, which looks like a fault in the server's log.
    pub(super) fn hang_up(mut self) {
        self.deadline = self.deadline.min(Instant::now() + LINGER);
        let mut rest = [0; 4096];
        if self.socket.shutdown(Shutdown::Write).is_ok() {
            while matches!(self.read(&mut rest), Ok(1..)) {}
        }
    }
}

fn remaining(deadline: Instant) -> io::Result<Duration> {
    let remaining = deadline.saturating_duration_since(Instant::now());
    // Zero would mean no limit.
    if remaining.is_zero() { Err(io::ErrorKind::TimedOut.into()) } else { Ok(remaining) }
}

impl Read for Transport {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.socket.set_read_timeout(Some(remaining(self.deadline)?))?;
        self.socket.read(buffer)
    }
}

impl Write for Transport {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        self.socket.set_write_timeout(Some(remaining(self.deadline)?))?;
        self.socket.write(data)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.socket.flush()
    }
}
