//! Peers that are a page of somebody else's language: Node, Go, Python, Java.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use super::Client;
use crate::interop::{Stage, process::Process};

const NODE: &str = include_str!("../scripts/peer.js");
const PYTHON: &str = include_str!("../scripts/peer.py");
const GO: &str = include_str!("../scripts/peer.go");
const JAVA: &str = include_str!("../scripts/Peer.java");

/// The client's own chain and key, or none.
fn own(client: Client) -> [&'static str; 2] {
    match client {
        Client::Anonymous => ["-", "-"],
        Client::WithCertificate => ["client.pem", "client.key"],
    }
}

/// The CA that a server wants its clients' certificates from, or none.
fn client_ca(client: Client) -> &'static str {
    match client {
        Client::Anonymous => "-",
        Client::WithCertificate => "client-ca.pem",
    }
}

/// Starts a server's script and reads its port.
fn server(stage: &Stage, program: &Path, arguments: &[&str]) -> Result<(Process, u16)> {
    let server = Process::start(stage, program, arguments)?;
    let port = server.port("port ")?;
    Ok((server, port))
}

fn script(stage: &Stage, name: &str, text: &str) -> Result<()> {
    fs::write(stage.directory.join(name), text).with_context(|| format!("can't write {name}"))
}

pub(super) fn node_client(stage: &Stage, port: u16, client: Client) -> Result<Process> {
    script(stage, "peer.js", NODE)?;
    let [cert, key] = own(client);
    Process::start(stage, &stage.peers.node, &["peer.js", "client", &port.to_string(), "ca.pem", cert, key])
}

pub(super) fn node_server(stage: &Stage, client: Client) -> Result<(Process, u16)> {
    script(stage, "peer.js", NODE)?;
    server(stage, &stage.peers.node, &["peer.js", "server", client_ca(client), "server.pem", "server.key"])
}

pub(super) fn python_client(stage: &Stage, port: u16, client: Client) -> Result<Process> {
    script(stage, "peer.py", PYTHON)?;
    let [cert, key] = own(client);
    Process::start(stage, "python3", &["peer.py", "client", &port.to_string(), "ca.pem", cert, key])
}

pub(super) fn python_server(stage: &Stage, client: Client) -> Result<(Process, u16)> {
    script(stage, "peer.py", PYTHON)?;
    server(stage, Path::new("python3"), &["peer.py", "server", client_ca(client), "server.pem", "server.key"])
}

pub(super) fn go_client(stage: &Stage, port: u16, client: Client) -> Result<Process> {
    build_go(stage)?;
    let [cert, key] = own(client);
    let program = stage.directory.join("peer-go");
    Process::start(stage, program, &["client", &port.to_string(), "ca.pem", cert, key])
}

pub(super) fn go_server(stage: &Stage, client: Client) -> Result<(Process, u16)> {
    build_go(stage)?;
    server(
        stage,
        &stage.directory.join("peer-go"),
        &["server", client_ca(client), "server.pem", "server.key"],
    )
}

fn build_go(stage: &Stage) -> Result<()> {
    if !stage.directory.join("peer-go").exists() {
        script(stage, "peer.go", GO)?;
        Process::start_patiently(stage, &stage.peers.go, &["build", "-o", "peer-go", "peer.go"])?
            .wait_success()?;
    }
    Ok(())
}

pub(super) fn java_client(stage: &Stage, port: u16, client: Client) -> Result<Process> {
    build_java(stage)?;
    let store = if client == Client::Anonymous { "-" } else { "client.p12" };
    Process::start_patiently(
        stage,
        "java",
        &["-cp", ".", "Peer", "client", &port.to_string(), "ca.pem", store],
    )
}

pub(super) fn java_server(stage: &Stage, client: Client) -> Result<(Process, u16)> {
    build_java(stage)?;
    server(stage, Path::new("java"), &["-cp", ".", "Peer", "server", client_ca(client), "server.p12"])
}

fn build_java(stage: &Stage) -> Result<()> {
    if !stage.directory.join("Peer.class").exists() {
        script(stage, "Peer.java", JAVA)?;
        Process::start_patiently(stage, "javac", &["Peer.java"])?.wait_success()?;
    }
    Ok(())
}
