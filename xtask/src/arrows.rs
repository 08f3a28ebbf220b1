//! `cargo xtask arrows`: dependencies between our crates point down, the shared vocabulary of constant time is used
//! through `ct` only, and no crate of ours builds or links anything but Rust.

mod floors;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use anyhow::Result;

use crate::workspace::{Metadata, Package, cargo, output, verdict};
use floors::Place;

pub(crate) use floors::{is_no_std, is_shipped};

/// Used through `ct`, so that a compiler's trick on a mask is mended in one place.
const UNDER_CT_ONLY: [&str; 2] = ["subtle", "zeroize"];

/// Packages that compile C or assembler files.
const BUILDERS_OF_C: [&str; 4] = ["bindgen", "cc", "cmake", "nasm-rs"];

pub(crate) fn run() -> Result<()> {
    let metadata = Metadata::load()?;
    let mut faults: Vec<String> =
        metadata.packages.iter().flat_map(|package| faults_of(package, &metadata)).collect();
    let shipped = metadata.packages.iter().filter(|package| is_shipped(package.short_name()));
    for Package { name, .. } in shipped {
        let tree =
            ["tree", "--package", name, "--edges", "normal,build", "--prefix", "none", "--format", "{p}"];
        faults.extend(c_code(name, &output(&mut cargo(&tree))?));
    }
    verdict(
        &faults,
        &format!("{} crates: every arrow points down, no build scripts, no C", metadata.packages.len()),
    )
}

/// What is wrong with one crate's manifest.
fn faults_of(package: &Package, metadata: &Metadata) -> Vec<String> {
    let name = &package.name;
    let mut faults = Vec::new();
    let Some(place) = Place::of(package.short_name()) else {
        return vec![format!("{name} has no floor: give it one in xtask/src/arrows/floors.rs")];
    };
    for dependency in &package.dependencies {
        let to = &dependency.name;
        if UNDER_CT_ONLY.contains(&to.as_str()) && package.short_name() != "ct" {
            faults.push(format!("{name} depends on {to}, which is for clearbox-ct only"));
        }
        let Some(target) = metadata.packages.iter().find(|member| member.name == *to) else { continue };
        let Some(target) = Place::of(target.short_name()) else { continue };
        if dependency.kind.as_deref() == Some("dev") {
            if !place.may_test_with(target) {
                faults.push(format!("{name} tests with {to}, which is above it"));
            }
        } else if !place.may_use(target) {
            faults.push(format!("{name} depends on {to}, which is not below it"));
        }
    }
    if package.targets.iter().any(|target| target.kind.iter().any(|kind| kind == "custom-build")) {
        faults.push(format!("{name} has a build script"));
    }
    if let Some(links) = &package.links {
        faults.push(format!("{name} links {links}"));
    }
    faults
}

/// What builds C among the dependencies of a crate, direct or not: `tree` has one to a line, with its version.
fn c_code(name: &str, tree: &str) -> Vec<String> {
    let used: BTreeSet<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    let builders = BUILDERS_OF_C.iter().filter(|builder| used.contains(*builder));
    builders.map(|builder| format!("{name} needs {builder}, which builds C")).collect()
}
