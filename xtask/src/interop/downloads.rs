//! A file of 50 MB, fetched by other people's HTTPS clients from our server.

use std::{fs, path::Path};

use anyhow::{Result, ensure};
use clearbox_sha2::Sha256;

use super::{Case, Stage, process::Process};

const SIZE: usize = 50_000_000;

/// Fetches the first argument, trusting the CA of the second, into the third.
const PYTHON: &str = "import shutil, ssl, sys, urllib.request\n\
    context = ssl.create_default_context(cafile=sys.argv[2])\n\
    with urllib.request.urlopen(sys.argv[1], context=context) as source, open(sys.argv[3], 'wb') as target:\n\
    \x20   shutil.copyfileobj(source, target)\n";

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("serve ← curl, 50 MB", |stage| {
            fetch(stage, "curl", |url, to| vec!["-sS", "--tlsv1.3", "--cacert", "ca.pem", "-o", to, url])
        }),
        Case::new("serve ← wget, 50 MB", |stage| {
            fetch(stage, "wget", |url, to| vec!["-q", "--ca-certificate=ca.pem", "-O", to, url])
        }),
        Case::new("serve ← python ssl, 50 MB", |stage| {
            fetch(stage, "python3", |url, to| vec!["-c", PYTHON, url, "ca.pem", to])
        }),
        Case::new("serve ← curl, missing and escaping paths", not_found),
    ]
}

fn fetch(
    stage: &Stage,
    program: &str,
    arguments: for<'a> fn(&'a str, &'a str) -> Vec<&'a str>,
) -> Result<String> {
    let served = stage.directory.join("www");
    fs::create_dir_all(&served)?;
    let content: Vec<u8> = (0u32..).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).take(SIZE).collect();
    fs::write(served.join("file.bin"), &content)?;
    let (_server, port) = Process::tls13_server(stage, "www --cert server.pem --key server.key")?;
    let url = format!("https://127.0.0.1:{port}/file.bin");
    let fetched = format!("fetched-by-{program}.bin");
    Process::start(stage, program, &arguments(&url, &fetched))?.wait_success()?;
    let hash = |path: &Path| -> Result<[u8; 32]> { Ok(Sha256::digest(&fs::read(path)?)) };
    let (there, here) = (hash(&served.join("file.bin"))?, hash(&stage.directory.join(&fetched))?);
    ensure!(there == here, "the file came changed");
    fs::remove_file(stage.directory.join(&fetched))?;
    let short: String = here[..4].iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("SHA-256 {short}… at both ends"))
}

fn not_found(stage: &Stage) -> Result<String> {
    fs::create_dir_all(stage.directory.join("www"))?;
    let (_server, port) = Process::tls13_server(stage, "www --cert server.pem --key server.key")?;
    for path in ["missing", "../server.key", "%2e%2e/server.key", "..%2fserver.key"] {
        let url = format!("https://127.0.0.1:{port}/{path}");
        let arguments = ["-sS", "--path-as-is", "--cacert", "ca.pem", "-w", "%{http_code}", &url];
        let output = Process::start(stage, "curl", &arguments)?.wait_success()?;
        ensure!(output.contains("404 Not Found") && output.ends_with("404"), "{path}: {output}");
    }
    Ok("404 each".into())
}
