//! `cargo xtask no-std`: each library crate builds alone and without default features; those that have to do without
//! std are also built for a few other targets, if rustup has them here. `cargo xtask targets` insists on more.

use std::{fs, process::Command};

use anyhow::Result;

use crate::{
    arrows,
    workspace::{Metadata, Package, cargo, output, run as run_command, verdict},
};

pub(crate) fn run() -> Result<()> {
    let installed =
        output(Command::new("rustup").args(["target", "list", "--installed"])).unwrap_or_default();
    let (targets, missing): (Vec<_>, Vec<_>) =
        TARGETS.into_iter().partition(|target| installed.lines().any(|line| line == *target));
    println!("other targets: {}", targets.join(", "));
    if !missing.is_empty() {
        println!("not installed: {}", missing.join(", "));
    }
    let packages = Metadata::load()?.packages;
    let libraries: Vec<_> = packages.iter().filter(|package| is_library(package)).collect();
    let mut faults = Vec::new();
    for package in &libraries {
        faults.extend(build_alone("check", package, &[]));
        if arrows::is_no_std(package.short_name()) && !declares_no_std(&root_text(package)?) {
            faults.push(format!("{} isn't no_std", package.name));
        }
    }
    for target in targets {
        faults.extend(builds_for("check", target)?.1);
    }
    verdict(&faults, &format!("{} library crates build alone", libraries.len()))
}

/// Builds, or only checks, each crate without std for a target; returns how many there are, and what failed.
pub(crate) fn builds_for(verb: &str, target: &str) -> Result<(usize, Vec<String>)> {
    let packages = Metadata::load()?.packages;
    let crates: Vec<_> = packages.iter().filter(|package| arrows::is_no_std(package.short_name())).collect();
    let build = |package: &&Package| build_alone(verb, package, &["--target", target]);
    Ok((crates.len(), crates.iter().filter_map(build).collect()))
}

fn build_alone(verb: &str, package: &Package, target: &[&str]) -> Option<String> {
    let alone = [verb, "--quiet", "--package", &package.name, "--lib", "--no-default-features"];
    let failed = run_command(cargo(&alone).args(target)).is_err();
    failed.then(|| format!("{} doesn't build alone {}", package.name, target.join(" ")))
}

fn is_library(package: &Package) -> bool {
    arrows::is_shipped(package.short_name()) && root_file(package).is_some()
}

fn root_text(package: &Package) -> Result<String> {
    Ok(root_file(package).map(fs::read_to_string).transpose()?.unwrap_or_default())
}

fn declares_no_std(text: &str) -> bool {
    text.lines().any(|line| line.trim() == "#![no_std]")
}

fn root_file(package: &Package) -> Option<&str> {
    let library = package.targets.iter().find(|target| target.kind.iter().any(|kind| kind == "lib"))?;
    Some(&library.src_path)
}

/// No operating system; that and pointers of 32 bits; another architecture.
const TARGETS: [&str; 3] = ["x86_64-unknown-none", "thumbv7em-none-eabi", "aarch64-unknown-linux-gnu"];

#[cfg(test)]
mod tests {
    use super::declares_no_std;

    #[test]
    fn no_std_has_to_be_unconditional() {
        assert!(declares_no_std("#![doc = \"x\"]\n#![no_std]\n"));
        assert!(!declares_no_std("// #![no_std]\n#![cfg_attr(not(test), no_std)]\n"));
    }
}
