//! `tls13 demo`: client and server on this machine, over a real socket.

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use clearbox_demo_pki::{Authority, Validity};
use tls13::{
    ClientConfig, Credential, Credentials, Roots, ServerConfig, Stream, SystemRandom, Trust,
    pki_types::{ServerName, UnixTime},
};

use crate::report;

/// So many bytes go each way.
const BULK: usize = 64 << 20;

const PORTION: usize = 64 << 10;

pub(crate) fn run() -> Result<()> {
    println!("TLS 1.3 from scratch (RFC 9846): client and server on this machine\n");
    let mut clock = Clock(Instant::now());

    let valid = Validity::days_around(UnixTime::now().as_secs(), 1);
    let authority = Authority::new("Clearbox Demo CA", valid, &mut SystemRandom)?;
    let issued = authority.issue(&["localhost"], valid, &mut SystemRandom)?;
    let credential = Arc::new(Credential::new(issued.chain, &issued.key)?);
    clock.step("made a CA and a certificate for localhost");

    let listener = TcpListener::bind("127.0.0.1:0").context("can't listen on this machine")?;
    let address = listener.local_addr()?;
    let server_config = Arc::new(ServerConfig::new(Credentials::One(credential)));
    let server = thread::spawn(move || serve(&listener, server_config));
    let socket = TcpStream::connect(address)?;
    socket.set_nodelay(true)?;
    clock.step(&format!("connected over TCP to {address}"));

    let roots = Roots::from_certificates([authority.certificate()])?;
    let config = Arc::new(ClientConfig::new(Trust::Roots(roots)));
    let mut client = Stream::connect(config, ServerName::try_from("localhost")?, socket, ())?;
    client.handshake()?;
    clock.step("handshake complete, certificate chain verified");
    let negotiated = client.connection().negotiated().context("the handshake has an outcome")?;
    print!("{}", report::negotiated(negotiated));

    clock.restart();
    let portion = vec![0x5a; PORTION];
    for _ in 0..BULK / PORTION {
        client.write_all(&portion)?;
    }
    expect(&mut client, b"received")?;
    println!("  sent         {}", clock.throughput());
    client.update_keys(true)?;
    client.write_all(b"now you")?;
    clock.step("keys of both directions updated");
    expect_bulk(&mut client)?;
    println!("  received     {}", clock.throughput());
    client.close()?;
    ensure!(client.read(&mut [0])? == 0, "the server sent more than it should");
    server.join().map_err(|_| anyhow::anyhow!("the server's thread failed"))??;
    clock.step("closed in both directions by close_notify");
    println!("\nNext: tls13 serve DIR --self-signed, tls13 connect HOST --ca PEM, tls13 --help");
    Ok(())
}

fn serve(listener: &TcpListener, config: Arc<ServerConfig>) -> Result<()> {
    let (socket, _) = listener.accept()?;
    socket.set_nodelay(true)?;
    let mut client = Stream::accept(config, socket, ())?;
    expect_bulk(&mut client)?;
    client.write_all(b"received")?;
    expect(&mut client, b"now you")?;
    let portion = vec![0x5a; PORTION];
    for _ in 0..BULK / PORTION {
        client.write_all(&portion)?;
    }
    ensure!(client.read(&mut [0])? == 0, "the client sent more than it should");
    Ok(client.close()?)
}

fn expect(stream: &mut impl Read, words: &[u8]) -> Result<()> {
    let mut heard = vec![0; words.len()];
    stream.read_exact(&mut heard)?;
    ensure!(heard == words, "the other end said something else");
    Ok(())
}

fn expect_bulk(stream: &mut impl Read) -> Result<()> {
    let mut buffer = vec![0; PORTION];
    for _ in 0..BULK / PORTION {
        stream.read_exact(&mut buffer)?;
        ensure!(buffer.iter().all(|&byte| byte == 0x5a), "data arrived changed");
    }
    Ok(())
}

/// Tells how long each step took.
struct Clock(Instant);

impl Clock {
    fn restart(&mut self) -> Duration {
        let elapsed = self.0.elapsed();
        self.0 = Instant::now();
        elapsed
    }

    fn step(&mut self, what: &str) {
        let elapsed = self.restart();
        println!("{:>9.2} ms  {what}", elapsed.as_secs_f64() * 1e3);
    }

    fn throughput(&mut self) -> String {
        let seconds = self.restart().as_secs_f64();
        let mebibytes = BULK as f64 / f64::from(1 << 20);
        format!("{mebibytes:.0} MiB in {seconds:.2} s, {:.0} MiB/s", mebibytes / seconds)
    }
}
