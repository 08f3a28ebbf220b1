//! `cargo xtask handshake`: where the time of a full handshake goes on each side, by Linux's profiler. What a function takes is
//! told apart by the crate in its name. Copying, wiping and allocating is done by functions that all have in common: if a primitive
//! has called one, it counts as the primitive's.

use std::{
    fmt::Write,
    ops::{Range, RangeFrom},
    path::Path,
    process::Command,
};

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
    ("system calls and waiting for the other side", &["[kernel", "[vdso]", "getrandom"]),
    ("X25519", &["clearbox_x25519", "clearbox_edwards25519", "clearbox_field25519"]),
    ("ML-KEM-768 and SHA-3", &["clearbox_ml_kem", "clearbox_sha3", "clearbox_cpu::vectorized"]),
    ("ECDSA on P-256", &["clearbox_p256", "clearbox_weierstrass"]),
    ("SHA-2, HMAC, HKDF", &["clearbox_sha2", "clearbox_hmac", "clearbox_hkdf"]),
    ("AES-GCM", &["clearbox_aes_gcm"]),
    ("secrets overwritten", &["clearbox_ct", "memset"]),
    ("certificates read", &["webpki", "pki_types", "untrusted"]),
    ("bytes copied and compared", &["memmove", "memcpy", "memcmp", "bcmp"]),
    ("allocation", &["alloc", "free", "unlink_chunk", "malloc"]),
    ("states, messages and the core library", &[""]),
];

/// The primitives.
const PRIMITIVES: Range<usize> = 1..6;

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

/// The µs for which a client and a server are busy with a handshake, and what perf tells of its samples: the thread in a line,
/// then the functions that call one another, the innermost first, then an empty line.
fn profile(target: &Path, name: &str, seconds: u64) -> Result<([f64; 2], String)> {
    let data = target.join("perf.data");
    let mut record = Command::new("perf");
    record.args(["record", "--quiet", "--freq", "500", "--call-graph", STACKS, "--output"]).arg(&data);
    record.arg(target.join("release/examples/handshakes")).args([name, &seconds.to_string()]);
    let said = output(&mut record)?;
    let times: Vec<f64> = said.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    let times = <[f64; 2]>::try_from(times).ok().with_context(|| format!("two times in {said:?}"))?;
    let mut script = Command::new("perf");
    script.args(["script", "--no-inline", "--fields", "comm,ip,sym,dso", "--input"]);
    Ok((times, output(script.arg(&data))?))
}

/// With each sample, so many bytes of the stack, in which perf finds the callers: what wipes the stack has it all in its own frame.
const STACKS: &str = "dwarf,40960";

/// Each part's share of the samples of a side's thread, where those of the first part don't count for the others.
fn shares(profile: &str, side: &str) -> Vec<f64> {
    let mut samples = vec![0; PARTS.len()];
    for sample in profile.split("\n\n") {
        let mut lines = sample.lines().filter(|line| !line.is_empty());
        if lines.next().is_some_and(|thread| thread.trim() == side) {
            samples[part_of_calls(lines)] += 1;
        }
    }
    let total: i32 = samples.iter().skip(1).sum();
    samples.into_iter().map(|samples| f64::from(samples) / f64::from(total)).collect()
}

/// The part to which a function belongs, or if that is none of tls13's own, the primitive that calls it.
fn part_of_calls<'a>(mut calls: impl Iterator<Item = &'a str>) -> usize {
    let innermost = calls.next().unwrap_or_default();
    let known = part(innermost);
    if known == 0 || PRIMITIVES.contains(&known) || is_ours(innermost) {
        return known;
    }
    let caller = calls.find(|place| PRIMITIVES.contains(&part(place)) || is_ours(place));
    caller.map(part).filter(|part| PRIMITIVES.contains(part)).unwrap_or(known)
}

/// Whether the function is above the primitives.
fn is_ours(place: &str) -> bool {
    place.contains("tls13::") || place.contains("clearbox_benches::")
}

/// The part to which a function belongs, which stands there with the path of its object.
fn part(place: &str) -> usize {
    let (function, object) = place.rsplit_once(" (").unwrap_or((place, ""));
    let object = object.rsplit('/').next().unwrap_or_default();
    let fits = |(_, names): &(&str, &[&str])| {
        names.iter().any(|name| function.contains(name) || object.contains(name))
    };
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
    use super::{PARTS, above, part, part_of_calls, shares};

    #[test]
    fn functions_are_told_apart_by_their_crates() {
        let name = |place| PARTS[part(place)].0;
        assert_eq!(name("1 clearbox_x25519::x86_64_ifma::ladder::x25519 (handshakes)"), "X25519");
        assert_eq!(name("1 __memset_evex_unaligned_erms (libc.so.6)"), "secrets overwritten");
        assert_eq!(name("1 crng_make_state ([kernel.kallsyms])"), PARTS[0].0);
        assert_eq!(name("1 tls13::extension::block::Block::read (handshakes)"), PARTS[10].0);
    }

    #[test]
    fn shares_are_of_one_side_and_without_the_system() {
        let profile = "client \n\t1 clearbox_x25519::agree (program)\n\n\
             server \n\t1 clearbox_x25519::agree (program)\n\n\
             client \n\t1 malloc (libc.so.6)\n\t2 tls13::wire::bytes (program)\n\n\
             client \n\t1 malloc (libc.so.6)\n\n\
             client \n\t1 memset (libc.so.6)\n\t2 clearbox_ct::overwrite (program)\n\t3 clearbox_p256::sign (program)\n\n\
             client \n\t1 schedule ([kernel.kallsyms])\n\n";
        let shares = shares(profile, "client");
        assert_eq!([shares[0], shares[1], shares[3], above(&shares)], [0.25, 0.25, 0.25, 0.5]);
    }

    #[test]
    fn what_tls13_has_primitives_do_is_not_what_it_does_itself() {
        let calls = |calls: &[&'static str]| PARTS[part_of_calls(calls.iter().copied())].0;
        assert_eq!(calls(&["memcpy", "clearbox_hkdf::expand", "tls13::keys"]), "SHA-2, HMAC, HKDF");
        assert_eq!(calls(&["memcpy", "tls13::keys", "clearbox_hkdf::expand"]), "bytes copied and compared");
        assert_eq!(calls(&["tls13::keys", "clearbox_hkdf::expand"]), PARTS[10].0);
    }
}
