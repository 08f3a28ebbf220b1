//! NSS, by its own tools: they speak HTTP rather than echo.

use anyhow::{Result, ensure};

use super::{Client, negotiated, our_client, our_server};
use crate::interop::{
    Case, Stage,
    process::{Process, free_port},
};

const REQUEST: &str = "GET / HTTP/1.0\r\n\r\n";

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("serve ← nss tstclnt", |stage| serve(stage, Client::Anonymous)),
        Case::new("serve ← nss tstclnt client certificate", |stage| serve(stage, Client::WithCertificate)),
        Case::new("connect → nss selfserv", |stage| connect(stage, Client::Anonymous)),
        Case::new("connect → nss selfserv client certificate", |stage| {
            connect(stage, Client::WithCertificate)
        }),
    ]
}

/// A database with the CAs, and the keys of server and client.
fn database(stage: &Stage) -> Result<()> {
    let directory = stage.directory.join("nss");
    if directory.exists() {
        return Ok(());
    }
    std::fs::create_dir(&directory)?;
    let steps = [
        ("certutil", "-N -d sql:nss --empty-password"),
        ("certutil", "-A -d sql:nss -n root -t C,, -i ca.pem"),
        ("certutil", "-A -d sql:nss -n client-root -t T,, -i client-ca.pem"),
        ("pk12util", "-d sql:nss -i server.p12 -W password"),
        ("pk12util", "-d sql:nss -i client.p12 -W password"),
    ];
    for (program, arguments) in steps {
        Process::words(stage, program, arguments)?.wait_success()?;
    }
    Ok(())
}

fn serve(stage: &Stage, with: Client) -> Result<String> {
    database(stage)?;
    let (server, port) = our_server(stage, with, "")?;
    let own = if with == Client::WithCertificate { "-n client" } else { "" };
    let arguments = format!("-h 127.0.0.1 -a localhost -p {port} -d sql:nss -V tls1.3:tls1.3 {own}");
    let mut client = Process::words(stage, "tstclnt", &arguments)?;
    client.say("hello from nss\n")?;
    client.wait_for("hello from nss\n")?;
    // tstclnt goes on until the server closes, which an echo server doesn't do first.
    client.kill()?;
    let output = server.output();
    if with == Client::WithCertificate {
        ensure!(output.contains("CN=client.example"), "the client's certificate was not shown: {output}");
    }
    negotiated(&output)
}

fn connect(stage: &Stage, with: Client) -> Result<String> {
    database(stage)?;
    let port = free_port()?;
    // -r -r: the client's certificate is required.
    let ask = if with == Client::WithCertificate { "-r -r" } else { "" };
    let arguments = format!("-n server -p {port} -d sql:nss -V tls1.3:tls1.3 -v {ask}");
    let server = Process::words(stage, "selfserv", &arguments)?;
    server.wait_for("About to call accept")?;
    let mut client = our_client(stage, port, with)?;
    client.say(REQUEST)?;
    client.wait_for("HTTP/1.0 200 OK")?;
    client.say_no_more();
    negotiated(&client.wait_success()?)
}
