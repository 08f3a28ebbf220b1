//! `cargo xtask load`: full handshakes of a client in one process with a server in another, over sockets of this machine.
//! `tls13 serve` is compared with a server on rustls by the processor time that a connection takes it, system calls, thread and
//! all, and by how many connections there are in a second.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result, ensure};
use clap::Args;
use clearbox_demo_pki::{Authority, Validity, certificate_pem};
use rand_core::UnwrapErr;

use crate::workspace::{cargo, output, root, run as run_command, verdict};

#[derive(Args)]
pub(crate) struct Options {
    /// How long each server is under load
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Connections at a time
    #[arg(long, default_value_t = 4)]
    threads: usize,
}

/// What came of a load.
struct Outcome {
    connections: f64,
    errors: u64,
    seconds: f64,
    /// Of the server, in seconds.
    processor_time: f64,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    run_command(&mut cargo(&["build", "--release", "--package", "tls13-cli"]))?;
    let peer = ["--package", "clearbox-benches", "--features", "peers", "--example", "load"];
    run_command(cargo(&["build", "--release"]).args(peer))?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let (tls13, load) = (target.join("release/tls13"), target.join("release/examples/load"));
    let directory = target.join("load");
    make_certificates(&directory)?;
    let file = |name: &str| directory.join(name);

    let mut ours = Command::new(&tls13);
    ours.args(["serve", "--echo", "--listen", "127.0.0.1:0", "--cert"]).arg(file("server.pem"));
    ours.arg("--key").arg(file("server.key"));
    let mut theirs = Command::new(&load);
    theirs.arg("server").args([file("server.pem"), file("server.key")]);

    println!("| server | connections a second | µs of processor time each | errors |\n|---|---:|---:|---:|");
    let mut faults = Vec::new();
    for (name, mut server) in [("tls13 serve", ours), ("rustls with aws-lc-rs", theirs)] {
        let outcome = under_load(&mut server, &load, &file("ca.pem"), options)?;
        let Outcome { connections, errors, seconds, processor_time } = outcome;
        let (rate, each) = (connections / seconds, processor_time / connections * 1e6);
        println!("| {name} | {rate:.0} | {each:.0} | {errors} |");
        if errors > 0 || connections < 1.0 {
            faults.push(format!("{name}: {errors} errors in {connections} connections"));
        }
    }
    verdict(&faults, "no connection failed")
}

/// `ca.pem`, and `server.pem` and `server.key` of a certificate for localhost.
fn make_certificates(directory: &Path) -> Result<()> {
    fs::create_dir_all(directory)?;
    let rng = &mut UnwrapErr(getrandom::SysRng);
    let valid = Validity::days_around(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs(), 1);
    let authority = Authority::new("Load CA", valid, rng)?;
    let issued = authority.issue(&["localhost"], valid, rng)?;
    fs::write(directory.join("ca.pem"), certificate_pem(authority.certificate()))?;
    fs::write(directory.join("server.pem"), issued.chain_pem())?;
    fs::write(directory.join("server.key"), issued.key_pem())?;
    Ok(())
}

/// A process that ends with its value.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

fn under_load(server: &mut Command, load: &Path, ca: &Path, options: &Options) -> Result<Outcome> {
    let mut server =
        Server(server.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().context("the server")?);
    let mut lines = BufReader::new(server.0.stdout.take().context("its output")?).lines();
    let port = loop {
        let line = lines.next().context("the server has ended")??;
        if let Some((_, address)) = line.split_once("listening on ") {
            let address = address.split_whitespace().next().unwrap_or_default();
            break address.rsplit(':').next().unwrap_or_default().to_owned();
        }
    };
    let client = |seconds: u64| {
        let mut client = Command::new(load);
        client.args(["client", &port]).arg(ca).args([seconds.to_string(), options.threads.to_string()]);
        output(&mut client)
    };
    client(1)?;
    let before = processor_time(&server.0)?;
    let said = client(options.seconds)?;
    let processor_time = processor_time(&server.0)? - before;
    let fields: Vec<&str> = said.split_whitespace().collect();
    ensure!(fields.len() == 3, "the client said {said:?}");
    Ok(Outcome {
        connections: fields[0].parse()?,
        errors: fields[1].parse()?,
        seconds: fields[2].parse()?,
        processor_time,
    })
}

/// The seconds that a process has been running on processors: proc(5) has them in hundredths, as Linux has had them since ever.
fn processor_time(child: &Child) -> Result<f64> {
    let path = format!("/proc/{}/stat", child.id());
    let stat =
        fs::read_to_string(&path).with_context(|| format!("{path}, for which this has to be Linux"))?;
    // The name of the program, in brackets, may have spaces.
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2).map(str::parse::<u64>);
    Ok(ticks.sum::<Result<u64, _>>()? as f64 / 100.0)
}
