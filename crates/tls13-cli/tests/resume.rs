//! `tls13 connect` and `tls13 serve` with each other: sessions that are resumed, early data, and keys known to both ends.

mod programs;

use std::{
    io::{Read, Write},
    net::TcpStream,
    path::Path,
    sync::Arc,
    time::Duration,
};

use programs::Server;
use tempfile::TempDir;
use tls13::{
    ClientConfig, ClientConnection, Context, Event, Pin, SessionCache, Stream, SystemRandom, Time, Trust,
    pki_types::ServerName,
};

/// A file with this content, in a directory that goes away with the test.
fn file(content: &str) -> (TempDir, String) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("early");
    std::fs::write(&path, content).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (directory, path)
}

const RESUMED: &str = "  session      resumed\n";
const ACCEPTED: &str = "  early data   accepted\n";

#[test]
fn a_session_is_resumed_with_data_on_the_second_connection() {
    let server = Server::echo("");
    let (said, echoed) = server.talk(&["--resume", "-v"], "hello");
    assert!(said.contains(RESUMED) && !said.contains("early data"), "{said}");
    assert!(said.contains("first connection: <- NewSessionTicket"), "{said}");
    assert_eq!(echoed, "hello");
    let said = server.end();
    assert_eq!((said.matches("connected\n").count(), said.matches(RESUMED).count()), (2, 1), "{said}");
}

#[test]
fn without_tickets_the_second_handshake_is_full() {
    let (_directory, path) = file("early ");
    let server = Server::echo("--no-tickets");
    let (said, echoed) = server.talk(&["--resume", "--early-data", &path], "and late");
    assert!(said.contains("no session to resume") && !said.contains(RESUMED), "{said}");
    assert!(said.contains("0 bytes sent as early data, 6 now"), "{said}");
    assert_eq!(echoed, "early and late");
}

#[test]
fn early_data_is_echoed_and_what_follows_too() {
    let (_directory, path) = file("early ");
    let server = Server::echo("--early-data 1000");
    let (said, echoed) = server.talk(&["--resume", "--early-data", &path], "and late");
    assert!(said.contains(RESUMED) && said.contains(ACCEPTED), "{said}");
    assert!(said.contains("6 bytes sent as early data, 0 now"), "{said}");
    assert_eq!(echoed, "early and late");
    let said = server.end();
    assert!(said.contains(ACCEPTED), "{said}");
}

#[test]
fn early_data_is_answered_before_the_handshake_is_complete() {
    let server = Server::echo("--early-data 1000");
    let mut pin = [0; 32];
    hex::decode_to_slice(server.pin.strip_prefix("key:").unwrap(), &mut pin).unwrap();
    let mut config = ClientConfig::new(Trust::Pins(vec![Pin::PublicKey(pin)]));
    config.sessions = Some(Arc::new(SessionCache::new(8)));
    config.early_data = true;
    let config = Arc::new(config);
    let name = || ServerName::try_from("127.0.0.1").unwrap();
    let reach = || TcpStream::connect(&server.address).unwrap();
    // The tickets come before the echo.
    let mut first = Stream::connect(config.clone(), name(), reach(), ()).unwrap();
    first.write_all(b"x").unwrap();
    first.read_exact(&mut [0]).unwrap();

    let mut cx = Context { now: Time::now(), rng: &mut SystemRandom, observer: &mut () };
    let mut second = ClientConnection::connect(config, name(), &mut cx).unwrap();
    assert_eq!(second.send_early_data(b"early", &mut cx), Ok(5));
    let mut socket = reach();
    socket.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    socket.write_all(second.outgoing()).unwrap();
    // From here on the client is silent: the server doesn't even know that no more early data comes.
    let (mut incoming, mut done) = (Vec::new(), 0);
    loop {
        let received = second.receive(&mut incoming[done..], &mut cx).unwrap();
        let start = done;
        done += received.consumed;
        match received.event {
            Event::Data(range) => {
                assert_eq!(&incoming[start..][range], b"early");
                return;
            }
            Event::NeedsInput => {
                let mut buffer = [0; 4096];
                let read = socket.read(&mut buffer).unwrap();
                assert_ne!(read, 0, "the server has gone");
                incoming.extend_from_slice(&buffer[..read]);
            }
            _ => {}
        }
    }
}

#[test]
fn what_is_more_than_the_session_allows_comes_later() {
    let content = "0123456789".repeat(5000);
    let (_directory, path) = file(&content);
    let server = Server::echo("--early-data 17000");
    let (said, echoed) = server.talk(&["--resume", "--early-data", &path], "end");
    assert!(said.contains("17000 bytes sent as early data, 33000 now"), "{said}");
    assert!(echoed == content + "end");
}

#[test]
fn early_data_that_is_refused_comes_as_ordinary_data() {
    let (_directory, path) = file("early ");
    // Its ticket allows early data, but it asks for another share each time.
    let server = Server::echo("--early-data 1000 --groups secp256r1");
    let (said, echoed) =
        server.talk(&["--resume", "--early-data", &path, "--groups", "x25519,secp256r1"], "and late");
    assert!(said.contains("  early data   refused: the server asked for another share\n"), "{said}");
    assert!(said.contains("0 bytes sent as early data, 6 now"), "{said}");
    assert_eq!(echoed, "early and late");
    assert!(server.end().contains("  early data   refused: "));
}

#[test]
fn a_request_for_a_file_may_come_early() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("page.txt"), "the page").unwrap();
    let (_directory, path) = file("GET /page.txt HTTP/1.0\r\n\r\n");
    let served = Path::to_str(directory.path()).unwrap();
    let server = Server::start(&format!("{served} --early-data 1000"));
    let (said, answer) = server.talk(&["--resume", "--early-data", &path], "");
    assert!(said.contains(ACCEPTED), "{said}");
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with("\r\n\r\nthe page"), "{answer}");
}

#[test]
fn a_key_known_to_both_ends_needs_no_certificate() {
    let server = Server::echo("--psk other:00 --psk us:two:000102030405060708090a0b0c0d0e0f");
    let (said, echoed) = server.talk(&["--psk", "us:two:000102030405060708090a0b0c0d0e0f"], "hello");
    assert!(said.contains("  psk          us:two\n") && !said.contains("certificate"), "{said}");
    assert_eq!(echoed, "hello");
    // One that the server doesn't know is passed over.
    let (said, _) = server.talk(&["--psk", "nobody:00"], "hello");
    assert!(said.contains("certificate") && !said.contains("  psk"), "{said}");
    assert!(server.end().contains("  psk          us:two\n"));
}
