//! What goes wrong: each failure has its sentence, and its alert reaches the other end.

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    thread,
    time::Duration,
};

use anyhow::{Context, Result, ensure};

use super::{Case, Stage, process::Process};

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("serve with another certificate's key", wrong_key),
        Case::new("connect → s_server TLS 1.2 only", old_server),
        Case::new("serve ← s_client TLS 1.2 only", old_client),
        Case::new("serve ← plain HTTP", plain_http_client),
        Case::new("connect → plain HTTP", plain_http_server),
        Case::new("connect → closes in mid-handshake", interrupted_client),
        Case::new("serve ← closes in mid-handshake", interrupted_server),
        Case::new("usage errors and exit codes", usage),
    ]
}

/// The program ends with exit code 1 and says `sentence`.
fn fails(process: &mut Process, sentence: &str) -> Result<()> {
    let (status, output) = process.wait()?;
    ensure!(status.code() == Some(1), "{status} instead of 1: {output}");
    ensure!(output.contains(sentence) && output.contains("tls13: "), "not {sentence:?}: {output}");
    Ok(())
}

fn wrong_key(stage: &Stage) -> Result<String> {
    let mut server =
        Process::tls13(stage, "serve --echo --listen 127.0.0.1:0 --cert server.pem --key expired.key")?;
    fails(&mut server, "the private key doesn't belong to the certificate")?;
    Ok("refused when loaded".into())
}

fn old_server(stage: &Stage) -> Result<String> {
    let (_server, port) = Process::openssl_server(stage, "-tls1_2 -cert server.pem -key server.key")?;
    let mut client = Process::tls13(stage, &format!("connect localhost:{port} --ca ca.pem"))?;
    fails(&mut client, "protocol_version")?;
    ensure!(client.output().contains("the peer doesn't speak TLS 1.3"), "no hint: {}", client.output());
    Ok("\"the peer doesn't speak TLS 1.3\"".into())
}

fn old_client(stage: &Stage) -> Result<String> {
    let (server, port) = Process::tls13_server(stage, "--echo --cert server.pem --key server.key")?;
    let mut client = Process::openssl(stage, &format!("s_client -tls1_2 -connect 127.0.0.1:{port}"))?;
    let (status, output) = client.wait()?;
    ensure!(!status.success() && output.contains("alert number 70"), "no protocol_version: {output}");
    server.wait_for("the peer speaks TLS 1.2 or older only")?;
    Ok("s_client saw alert 70 (protocol_version)".into())
}

/// The alert that comes back in the clear when these bytes are sent first.
fn alert_for(port: u16, bytes: &[u8]) -> Result<u8> {
    let mut socket = TcpStream::connect(("127.0.0.1", port))?;
    socket.set_read_timeout(Some(Duration::from_secs(10)))?;
    socket.write_all(bytes)?;
    let mut record = [0; 7];
    socket.read_exact(&mut record).context("no alert came")?;
    ensure!(record[..6] == [21, 3, 3, 0, 2, 2], "no alert record: {record:?}");
    Ok(record[6])
}

fn plain_http_client(stage: &Stage) -> Result<String> {
    let (server, port) = Process::tls13_server(stage, "--echo --cert server.pem --key server.key")?;
    let alert = alert_for(port, b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")?;
    ensure!(alert == 10, "alert {alert} instead of unexpected_message");
    server.wait_for("the peer speaks plain HTTP, not TLS")?;
    Ok("alert 10 (unexpected_message) on the wire".into())
}

/// Takes one connection, says `answer` once something has come, and closes.
fn one_shot(answer: &'static [u8]) -> Result<(u16, thread::JoinHandle<Result<Vec<u8>>>)> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let port = listener.local_addr()?.port();
    let handle = thread::spawn(move || {
        let (mut socket, _) = listener.accept()?;
        socket.set_read_timeout(Some(Duration::from_secs(10)))?;
        let mut first = vec![0; 4096];
        let read = socket.read(&mut first)?;
        first.truncate(read);
        socket.write_all(answer)?;
        socket.shutdown(Shutdown::Write)?;
        let mut rest = Vec::new();
        socket.read_to_end(&mut rest)?;
        Ok(rest)
    });
    Ok((port, handle))
}

fn plain_http_server(stage: &Stage) -> Result<String> {
    let (port, server) = one_shot(b"HTTP/1.1 400 Bad Request\r\n\r\n")?;
    let mut client = Process::tls13(stage, &format!("connect localhost:{port} --ca ca.pem"))?;
    fails(&mut client, "the peer speaks plain HTTP, not TLS")?;
    let heard = server.join().map_err(|_| anyhow::anyhow!("the server failed"))??;
    ensure!(heard == [21, 3, 3, 0, 2, 2, 10], "no unexpected_message: {heard:?}");
    Ok("alert 10 (unexpected_message) on the wire".into())
}

fn interrupted_client(stage: &Stage) -> Result<String> {
    let (port, server) = one_shot(b"")?;
    let mut client = Process::tls13(stage, &format!("connect localhost:{port} --ca ca.pem"))?;
    fails(&mut client, "closed the transport in the middle of the handshake")?;
    let heard = server.join().map_err(|_| anyhow::anyhow!("the server failed"))??;
    ensure!(heard.is_empty(), "an alert answers no end: {heard:?}");
    Ok("named, with the state".into())
}

fn interrupted_server(stage: &Stage) -> Result<String> {
    let (server, port) = Process::tls13_server(stage, "--echo --cert server.pem --key server.key")?;
    let mut socket = TcpStream::connect(("127.0.0.1", port))?;
    socket.write_all(&[22, 3, 1, 1, 0, 1, 0])?;
    drop(socket);
    server.wait_for("closed the transport in the middle of the handshake (in state START)")?;
    Ok("named, with the state".into())
}

fn usage(stage: &Stage) -> Result<String> {
    for (arguments, code, words) in [
        ("connect", 2, "Usage"),
        ("serve --echo", 2, "--cert"),
        ("connect localhost --ca ca.pem --suites none", 2, "TLS_AES_128_GCM_SHA256"),
        ("connect localhost:1 --ca ca.pem --pin nothing", 2, "neither cert:HEX nor key:HEX"),
        ("connect localhost:1 --ca missing.pem", 1, "missing.pem"),
        ("connect localhost:1 --ca ca.pem", 1, "can't reach localhost port 1"),
        ("serve missing --self-signed", 1, "can't serve the directory missing"),
    ] {
        let (status, output) = Process::tls13(stage, arguments)?.wait()?;
        ensure!(status.code() == Some(code) && output.contains(words), "{arguments:?}: {status}, {output}");
    }
    Ok("1 for errors, 2 for bad usage".into())
}
