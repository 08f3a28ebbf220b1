//! Machines without an operating system: the library crates build for them.

use anyhow::Result;

use super::{Target, Tool, Work::Build, tools::Kind::Std};
use crate::no_std;

pub(super) const BARE: [Target; 2] = [
    Target {
        name: "wasm32",
        tools: &[Tool { kind: Std, name: "wasm32-unknown-unknown" }],
        work: Build("wasm32-unknown-unknown"),
    },
    // Pointers of 32 bits, and no atomic values of 64.
    Target {
        name: "thumbv7em",
        tools: &[Tool { kind: Std, name: "thumbv7em-none-eabi" }],
        work: Build("thumbv7em-none-eabi"),
    },
];

/// Builds the crates that do without std, each alone and without default features.
pub(super) fn faults(triple: &str) -> Result<Vec<String>> {
    let (count, faults) = no_std::builds_for("build", triple)?;
    println!("{count} library crates built alone, {} failed", faults.len());
    Ok(faults)
}
