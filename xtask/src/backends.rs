//! `cargo xtask backends`: the tests of all library crates with each backend forced in turn. That a backend can't run
//! here is an error, unless it is allowed by name.

use std::{collections::BTreeMap, process::Command};

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::{
    arrows,
    source::{Source, crate_sources},
    test_run::{TestRun, library_arguments, table},
    workspace::{cargo, output, root, verdict, with_flags},
};

#[derive(Args)]
pub(crate) struct Options {
    /// Only these: auto, portable, or a token of clearbox-cpu
    names: Vec<String>,
    /// A token that the CPU may lack; can be given more than once
    #[arg(long, value_name = "TOKEN")]
    allow_missing: Vec<String>,
}

const AUTO: &str = "auto";
const PORTABLE: &str = "portable";

pub(crate) fn run(options: &Options) -> Result<()> {
    let here = tokens(AUTO)?;
    let packages = library_arguments()?;
    let (mut faults, mut runs) = (Vec::new(), Vec::new());
    for backend in chosen(&options.names, backends(&crate_sources()?, &here)?)? {
        println!("== {backend}");
        if here.get(&backend) == Some(&false) {
            println!("this CPU lacks it");
            if !options.allow_missing.contains(&backend) {
                faults.push(format!("{backend}: this CPU lacks it; --allow-missing {backend} if it may"));
            }
            continue;
        }
        check_force(&backend)?;
        let run = TestRun::of(|| forced(&backend, "test", &packages))?;
        if run.failed {
            faults.push(format!("{backend}: tests failed"));
        }
        runs.push((backend, run));
    }
    let columns: Vec<_> = runs.iter().map(|(name, run)| (name.as_str(), run)).collect();
    print!("\n{}", table(&columns));
    verdict(&faults, &format!("all tests pass with each of {} backends", runs.len()))
}

/// Those that were asked for; all, if none was.
fn chosen(names: &[String], all: Vec<String>) -> Result<Vec<String>> {
    for name in names {
        ensure!(all.contains(name), "there is no backend {name}, but {}", all.join(", "));
    }
    Ok(if names.is_empty() { all } else { names.to_vec() })
}

/// The best that there is, none, and each token that some crate asks for.
fn backends(sources: &[Source], tokens: &Tokens) -> Result<Vec<String>> {
    let shipped = |source: &&Source| {
        let name = source.path.split('/').nth(1).unwrap_or_default();
        arrows::is_shipped(name) && !source.is_test_or_table()
    };
    let sources: Vec<_> = sources.iter().filter(shipped).collect();
    let is_used = |token: &&String| {
        let detection = format!("{token}::detect()");
        sources.iter().any(|source| source.text.contains(&detection))
    };
    let used: Vec<_> = tokens.keys().filter(is_used).cloned().collect();
    ensure!(
        !used.is_empty(),
        "no crate asks for a token: kernels are chosen in another way than is known here"
    );
    Ok([AUTO, PORTABLE].map(String::from).into_iter().chain(used).collect())
}

/// The tokens of this machine, each with whether it can be had.
type Tokens = BTreeMap<String, bool>;

/// What a build with this backend forced sees of the CPU.
fn tokens(backend: &str) -> Result<Tokens> {
    let arguments = ["--quiet", "--package", "clearbox-cpu", "--example", "tokens"].map(String::from);
    let list = output(&mut forced(backend, "run", &arguments))?;
    let token = |line: &str| line.split_once('\t').map(|(name, here)| (name.into(), here == "yes"));
    list.lines().map(|line| token(line).with_context(|| format!("token: {line}"))).collect()
}

/// Makes sure that what is tested is what is meant.
fn check_force(backend: &str) -> Result<()> {
    let seen = tokens(backend)?;
    let all_are = |wanted| seen.values().all(|here| *here == wanted);
    let is_forced = match backend {
        AUTO => !all_are(false),
        PORTABLE => all_are(false),
        token => seen[token] && !all_are(true),
    };
    ensure!(is_forced, "{backend} isn't forced: {seen:?}");
    Ok(())
}

/// A call of cargo for builds with this backend. They have one folder of their own, in which only what depends on
/// clearbox-cpu is built again for each.
fn forced(backend: &str, verb: &str, arguments: &[String]) -> Command {
    let mut command = cargo(&[verb]);
    with_flags(command.args(arguments), "--cfg clearbox_choose_backend")
        .env("CARGO_TARGET_DIR", root().join("target/backends"))
        .env_remove("CLEARBOX_BACKEND");
    if backend != AUTO {
        command.env("CLEARBOX_BACKEND", backend);
    }
    command
}

#[cfg(test)]
mod tests {
    use super::{Tokens, backends, chosen};
    use crate::source::Source;

    #[test]
    fn backends_are_the_tokens_that_shipped_code_asks_for() {
        let source = |path, text| Source::parse(path, text).unwrap();
        let sources = [
            source("crates/sha2/src/compress.rs", "fn f() { ShaNi::detect(); }"),
            source("crates/sha2/src/tests.rs", "fn f() { Ifma::detect(); }"),
            source("crates/ct-check/src/backends.rs", "fn f() { Avx2::detect(); }"),
        ];
        let tokens: Tokens = ["Avx2", "Ifma", "ShaNi"].map(|name| (name.into(), true)).into();
        let all = backends(&sources, &tokens).unwrap();
        assert_eq!(all, ["auto", "portable", "ShaNi"]);
        assert!(backends(&sources[1..], &tokens).is_err());
        assert_eq!(chosen(&["ShaNi".into()], all.clone()).unwrap(), ["ShaNi"]);
        assert!(chosen(&["Sha".into()], all).is_err());
    }
}
