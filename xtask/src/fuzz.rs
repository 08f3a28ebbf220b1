//! `cargo xtask fuzz`: builds the fuzz targets, runs each for a while, and says what came of it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail, ensure};
use clap::Args;

use crate::workspace::root;

#[derive(Args)]
pub(crate) struct Options {
    /// Only this target
    target: Option<String>,
    /// How long each target runs
    #[arg(long, default_value_t = 4.0)]
    minutes: f64,
}

/// What a run of one target came to.
struct Outcome {
    target: String,
    executions: u64,
    seconds: f64,
    corpus: usize,
    findings: usize,
    failed: bool,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    check_tools()?;
    let listed = text(&["list"])?;
    let targets: Vec<&str> = listed
        .lines()
        .map(str::trim)
        .filter(|target| options.target.as_deref().is_none_or(|wanted| wanted == *target))
        .collect();
    ensure!(!targets.is_empty(), "there is no such target; there are {}", listed.replace('\n', " "));
    let seconds = (options.minutes * 60.0).ceil() as u64;
    let outcomes: Vec<Outcome> =
        targets.into_iter().map(|target| fuzz(target, seconds)).collect::<Result<_>>()?;

    println!("\n{:10} {:>12} {:>8} {:>7} {:>9}", "target", "executions", "exec/s", "corpus", "findings");
    for Outcome { target, executions, seconds, corpus, findings, .. } in &outcomes {
        let speed = *executions as f64 / seconds.max(1.0);
        println!("{target:10} {executions:>12} {speed:>8.0} {corpus:>7} {findings:>9}");
    }
    let failed: Vec<&str> = outcomes.iter().filter(|o| o.failed).map(|o| o.target.as_str()).collect();
    ensure!(failed.is_empty(), "findings in {}; their inputs are in fuzz/artifacts", failed.join(", "));
    Ok(())
}

/// Says what is missing and how to get it.
fn check_tools() -> Result<()> {
    let works = |arguments: &[&str]| {
        let mut command = Command::new("cargo");
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    if !works(&["+nightly", "--version"]) {
        bail!("fuzzing needs a nightly toolchain: rustup toolchain install nightly --profile minimal");
    }
    if !works(&["+nightly", "fuzz", "--version"]) {
        bail!("fuzzing needs cargo-fuzz: cargo install --locked cargo-fuzz");
    }
    Ok(())
}

/// cargo-fuzz in the workspace's folder. cargo sets variables for xtask that choose its own toolchain.
fn cargo_fuzz(arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(root()).args(["+nightly", "fuzz"]).args(arguments).stdin(Stdio::null());
    for variable in ["CARGO", "RUSTUP_TOOLCHAIN", "RUSTC", "RUSTFLAGS"] {
        command.env_remove(variable);
    }
    command
}

fn text(arguments: &[&str]) -> Result<String> {
    let output = cargo_fuzz(arguments).stderr(Stdio::inherit()).output().context("cargo fuzz")?;
    ensure!(output.status.success(), "cargo fuzz {}: {}", arguments.join(" "), output.status);
    String::from_utf8(output.stdout).context("output in UTF-8")
}

/// Runs one target without a sanitizer: the crate is safe Rust but for its kernels, which have tests of their own.
fn fuzz(target: &str, seconds: u64) -> Result<Outcome> {
    println!("{target}: {seconds} s");
    let artifacts = folder("artifacts", target);
    let before = files(&artifacts);
    let time = format!("-max_total_time={seconds}");
    // What is found goes to a folder of its own, so that the corpus that is committed stays small.
    let (found, corpus) = (folder("found", target), folder("corpus", target));
    fs::create_dir_all(&found)?;
    fs::create_dir_all(&corpus)?;
    let mut command = cargo_fuzz(&["run", "--sanitizer", "none", target]);
    command.args([&found, &corpus]).args(["--", &time, "-print_final_stats=1", "-max_len=4096"]);
    let output = command.output().context("cargo fuzz run")?;
    let log = String::from_utf8_lossy(&output.stderr);
    let executions = statistic(&log, "stat::number_of_executed_units:");
    if executions.is_none() && output.status.success() {
        bail!("libFuzzer printed no statistics:\n{log}");
    }
    if !output.status.success() {
        print!("{}", tail(&log));
    }
    let speed = statistic(&log, "stat::average_exec_per_sec:").unwrap_or(0);
    let executions = executions.unwrap_or(0);
    Ok(Outcome {
        target: target.into(),
        executions,
        seconds: if speed > 0 { executions as f64 / speed as f64 } else { seconds as f64 },
        corpus: files(&corpus) + files(&found),
        findings: files(&artifacts).saturating_sub(before),
        failed: !output.status.success(),
    })
}

fn folder(kind: &str, target: &str) -> PathBuf {
    root().join("fuzz").join(kind).join(target)
}

fn files(folder: &Path) -> usize {
    fs::read_dir(folder).map_or(0, Iterator::count)
}

/// A number that libFuzzer prints at its end.
fn statistic(log: &str, name: &str) -> Option<u64> {
    log.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok())
}

/// The end of a log, where the panic is.
fn tail(log: &str) -> String {
    let lines: Vec<&str> = log.lines().collect();
    let end = &lines[lines.len().saturating_sub(60)..];
    end.iter().map(|line| format!("  {line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::statistic;

    #[test]
    fn statistics_are_read() {
        let log = "Done 12 runs\nstat::number_of_executed_units: 12\nstat::average_exec_per_sec:     4\n";
        assert_eq!(statistic(log, "stat::number_of_executed_units:"), Some(12));
        assert_eq!(statistic(log, "stat::average_exec_per_sec:"), Some(4));
        assert_eq!(statistic(log, "stat::peak_rss_mb:"), None);
    }
}
