//! Measures what connections cost besides time, ours and those of others: a part of `cargo xtask bench-peers`.

#![forbid(unsafe_code)]

use std::process::ExitCode;

use clearbox_benches::works::{cores, idle};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<std::alloc::System> = &INSTRUMENTED_SYSTEM;

/// The most heap that an idle connection of ours is meant to hold, in bytes.
const MOST_HEAP: usize = 4 << 10;
/// How many times as many handshakes two cores are meant to do as one.
const TWO_CORES: f64 = 1.9;

fn allocated() -> usize {
    let stats = ALLOCATOR.stats();
    stats.bytes_allocated - stats.bytes_deallocated
}

fn main() -> ExitCode {
    let idle = idle(allocated);
    println!(
        "| heap of an idle connection, bytes | client | server | after 16 KiB each way, client | server | value, client | server |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|");
    for one in &idle {
        let ([c, s], [uc, us], [vc, vs]) = (one.connected, one.used, one.values);
        println!("| {} | {c} | {s} | {uc} | {us} | {vc} | {vs} |", one.name);
    }
    let cores = cores();
    println!(
        "\n| full handshakes a second, both ends | one core | two cores | ratio |\n|---|---:|---:|---:|"
    );
    for one in &cores {
        let [single, double] = one.rates;
        println!("| {} | {single:.0} | {double:.0} | {:.2} |", one.name, double / single);
    }
    let ours = (&idle[0], &cores[0]);
    let heap = ours.0.connected.into_iter().chain(ours.0.used).max().unwrap_or_default();
    let gain = ours.1.rates[1] / ours.1.rates[0];
    let mut is_good = true;
    if heap > MOST_HEAP {
        println!("\nMissed: an idle connection holds {heap} bytes of heap, more than {MOST_HEAP}.");
        is_good = false;
    }
    if gain < 0.95 * TWO_CORES {
        println!("\nMissed: two cores do {gain:.2} times as many handshakes as one, less than {TWO_CORES}.");
        is_good = false;
    }
    if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
