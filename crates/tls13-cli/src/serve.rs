//! `tls13 serve`: one thread a connection.

mod echo;
mod files;
mod http;

use std::{
    net::{TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use clearbox_demo_pki::{Validity, self_signed};
use tls13::{Credential, Credentials, ServerConfig, Stream, SystemRandom, pki_types::UnixTime};

use crate::{
    arguments::{Look, Serve},
    certificate,
    onlooker::Onlooker,
    report,
};

/// Connections at a time; further clients wait.
const MAX_CONNECTIONS: usize = 512;

/// A client that says nothing for so long is dropped.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long a shutdown waits for open connections.
const SHUTDOWN: Duration = Duration::from_secs(5);

/// A connection to a client.
pub(crate) type Client = Stream<tls13::ServerState, TcpStream, Onlooker>;

/// What is done with each connection.
#[derive(Debug)]
enum Service {
    Files(files::Root),
    Echo,
}

pub(crate) fn run(arguments: &Serve) -> Result<()> {
    let config = Arc::new(config(arguments)?);
    let service = Arc::new(match &arguments.directory {
        Some(directory) => Service::Files(files::Root::new(directory)?),
        None => Service::Echo,
    });
    let listener = TcpListener::bind(arguments.listen)
        .with_context(|| format!("can't listen on {}", arguments.listen))?;
    let address = listener.local_addr()?;
    let stop = Arc::new(AtomicBool::new(false));
    {
        let stop = stop.clone();
        // The listener wakes up by a connection to itself.
        ctrlc::set_handler(move || {
            stop.store(true, Ordering::SeqCst);
            drop(TcpStream::connect(address));
        })
        .context("can't handle Ctrl-C")?;
    }
    println!("listening on https://{address} (Ctrl-C ends)");
    accept(&listener, &config, &service, &arguments.look, &stop);
    Ok(())
}

fn config(arguments: &Serve) -> Result<ServerConfig> {
    let mut config = ServerConfig::new(Credentials::One(credential(arguments)?));
    config.protocols = arguments.alpn.iter().map(|name| name.clone().into_bytes()).collect();
    if config.protocols.is_empty() && arguments.directory.is_some() {
        config.protocols = vec![b"http/1.1".to_vec()];
    }
    if !arguments.groups.is_empty() {
        config.groups.clone_from(&arguments.groups);
    }
    if !arguments.suites.is_empty() {
        config.suites.clone_from(&arguments.suites);
    }
    config.update_keys_after = arguments.update_keys_after;
    Ok(config)
}

fn credential(arguments: &Serve) -> Result<Arc<Credential>> {
    if let (Some(chain), Some(key)) = (&arguments.cert, &arguments.key) {
        return certificate::read_credential(chain, key);
    }
    let valid = Validity::days_around(UnixTime::now().as_secs(), 365);
    let issued = self_signed(&["localhost", "127.0.0.1", "::1"], valid, &mut SystemRandom)?;
    if let Some(end_entity) = issued.chain.first() {
        println!("self-signed certificate; connect with --pin {}", certificate::key_pin(end_entity)?);
    }
    Ok(Arc::new(Credential::new(issued.chain, &issued.key)?))
}

/// Accepts until it is told to stop, then gives open connections a little time.
fn accept(
    listener: &TcpListener,
    config: &Arc<ServerConfig>,
    service: &Arc<Service>,
    look: &Look,
    stop: &AtomicBool,
) {
    let open = Arc::new(AtomicUsize::new(0));
    for socket in listener.incoming() {
        if stop.load(Ordering::SeqCst) {
            break;
        }
        match socket {
            Ok(socket) => start(socket, config.clone(), service.clone(), look.clone(), open.clone()),
            Err(error) => eprintln!("can't accept a connection: {error}"),
        }
        while open.load(Ordering::SeqCst) >= MAX_CONNECTIONS && !stop.load(Ordering::SeqCst) {
            thread::sleep(Duration::from_millis(5));
        }
    }
    let deadline = Instant::now() + SHUTDOWN;
    while open.load(Ordering::SeqCst) > 0 && Instant::now() < deadline {
        thread::sleep(Duration::from_millis(10));
    }
}

/// Counts a connection for as long as it lives, even if its thread panics.
struct Open(Arc<AtomicUsize>);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

fn start(
    socket: TcpStream,
    config: Arc<ServerConfig>,
    service: Arc<Service>,
    look: Look,
    open: Arc<AtomicUsize>,
) {
    open.fetch_add(1, Ordering::SeqCst);
    let open = Open(open);
    let spawned = thread::Builder::new().name("connection".into()).spawn(move || {
        let _open = open;
        let peer = socket.peer_addr().map_or("?".into(), |address| address.to_string());
        if let Err(error) = serve(socket, config, &service, &look, &peer) {
            eprint!("{peer}: {}", report::explain(&error));
        }
    });
    if let Err(error) = spawned {
        eprintln!("can't start a thread: {error}");
    }
}

fn serve(
    socket: TcpStream,
    config: Arc<ServerConfig>,
    service: &Service,
    look: &Look,
    peer: &str,
) -> Result<()> {
    socket.set_read_timeout(Some(PATIENCE))?;
    socket.set_write_timeout(Some(PATIENCE))?;
    socket.set_nodelay(true)?;
    let onlooker = Onlooker::new(look, format!("{peer} "))?;
    let mut client: Client = Stream::accept(config, socket, onlooker)?;
    client.handshake()?;
    if look.verbose
        && let Some(negotiated) = client.connection().negotiated()
    {
        eprint!("{peer} connected\n{}", report::negotiated(negotiated));
    }
    match service {
        Service::Files(root) => http::serve(&mut client, root)?,
        Service::Echo => echo::serve(&mut client)?,
    }
    Ok(())
}
