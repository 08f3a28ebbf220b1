//! `cargo xtask size`: the lengths of files and functions, tests and tables apart. It informs; review decides.

use anyhow::Result;

use crate::source::crate_sources;

/// What a file or a function should not exceed.
const FILE_CEILING: usize = 400;
const FUNCTION_CEILING: usize = 60;

pub(crate) fn run() -> Result<()> {
    let sources = crate_sources()?;
    let (mut files, mut functions) = (Vec::new(), Vec::new());
    for source in sources.iter().filter(|source| !source.is_test_or_table()) {
        let lines = source.text.lines().count();
        files.push(lines);
        if lines > FILE_CEILING {
            println!("long file      {lines:4} lines  {}", source.path);
        }
        for function in source.functions() {
            functions.push(function.lines);
            if function.lines > FUNCTION_CEILING {
                println!("long function  {:4} lines  {} {}", function.lines, source.path, function.name);
            }
        }
    }
    println!("{} files: median {} lines (bar 200)", files.len(), quantile(&mut files, 0.5));
    println!(
        "{} functions: 90 % have {} lines or fewer (bar 30)",
        functions.len(),
        quantile(&mut functions, 0.9)
    );
    Ok(())
}

/// The value that the fraction `q` of all values doesn't exceed; 0 of none.
fn quantile(values: &mut [usize], q: f64) -> usize {
    values.sort_unstable();
    let rank = (values.len() as f64 * q).ceil() as usize;
    values.get(rank.saturating_sub(1)).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::quantile;

    #[test]
    fn quantiles_are_values() {
        assert_eq!(quantile(&mut [5, 1, 3], 0.5), 3);
        assert_eq!(quantile(&mut (1..=10).rev().collect::<Vec<_>>(), 0.9), 9);
        assert_eq!(quantile(&mut [], 0.9), 0);
    }
}
