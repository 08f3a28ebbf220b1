//! The matrix: peers that people use, as clients of our server and as servers for our client, with each kind of
//! certificate that they have, and with and without a client's certificate of the same kind; or on P-256, where it would
//! be ours and we have no such keys.

pub(super) mod gnutls;
pub(super) mod nginx;
pub(super) mod nss;
pub(super) mod openssl;
pub(super) mod scripts;

use anyhow::{Context, Result, ensure};

use super::{Case, Stage, kind::Kind, process::Process, seen::Seen};

/// A peer as client: starts it against our server on this port, with the CA that it trusts, and the name of its own
/// certificate's files, if it has one. It has to say a line that begins with [`HELLO`], to print what comes back, and to
/// close.
pub(super) type StartClient = fn(&Stage, u16, &str, Option<&str>) -> Result<Process>;

/// A peer as server: starts it with the name of its certificate's files, and the CA that it wants its clients'
/// certificates from, if it does, and tells its port.
pub(super) type StartServer = fn(&Stage, &str, Option<&str>) -> Result<(Process, u16)>;

/// Peers as clients begin their line so.
pub(super) const HELLO: &str = "hello from ";

/// Our client's line for peers that echo.
pub(super) const LINE: &str = "hello from tls13\n";

struct Peer {
    name: &'static str,
    kinds: &'static [Kind],
    client: Option<StartClient>,
    server: Option<Server>,
}

/// A peer as server, with what our client says to it, and what comes back.
#[derive(Clone, Copy)]
pub(super) struct Server {
    pub(super) start: StartServer,
    pub(super) says: &'static str,
    pub(super) answers: &'static str,
}

impl Server {
    const fn echo(start: StartServer) -> Option<Self> {
        Some(Self { start, says: LINE, answers: LINE })
    }

    const fn http(start: StartServer, answers: &'static str) -> Option<Self> {
        Some(Self { start, says: "GET / HTTP/1.0\r\n\r\n", answers })
    }
}

/// Go and rustls have no certificates for RSASSA-PSS alone; NSS has neither them nor Ed25519, and its tool wants more of a server's
/// certificate for RSA than that it may sign.
static PEERS: [Peer; 10] = [
    Peer {
        name: "openssl",
        kinds: &Kind::CLASSICAL,
        client: Some(openssl::client),
        server: Some(Server { start: openssl::server, says: LINE, answers: openssl::ANSWER }),
    },
    Peer {
        name: "node (OpenSSL 3.5)",
        kinds: &Kind::ALL,
        client: Some(scripts::node_client),
        server: Server::echo(scripts::node_server),
    },
    Peer {
        name: "go",
        kinds: &[
            Kind::P256,
            Kind::P384,
            Kind::Ed25519,
            Kind::Rsa,
            Kind::P521,
            Kind::MlDsa44,
            Kind::MlDsa65,
            Kind::MlDsa87,
        ],
        client: Some(scripts::go_client),
        server: Server::echo(scripts::go_server),
    },
    Peer {
        name: "rustls (aws-lc-rs)",
        kinds: &[Kind::P256, Kind::P384, Kind::Ed25519, Kind::Rsa, Kind::P521],
        client: Some(scripts::rustls_client),
        server: Server::echo(scripts::rustls_server),
    },
    Peer {
        name: "python",
        kinds: &Kind::CLASSICAL,
        client: Some(scripts::python_client),
        server: Server::echo(scripts::python_server),
    },
    Peer {
        name: "java",
        kinds: &Kind::CLASSICAL,
        client: Some(scripts::java_client),
        server: Server::echo(scripts::java_server),
    },
    Peer {
        name: "gnutls",
        kinds: &Kind::CLASSICAL,
        client: Some(gnutls::client),
        server: Server::echo(gnutls::server),
    },
    Peer {
        name: "nss",
        kinds: &[Kind::P256, Kind::P384, Kind::P521],
        client: Some(nss::client),
        server: Server::http(nss::server, "HTTP/1.0 200 OK"),
    },
    Peer {
        name: "nss",
        kinds: &[Kind::Rsa],
        client: None,
        server: Server::http(nss::server, "HTTP/1.0 200 OK"),
    },
    Peer {
        name: "nginx",
        kinds: &Kind::CLASSICAL,
        client: None,
        server: Server::http(nginx::server, "hello "),
    },
];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for peer in &PEERS {
        for (theirs, mutual) in peer.kinds.iter().flat_map(|&kind| [(kind, false), (kind, true)]) {
            let ours = if theirs == Kind::P521 { Kind::P256 } else { theirs };
            // Where ours is of another kind, only a client's certificate makes this a row of their kind.
            if let Some(start) = peer.client
                && (mutual || ours == theirs)
            {
                let client = mutual.then_some(theirs);
                cases.push(Case::new(format!("serve ← {}", scene(peer, ours, client)), move |stage| {
                    serve(stage, start, ours, client)
                }));
            }
            if let Some(server) = &peer.server {
                let client = mutual.then_some(ours);
                cases.push(Case::new(format!("connect → {}", scene(peer, theirs, client)), move |stage| {
                    connect(stage, server, theirs, client)
                }));
            }
        }
    }
    cases
}

