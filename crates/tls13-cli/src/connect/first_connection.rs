//! The first of two connections, made only to get a session to resume.

use std::{
    io::{self, Read},
    net::TcpStream,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use tls13::{ClientConfig, ClientSessions, Session, SessionCache, Stream, pki_types::ServerName};

use crate::onlooker::Onlooker;

/// How long a server may take for its handshake.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long its ticket is waited for after that, and then its close_notify.
const TICKET: Duration = Duration::from_secs(5);

/// How often it is looked whether the ticket has come.
const INTERVAL: Duration = Duration::from_millis(20);

/// A few sessions: servers send more than one ticket.
const SESSIONS: usize = 8;

/// Sessions in memory, which tell whether there has been any.
#[derive(Debug)]
struct Sessions {
    cache: SessionCache,
    any: AtomicBool,
}

impl ClientSessions for Sessions {
    fn put(&self, name: &ServerName<'static>, session: Session) {
        self.cache.put(name, session);
        self.any.store(true, Ordering::Relaxed);
    }

    fn take(&self, name: &ServerName<'static>) -> Option<Session> {
        self.cache.take(name)
    }

    fn forget(&self, name: &ServerName<'static>) {
        self.cache.forget(name);
    }
}

/// Connects, waits for a ticket and closes. From then on, what connects with `config` resumes the session.
pub(super) fn get_session(
    config: &mut ClientConfig,
    name: ServerName<'static>,
    socket: TcpStream,
    onlooker: Onlooker,
) -> Result<()> {
    let sessions = Arc::new(Sessions { cache: SessionCache::new(SESSIONS), any: AtomicBool::new(false) });
    config.sessions = Some(sessions.clone());
    socket.set_read_timeout(Some(PATIENCE))?;
    let mut stream = Stream::connect(Arc::new(config.clone()), name, socket, onlooker)?;
    stream.handshake().context("the first connection failed")?;
    stream.transport().set_read_timeout(Some(INTERVAL))?;
    let has_session = || sessions.any.load(Ordering::Relaxed);
    read_until(&mut stream, has_session).context("the first connection failed")?;
    // Many servers go without answering it.
    let _ = stream.close().and_then(|()| read_until(&mut stream, || false));
    if !has_session() {
        eprintln!("the server gives no session to resume: this is a full handshake");
    }
    Ok(())
}

/// Drops what the server says until `done`, or until the server has closed or it takes too long.
fn read_until(stream: &mut impl Read, done: impl Fn() -> bool) -> io::Result<()> {
    let deadline = Instant::now() + TICKET;
    let mut dropped = [0; 4096];
    while !done() && Instant::now() < deadline {
        match stream.read(&mut dropped) {
            Ok(0) => break,
            Err(error) if !matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => {
                return Err(error);
            }
            _ => {}
        }
    }
    Ok(())
}
