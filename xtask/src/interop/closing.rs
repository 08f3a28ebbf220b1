//! How connections end: one direction first, and without close_notify.

use anyhow::{Result, ensure};

use super::{Case, Stage, negotiation::s_client, process::Process};

const TRUNCATED: &str = "the transport ended without close_notify";

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("connect → s_server half-closed by us", half_closed),
        Case::new("connect → serve half-closed, 1 MB still echoed", half_closed_echo),
        Case::new("connect → s_server truncated", truncated_client),
        Case::new("serve ← s_client truncated", truncated_server),
    ]
}

fn half_closed(stage: &Stage) -> Result<String> {
    let (_server, port) = Process::openssl_server(
        stage,
        "-tls1_3 -cert server.pem -cert_chain server.pem -key server.key -rev",
    )?;
    let mut client = Process::tls13(stage, &format!("connect localhost:{port} --ca ca.pem -v"))?;
    client.say("hello\n")?;
    client.say_no_more();
    let output = client.wait_success()?;
    let (sent, answer) = (output.find("-> alert close_notify"), output.find("olleh"));
    ensure!(sent.is_some() && answer.is_some(), "no close_notify or no answer: {output}");
    Ok("the answer came after our close_notify".into())
}

fn half_closed_echo(stage: &Stage) -> Result<String> {
    let (_server, port) = Process::tls13_server(stage, "--echo --cert server.pem --key server.key")?;
    let mut client = Process::tls13(stage, &format!("connect localhost:{port} --ca ca.pem"))?;
    let line = "x".repeat(99) + "\n";
    client.say(&line.repeat(10_000))?;
    client.say_no_more();
    let echoed = client.wait_success()?.matches(&line).count();
    ensure!(echoed == 10_000, "{echoed} of 10000 lines came back");
    Ok("all came back after stdin had ended".into())
}

fn truncated_client(stage: &Stage) -> Result<String> {
    let (mut server, port) =
        Process::openssl_server(stage, "-tls1_3 -cert server.pem -cert_chain server.pem -key server.key")?;
    let mut client = Process::tls13(stage, &format!("connect localhost:{port} --ca ca.pem"))?;
    client.wait_for("connected")?;
    server.kill()?;
    let (status, output) = client.wait()?;
    ensure!(status.code() == Some(1) && output.contains(TRUNCATED), "{status}: {output}");
    Ok("exit code 1: data may be missing".into())
}

fn truncated_server(stage: &Stage) -> Result<String> {
    let (server, port) = Process::tls13_server(stage, "--echo --cert server.pem --key server.key")?;
    let mut client = Process::openssl(stage, &s_client(port, "ca.pem"))?;
    client.wait_for("Verify return code: 0 (ok)")?;
    client.kill()?;
    server.wait_for(TRUNCATED)?;
    Ok("the server says so, and goes on".into())
}
