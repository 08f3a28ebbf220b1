//! GnuTLS, by its own tools.

use anyhow::Result;

use crate::interop::{
    Stage,
    process::{Process, free_port},
};

const TLS13: &str = "NORMAL:-VERS-ALL:+VERS-TLS1.3";

pub(crate) fn client(stage: &Stage, port: u16, ca: &str, own: Option<&str>) -> Result<Process> {
    let own = own.map(|own| format!("--x509certfile {own}.pem --x509keyfile {own}.key")).unwrap_or_default();
    let arguments = format!(
        "--priority {TLS13} --x509cafile {ca} --verify-hostname localhost --sni-hostname localhost --port {port} \
         {own} 127.0.0.1"
    );
    let mut process = Process::words(stage, "gnutls-cli", &arguments)?;
    process.wait_for("Handshake was completed")?;
    process.say("hello from gnutls\n")?;
    process.wait_for("\nhello from gnutls\n")?;
    process.say_no_more();
    Ok(process)
}

pub(crate) fn server(stage: &Stage, own: &str, client_ca: Option<&str>) -> Result<(Process, u16)> {
    let port = free_port()?;
    let ask = client_ca.map_or("--disable-client-cert".into(), |ca| {
        format!("--x509cafile {ca} --require-client-cert --verify-client-cert")
    });
    let arguments = format!(
        "--priority {TLS13} --echo --port {port} --x509certfile {own}.pem --x509keyfile {own}.key {ask}"
    );
    let server = Process::words(stage, "gnutls-serv", &arguments)?;
    server.wait_for("...done")?;
    Ok((server, port))
}
