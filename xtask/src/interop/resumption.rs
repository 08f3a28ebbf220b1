//! Sessions that are resumed, early data (0-RTT), and keys known to both ends: with every peer that has them, in both
//! directions.

use std::{fs, thread, time::Duration};

use anyhow::{Context, Result, ensure};

use super::{
    Case, Stage,
    matrix::{
        LINE, gnutls, nginx, nss,
        openssl::{self, ANSWER},
        our_server,
        scripts::Script,
    },
    negotiation::s_client,
    process::{Process, free_port},
};

/// What peers that echo are sent early.
const EARLY: &str = "early hello\n";

const REQUEST: &str = "GET / HTTP/1.0\r\n\r\n";

const ASK: &str = "--client-ca client-ca.pem";

const OWN: &str = "-tls1_3 -cert server.pem -cert_chain server.pem -key server.key";

/// A key for the name `us`.
const PSK: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (script, with) in Script::ALL.into_iter().flat_map(|script| [(script, false), (script, true)]) {
        let scene = format!(
            "{}, resumption{}",
            script.name(),
            if with { " with a client's certificate" } else { "" }
        );
        cases.push(Case::new(format!("serve ← {scene}"), move |stage| serve_script(stage, script, with)));
        cases.push(Case::new(format!("connect → {scene}"), move |stage| {
            connect_script(stage, script, with)
        }));
    }
    cases.extend([
        Case::new("serve ← openssl, resumption", |stage| serve_openssl(stage, "")),
        Case::new("serve ← gnutls, resumption", |stage| serve_gnutls(stage, "")),
        Case::new("serve ← nss, resumption", |stage| serve_nss(stage, "")),
        Case::new("serve ← curl, resumption", serve_curl),
        Case::new("connect → openssl, resumption", connect_openssl),
        Case::new("connect → gnutls, resumption", connect_gnutls),
        Case::new("connect → nss, resumption", connect_nss),
        Case::new("connect → nginx, resumption", connect_nginx),
        Case::new("serve ← openssl, 0-RTT", |stage| serve_openssl(stage, "--early-data 1000")),
        Case::new("serve ← gnutls, 0-RTT", |stage| serve_gnutls(stage, "--early-data 1000")),
        Case::new("serve ← nss, 0-RTT", |stage| serve_nss(stage, "--early-data 1000")),
        Case::new("connect → openssl, 0-RTT", connect_openssl_early),
        Case::new("connect → gnutls, 0-RTT", connect_gnutls_early),
        Case::new("connect → nss, 0-RTT refused, then taken", connect_nss_early),
        Case::new("connect → nginx, 0-RTT", connect_nginx_early),
        Case::new("serve ← openssl, PSK", serve_psk),
        Case::new("connect → openssl, PSK", connect_psk),
    ]);
    cases
}

/// What our end, by all that it printed with `-v`, tells of its last connection, which has to be a resumed one.
fn resumed(output: &str) -> Result<String> {
    let last = output.rsplit("connected\n").next().unwrap_or_default();
    let field = |name: &str| last.lines().find_map(|line| line.trim().strip_prefix(name)).map(str::trim);
    ensure!(field("session ") == Some("resumed"), "not resumed: {output}");
    let (suite, group) = (field("suite ").context("no suite")?, field("group ").context("no group")?);
    let early = field("early data ").map(|early| format!(", early data {early}")).unwrap_or_default();
    Ok(format!("{suite:28} {group:18} resumed{early}"))
}

/// The same, where early data was taken.
fn taken(output: &str) -> Result<String> {
    let resumed = resumed(output)?;
    ensure!(resumed.ends_with("early data accepted"), "{resumed}: {output}");
    Ok(resumed)
}

/// What our server tells once a client has resumed a session, with or without early data.
fn at_server(server: &mut Process, arguments: &str) -> Result<String> {
    server.wait_for("  session      resumed\n")?;
    let output = server.end()?;
    if arguments.is_empty() { resumed(&output) } else { taken(&output) }
}

fn serve_script(stage: &Stage, script: Script, with_certificate: bool) -> Result<String> {
    let (ask, own) = if with_certificate { (ASK, Some("client")) } else { ("", None) };
    let (mut server, port) = our_server(stage, "server", ask)?;
    script.client(stage, "PEER_CONNECTIONS=2", port, "ca.pem", own)?.wait_success()?;
    at_server(&mut server, "")
}

