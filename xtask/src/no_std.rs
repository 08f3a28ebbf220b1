//! `cargo xtask no-std`: each library crate builds alone and without default features; those that have to do without
//! std are also built for a machine that has none, if rustup has such a target here.

use std::{fs, process::Command};

use anyhow::Result;

use crate::{
    arrows,
    workspace::{Metadata, Package, cargo, output, run as run_command, verdict},
};

pub(crate) fn run() -> Result<()> {
    let bare_metal = bare_metal_target();
    println!("bare-metal target: {}", bare_metal.as_deref().unwrap_or("none installed"));
    let metadata = Metadata::load()?;
    let libraries = metadata.packages.iter().filter(|package| is_library(package));
    let (mut faults, mut count) = (Vec::new(), 0);
    for package in libraries {
        count += 1;
        faults.extend(faults_of(package, bare_metal.as_deref())?);
    }
    verdict(&faults, &format!("{count} library crates build alone"))
}

fn is_library(package: &Package) -> bool {
    arrows::is_shipped(package.short_name()) && root_file(package).is_some()
}

fn faults_of(package: &Package, bare_metal: Option<&str>) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    let name = &package.name;
    let mut check = |target: &[&str]| {
        let alone = ["check", "--quiet", "--package", name, "--lib", "--no-default-features"];
        if run_command(cargo(&alone).args(target)).is_err() {
            faults.push(format!("{name} doesn't build alone {}", target.join(" ")));
        }
    };
    check(&[]);
    if arrows::is_no_std(package.short_name()) {
        if let Some(target) = bare_metal {
            check(&["--target", target]);
        }
        let text = root_file(package).map(fs::read_to_string).transpose()?.unwrap_or_default();
        if !declares_no_std(&text) {
            faults.push(format!("{name} isn't no_std"));
        }
    }
    Ok(faults)
}

fn declares_no_std(text: &str) -> bool {
    text.lines().any(|line| line.trim() == "#![no_std]")
}

fn root_file(package: &Package) -> Option<&str> {
    let library = package.targets.iter().find(|target| target.kind.iter().any(|kind| kind == "lib"))?;
    Some(&library.src_path)
}

/// The first of the installed targets that has no operating system.
fn bare_metal_target() -> Option<String> {
    let installed = output(Command::new("rustup").args(["target", "list", "--installed"])).ok()?;
    installed.lines().find(|target| target.split('-').any(|part| part == "none")).map(Into::into)
}

#[cfg(test)]
mod tests {
    use super::declares_no_std;

    #[test]
    fn no_std_has_to_be_unconditional() {
        assert!(declares_no_std("#![doc = \"x\"]\n#![no_std]\n"));
        assert!(!declares_no_std("// #![no_std]\n#![cfg_attr(not(test), no_std)]\n"));
    }
}
