//! `cargo xtask targets`: the tests of the library crates on other machines and with checks built in, and builds for
//! machines without an operating system. What is missing for that is an error, and said with how to get it.

mod bare;
mod checked;
mod machine;
mod tools;

use std::process::Command;

use anyhow::{Result, bail};
use clap::Args;

use crate::{
    test_run::{TestRun, library_arguments, table},
    workspace::{cargo, root, verdict},
};
use bare::BARE;
use checked::CHECKED;
use machine::MACHINES;
use tools::Tool;

#[derive(Args)]
pub(crate) struct Options {
    /// Only these
    names: Vec<String>,
}

/// One of the things that this command does.
struct Target {
    name: &'static str,
    tools: &'static [Tool],
    work: Work,
}

enum Work {
    /// Makes a call of `cargo test` one for this target.
    Test(fn(&mut Command)),
    /// Only builds, for the target of this name.
    Build(&'static str),
}

pub(crate) fn run(options: &Options) -> Result<()> {
    let targets = chosen(&options.names)?;
    tools::check(targets.iter().flat_map(|target| target.tools))?;
    let packages = library_arguments()?;
    let (mut faults, mut runs) = (Vec::new(), Vec::new());
    for target in &targets {
        println!("== {}", target.name);
        match target.work {
            Work::Test(prepare) => {
                let run = TestRun::of(|| {
                    let mut command = cargo(&["test"]);
                    // A folder of its own, so that no build makes another one anew.
                    command.args(&packages).env("CARGO_TARGET_DIR", root().join("target/targets"));
                    prepare(&mut command);
                    command
                })?;
                if run.failed {
                    faults.push(format!("{}: tests failed", target.name));
                }
                runs.push((target.name, run));
            }
            Work::Build(triple) => faults.extend(bare::faults(triple)?),
        }
    }
    let columns: Vec<_> = runs.iter().map(|(name, run)| (*name, run)).collect();
    if !columns.is_empty() {
        print!("\n{}", table(&columns));
    }
    verdict(&faults, &format!("{} targets pass", targets.len()))
}

/// Those that were asked for; all, if none was.
fn chosen(names: &[String]) -> Result<Vec<&'static Target>> {
    let all = || MACHINES.iter().chain(&BARE).chain(&CHECKED);
    if names.is_empty() {
        return Ok(all().collect());
    }
    let find = |name: &String| {
        let target = all().find(|target| target.name == name);
        let Some(target) = target else {
            let names: Vec<_> = all().map(|target| target.name).collect();
            bail!("there is no target {name}, but {}", names.join(", "))
        };
        Ok(target)
    };
    names.iter().map(find).collect()
}

#[cfg(test)]
mod tests {
    use super::chosen;

    #[test]
    fn all_targets_are_chosen_unless_some_are_named() {
        assert!(chosen(&[]).unwrap().len() > 5);
        assert_eq!(chosen(&["s390x".into()]).unwrap()[0].name, "s390x");
        assert!(chosen(&["pdp11".into()]).is_err());
    }
}
