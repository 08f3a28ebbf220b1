//! OpenSSL, by its own tools.

use anyhow::Result;

use crate::interop::{Stage, negotiation::s_client, process::Process};

pub(crate) fn client(stage: &Stage, port: u16, ca: &str, own: Option<&str>) -> Result<Process> {
    let own = own.map(|own| format!("-cert {own}.pem -key {own}.key")).unwrap_or_default();
    talk(Process::openssl(stage, &format!("{} {own}", s_client(port, ca)))?)
}

/// Lets it say its line and hear it again, and no more.
pub(crate) fn talk(mut client: Process) -> Result<Process> {
    client.wait_for("Verify return code: 0 (ok)")?;
    client.say("hello from s_client\n")?;
    // It may come in the middle of what s_client shows of a ticket.
    client.wait_for("hello from s_client\n")?;
    client.say_no_more();
    Ok(client)
}

/// What it answers to our client: each line comes back turned round.
pub(crate) const ANSWER: &str = "31slt morf olleh";

pub(crate) fn server(stage: &Stage, own: &str, client_ca: Option<&str>) -> Result<(Process, u16)> {
    let ask = client_ca.map(|ca| format!("-Verify 2 -CAfile {ca} -verify_return_error")).unwrap_or_default();
    let arguments = format!("-tls1_3 -cert {own}.pem -cert_chain {own}.pem -key {own}.key -rev {ask}");
    Process::openssl_server(stage, &arguments)
}