/// Every peer as client, for cases where certificates don't matter.
pub(super) fn clients() -> impl Iterator<Item = (&'static str, StartClient)> {
    PEERS.iter().filter_map(|peer| Some((peer.name, peer.client?)))
}

/// Every peer as server with a certificate for P-256.
pub(super) fn servers() -> impl Iterator<Item = (&'static str, Server)> {
    let peers = PEERS.iter().filter(|peer| peer.kinds.contains(&Kind::P256));
    peers.filter_map(|peer| Some((peer.name, peer.server?)))
}

/// The peer, and the kinds of the server's and the client's certificates.
fn scene(peer: &Peer, server: Kind, client: Option<Kind>) -> String {
    let client = match client {
        None => String::new(),
        Some(client) if client == server => ", client's too".into(),
        Some(client) => format!(", client's {}", client.name()),
    };
    format!("{}, {}{client}", peer.name, server.name())
}

fn serve(stage: &Stage, start: StartClient, own: Kind, client: Option<Kind>) -> Result<String> {
    let ask = client.map(|kind| format!("--client-ca {}", kind.client_ca())).unwrap_or_default();
    let (server, port) = our_server(stage, own.server(), &ask)?;
    let process = start(stage, port, own.ca(), client.map(Kind::client))?;
    let (seen, output) = echoed(server, process)?;
    ensure!(
        client.is_none() || output.contains("CN=client.example"),
        "the client's certificate was not shown: {output}"
    );
    checked(&seen, own, client)
}

/// Our echo server with this certificate.
pub(super) fn our_server(stage: &Stage, files: &str, more: &str) -> Result<(Process, u16)> {
    Process::tls13_server(stage, &format!("--echo --cert {files}.pem --key {files}.key -v {more}"))
}

/// What our echo server has seen when the client has got its line back; and all that the server printed.
pub(super) fn echoed(mut server: Process, mut client: Process) -> Result<(Seen, String)> {
    let output = client.wait_for_line(HELLO)?;
    let line = output.lines().find_map(|line| line.find(HELLO).map(|start| &line[start..]));
    // What came back is what the server received and sent, with the end of the line.
    let bytes = line.unwrap_or_default().len() + 1;
    client.wait_success()?;
    let output = server.end()?;
    Ok((Seen::new(&output, bytes, bytes)?, output))
}

fn connect(stage: &Stage, server: &Server, theirs: Kind, client: Option<Kind>) -> Result<String> {
    let (process, port) = (server.start)(stage, theirs.server(), client.map(Kind::client_ca))?;
    let own = client.map(|kind| format!("--cert {0}.pem --key {0}.key", kind.client())).unwrap_or_default();
    let (seen, output) =
        told(stage, port, &format!("--ca {} {own}", theirs.ca()), server.says, server.answers)?;
    if client.is_some() && !output.contains("client.example") {
        process.wait_for("client.example").context("the server doesn't say who its client is")?;
    }
    checked(&seen, theirs, client)
}

/// What our client, with these arguments, has seen when it got its answer; and all that it printed.
pub(super) fn told(
    stage: &Stage,
    port: u16,
    arguments: &str,
    says: &str,
    answers: &str,
) -> Result<(Seen, String)> {
    let mut client = Process::tls13(stage, &format!("connect localhost:{port} -v {arguments}"))?;
    client.wait_for("Verify return code: 0 (ok)")?;
    client.say(says)?;
    client.wait_for(answers)?;
    client.say_no_more();
    let output = client.wait_success()?;
    let received = client.stdout_len();
    Ok((Seen::new(&output, says.len(), received)?, output))
}

fn checked(seen: &Seen, server: Kind, client: Option<Kind>) -> Result<String> {
    ensure!(seen.certificate == server, "a certificate of another kind: {seen}");
    ensure!(seen.client_certificate == client.is_some(), "the client's certificate: {seen}");
    Ok(seen.to_string())
}
