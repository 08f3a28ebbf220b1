//! `cargo xtask ct`: whether what the machine code does depends on secrets. The program `clearbox-ct-check` judges; here
//! it is built and run at three levels of optimisation, and what it says is written to EVIDENCE.md. `--check` looks whether
//! the registry of entry points and the evidence are complete, which takes no valgrind and no time.

mod evidence;
mod functions;
mod reasons;
mod runs;

use std::{fs, process::Command, thread, time::Instant};

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::{
    source::crate_sources,
    workspace::{cargo, output, root, verdict},
};
use runs::{JUDGES, Judge, LEVELS, Level, Run};

const EVIDENCE: &str = "crates/ct-check/EVIDENCE.md";

#[derive(Args)]
pub(crate) struct Options {
    /// Judges nothing, but checks that the registry has every function, and EVIDENCE.md every entry
    #[arg(long)]
    check: bool,
    /// No traces, and the code of releases alone, the workspace's and cargo's default; EVIDENCE.md stays as it is
    #[arg(long)]
    quick: bool,
    /// Only this judge
    #[arg(long)]
    judge: Option<Judge>,
    /// Only entries whose crate or name contains this
    filter: Option<String>,
}

/// One line of the registry: crate, entry, backend, and why one of the judges doesn't look at it, if one doesn't.
pub(crate) struct Entry {
    package: String,
    name: String,
    backend: String,
    not_traced: String,
    not_tainted: String,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    if options.check {
        return check();
    }
    let missing = Command::new("valgrind").arg("--version").output().is_err();
    ensure!(!missing, "valgrind is missing: apt-get install valgrind");
    let filter = options.filter.as_deref().unwrap_or("");
    let start = Instant::now();
    let runs = if options.quick {
        judge(&LEVELS[..2], &[Judge::Taint, Judge::Residue], filter)?
    } else {
        judge(&LEVELS, options.judge.as_ref().map_or(&JUDGES, std::slice::from_ref), filter)?
    };
    println!("{:.0} s", start.elapsed().as_secs_f64());
    let faults: Vec<String> = runs.iter().flat_map(Run::faults).collect();
    verdict(&faults, "nothing depends on a secret, none is left, and every planted leak was caught")?;
    if !options.quick {
        let (path, sources) = (root().join(EVIDENCE), crate_sources()?);
        let before = fs::read_to_string(&path).unwrap_or_default();
        fs::write(path, evidence::page(&registry()?, &runs, &sources, &before)?)?;
        println!("written: {EVIDENCE}");
        return check();
    }
    Ok(())
}

/// Builds everything, then runs the levels side by side.
fn judge(levels: &[Level], judges: &[Judge], filter: &str) -> Result<Vec<Run>> {
    for level in levels {
        level.build(judges)?;
    }
    thread::scope(|scope| {
        let levels: Vec<_> = levels.iter().map(|level| scope.spawn(|| level.judge(judges, filter))).collect();
        let runs = levels.into_iter().map(|level| level.join().expect("a level's thread doesn't panic"));
        runs.collect::<Result<Vec<_>>>().map(|runs| runs.into_iter().flatten().collect())
    })
}

/// Everything that needs no run.
pub(crate) fn check() -> Result<()> {
    let (registry, sources) = (registry()?, crate_sources()?);
    let mut faults = functions::faults(&registry, &sources)?;
    let (_, without_reason) = reasons::of(&sources);
    faults.extend(without_reason);
    let page = fs::read_to_string(root().join(EVIDENCE)).with_context(|| EVIDENCE)?;
    faults.extend(evidence::faults(&registry, &page));
    verdict(&faults, &format!("{} entries, with evidence", registry.len()))
}

fn registry() -> Result<Vec<Entry>> {
    let list = output(&mut cargo(&["run", "--quiet", "--package", "clearbox-ct-check", "--", "list"]))?;
    let entry = |line: &str| {
        let mut fields = line.split('\t').map(String::from);
        let mut field = || fields.next().context("five fields");
        let (package, name, backend) = (field()?, field()?, field()?);
        Ok(Entry { package, name, backend, not_traced: field()?, not_tainted: field()? })
    };
    list.lines().map(entry).collect()
}
