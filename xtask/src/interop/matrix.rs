//! The matrix: peers that people use, as clients of our server and as servers for our client, with and without a
//! client certificate. Each row tells what was negotiated, and that bytes went both ways.

mod gnutls;
mod nginx;
mod nss;
mod scripts;

use anyhow::{Context, Result, ensure};

use super::{Case, Stage, negotiation::s_client, process::Process};

/// Whether the client shows a certificate.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Client {
    Anonymous,
    WithCertificate,
}

impl Client {
    const BOTH: [Self; 2] = [Self::Anonymous, Self::WithCertificate];

    fn label(self) -> &'static str {
        match self {
            Self::Anonymous => "",
            Self::WithCertificate => " client certificate",
        }
    }
}

/// A peer as client: starts it against our server on this port. It has to say hello, print `echoed: hello`, and close.
type StartClient = fn(&Stage, u16, Client) -> Result<Process>;

/// A peer as server: starts it, and tells its port. It has to echo.
type StartServer = fn(&Stage, Client) -> Result<(Process, u16)>;

pub(super) fn cases() -> Vec<Case> {
    let peers: [(&'static str, StartClient, StartServer); 5] = [
        ("node (OpenSSL 3.5)", scripts::node_client, scripts::node_server),
        ("go", scripts::go_client, scripts::go_server),
        ("python", scripts::python_client, scripts::python_server),
        ("java", scripts::java_client, scripts::java_server),
        ("gnutls", gnutls::client, gnutls::server),
    ];
    let mut cases = Vec::new();
    for (name, client, server) in peers {
        for with in Client::BOTH {
            cases.push(Case::new(format!("serve ← {name}{}", with.label()), move |stage| {
                serve(stage, client, with)
            }));
            cases.push(Case::new(format!("connect → {name}{}", with.label()), move |stage| {
                connect(stage, server, with)
            }));
        }
    }
    for kind in ["p384", "ed25519", "rsa"] {
        let openssl: (&'static str, StartClient) = ("s_client", anonymous_openssl_client);
        for (name, client) in [openssl].into_iter().chain(peers.map(|(name, client, _)| (name, client))) {
            cases.push(Case::new(format!("serve ← {name}, {kind} certificate"), move |stage| {
                serve_kind(stage, client, kind)
            }));
        }
        cases.push(Case::new(format!("connect → s_server, {kind} certificate"), move |stage| {
            connect_kind(stage, kind)
        }));
    }
    cases.push(Case::new("serve ← s_client client certificate", |stage| {
        serve(stage, openssl_client, Client::WithCertificate)
    }));
    cases.push(Case::new("connect → s_server client certificate", connect_openssl));
    cases.extend(nss::cases());
    cases.extend(nginx::cases());
    cases
}

/// Our echo server; with a certificate asked for if the client has one.
fn our_server(stage: &Stage, client: Client, more: &str) -> Result<(Process, u16)> {
    let ask = if client == Client::WithCertificate { "--client-ca client-ca.pem" } else { "" };
    Process::tls13_server(stage, &format!("--echo --cert server.pem --key server.key -v {ask} {more}"))
}

fn serve(stage: &Stage, start: StartClient, with: Client) -> Result<String> {
    let (server, port) = our_server(stage, with, "")?;
    let mut client = start(stage, port, with)?;
    client.wait_for("hello")?;
    client.wait_success()?;
    let output = server.wait_for("<- alert close_notify").or_else(|_| server.wait_for("signature"))?;
    if with == Client::WithCertificate {
        ensure!(output.contains("CN=client.example"), "the client's certificate was not shown: {output}");
    }
    negotiated(&output)
}

fn connect(stage: &Stage, start: StartServer, with: Client) -> Result<String> {
    let (server, port) = start(stage, with)?;
    let mut client = our_client(stage, port, with)?;
    client.wait_for("Verify return code: 0 (ok)")?;
    client.say("hello from tls13\n")?;
    client.wait_for("\nhello from tls13\n")?;
    client.say_no_more();
    let output = client.wait_success()?;
    if with == Client::WithCertificate {
        server.wait_for("client.example").context("the server doesn't say who its client is")?;
    }
    negotiated(&output)
}

fn our_client(stage: &Stage, port: u16, with: Client) -> Result<Process> {
    let own = if with == Client::WithCertificate { "--cert client.pem --key client.key" } else { "" };
    Process::tls13(stage, &format!("connect localhost:{port} --ca ca.pem {own}"))
}

/// Suite, group and signature, as our end reports them.
fn negotiated(output: &str) -> Result<String> {
    let field = |name: &str| {
        let line = output.lines().find_map(|line| line.trim().strip_prefix(name));
        line.map(str::trim).with_context(|| format!("no {name} in {output}"))
    };
    Ok(format!("{}, {}, {}", field("suite")?, field("group")?, field("signature")?))
}

/// With a certificate of another kind of key.
fn serve_kind(stage: &Stage, start: StartClient, kind: &str) -> Result<String> {
    let arguments = format!("--echo --cert server-{kind}.pem --key server-{kind}.key -v");
    let (server, port) = Process::tls13_server(stage, &arguments)?;
    let mut client = start(stage, port, Client::Anonymous)?;
    client.wait_for("hello")?;
    client.wait_success()?;
    negotiated(&server.output())
}

fn connect_kind(stage: &Stage, kind: &str) -> Result<String> {
    let name = format!("server-{kind}");
    let arguments = format!("-tls1_3 -cert {name}.pem -cert_chain {name}.pem -key {name}.key -rev");
    let (_server, port) = Process::openssl_server(stage, &arguments)?;
    let mut client = our_client(stage, port, Client::Anonymous)?;
    client.say("hello\n")?;
    client.wait_for("olleh")?;
    client.say_no_more();
    negotiated(&client.wait_success()?)
}

fn anonymous_openssl_client(stage: &Stage, port: u16, _with: Client) -> Result<Process> {
    let mut client = Process::openssl(stage, &s_client(port))?;
    client.wait_for("Verify return code: 0 (ok)")?;
    client.say("hello\n")?;
    client.wait_for("\nhello\n")?;
    client.say_no_more();
    Ok(client)
}

fn openssl_client(stage: &Stage, port: u16, _with: Client) -> Result<Process> {
    let mut client =
        Process::openssl(stage, &format!("{} -cert client.pem -key client.key", s_client(port)))?;
    client.wait_for("Verify return code: 0 (ok)")?;
    client.say("hello\n")?;
    client.wait_for("\nhello\n")?;
    client.say_no_more();
    Ok(client)
}

fn connect_openssl(stage: &Stage) -> Result<String> {
    let arguments = "-tls1_3 -cert server.pem -cert_chain server.pem -key server.key -rev -Verify 2 \
                     -CAfile client-ca.pem -verify_return_error";
    let (server, port) = Process::openssl_server(stage, arguments)?;
    let mut client = our_client(stage, port, Client::WithCertificate)?;
    client.say("hello\n")?;
    client.wait_for("olleh")?;
    client.say_no_more();
    let output = client.wait_success()?;
    server.wait_for("client.example")?;
    negotiated(&output)
}
