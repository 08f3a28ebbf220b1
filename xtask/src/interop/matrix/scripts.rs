//! Peers that are a page of code: in Node, Go, Python, Java, and with rustls. All take the same arguments: `client`, the
//! port, the CA, and their own chain and key; or `server`, the CA of clients, and chain and key; `-` for none.

use std::fs;

use anyhow::{Context, Result};

use crate::interop::{Stage, process::Process};

const NODE: &str = include_str!("../scripts/peer.js");
const PYTHON: &str = include_str!("../scripts/peer.py");
const GO: &str = include_str!("../scripts/peer.go");
const JAVA: &str = include_str!("../scripts/Peer.java");

/// A peer that is a script or a program of ours.
#[derive(Clone, Copy)]
pub(crate) enum Script {
    Node,
    Python,
    Go,
    Java,
    Rustls,
}

impl Script {
    pub(crate) const ALL: [Self; 5] = [Self::Node, Self::Python, Self::Go, Self::Java, Self::Rustls];

    pub(crate) fn name(self) -> &'static str {
        ["node", "python", "go", "java", "rustls"][self as usize]
    }

    /// Writes it and, if need be, compiles it; returns the words of its command line before the common arguments.
    fn command(self, stage: &Stage) -> Result<Vec<String>> {
        match self {
            Self::Node => script(stage, "peer.js", NODE)?,
            Self::Python => script(stage, "peer.py", PYTHON)?,
            Self::Go => build_go(stage)?,
            Self::Java => build_java(stage, "Peer", JAVA)?,
            // Built with our program.
            Self::Rustls => {}
        }
        let rustls = stage.tls13.with_file_name("examples").join("rustls_peer").display().to_string();
        let node = stage.peers.node.display().to_string();
        let words: &[&str] = match self {
            Self::Node => &[&node, "peer.js"],
            Self::Python => &["python3", "peer.py"],
            Self::Go => &["./peer-go"],
            Self::Java => &["java", "-cp", ".", "Peer"],
            Self::Rustls => &[&rustls],
        };
        Ok(words.iter().map(|&word| word.to_owned()).collect())
    }

    /// Starts it as a client, with `settings` such as `PEER_CONNECTIONS=2` in its environment.
    pub(crate) fn client(
        self,
        stage: &Stage,
        settings: &str,
        port: u16,
        ca: &str,
        own: Option<&str>,
    ) -> Result<Process> {
        let [chain, key] = files(own);
        self.start(stage, settings, ["client", &port.to_string(), ca, &chain, &key])
    }

    /// The same as a server, and its port.
    pub(crate) fn server(
        self,
        stage: &Stage,
        settings: &str,
        own: &str,
        client_ca: Option<&str>,
    ) -> Result<(Process, u16)> {
        let [chain, key] = files(Some(own));
        let server = self.start(stage, settings, ["server", client_ca.unwrap_or("-"), &chain, &key])?;
        let port = server.port("port ")?;
        Ok((server, port))
    }

    fn start<const N: usize>(self, stage: &Stage, settings: &str, common: [&str; N]) -> Result<Process> {
        let mut words: Vec<String> = settings.split_whitespace().map(str::to_owned).collect();
        words.extend(self.command(stage)?);
        words.extend(common.map(str::to_owned));
        Process::start_patiently(stage, "env", &words)
    }
}

fn files(own: Option<&str>) -> [String; 2] {
    own.map_or(["-".into(), "-".into()], |own| [format!("{own}.pem"), format!("{own}.key")])
}

pub(crate) fn node_client(stage: &Stage, port: u16, ca: &str, own: Option<&str>) -> Result<Process> {
    Script::Node.client(stage, "", port, ca, own)
}

pub(crate) fn node_server(stage: &Stage, own: &str, client_ca: Option<&str>) -> Result<(Process, u16)> {
    Script::Node.server(stage, "", own, client_ca)
}

pub(crate) fn python_client(stage: &Stage, port: u16, ca: &str, own: Option<&str>) -> Result<Process> {
    Script::Python.client(stage, "", port, ca, own)
}

pub(crate) fn python_server(stage: &Stage, own: &str, client_ca: Option<&str>) -> Result<(Process, u16)> {
    Script::Python.server(stage, "", own, client_ca)
}

pub(crate) fn go_client(stage: &Stage, port: u16, ca: &str, own: Option<&str>) -> Result<Process> {
    Script::Go.client(stage, "", port, ca, own)
}

pub(crate) fn go_server(stage: &Stage, own: &str, client_ca: Option<&str>) -> Result<(Process, u16)> {
    Script::Go.server(stage, "", own, client_ca)
}

pub(crate) fn java_client(stage: &Stage, port: u16, ca: &str, own: Option<&str>) -> Result<Process> {
    Script::Java.client(stage, "", port, ca, own)
}

pub(crate) fn java_server(stage: &Stage, own: &str, client_ca: Option<&str>) -> Result<(Process, u16)> {
    Script::Java.server(stage, "", own, client_ca)
}

pub(crate) fn rustls_client(stage: &Stage, port: u16, ca: &str, own: Option<&str>) -> Result<Process> {
    Script::Rustls.client(stage, "", port, ca, own)
}

pub(crate) fn rustls_server(stage: &Stage, own: &str, client_ca: Option<&str>) -> Result<(Process, u16)> {
    Script::Rustls.server(stage, "", own, client_ca)
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
