//! Peers that are a page of somebody else's language: Node, Go, Python, Java. All take the same arguments: `client`, the
//! port, the CA, and their own chain and key; or `server`, the CA of clients, and chain and key; `-` for none.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use crate::interop::{Stage, process::Process};

const NODE: &str = include_str!("../scripts/peer.js");
const PYTHON: &str = include_str!("../scripts/peer.py");
const GO: &str = include_str!("../scripts/peer.go");
const JAVA: &str = include_str!("../scripts/Peer.java");

/// A program with the arguments before the common ones.
type Program<'a> = (&'a Path, &'a [&'a str]);

fn files(own: Option<&str>) -> [String; 2] {
    own.map_or(["-".into(), "-".into()], |own| [format!("{own}.pem"), format!("{own}.key")])
}

fn client(stage: &Stage, program: Program<'_>, port: u16, ca: &str, own: Option<&str>) -> Result<Process> {
    let (port, [chain, key]) = (port.to_string(), files(own));
    let arguments = [program.1, &["client", &port, ca, &chain, &key]].concat();
    Process::start_patiently(stage, program.0, &arguments)
}

/// Starts a server and reads its port.
fn server(stage: &Stage, program: Program<'_>, own: &str, client_ca: Option<&str>) -> Result<(Process, u16)> {
    let [chain, key] = files(Some(own));
    let arguments = [program.1, &["server", client_ca.unwrap_or("-"), &chain, &key]].concat();
    let server = Process::start(stage, program.0, &arguments)?;
    let port = server.port("port ")?;
    Ok((server, port))
}

pub(crate) fn node_client(stage: &Stage, port: u16, ca: &str, own: Option<&str>) -> Result<Process> {
    script(stage, "peer.js", NODE)?;
    client(stage, (&stage.peers.node, &["peer.js"]), port, ca, own)
}

pub(crate) fn node_server(stage: &Stage, own: &str, client_ca: Option<&str>) -> Result<(Process, u16)> {
    script(stage, "peer.js", NODE)?;
    server(stage, (&stage.peers.node, &["peer.js"]), own, client_ca)
}

pub(crate) fn python_client(stage: &Stage, port: u16, ca: &str, own: Option<&str>) -> Result<Process> {
    script(stage, "peer.py", PYTHON)?;
    client(stage, (Path::new("python3"), &["peer.py"]), port, ca, own)
}

pub(crate) fn python_server(stage: &Stage, own: &str, client_ca: Option<&str>) -> Result<(Process, u16)> {
    script(stage, "peer.py", PYTHON)?;
    server(stage, (Path::new("python3"), &["peer.py"]), own, client_ca)
}

pub(crate) fn go_client(stage: &Stage, port: u16, ca: &str, own: Option<&str>) -> Result<Process> {
    build_go(stage)?;
    client(stage, (&stage.directory.join("peer-go"), &[]), port, ca, own)
}

pub(crate) fn go_server(stage: &Stage, own: &str, client_ca: Option<&str>) -> Result<(Process, u16)> {
    build_go(stage)?;
    server(stage, (&stage.directory.join("peer-go"), &[]), own, client_ca)
}

pub(crate) fn java_client(stage: &Stage, port: u16, ca: &str, own: Option<&str>) -> Result<Process> {
    build_java(stage, "Peer", JAVA)?;
    client(stage, (Path::new("java"), &["-cp", ".", "Peer"]), port, ca, own)
}

pub(crate) fn java_server(stage: &Stage, own: &str, client_ca: Option<&str>) -> Result<(Process, u16)> {
    build_java(stage, "Peer", JAVA)?;
    server(stage, (Path::new("java"), &["-cp", ".", "Peer"]), own, client_ca)
}

fn script(stage: &Stage, name: &str, text: &str) -> Result<()> {
    fs::write(stage.directory.join(name), text).with_context(|| format!("can't write {name}"))
}

fn build_go(stage: &Stage) -> Result<()> {
    if !stage.directory.join("peer-go").exists() {
        script(stage, "peer.go", GO)?;
        Process::start_patiently(stage, &stage.peers.go, &["build", "-o", "peer-go", "peer.go"])?
            .wait_success()?;
    }
    Ok(())
}

/// Compiles `NAME.java`.
pub(crate) fn build_java(stage: &Stage, name: &str, text: &str) -> Result<()> {
    if !stage.directory.join(format!("{name}.class")).exists() {
        let source = format!("{name}.java");
        script(stage, &source, text)?;
        Process::start_patiently(stage, "javac", &[source])?.wait_success()?;
    }
    Ok(())
}
