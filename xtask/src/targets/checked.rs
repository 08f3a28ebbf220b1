//! This machine, with checks in the code that releases don't have.

use super::{Target, Tool, Work::Test, tools::Kind::Nightly};
use crate::workspace::with_flags;

pub(super) const CHECKED: [Target; 2] = [
    // Arithmetic that wraps, where the optimiser has had its say.
    Target {
        name: "release",
        tools: &[],
        work: Test(|command| {
            command.arg("--release");
            with_flags(command, "-Coverflow-checks=on -Cdebug-assertions=on");
        }),
    },
    // Every load and store of a kernel; that is what `unsafe` is there for.
    Target {
        name: "address",
        tools: &[Tool { kind: Nightly, name: "nightly" }],
        work: Test(|command| {
            let flags = "-Zsanitizer=address";
            command.args(["--target", "x86_64-unknown-linux-gnu"]).env("RUSTUP_TOOLCHAIN", "nightly");
            with_flags(command, flags).env("RUSTDOCFLAGS", flags);
        }),
    },
];
