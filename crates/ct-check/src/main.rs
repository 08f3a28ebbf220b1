#![doc = include_str!("../README.md")]
#![deny(unsafe_code)]
#![cfg_attr(not(all(target_arch = "x86_64", target_os = "linux")), forbid(unsafe_code))]

#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
mod backends;
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
mod client_request;
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
mod command;
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
mod declassified;
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
mod dropped;
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
mod entries;
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
mod heap;
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
mod judge;
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
mod planted;
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
mod residue;
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
mod secrets;
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
mod taint;
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
mod trace;

use std::process::ExitCode;

#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
#[global_allocator]
static ALLOCATOR: heap::Watched = heap::Watched;

#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
fn main() -> ExitCode {
    command::run()
}

#[cfg(not(all(target_arch = "x86_64", target_os = "linux")))]
fn main() -> ExitCode {
    eprintln!("clearbox-ct-check judges machine code of x86-64, on Linux");
    ExitCode::FAILURE
}
