//! KeyUpdate, from either side and in either direction.

use std::{thread, time::Duration};

use anyhow::{Result, ensure};

use super::{
    Case, Stage,
    matrix::{self, LINE, Server, StartClient, echoed, our_server, scripts::Script, told},
    negotiation::s_client,
    process::Process,
};

/// Of a line, to be sent in records of their own.
const PIECES: usize = 5;

pub(super) fn cases() -> Vec<Case> {
    let mut cases = vec![
        Case::new("serve ← s_client KeyUpdate from s_client", serve_from_them),
        Case::new("serve ← s_client KeyUpdate from serve", serve_from_us),
        Case::new("connect → s_server KeyUpdate from s_server", connect_from_them),
        Case::new("connect → s_server KeyUpdate from connect", connect_from_us),
        Case::new("serve ← gnutls KeyUpdate from gnutls-cli", serve_from_gnutls),
        Case::new("serve ← java KeyUpdate from java", serve_from_java),
        Case::new("connect → java KeyUpdate from java", connect_from_java),
    ];
    for (name, start) in matrix::clients() {
        let name = format!("serve ← {name} KeyUpdate from serve, each record");
        cases.push(Case::new(name, move |stage| serve_each_record(stage, start)));
    }
    // s_server would take half a line for a whole one; its row is above.
    for (name, server) in matrix::servers().filter(|(name, _)| *name != "openssl") {
        let name = format!("connect → {name} KeyUpdate from connect, each record");
        cases.push(Case::new(name, move |stage| connect_each_record(stage, &server)));
    }
    cases
}

fn serve_each_record(stage: &Stage, start: StartClient) -> Result<String> {
    let (server, port) = our_server(stage, "server", "--update-keys-after 1")?;
    let client = start(stage, port, "ca.pem", None)?;
    updates(&echoed(server, client)?.1)
}

fn connect_each_record(stage: &Stage, server: &Server) -> Result<String> {
    let (_server, port) = (server.start)(stage, "server", None)?;
    let arguments = format!("connect localhost:{port} --ca ca.pem -v --update-keys-after 1");
    let mut client = Process::tls13(stage, &arguments)?;
    client.wait_for("Verify return code: 0 (ok)")?;
    // In pieces, of which two at least are not read together. They are few: GnuTLS takes eight KeyUpdates in a second.
    for piece in server.says.as_bytes().chunks(server.says.len().div_ceil(PIECES)) {
        client.say(str::from_utf8(piece)?)?;
        thread::sleep(Duration::from_millis(50));
    }
    client.wait_for(server.answers)?;
    client.say_no_more();
    updates(&client.wait_success()?)
}

/// There have been some of ours.
fn updates(output: &str) -> Result<String> {
    let updates = output.matches("-> KeyUpdate").count();
    ensure!(updates > 0, "no KeyUpdate: {output}");
    Ok(format!("{updates} by the limit of records, and data after"))
}

/// The peer's, and data after it.
fn heard(output: &str) -> Result<String> {
    let (theirs, ours) = (output.contains("<- KeyUpdate"), output.contains("-> KeyUpdate"));
    ensure!(theirs, "no KeyUpdate: {output}");
    Ok(format!("{}, data after", if ours { "asked for both directions" } else { "its own direction" }))
}

fn serve_from_gnutls(stage: &Stage) -> Result<String> {
    let (mut server, port) = our_server(stage, "server", "")?;
    let arguments = format!(
        "--inline-commands --x509cafile ca.pem --verify-hostname localhost --sni-hostname localhost --port {port} 127.0.0.1"
    );
    let mut client = Process::words(stage, "gnutls-cli", &arguments)?;
    client.wait_for("Handshake was completed")?;
    client.say("^rekey^\n")?;
    server.wait_for("<- KeyUpdate")?;
    client.say("hello from gnutls\n")?;
    client.wait_for("\nhello from gnutls\n")?;
    client.say_no_more();
    client.wait_success()?;
    heard(&server.end()?)
}

