//! The commands. `cargo xtask ct` calls them and makes the evidence of what they print, one line a result.

use std::{
    io::{Write, stdout},
    process::ExitCode,
};

use crate::{
    entries::{Entry, Judges, entries},
    planted::PLANTED,
    taint, trace,
};

/// What differs from an entry's name begins a field of its own.
const SEPARATOR: char = '\t';

pub(crate) fn run() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let passed = match arguments[..] {
        ["list"] => list(),
        ["taint"] => all(&entries(), "", taint_one),
        ["taint", filter] => all(&entries(), filter, taint_one),
        ["trace"] => all(&entries(), "", trace_one),
        ["trace", filter] => all(&entries(), filter, trace_one),
        ["planted"] => list_planted(),
        ["planted", "taint", name] => all(PLANTED.map(|planted| planted.entry).as_slice(), name, taint_one),
        ["planted", "trace", name] => all(PLANTED.map(|planted| planted.entry).as_slice(), name, trace_one),
        _ => {
            eprintln!("list | taint [ENTRY] | trace [ENTRY] | planted [taint|trace NAME]");
            false
        }
    };
    if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Crate, entry, backend, and who judges it.
fn list() -> bool {
    for entry in entries() {
        for backend in entry.backends {
            let judges = match entry.judges {
                Judges::Both => "both",
                Judges::TaintOnly(reason) => reason,
            };
            print(&[entry.package, entry.name, backend, judges]);
        }
    }
    true
}

/// Name, and which of the judges have to catch it.
fn list_planted() -> bool {
    for planted in PLANTED {
        let name = |caught: bool, judge| if caught { judge } else { "" };
        print(&[planted.entry.name, name(planted.taint, "taint"), name(planted.trace, "trace")]);
    }
    true
}

/// Judges all entries of which the crate or the name contains `filter`.
fn all(entries: &[Entry], filter: &str, judge: impl Fn(&Entry, &'static str) -> bool) -> bool {
    let chosen = entries.iter().filter(|entry| entry.full_name().contains(filter));
    let mut passed = true;
    for entry in chosen {
        for backend in entry.backends {
            passed &= judge(entry, backend);
        }
    }
    passed
}

fn taint_one(entry: &Entry, backend: &'static str) -> bool {
    eprintln!("-- {}, {backend}", entry.full_name());
    match taint::judge(entry, backend) {
        Ok(verdict) if verdict.errors == 0 => {
            print(&["ok", entry.package, entry.name, backend, &verdict.declassified.to_string()]);
            true
        }
        Ok(verdict) => failed(entry, backend, &format!("{} errors of memcheck", verdict.errors)),
        Err(fault) => failed(entry, backend, &fault),
    }
}

fn trace_one(entry: &Entry, backend: &'static str) -> bool {
    if matches!(entry.judges, Judges::TaintOnly(_)) {
        return true;
    }
    match trace::judge(entry, backend) {
        Ok(verdict) => {
            let (steps, secrets) = (verdict.steps.to_string(), verdict.secrets.to_string());
            print(&["ok", entry.package, entry.name, backend, &steps, &secrets]);
            true
        }
        Err(fault) => failed(entry, backend, &fault),
    }
}

fn failed(entry: &Entry, backend: &str, fault: &str) -> bool {
    print(&["LEAK", entry.package, entry.name, backend, fault]);
    false
}

fn print(fields: &[&str]) {
    println!("{}", fields.join(&SEPARATOR.to_string()));
    // Children of this process must not print it again.
    let _ = stdout().flush();
}
