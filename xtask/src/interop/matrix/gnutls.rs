//! GnuTLS, by its own tools.

use anyhow::Result;

use super::Client;
use crate::interop::{
    Stage,
    process::{Process, free_port},
};

const TLS13: &str = "NORMAL:-VERS-ALL:+VERS-TLS1.3";

pub(super) fn client(stage: &Stage, port: u16, client: Client) -> Result<Process> {
    let mut arguments = format!(
        "--priority {TLS13} --x509cafile ca.pem --verify-hostname localhost --sni-hostname localhost --port {port}"
    );
    if client == Client::WithCertificate {
        arguments.push_str(" --x509certfile client.pem --x509keyfile client.key");
    }
    arguments.push_str(" 127.0.0.1");
    let mut process = Process::words(stage, "gnutls-cli", &arguments)?;
    process.wait_for("Handshake was completed")?;
    process.say("hello from gnutls\n")?;
    process.wait_for("\nhello from gnutls\n")?;
    process.say_no_more();
    Ok(process)
}

pub(super) fn server(stage: &Stage, client: Client) -> Result<(Process, u16)> {
    let port = free_port()?;
    let mut arguments =
        format!("--priority {TLS13} --echo --port {port} --x509certfile server.pem --x509keyfile server.key");
    arguments.push_str(match client {
        Client::Anonymous => " --disable-client-cert",
        Client::WithCertificate => " --x509cafile client-ca.pem --require-client-cert --verify-client-cert",
    });
    let server = Process::words(stage, "gnutls-serv", &arguments)?;
    server.wait_for("...done")?;
    Ok((server, port))
}