fn serve_from_java(stage: &Stage) -> Result<String> {
    let (server, port) = our_server(stage, "server", "")?;
    let client = Script::Java.client(stage, "PEER_REKEY=1", port, "ca.pem", None)?;
    heard(&echoed(server, client)?.1)
}

fn connect_from_java(stage: &Stage) -> Result<String> {
    let (_server, port) = Script::Java.server(stage, "PEER_REKEY=1", "server", None)?;
    heard(&told(stage, port, "--ca ca.pem", LINE, LINE)?.1)
}

fn serve_from_them(stage: &Stage) -> Result<String> {
    let (server, port) = Process::tls13_server(stage, "--echo --cert server.pem --key server.key -v")?;
    let mut client = Process::openssl(stage, &s_client(port, "ca.pem"))?;
    client.wait_for("Verify return code: 0 (ok)")?;
    client.say("one\n")?;
    client.wait_for("one\n")?;
    // A line with K alone asks s_client for a KeyUpdate of both directions.
    client.say("K\n")?;
    server.wait_for("<- KeyUpdate")?;
    client.say("two\n")?;
    client.wait_for("two\n")?;
    client.say_no_more();
    client.wait_success()?;
    ensure!(server.output().contains("-> KeyUpdate"), "our KeyUpdate is missing: {}", server.output());
    Ok("asked for both directions, data before and after".into())
}

fn serve_from_us(stage: &Stage) -> Result<String> {
    let (server, port) =
        Process::tls13_server(stage, "--echo --cert server.pem --key server.key -v --update-keys-after 1")?;
    let mut client = Process::openssl(stage, &s_client(port, "ca.pem"))?;
    client.wait_for("Verify return code: 0 (ok)")?;
    for word in ["one\n", "two\n", "three\n", "four\n"] {
        client.say(word)?;
        client.wait_for(word)?;
    }
    client.say_no_more();
    client.wait_success()?;
    let updates = server.output().matches("-> KeyUpdate").count();
    ensure!(updates >= 3, "{updates} KeyUpdates only");
    Ok(format!("{updates} updates by the limit of records"))
}

fn connect_from_them(stage: &Stage) -> Result<String> {
    let (mut server, port) =
        Process::openssl_server(stage, "-tls1_3 -cert server.pem -cert_chain server.pem -key server.key")?;
    let mut client = Process::tls13(stage, &format!("connect localhost:{port} --ca ca.pem -v"))?;
    client.wait_for("Verify return code: 0 (ok)")?;
    client.say("one\n")?;
    server.wait_for("one\n")?;
    server.say("K\n")?;
    client.wait_for("<- KeyUpdate")?;
    server.say("two\n")?;
    client.wait_for("two\n")?;
    client.say("three\n")?;
    server.wait_for("three\n")?;
    ensure!(client.output().contains("-> KeyUpdate"), "our KeyUpdate is missing: {}", client.output());
    Ok("asked for both directions, data before and after".into())
}

fn connect_from_us(stage: &Stage) -> Result<String> {
    let (_server, port) = Process::openssl_server(
        stage,
        "-tls1_3 -cert server.pem -cert_chain server.pem -key server.key -rev",
    )?;
    let mut client =
        Process::tls13(stage, &format!("connect localhost:{port} --ca ca.pem -v --update-keys-after 1"))?;
    client.wait_for("Verify return code: 0 (ok)")?;
    for (word, answer) in [("one\n", "eno"), ("two\n", "owt"), ("three\n", "eerht")] {
        client.say(word)?;
        client.wait_for(answer)?;
    }
    client.say_no_more();
    let output = client.wait_success()?;
    let updates = output.matches("-> KeyUpdate").count();
    ensure!(updates >= 2, "{updates} KeyUpdates only");
    Ok(format!("{updates} updates by the limit of records"))
}
