//! Measures our implementations and those of others in turns, and prints tables of it: `cargo xtask bench-peers`.

#![forbid(unsafe_code)]

use std::{fs, io::Write, process::ExitCode};

use clearbox_benches::{measure, missed, table, works};

fn main() -> ExitCode {
    let filter = std::env::args().nth(1).unwrap_or_default();
    let mut rows = Vec::new();
    for mut work in works::primitives().into_iter().chain(works::tls()) {
        if work.name.contains(&filter) {
            eprint!("\r\x1b[K{}", work.name);
            // Progress is a courtesy.
            let _ = std::io::stderr().flush();
            rows.push((work.name.clone(), measure(&mut work)));
        }
    }
    eprintln!();
    println!("CPU: {}. Ratio: the best peer's time over ours; above 1, ours is faster.\n", cpu());
    println!("{}", table(&rows));
    let missed: Vec<&str> = missed(&rows).collect();
    if missed.is_empty() {
        return ExitCode::SUCCESS;
    }
    println!("Missed by more than 5 %: {}.", missed.join("; "));
    ExitCode::FAILURE
}

/// What Linux calls the CPU.
fn cpu() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    name.map_or("unknown", |(_, name)| name).into()
}
