//! Groups beyond those of `negotiation`: post-quantum ones, peers with one group only, and HelloRetryRequest with every
//! peer.

use anyhow::{Result, ensure};

use super::{
    Case, Stage,
    matrix::{
        self, LINE, Server, StartClient, echoed,
        openssl::{self, ANSWER},
        our_server,
        scripts::Script,
        told,
    },
    negotiation::s_client,
    process::Process,
    seen::Seen,
};

/// A group by our name, by OpenSSL's and by its code point, as Go wants it.
type Name = (&'static str, &'static str, &'static str);

/// The post-quantum groups that are taken unless settings say otherwise. rustls has only those with ML-KEM-768.
const HYBRID: [Name; 3] = [
    ("X25519MLKEM768", "X25519MLKEM768", "0x11ec"),
    ("SecP256r1MLKEM768", "SecP256r1MLKEM768", "0x11eb"),
    ("SecP384r1MLKEM1024", "SecP384r1MLKEM1024", "0x11ed"),
];

/// Those that have to be asked for; Go has none of them.
const ML_KEM: [Name; 2] = [("MLKEM768", "MLKEM768", "0x0201"), ("MLKEM1024", "MLKEM1024", "0x0202")];

const CLASSICAL: [Name; 2] = [("x25519", "X25519", "0x001d"), ("secp256r1", "P-256", "0x0017")];

/// How often our client, left to itself, is asked for another share.
fn retries(group: Name) -> usize {
    usize::from(!["X25519MLKEM768", "x25519"].contains(&group.0))
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    let all = || [&HYBRID[..], &CLASSICAL].concat();
    let of_rustls = || [&HYBRID[..2], &CLASSICAL].concat();
    for (script, groups) in [(Script::Node, all()), (Script::Go, all()), (Script::Rustls, of_rustls())] {
        for group in groups {
            cases.push(Case::new(format!("serve ← {}, {} only", script.name(), group.0), move |stage| {
                serve(stage, script, group, "")
            }));
            cases.push(Case::new(format!("connect → {}, {} only", script.name(), group.0), move |stage| {
                connect(stage, script, group, "", retries(group))
            }));
        }
    }
    for group in ML_KEM {
        let only = move || format!("--groups {}", group.0);
        cases.push(Case::new(format!("serve ← node, {} only", group.0), move |stage| {
            serve(stage, Script::Node, group, &only())
        }));
        cases.push(Case::new(format!("connect → node, {} only", group.0), move |stage| {
            connect(stage, Script::Node, group, &only(), 0)
        }));
    }
    for group in CLASSICAL {
        cases.push(Case::new(format!("serve ← openssl, {} only", group.0), move |stage| {
            serve_openssl(stage, group)
        }));
        cases.push(Case::new(format!("connect → openssl, {} only", group.0), move |stage| {
            connect_openssl(stage, group)
        }));
    }
    for (name, start) in matrix::clients() {
        let name = format!("serve ← {name}, HelloRetryRequest");
        cases.push(Case::new(name, move |stage| serve_retry(stage, start)));
    }
    for (name, server) in matrix::servers() {
        let name = format!("connect → {name}, HelloRetryRequest");
        cases.push(Case::new(name, move |stage| connect_retry(stage, &server)));
    }
    cases
}

/// The script's setting for one group.
fn only(script: Script, (_, openssl, code_point): Name) -> String {
    format!("PEER_GROUPS={}", if matches!(script, Script::Node) { openssl } else { code_point })
}

fn serve(stage: &Stage, script: Script, group: Name, arguments: &str) -> Result<String> {
    let (server, port) = our_server(stage, "server", arguments)?;
    let client = script.client(stage, &only(script, group), port, "ca.pem", None)?;
    agreed(&echoed(server, client)?.0, group.0, 0)
}

fn connect(stage: &Stage, script: Script, group: Name, arguments: &str, retries: usize) -> Result<String> {
    let (_server, port) = script.server(stage, &only(script, group), "server", None)?;
    agreed(&told(stage, port, &format!("--ca ca.pem {arguments}"), LINE, LINE)?.0, group.0, retries)
}

fn serve_openssl(stage: &Stage, group: Name) -> Result<String> {
    let (server, port) = our_server(stage, "server", "")?;
    let arguments = format!("{} -groups {}", s_client(port, "ca.pem"), group.1);
    let client = openssl::talk(Process::openssl(stage, &arguments)?)?;
    agreed(&echoed(server, client)?.0, group.0, 0)
}

fn connect_openssl(stage: &Stage, group: Name) -> Result<String> {
    let own = "-cert server.pem -cert_chain server.pem -key server.key";
    let arguments = format!("-tls1_3 {own} -rev -groups {}", group.1);
    let (_server, port) = Process::openssl_server(stage, &arguments)?;
    agreed(&told(stage, port, "--ca ca.pem", LINE, ANSWER)?.0, group.0, retries(group))
}

/// secp384r1 is a group that every peer has, and none sends a share for without being asked.
fn serve_retry(stage: &Stage, start: StartClient) -> Result<String> {
    let (server, port) = our_server(stage, "server", "--groups secp384r1")?;
    let client = start(stage, port, "ca.pem", None)?;
    agreed(&echoed(server, client)?.0, "secp384r1", 1)
}

/// No peer takes ML-KEM alone without being told to.
fn connect_retry(stage: &Stage, server: &Server) -> Result<String> {
    let (_server, port) = (server.start)(stage, "server", None)?;
    let arguments = "--ca ca.pem --groups MLKEM1024,x25519";
    agreed(&told(stage, port, arguments, server.says, server.answers)?.0, "x25519", 1)
}

fn agreed(seen: &Seen, group: &str, retries: usize) -> Result<String> {
    let expected = format!("{group}{}", if retries == 1 { " (after a HelloRetryRequest)" } else { "" });
    ensure!(seen.group == expected, "not {expected}: {seen}");
    Ok(seen.to_string())
}
