//! Servers to check, each a thread that ends with the test's process.

use std::{
    io::{self, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::Arc,
    thread,
    time::Duration,
};

use clearbox_demo_pki::{Authority, Issued, Kind, Validity};
use tls13::{
    Credential, Credentials, ServerConfig, Stream, SystemRandom,
    pki_types::{CertificateDer, UnixTime},
};

/// A root, and what it has issued by way of an intermediate CA for `server.example`.
pub(crate) struct Pki {
    pub(crate) root: CertificateDer<'static>,
    pub(crate) issued: Issued,
}

impl Pki {
    pub(crate) fn new() -> Self {
        // Half a day more, so that it is 90 days throughout the test.
        let now = i64::try_from(UnixTime::now().as_secs()).unwrap();
        Self::valid(Validity { not_before: now - 86400, not_after: now + 90 * 86400 + 43200 })
    }

    pub(crate) fn valid(leaf: Validity) -> Self {
        let rng = &mut SystemRandom;
        let years = Validity::days_around(UnixTime::now().as_secs(), 3650);
        let root = Authority::new("Test Root", years, rng).unwrap();
        let intermediate = root.subordinate(Kind::EcdsaP384, "Test Intermediate", years, rng).unwrap();
        let issued = intermediate.issue(&["server.example", "www.server.example"], leaf, rng).unwrap();
        Self { root: root.certificate().clone(), issued }
    }

    /// The settings of a good server.
    pub(crate) fn config(&self) -> ServerConfig {
        self.config_with(self.issued.chain.clone())
    }

    pub(crate) fn config_with(&self, chain: Vec<CertificateDer<'static>>) -> ServerConfig {
        let credential = Credential::new(chain, &self.issued.key).unwrap();
        let mut config = ServerConfig::new(Credentials::One(Arc::new(credential)));
        config.protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        config
    }
}

/// Serves TLS: reads to the client's close_notify and sends its own.
pub(crate) fn tls(config: ServerConfig) -> SocketAddr {
    let config = Arc::new(config);
    each(move |socket| serve(config.clone(), socket))
}

/// The same for so many connections; the later ones are accepted and left alone.
pub(crate) fn tls_for(connections: usize, config: ServerConfig) -> SocketAddr {
    let config = Arc::new(config);
    let mut left = connections;
    each(move |socket| {
        if left == 0 {
            thread::sleep(Duration::from_secs(60));
        }
        left -= 1;
        serve(config.clone(), socket)
    })
}

/// The same for so many connections; then it doesn't even listen any more.
pub(crate) fn tls_gone_after(connections: usize, config: ServerConfig) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        let config = Arc::new(config);
        for socket in listener.incoming().take(connections).flatten() {
            let _ = serve(config.clone(), socket);
        }
    });
    address
}

/// The same, but the ClientHello is shown to `adapt` before, which may change the settings, or refuse by None.
pub(crate) fn tls_adapted(
    mut adapt: impl FnMut(&[u8]) -> Option<ServerConfig> + Send + 'static,
) -> SocketAddr {
    each(move |mut socket| {
        let mut hello = [0; 4096];
        let length = socket.peek(&mut hello)?;
        match adapt(&hello[..length]) {
            Some(config) => serve(Arc::new(config), socket),
            None => {
                socket.write_all(&[21, 3, 3, 0, 2, 2, 40])?;
                io::copy(&mut socket, &mut io::sink()).map(drop)
            }
        }
    })
}

/// Serves TLS and goes without a word.
pub(crate) fn tls_without_close_notify(config: ServerConfig) -> SocketAddr {
    let config = Arc::new(config);
    each(move |socket| {
        let mut client = Stream::accept(config.clone(), socket, ()).unwrap();
        io::copy(&mut client, &mut io::sink()).map(drop)
    })
}

fn serve(config: Arc<ServerConfig>, socket: TcpStream) -> io::Result<()> {
    let mut client = Stream::accept(config, socket, ()).unwrap();
    io::copy(&mut client, &mut io::sink())?;
    client.close()
}

/// Waits for one portion of bytes and answers with what `answer` makes of it.
pub(crate) fn raw(mut answer: impl FnMut(&[u8]) -> Vec<u8> + Send + 'static) -> SocketAddr {
    each(move |mut socket| {
        let mut request = [0; 4096];
        let length = socket.read(&mut request)?;
        socket.write_all(&answer(&request[..length]))
    })
}

/// Accepts, and does nothing more.
pub(crate) fn silent() -> SocketAddr {
    let mut kept = Vec::new();
    each(move |socket| {
        kept.push(socket);
        Ok(())
    })
}

/// Does `act` with each connection, one after the other. Clients may go whenever they like.
pub(crate) fn each(mut act: impl FnMut(TcpStream) -> io::Result<()> + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for socket in listener.incoming().flatten() {
            let _ = act(socket);
        }
    });
    address
}
