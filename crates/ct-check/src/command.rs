//! The commands. `cargo xtask ct` calls them and makes the evidence of what they print, one line a result.

use std::{
    io::{Write, stdout},
    process::ExitCode,
};

use crate::{
    backends::{self, Backend},
    client_request::is_under_valgrind,
    dropped,
    entries::{Entry, Judges, entries},
    heap,
    planted::PLANTED,
    residue, taint, trace,
};

/// Who judges, and how it says that all is well.
type Verdict = fn(&Entry, &Backend) -> Result<String, String>;

pub(crate) fn run() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let passed = match arguments[..] {
        ["list"] => list(),
        ["taint"] => judge_all("", by_taint),
        ["taint", filter] => judge_all(filter, by_taint),
        ["trace"] => judge_all("", by_trace),
        ["trace", filter] => judge_all(filter, by_trace),
        ["dropped"] => look_at_dropped(),
        ["heap"] => look_at_heap(),
        ["residue"] => judge_all("", by_residue),
        ["residue", filter] => judge_all(filter, by_residue),
        ["planted", "taint"] => PLANTED.iter().all(|leak| is_caught(&leak.entry, leak.taint, by_taint)),
        ["planted", "residue"] => PLANTED.iter().all(|leak| is_caught(&leak.entry, leak.residue, by_residue)),
        ["planted", "trace"] => PLANTED.iter().all(|leak| is_caught(&leak.entry, leak.trace, by_trace)),
        _ => {
            eprintln!(
                "list | dropped | heap | taint [ENTRY] | trace [ENTRY] | residue [ENTRY] | planted taint | planted trace | planted residue"
            );
            false
        }
    };
    if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Crate, entry, backend, and why the tracer or memcheck doesn't judge it, if one of them doesn't.
fn list() -> bool {
    for entry in entries() {
        for backend in backends::of(entry.package) {
            let (not_traced, not_tainted) = match entry.judges {
                Judges::TaintOnly(reason) => (reason, ""),
                Judges::TraceKernels(reason) if backend.is_portable() => (reason, ""),
                Judges::TraceOnly(reason) => ("", reason),
                Judges::Both | Judges::TraceKernels(_) => ("", ""),
            };
            print(&[entry.package, entry.name, backend.name, not_traced, not_tainted]);
        }
    }
    true
}

/// Judges all entries of which the crate or the name contains `filter`, by each of their backends.
fn judge_all(filter: &str, verdict: Verdict) -> bool {
    let mut passed = true;
    for entry in entries().iter().filter(|entry| entry.full_name().contains(filter)) {
        for backend in backends::of(entry.package) {
            let (what, result) = if backend.choose() {
                eprintln!("-- {}, {}", entry.full_name(), backend.name);
                match verdict(entry, backend) {
                    Ok(result) => ("ok", result),
                    Err(fault) => ("LEAK", fault),
                }
            } else if is_under_valgrind() {
                ("none", "valgrind can't decode it".into())
            } else {
                ("MISSING", "this CPU doesn't have what it needs".into())
            };
            passed &= matches!(what, "ok" | "none" | "MISSING");
            print(&[what, entry.package, entry.name, backend.name, &result]);
        }
    }
    passed
}

/// Looks at what is left of values of each secret type.
fn look_at_dropped() -> bool {
    let mut passed = true;
    for secret_type in dropped::types() {
        let result = dropped::judge(&secret_type);
        passed &= result.is_ok();
        let what = if result.is_ok() { "ok" } else { "LEFT" };
        let (Ok(said) | Err(said)) = result;
        print(&[what, secret_type.package, secret_type.name, "", &said]);
    }
    passed
}

/// Looks at what connections leave on the heap, once a secret that is left there on purpose was found.
fn look_at_heap() -> bool {
    let caught = heap::judge(&heap::PLANTED);
    let mut passed = caught.as_ref().is_err_and(|fault| fault.contains("words of secrets"));
    let (Ok(said) | Err(said)) = caught;
    print(&[if passed { "caught" } else { "NOT CAUGHT" }, "planted", heap::PLANTED.name, "", &said]);
    for scenario in heap::CONNECTIONS {
        let result = heap::judge(&scenario);
        passed &= result.is_ok();
        let what = if result.is_ok() { "ok" } else { "LEFT" };
        let (Ok(said) | Err(said)) = result;
        print(&[what, "tls13", scenario.name, "", &said]);
    }
    passed
}

/// Whether the judge says of a leak what it should.
fn is_caught(leak: &Entry, expected: Option<&str>, verdict: Verdict) -> bool {
    let Some(expected) = expected else { return true };
    let result = verdict(leak, &backends::PORTABLE);
    let caught = result.as_ref().is_err_and(|fault| fault.contains(expected));
    let (Ok(said) | Err(said)) = result;
    print(&[if caught { "caught" } else { "NOT CAUGHT" }, leak.package, leak.name, "", &said]);
    caught
}

fn by_taint(entry: &Entry, _: &Backend) -> Result<String, String> {
    if let Judges::TraceOnly(_) = entry.judges {
        return Ok("not tainted".into());
    }
    taint::judge(entry).map(|verdict| verdict.declassified.to_string())
}

fn by_trace(entry: &Entry, backend: &Backend) -> Result<String, String> {
    match entry.judges {
        Judges::TaintOnly(_) => return Ok("not traced".into()),
        Judges::TraceKernels(_) if backend.is_portable() => return Ok("not traced".into()),
        _ => {}
    }
    trace::judge(entry).map(|verdict| format!("{} x {}", verdict.secrets, verdict.steps))
}

fn by_residue(entry: &Entry, _: &Backend) -> Result<String, String> {
    residue::judge(entry).map(|verdict| format!("{} words\t{}", verdict.words, verdict.reason))
}

fn print(fields: &[&str]) {
    println!("{}", fields.join("\t"));
    // Children of this process must not print it again.
    let _ = stdout().flush();
}