fn serve_openssl(stage: &Stage, arguments: &str) -> Result<String> {
    let (mut server, port) = our_server(stage, "server", arguments)?;
    let s_client = s_client(port, "ca.pem");
    openssl::talk(Process::openssl(stage, &format!("{s_client} -sess_out session.pem"))?)?.wait_success()?;
    let early = early_file(stage, EARLY)?;
    let early = if arguments.is_empty() { String::new() } else { format!("-early_data {early}") };
    let again = Process::openssl(stage, &format!("{s_client} -sess_in session.pem {early}"))?;
    let output = openssl::talk(again)?.wait_success()?;
    ensure!(arguments.is_empty() || output.contains(EARLY), "the early data did not come back: {output}");
    at_server(&mut server, arguments)
}

fn serve_gnutls(stage: &Stage, arguments: &str) -> Result<String> {
    let (mut server, port) = our_server(stage, "server", arguments)?;
    let early = early_file(stage, EARLY)?;
    let early = if arguments.is_empty() { String::new() } else { format!("--earlydata {early}") };
    let mut client = Process::words(
        stage,
        "gnutls-cli",
        &format!(
            "--resume --x509cafile ca.pem --verify-hostname localhost --sni-hostname localhost --port {port} {early} \
             127.0.0.1"
        ),
    )?;
    client.wait_for("This is a resumed session")?;
    client.say("hello from gnutls\n")?;
    client.wait_for("\nhello from gnutls\n")?;
    client.say_no_more();
    let output = client.wait_success()?;
    ensure!(arguments.is_empty() || output.contains(EARLY), "the early data did not come back: {output}");
    at_server(&mut server, arguments)
}

/// tstclnt connects twice (-L), asks for a page each time, and sends its request early if it may (-Z).
fn serve_nss(stage: &Stage, arguments: &str) -> Result<String> {
    let database = nss::database(stage, None)?;
    let (mut server, port) = page_server(stage, arguments)?;
    let (request, early) = (early_file(stage, REQUEST)?, if arguments.is_empty() { "" } else { "-Z" });
    let page = format!("-u -A {request} -L 2 {early}");
    let theirs = format!("-h 127.0.0.1 -a localhost -p {port} -d {database} -V tls1.3:tls1.3 {page}");
    let output = Process::words(stage, "tstclnt", &theirs)?.wait_success()?;
    ensure!(output.matches("the page").count() == 2, "not two pages: {output}");
    at_server(&mut server, arguments)
}

/// Our server of one small page.
fn page_server(stage: &Stage, more: &str) -> Result<(Process, u16)> {
    fs::create_dir_all(stage.directory.join("small"))?;
    fs::write(stage.directory.join("small/index.html"), "the page\n")?;
    Process::tls13_server(stage, &format!("small --cert server.pem --key server.key -v {more}"))
}

/// Two requests, each on a connection of its own.
fn serve_curl(stage: &Stage) -> Result<String> {
    let (mut server, port) = page_server(stage, "")?;
    let url = format!("https://127.0.0.1:{port}/");
    let arguments = ["-sS", "--cacert", "ca.pem", "-H", "Connection: close", &url, &url];
    let output = Process::start(stage, "curl", &arguments)?.wait_success()?;
    ensure!(output.matches("the page").count() == 2, "not two pages: {output}");
    at_server(&mut server, "")
}

/// Our client, with these arguments too, resumes a session, says something and waits for an answer.
fn talk(stage: &Stage, port: u16, more: &str, says: &str, answers: &str) -> Result<Process> {
    let mut client =
        Process::tls13(stage, &format!("connect localhost:{port} --ca ca.pem --resume -v {more}"))?;
    client.wait_for("Verify return code: 0 (ok)")?;
    client.say(says)?;
    client.wait_for(answers)?;
    client.say_no_more();
    Ok(client)
}

/// All that it prints.
fn connect(stage: &Stage, port: u16, more: &str, says: &str, answers: &str) -> Result<String> {
    talk(stage, port, more, says, answers)?.wait_success()
}

/// The name of a file with this content.
fn early_file(stage: &Stage, content: &str) -> Result<&'static str> {
    fs::write(stage.directory.join("early"), content)?;
    Ok("early")
}

/// Has our client send it early.
fn early_data(stage: &Stage, content: &str) -> Result<String> {
    Ok(format!("--early-data {}", early_file(stage, content)?))
}

fn connect_script(stage: &Stage, script: Script, with_certificate: bool) -> Result<String> {
    let ask = with_certificate.then_some("client-ca.pem");
    let own = if with_certificate { "--cert client.pem --key client.key" } else { "" };
    let (server, port) = script.server(stage, "", "server", ask)?;
    let told = resumed(&connect(stage, port, own, LINE, LINE)?)?;
    let names = server.output().matches("client is client.example").count();
    ensure!(!with_certificate || names == 2, "the client was known {names} times: {}", server.output());
    Ok(told)
}

fn connect_openssl(stage: &Stage) -> Result<String> {
    let (_server, port) = openssl::server(stage, "server", None)?;
    resumed(&connect(stage, port, "", LINE, ANSWER)?)
}

