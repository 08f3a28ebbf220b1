//! Both directions of a connection at once: three threads around one sans-IO connection. One reads the socket, one reads
//! stdin, one writes the socket; none holds the connection while it waits for a file or a socket.

use std::{
    io::{self, Read, Write},
    net::{Shutdown, TcpStream},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
};

use anyhow::{Context as _, Result};
use tls13::{
    ClientConfig, ClientConnection, Context, EarlyData, Error, Event, SystemRandom, pki_types::ServerName,
};

use crate::{onlooker::Onlooker, report};

/// Stdin waits while so many encrypted bytes wait for the socket.
const MAX_OUTGOING: usize = 1 << 20;

struct Shared {
    state: Mutex<State>,
    /// Something of the state has changed.
    changed: Condvar,
}

struct State {
    connection: ClientConnection,
    onlooker: Onlooker,
    /// What was to be sent before the server's answer, and how much of it was.
    early_data: Vec<u8>,
    sent_early: usize,
    /// The handshake is complete, and stdin may follow.
    connected: bool,
    /// Nothing more will be sent.
    finished: bool,
}

impl State {
    fn call<V>(&mut self, act: impl FnOnce(&mut ClientConnection, &mut Context<'_>) -> V) -> V {
        let mut cx =
            Context { now: tls13::Time::now(), rng: &mut SystemRandom, observer: &mut self.onlooker };
        act(&mut self.connection, &mut cx)
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait_while(&self, condition: impl FnMut(&mut State) -> bool) -> MutexGuard<'_, State> {
        self.changed.wait_while(self.lock(), condition).unwrap_or_else(PoisonError::into_inner)
    }

    /// Does something to the connection and wakes whoever waits for it.
    fn act<V>(&self, act: impl FnOnce(&mut ClientConnection, &mut Context<'_>) -> V) -> V {
        let result = self.lock().call(act);
        self.changed.notify_all();
        result
    }
}

/// Connects, and carries stdin to the server and the server's data to stdout until the server closes. `early_data` comes
/// before stdin, and before the server's answer as far as that is possible.
pub(crate) fn run(
    config: Arc<ClientConfig>,
    name: ServerName<'static>,
    socket: TcpStream,
    mut onlooker: Onlooker,
    early_data: Vec<u8>,
) -> Result<()> {
    let mut cx = Context { now: tls13::Time::now(), rng: &mut SystemRandom, observer: &mut onlooker };
    let mut connection = ClientConnection::connect(config, name, &mut cx)?;
    let sent_early = connection.send_early_data(&early_data, &mut cx)?;
    let state = State { connection, onlooker, early_data, sent_early, connected: false, finished: false };
    let state = Mutex::new(state);
    let shared = Arc::new(Shared { state, changed: Condvar::new() });

    let writer = {
        let (shared, socket) = (shared.clone(), socket.try_clone()?);
        thread::spawn(move || write_socket(&shared, socket))
    };
    {
        // It may wait for stdin for ever, so that it is not joined.
        let shared = shared.clone();
        thread::spawn(move || read_stdin(&shared));
    }
    let outcome = read_socket(&shared, socket);
    {
        let mut state = shared.lock();
        if outcome.is_ok() {
            // The server has closed; so does this end, if it has not yet.
            state.call(ClientConnection::close)?;
        }
        state.finished = true;
    }
    shared.changed.notify_all();
    let written = writer.join().unwrap_or_else(|_| Err(io::Error::other("the writing thread failed")));
    outcome?;
    // The server may have gone right after its close_notify, before it took ours.
    let _ = written;
    Ok(())
}

/// Takes outgoing bytes and writes them, until nothing more will come.
fn write_socket(shared: &Shared, mut socket: TcpStream) -> io::Result<()> {
    loop {
        let mut state = shared.wait_while(|state| state.connection.outgoing().is_empty() && !state.finished);
        let outgoing = std::mem::take(state.connection.outgoing());
        drop(state);
        shared.changed.notify_all();
        if outgoing.is_empty() {
            return socket.shutdown(Shutdown::Write);
        }
        socket.write_all(&outgoing)?;
    }
}

/// Sends stdin once the handshake is complete, and closes this direction at its end.
fn read_stdin(shared: &Shared) {
    drop(shared.wait_while(|state| !state.connected));
    let mut buffer = vec![0; 64 << 10];
    loop {
        let read = match io::stdin().read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) => {
                eprintln!("can't read stdin: {error}");
                break;
            }
        };
        drop(shared.wait_while(|state| state.connection.outgoing().len() > MAX_OUTGOING));
        if shared.act(|connection, cx| connection.send(&buffer[..read], cx)).is_err() {
            return; // The thread that reads the socket reports why.
        }
    }
    // An error is reported by the thread that reads the socket.
    let _ = shared.act(ClientConnection::close);
}

/// Writes what the server sends to stdout, until it closes.
fn read_socket(shared: &Shared, mut socket: TcpStream) -> Result<()> {
    let mut buffer = vec![0; 32 << 10];
    let mut filled = 0;
    loop {
        let mut done = 0;
        loop {
            let received = shared.act(|connection, cx| connection.receive(&mut buffer[done..filled], cx))?;
            let start = done;
            done += received.consumed;
            match received.event {
                Event::Data(range) => {
                    let mut stdout = io::stdout().lock();
                    let data = &buffer[start + range.start..start + range.end];
                    stdout.write_all(data).and_then(|()| stdout.flush()).context("can't write to stdout")?;
                }
                Event::Connected => begin(shared)?,
                Event::PeerClosed => return Ok(()),
                _ => break,
            }
        }
        buffer.copy_within(done..filled, 0);
        filled -= done;
        let read = match socket.read(&mut buffer[filled..]) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            // A reset is a truncation, too.
            Err(error) if error.kind() == io::ErrorKind::ConnectionReset => 0,
            other => other.context("can't read from the server")?,
        };
        if read == 0 {
            let ended: Result<(), Error> = shared.act(ClientConnection::end_of_input);
            return Ok(ended?);
        }
        filled += read;
    }
}

/// Tells of the handshake, and sends what the server didn't take as early data.
fn begin(shared: &Shared) -> Result<(), Error> {
    let mut state = shared.lock();
    let mut taken = 0;
    if let Some(negotiated) = state.connection.negotiated() {
        eprint!("connected\n{}  {}\n", report::negotiated(negotiated), report::VERIFIED);
        if negotiated.early_data == EarlyData::Accepted {
            taken = state.sent_early;
        }
    }
    let early_data = std::mem::take(&mut state.early_data);
    if !early_data.is_empty() {
        eprintln!("{taken} bytes sent as early data, {} now", early_data.len() - taken);
        state.call(|connection, cx| connection.send(&early_data[taken..], cx))?;
    }
    state.connected = true;
    drop(state);
    shared.changed.notify_all();
    Ok(())
}
