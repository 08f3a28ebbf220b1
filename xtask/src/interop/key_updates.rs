//! KeyUpdate, from either side and in either direction.

use anyhow::{Result, ensure};

use super::{Case, Stage, negotiation::s_client, process::Process};

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("serve ← s_client KeyUpdate from s_client", serve_from_them),
        Case::new("serve ← s_client KeyUpdate from serve", serve_from_us),
        Case::new("connect → s_server KeyUpdate from s_server", connect_from_them),
        Case::new("connect → s_server KeyUpdate from connect", connect_from_us),
    ]
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
