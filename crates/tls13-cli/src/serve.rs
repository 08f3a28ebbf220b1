//! `tls13 serve`: one thread a connection.

mod echo;
mod files;
mod http;
mod settings;

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
use settings::Settings;
use tls13::{ServerConfig, ServerConnection, Stream};

use crate::{
    arguments::{Look, Serve},
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
    let settings = Arc::new(Settings::new(arguments)?);
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
    settings::watch(settings.clone());
    println!("listening on https://{address} (Ctrl-C ends)");
    accept(&listener, &settings, &service, &arguments.look, &stop);
    Ok(())
}

/// Accepts until it is told to stop, then gives open connections a little time.
fn accept(
    listener: &TcpListener,
    settings: &Settings,
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
            Ok(socket) => start(socket, settings.current(), service.clone(), look.clone(), open.clone()),
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
    let announce = |connection: &ServerConnection| {
        if look.verbose
            && let Some(negotiated) = connection.negotiated()
        {
            eprint!("{peer} connected\n{}", report::negotiated(negotiated));
        }
    };
    match service {
        Service::Echo => echo::serve(config, socket, onlooker, announce),
        Service::Files(root) => {
            let mut client: Client = Stream::accept(config, socket, onlooker)?;
            client.handshake()?;
            announce(client.connection());
            http::serve(&mut client, root)
        }
    }
}
