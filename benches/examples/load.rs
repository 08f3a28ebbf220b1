//! A load of full handshakes, and a server on rustls to compare with: for `cargo xtask load`.
//!
//! `client PORT CA SECONDS THREADS`: connections one after the other in each thread, each with a full handshake and a byte
//! there and back. `server CHAIN KEY`: what `tls13 serve --echo` is, one thread a connection, on rustls with aws-lc-rs.

#![forbid(unsafe_code)]

use std::{
    env,
    error::Error,
    io::{self, Read, Write},
    net::{TcpListener, TcpStream},
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use rustls::{
    crypto::aws_lc_rs,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    version::TLS13,
};
use tls13::{ClientConfig, Roots, Stream, Trust, pki_types::ServerName};

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["client", port, ca, seconds, threads] => {
            client(port.parse()?, ca, Duration::from_secs(seconds.parse()?), threads.parse()?)
        }
        ["server", chain, key] => server(chain, key),
        _ => Err("client PORT CA SECONDS THREADS, or server CHAIN KEY".into()),
    }
}

/// Prints how many connections came to their end, how many failed, and how many seconds that took.
fn client(port: u16, ca: &str, duration: Duration, threads: usize) -> Result<()> {
    let roots = CertificateDer::pem_file_iter(ca)?.collect::<std::result::Result<Vec<_>, _>>()?;
    let config = Arc::new(ClientConfig::new(Trust::Roots(Roots::from_certificates(&roots)?)));
    let start = Instant::now();
    let threads: Vec<_> = (0..threads)
        .map(|_| {
            let config = config.clone();
            thread::spawn(move || {
                let (mut done, mut failed) = (0u64, 0u64);
                while start.elapsed() < duration {
                    match connect(port, config.clone()) {
                        Ok(()) => done += 1,
                        Err(error) => {
                            eprintln!("failed: {error}");
                            failed += 1;
                        }
                    }
                }
                (done, failed)
            })
        })
        .collect();
    let (mut done, mut failed) = (0, 0);
    for thread in threads {
        let (more_done, more_failed) = thread.join().map_err(|_| "a thread panicked")?;
        (done, failed) = (done + more_done, failed + more_failed);
    }
    println!("{done} {failed} {}", start.elapsed().as_secs_f64());
    Ok(())
}

fn connect(port: u16, config: Arc<ClientConfig>) -> Result<()> {
    let socket = TcpStream::connect(("127.0.0.1", port))?;
    socket.set_nodelay(true)?;
    let mut stream = Stream::connect(config, ServerName::try_from("localhost")?, socket, ())?;
    let mut answer = [0];
    stream.write_all(b"?")?;
    stream.read_exact(&mut answer)?;
    stream.close()?;
    if answer == *b"?" { Ok(()) } else { Err("the server echoes something else".into()) }
}

fn server(chain: &str, key: &str) -> Result<()> {
    let chain = CertificateDer::pem_file_iter(chain)?.collect::<std::result::Result<_, _>>()?;
    let config = rustls::ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_protocol_versions(&[&TLS13])?
        .with_no_client_auth()
        .with_single_cert(chain, PrivateKeyDer::from_pem_file(key)?)?;
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("listening on {}", listener.local_addr()?);
    for socket in listener.incoming() {
        let (socket, config) = (socket?, config.clone());
        thread::spawn(move || {
            if let Err(error) = echo(socket, config) {
                eprintln!("failed: {error}");
            }
        });
    }
    Ok(())
}

/// Sends back what comes, until the client closes.
fn echo(mut socket: TcpStream, config: Arc<rustls::ServerConfig>) -> Result<()> {
    socket.set_nodelay(true)?;
    let mut connection = rustls::ServerConnection::new(config)?;
    let mut stream = rustls::Stream::new(&mut connection, &mut socket);
    let mut buffer = [0; 1024];
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => break,
            Ok(length) => stream.write_all(&buffer[..length])?,
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => break,
            Err(error) => return Err(error.into()),
        }
    }
    connection.send_close_notify();
    connection.complete_io(&mut socket)?;
    Ok(())
}
