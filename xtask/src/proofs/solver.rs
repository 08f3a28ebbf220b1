//! z3, and the questions that the proofs have for it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use super::{expected::Z3, tally::Tally};
use crate::workspace::{output, root, run as run_command};

/// The package of PyPI that has the program.
const PACKAGE: &str = "z3-solver==5.4.0";

/// Seconds for one question; the longest takes a tenth of that on one core.
const LIMIT: u32 = 120;

/// Asks each question, and enters what is proved. Returns where the answer is not as expected: each question has a
/// counterexample if it is about a mutant, and none if not.
pub(super) fn ask(folder: &Path, tally: &mut Tally) -> Result<Vec<String>> {
    let z3 = find()?;
    let mut files = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    files.sort();
    let mut faults = Vec::new();
    for path in files {
        let question = fs::read_to_string(&path)?;
        let head = question.lines().next().unwrap_or_default().trim_start_matches("; ");
        let [file, routine, variant, expected] = head.split(" | ").collect::<Vec<_>>()[..] else {
            faults.push(format!("{}: no head", path.display()));
            continue;
        };
        let answer = output(Command::new(&z3).arg(format!("-T:{LIMIT}")).arg(&path))?;
        if answer.trim() != expected {
            let name = path.file_name().unwrap_or_default().display();
            faults.push(format!(
                "{file}: {routine}, {variant}: {} instead of {expected} ({name})",
                answer.trim()
            ));
        } else if expected == "unsat" {
            tally.entry((file.into(), routine.into())).or_default().insert(Z3.into());
        }
    }
    Ok(faults)
}

/// The program, of the system or else of PyPI, in a folder of its own.
fn find() -> Result<PathBuf> {
    if Command::new("z3").arg("--version").output().is_ok_and(|run| run.status.success()) {
        return Ok("z3".into());
    }
    let folder = root().join("target/proofs/venv");
    let z3 = folder.join("bin/z3");
    if !z3.exists() {
        println!("fetching {PACKAGE} from PyPI");
        run_command(Command::new("python3").args(["-m", "venv"]).arg(&folder))
            .context("python3 with venv")?;
        run_command(Command::new(folder.join("bin/pip")).args(["install", "--quiet", PACKAGE]))?;
    }
    Ok(z3)
}
