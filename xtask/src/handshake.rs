//! `cargo xtask handshake`: where the time of a full handshake goes on each side, by Linux's profiler. What a function takes is
//! told apart by the crate in its name.

use std::{fmt::Write, ops::RangeFrom, path::Path, process::Command};

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::workspace::{cargo, output, root, run as run_command};

#[derive(Args)]
pub(crate) struct Options {
    /// How long handshakes are made
    #[arg(long, default_value_t = 10)]
    seconds: u64,
}

/// The handshakes, as the benchmarks call them.
const HANDSHAKES: [&str; 2] = ["TLS handshake", "TLS handshake, hybrid"];

/// What the time is spent for, and what is in the names of functions that do it, or of the objects they lie in. The first that
/// fits counts.
const PARTS: [(&str, &[&str]); 11] = [
    ("system calls and waiting for the other side", &["[kernel", "[vdso]"]),
    ("X25519", &["clearbox_x25519", "clearbox_edwards25519", "clearbox_field25519"]),
    ("ML-KEM-768 and SHA-3", &["clearbox_ml_kem", "clearbox_sha3"]),
    ("ECDSA on P-256", &["clearbox_p256", "clearbox_weierstrass"]),
    ("SHA-2, HMAC, HKDF", &["clearbox_sha2", "clearbox_hmac", "clearbox_hkdf"]),
    ("AES-GCM", &["clearbox_aes_gcm"]),
    ("secrets overwritten", &["clearbox_ct", "memset"]),
    ("certificates read", &["webpki", "pki_types", "untrusted"]),
    ("bytes copied and compared", &["memmove", "memcpy", "memcmp", "bcmp"]),
    ("allocation", &["alloc", "free", "unlink_chunk", "malloc"]),
    ("states, messages and the core library", &[""]),
];

/// The parts above the primitives, but for the first.
const ABOVE: RangeFrom<usize> = 6..;

/// The most that they are meant to take.
const MOST_ABOVE: f64 = 0.2;

pub(crate) fn run(options: &Options) -> Result<()> {
    let missing = Command::new("perf").arg("--version").output().is_err();
    ensure!(!missing, "perf is missing: apt-get install linux-perf");
    let target = root().join("target/handshake");
    let build = ["build", "--release", "--package", "clearbox-benches", "--example", "handshakes"];
    run_command(cargo(&build).env("CARGO_TARGET_DIR", &target))?;
    let mut most = 0.0f64;
    for name in HANDSHAKES {
        let (times, profile) = profile(&target, name, options.seconds)?;
        let sides = ["client", "server"].map(|side| shares(&profile, side));
        println!("{}", table(name, times, &sides));
        most = sides.iter().map(|shares| above(shares)).fold(most, f64::max);
    }
    ensure!(most <= MOST_ABOVE, "what is above the primitives takes {:.0} % of a side", most * 100.0);
    Ok(())
}

/// The µs for which a client and a server are busy with a handshake, and what perf reports of the functions in their threads.
fn profile(target: &Path, name: &str, seconds: u64) -> Result<([f64; 2], String)> {
    let data = target.join("perf.data");
    let mut record = Command::new("perf");
    record.args(["record", "--quiet", "--freq", "5000", "--output"]).arg(&data);
    record.arg(target.join("release/examples/handshakes")).args([name, &seconds.to_string()]);
    let said = output(&mut record)?;
    let times: Vec<f64> = said.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    let times = <[f64; 2]>::try_from(times).ok().with_context(|| format!("two times in {said:?}"))?;
    let mut report = Command::new("perf");
    report.args(["report", "--stdio", "--sort", "comm,dso,sym", "--field-separator", "\t", "--input"]);
    Ok((times, output(report.arg(&data))?))
}

/// Each part's share of the samples of a side's thread, where those of the first part don't count for the others.
fn shares(profile: &str, side: &str) -> Vec<f64> {
    let mut parts = vec![0.0; PARTS.len()];
    for line in profile.lines().filter(|line| !line.starts_with('#')) {
        let [percent, thread, place] = line.splitn(3, '\t').collect::<Vec<_>>()[..] else { continue };
        if let Ok(percent) = percent.trim().trim_end_matches('%').parse::<f64>()
            && thread.trim() == side
        {
            parts[part(place)] += percent;
        }
    }
    let total: f64 = parts.iter().skip(1).sum();
    parts.iter().map(|percent| percent / total).collect()
}

/// The part to which a function in an object belongs.
fn part(place: &str) -> usize {
    let fits = |(_, names): &(&str, &[&str])| names.iter().any(|name| place.contains(name));
    PARTS.iter().position(fits).unwrap_or(PARTS.len() - 1)
}

/// The share of what is above the primitives.
fn above(shares: &[f64]) -> f64 {
    shares[ABOVE].iter().sum()
}

fn table(name: &str, times: [f64; 2], sides: &[Vec<f64>; 2]) -> String {
    let [client, server] = times;
    let mut table =
        format!("| {name} | client, {client:.0} µs | server, {server:.0} µs |\n|---|---:|---:|\n");
    let percent = |i: usize| sides.each_ref().map(|shares| 100.0 * shares[i]);
    let rows = PARTS.iter().enumerate().skip(1).map(|(i, (part, _))| (*part, percent(i)));
    let sums = [("all above the primitives", sides.each_ref().map(|shares| 100.0 * above(shares)))];
    let waiting = [("besides: system calls, waiting for the other side", percent(0))];
    for (part, [client, server]) in rows.chain(sums).chain(waiting) {
        writeln!(table, "| {part} | {client:.1} % | {server:.1} % |").expect("memory");
    }
    table
}

#[cfg(test)]
mod tests {
    use super::{PARTS, above, part, shares};

    #[test]
    fn functions_are_told_apart_by_their_crates() {
        let name = |place| PARTS[part(place)].0;
        assert_eq!(name("handshakes\t[.] clearbox_x25519::x86_64_ifma::ladder::x25519"), "X25519");
        assert_eq!(name("libc.so.6\t[.] __memset_evex_unaligned_erms"), "secrets overwritten");
        assert_eq!(name("[kernel.kallsyms]\t[k] crng_make_state"), PARTS[0].0);
        assert_eq!(name("handshakes\t[.] tls13::extension::block::Block::read"), PARTS[10].0);
    }

    #[test]
    fn shares_are_of_one_side_and_without_the_system() {
        let profile = "# comment\n\
             30.00%\tclient\tprogram\t[.] clearbox_x25519::agree\n\
             50.00%\tserver\tprogram\t[.] clearbox_x25519::agree\n\
             10.00%\tclient\tlibc.so.6\t[.] malloc\n\
             10.00%\tclient\t[kernel.kallsyms]\t[k] schedule\n";
        let shares = shares(profile, "client");
        assert_eq!([shares[0], shares[1], above(&shares)], [0.25, 0.75, 0.25]);
    }
}
