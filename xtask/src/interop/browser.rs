//! Headless Chromium, which loads a page with a picture from our server over a CA that it trusts locally.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};

use super::{Case, Stage, process::Process};

/// The picture tells when it has come, by the page's title.
const PAGE: &str = "<!doctype html><title>no picture</title><h1>Clearbox</h1>\
    <p>This page and its picture came over TLS 1.3 from scratch.</p>\
    <img src=picture.svg onload=\"document.title='picture loaded'\">";

const PICTURE: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='200' height='200'>\
    <rect width='200' height='200' fill='teal'/><circle cx='100' cy='100' r='80' fill='gold'/></svg>";

/// Nothing but the page is to be asked for.
const QUIET: &str = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
    --disable-background-networking --disable-component-update --disable-sync --virtual-time-budget=5000";

pub(super) fn cases() -> Vec<Case> {
    vec![Case::new("serve ← chromium, a page with a picture", load)]
}

fn load(stage: &Stage) -> Result<String> {
    let home = stage.directory.join("home");
    trust_ca(stage, &home)?;
    let page = stage.directory.join("page");
    fs::create_dir_all(&page)?;
    fs::write(page.join("index.html"), PAGE)?;
    fs::write(page.join("picture.svg"), PICTURE)?;
    let (server, port) = Process::tls13_server(stage, "page --cert server.pem --key server.key -v")?;
    let url = format!("https://localhost:{port}/");

    let title = chromium(stage, &home, &["--dump-dom", &url])?;
    ensure!(title.contains("<title>picture loaded</title>"), "the picture did not come: {title}");
    let screenshot = stage.directory.join("chromium.png");
    chromium(
        stage,
        &home,
        &[&format!("--screenshot={}", screenshot.display()), "--window-size=640,480", &url],
    )?;
    let png = fs::read(&screenshot).context("there is no screenshot")?;
    ensure!(png.starts_with(b"\x89PNG") && png.len() > 3000, "the screenshot is empty");
    let output = server.output();
    let field = |name: &str| {
        let value = output.lines().find_map(|line| line.trim().strip_prefix(name));
        value.map(str::trim).with_context(|| format!("no {name}"))
    };
    let (suite, group) = (field("suite ")?, field("group ")?);
    ensure!(group == "X25519MLKEM768", "another group: {group}");
    Ok(format!("{suite} {group}; picture loaded, screenshot in target/interop/chromium.png"))
}

fn chromium(stage: &Stage, home: &Path, arguments: &[&str]) -> Result<String> {
    let data = format!("--user-data-dir={}", home.join("profile").display());
    let mut all = vec!["-u", "DISPLAY"];
    let set_home = format!("HOME={}", home.display());
    all.extend([set_home.as_str(), "chromium"]);
    all.extend(QUIET.split_whitespace());
    all.push(&data);
    all.extend(arguments);
    Process::start_patiently(stage, "env", &all)?.wait_success()
}

/// Chromium takes the CAs that it trusts besides its own from a database in its home.
fn trust_ca(stage: &Stage, home: &Path) -> Result<()> {
    let database = home.join(".pki/nssdb");
    fs::create_dir_all(&database)?;
    let database = format!("sql:{}", database.display());
    Process::start(stage, "certutil", &["-N", "-d", &database, "--empty-password"])?.wait_success()?;
    Process::start(
        stage,
        "certutil",
        &["-A", "-d", &database, "-n", "interop", "-t", "C,,", "-i", "ca.pem"],
    )?
    .wait_success()?;
    Ok(())
}