/// s_server takes early data where it doesn't echo; then it says what it is told to.
fn connect_openssl_early(stage: &Stage) -> Result<String> {
    let (mut server, port) = Process::openssl_server(stage, &format!("{OWN} -early_data"))?;
    let early = early_data(stage, EARLY)?;
    let arguments = format!("connect localhost:{port} --ca ca.pem --resume -v {early}");
    let mut client = Process::tls13(stage, &arguments)?;
    server.wait_for(EARLY)?;
    client.wait_for("bytes sent as early data")?;
    server.say("answer\n")?;
    client.wait_for("answer\n")?;
    client.say_no_more();
    taken(&client.wait_success()?)
}

fn connect_gnutls(stage: &Stage) -> Result<String> {
    let (_server, port) = gnutls::server(stage, "server", None)?;
    resumed(&connect(stage, port, "", LINE, LINE)?)
}

/// gnutls-serv shows nothing of early data, and doesn't echo it.
fn connect_gnutls_early(stage: &Stage) -> Result<String> {
    let port = free_port()?;
    let own = "--x509certfile server.pem --x509keyfile server.key --disable-client-cert";
    let arguments = format!("--echo --port {port} {own} --earlydata --maxearlydata 1000");
    let server = Process::words(stage, "gnutls-serv", &arguments)?;
    server.wait_for("...done")?;
    let early = early_data(stage, EARLY)?;
    taken(&connect(stage, port, &early, LINE, LINE)?)
}

fn nss_server(stage: &Stage, more: &str) -> Result<(Process, u16)> {
    let (database, port) = (nss::database(stage, Some("server"))?, free_port()?);
    let arguments = format!("-n server -p {port} -d {database} -V tls1.3:tls1.3 -v -u {more}");
    let server = Process::words(stage, "selfserv", &arguments)?;
    server.wait_for("About to call accept")?;
    Ok((server, port))
}

fn connect_nss(stage: &Stage) -> Result<String> {
    let (_server, port) = nss_server(stage, "")?;
    resumed(&connect(stage, port, "", REQUEST, "HTTP/1.0 200 OK")?)
}

/// NSS refuses early data for its first ten seconds, since it can't know what came before. Having answered early data, it goes
/// without close_notify, since the handshake is not complete.
fn connect_nss_early(stage: &Stage) -> Result<String> {
    let (_server, port) = nss_server(stage, "-Z")?;
    let early = early_data(stage, REQUEST)?;
    let output = connect(stage, port, &early, "", "HTTP/1.0 200 OK")?;
    ensure!(resumed(&output)?.contains("early data refused"), "not refused: {output}");
    thread::sleep(Duration::from_millis(10_500));
    let (_, output) = talk(stage, port, &early, "", "HTTP/1.0 200 OK")?.wait()?;
    taken(&output)
}

fn connect_nginx(stage: &Stage) -> Result<String> {
    let (_server, port) = nginx::server(stage, "server", None)?;
    resumed(&connect(stage, port, "", REQUEST, "hello ")?)
}

fn connect_nginx_early(stage: &Stage) -> Result<String> {
    let (_server, port) = nginx::server(stage, "server", None)?;
    let early = early_data(stage, REQUEST)?;
    taken(&connect(stage, port, &early, "", "hello ")?)
}

fn known_to_both(output: &str) -> Result<String> {
    ensure!(output.contains("  psk          us\n"), "the PSK was not used: {output}");
    ensure!(!output.contains(" CertificateVerify,"), "a certificate all the same: {output}");
    Ok("by the key alone, without certificates".into())
}

fn serve_psk(stage: &Stage) -> Result<String> {
    let (mut server, port) = our_server(stage, "server", &format!("--psk us:{PSK}"))?;
    let arguments = format!("s_client -tls1_3 -connect 127.0.0.1:{port} -psk_identity us -psk {PSK}");
    let mut client = Process::openssl(stage, &arguments)?;
    client.wait_for("Verify return code: 0 (ok)")?;
    client.say("hello\n")?;
    client.wait_for("hello\n")?;
    client.say_no_more();
    client.wait_success()?;
    known_to_both(&server.end()?)
}

fn connect_psk(stage: &Stage) -> Result<String> {
    let (_server, port) =
        Process::openssl_server(stage, &format!("-tls1_3 -nocert -psk_identity us -psk {PSK} -rev"))?;
    let mut client =
        Process::tls13(stage, &format!("connect localhost:{port} --ca ca.pem -v --psk us:{PSK}"))?;
    client.wait_for("connected\n")?;
    client.say(LINE)?;
    client.wait_for(ANSWER)?;
    client.say_no_more();
    known_to_both(&client.wait_success()?)
}
