//! What llvm-cov writes: `SF:` names a file, `DA:` a line of it with how often it was run.

use std::{collections::BTreeMap, path::Path};

use anyhow::{Context, Result};

use super::Lines;

/// The lines of each file, by its path in the folder `root`, with slashes.
pub(super) fn read(text: &str, root: &Path) -> Result<BTreeMap<String, Lines>> {
    let mut files: BTreeMap<String, Lines> = BTreeMap::new();
    let mut file = String::new();
    for line in text.lines() {
        if let Some(path) = line.strip_prefix("SF:") {
            file = Path::new(path).strip_prefix(root).unwrap_or(Path::new(path)).display().to_string();
        } else if let Some((number, count)) = line.strip_prefix("DA:").and_then(|data| data.split_once(',')) {
            let number = number.parse().with_context(|| line.to_string())?;
            *files.entry(file.clone()).or_default().entry(number).or_default() |= count != "0";
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::read;

    #[test]
    fn a_line_counts_as_run_if_it_was_anywhere() {
        let text = "SF:/w/crates/x/src/lib.rs\nDA:3,0\nDA:4,17\nDA:3,1\nLF:2\nend_of_record\n";
        let files = read(text, Path::new("/w")).unwrap();
        assert_eq!(files["crates/x/src/lib.rs"], [(3, true), (4, true)].into());
    }
}
