//! `cargo xtask vectors`: the files in test-vectors/ are those of SOURCES.md, and the tests run the cases in them: how
//! many, by algorithm and source.

mod files;
mod tally;

use anyhow::Result;

use crate::workspace::verdict;

pub(crate) fn run(files_only: bool) -> Result<()> {
    let (faults, summary) = files::check_all()?;
    verdict(&faults, &summary)?;
    if files_only { Ok(()) } else { tally::run() }
}
