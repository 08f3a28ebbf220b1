//! Suites, groups, HelloRetryRequest and ALPN, with our program as server and as client.

use anyhow::{Result, ensure};

use super::{
    Case, Stage,
    matrix::{our_server, told},
    process::Process,
    seen::Seen,
};

const SUITES: [&str; 3] =
    ["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"];

/// A group by our name, by OpenSSL's name, and as OpenSSL reports it.
const GROUPS: [(&str, &str, &str); 3] = [
    ("x25519", "X25519", "X25519"),
    ("secp256r1", "P-256", "prime256v1"),
    ("secp384r1", "P-384", "secp384r1"),
];

/// What s_client says to our server.
const LINE: &str = "hello from openssl\n";

const CREDENTIAL: &str = "server.pem --key server.key";

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for suite in SUITES {
        for group in GROUPS {
            cases.push(Case::new(format!("serve ← s_client {suite} {}", group.0), move |stage| {
                serve(stage, suite, group)
            }));
            cases.push(Case::new(format!("connect → s_server {suite} {}", group.0), move |stage| {
                connect(stage, suite, group)
            }));
        }
    }
    cases.push(Case::new("serve ← s_client HelloRetryRequest", serve_retry));
    cases.push(Case::new("connect → s_server HelloRetryRequest", connect_retry));
    cases.push(Case::new("serve ← s_client ALPN", serve_alpn));
    cases.push(Case::new("connect → s_server ALPN", connect_alpn));
    cases
}

/// What `openssl s_client` needs to verify our server.
pub(super) fn s_client(port: u16, ca: &str) -> String {
    format!(
        "s_client -tls1_3 -connect 127.0.0.1:{port} -CAfile {ca} -verify_return_error -verify_hostname localhost"
    )
}

/// Says a line to our echo server through s_client and waits for it to come back.
fn talk_to_echo(client: &mut Process) -> Result<String> {
    client.wait_for("Verify return code: 0 (ok)")?;
    client.say(LINE)?;
    client.wait_for(LINE)?;
    client.say_no_more();
    client.wait_success()
}

fn serve(stage: &Stage, suite: &str, (ours, theirs, reported): (&str, &str, &str)) -> Result<String> {
    let (mut server, port) = our_server(stage, "server", &format!("--suites {suite} --groups {ours}"))?;
    let mut client = Process::openssl(stage, &format!("{} -groups {theirs}", s_client(port, "ca.pem")))?;
    let output = talk_to_echo(&mut client)?;
    ensure!(output.contains(&format!("Cipher is {suite}")), "another suite: {output}");
    ensure!(
        output.contains(&format!("Server Temp Key: {reported}"))
            || output.contains(&format!("Server Temp Key: ECDH, {reported}")),
        "another group: {output}"
    );
    agreed(&Seen::new(&server.end()?, LINE.len(), LINE.len())?, suite, ours)
}

fn connect(stage: &Stage, suite: &str, (ours, theirs, _): (&str, &str, &str)) -> Result<String> {
    let arguments = format!(
        "-tls1_3 -cert server.pem -cert_chain server.pem -key server.key -ciphersuites {suite} -groups {theirs} -rev"
    );
    let (_server, port) = Process::openssl_server(stage, &arguments)?;
    let arguments = format!("--ca ca.pem --suites {suite} --groups {ours}");
    let (seen, _) = told(stage, port, &arguments, "hello\n", "olleh")?;
    agreed(&seen, suite, ours)
}

fn agreed(seen: &Seen, suite: &str, group: &str) -> Result<String> {
    ensure!(seen.suite == suite && seen.group == group, "not {suite} and {group}: {seen}");
    Ok(seen.to_string())
}

fn serve_retry(stage: &Stage) -> Result<String> {
    let (mut server, port) = our_server(stage, "server", "--groups secp256r1")?;
    let mut client = Process::openssl(stage, &format!("{} -groups X25519:P-256", s_client(port, "ca.pem")))?;
    talk_to_echo(&mut client)?;
    retried(&Seen::new(&server.end()?, LINE.len(), LINE.len())?)
}

fn connect_retry(stage: &Stage) -> Result<String> {
    let (_server, port) = Process::openssl_server(
        stage,
        "-tls1_3 -cert server.pem -cert_chain server.pem -key server.key -groups P-256 -rev",
    )?;
    retried(&told(stage, port, "--ca ca.pem", "hello\n", "olleh")?.0)
}

/// The share for X25519 was refused, and one for P-256 asked for.
fn retried(seen: &Seen) -> Result<String> {
    ensure!(seen.group == "secp256r1 (after a HelloRetryRequest)", "another group: {seen}");
    Ok(seen.to_string())
}

fn serve_alpn(stage: &Stage) -> Result<String> {
    let (_server, port) = Process::tls13_server(stage, &format!("--echo --cert {CREDENTIAL} --alpn b,c"))?;
    let mut client = Process::openssl(stage, &format!("{} -alpn a,b,c", s_client(port, "ca.pem")))?;
    let output = talk_to_echo(&mut client)?;
    ensure!(output.contains("ALPN protocol: b"), "another protocol: {output}");
    let mut client = Process::openssl(stage, &format!("{} -alpn x", s_client(port, "ca.pem")))?;
    let (status, output) = client.wait()?;
    ensure!(!status.success() && output.contains("alert number 120"), "no alert: {output}");
    Ok("b of a,b,c; nothing in common: no_application_protocol".into())
}

fn connect_alpn(stage: &Stage) -> Result<String> {
    let arguments = "-tls1_3 -cert server.pem -cert_chain server.pem -key server.key -alpn b,c -rev";
    let (_server, port) = Process::openssl_server(stage, arguments)?;
    let mut client = Process::tls13(stage, &format!("connect localhost:{port} --ca ca.pem --alpn a,c,b"))?;
    client.wait_for("protocol     b")?;
    client.say_no_more();
    client.wait_success()?;
    Ok("b of a,c,b".into())
}
