//! Other machines: big-endian words, 32-bit pointers, another architecture. Programs for them are linked statically, so
//! that they need no libraries of that machine to run, and run by an emulator where this CPU can't.

use std::process::Command;

use super::{
    Target, Tool,
    Work::Test,
    tools::Kind::{Package, Std},
};

pub(super) const MACHINES: [Target; 3] = [
    Target {
        name: "aarch64",
        tools: &[
            Tool { kind: Std, name: "aarch64-unknown-linux-gnu" },
            Tool {
                kind: Package("gcc-aarch64-linux-gnu libc6-dev-arm64-cross"),
                name: "aarch64-linux-gnu-gcc",
            },
            Tool { kind: Package("qemu-user"), name: "qemu-aarch64" },
        ],
        work: Test(|command| {
            emulated(command, "aarch64-unknown-linux-gnu", "aarch64-linux-gnu-gcc", "qemu-aarch64 -cpu max");
        }),
    },
    Target {
        name: "s390x",
        tools: &[
            Tool { kind: Std, name: "s390x-unknown-linux-gnu" },
            Tool { kind: Package("gcc-s390x-linux-gnu libc6-dev-s390x-cross"), name: "s390x-linux-gnu-gcc" },
            Tool { kind: Package("qemu-user"), name: "qemu-s390x" },
        ],
        work: Test(|command| {
            emulated(command, "s390x-unknown-linux-gnu", "s390x-linux-gnu-gcc", "qemu-s390x -cpu max");
        }),
    },
    Target {
        name: "i686",
        tools: &[
            Tool { kind: Std, name: "i686-unknown-linux-gnu" },
            Tool { kind: Package("gcc-i686-linux-gnu libc6-dev-i386-cross"), name: "i686-linux-gnu-gcc" },
        ],
        work: Test(|command| native(command, "i686-unknown-linux-gnu", "i686-linux-gnu-gcc")),
    },
];

/// What an emulated machine runs of each property, also where the test says how many: an emulator takes twenty times as
/// long.
const EMULATED_CASES: &str = "8";

fn emulated(command: &mut Command, triple: &str, linker: &str, runner: &str) {
    println!("{runner}, {EMULATED_CASES} cases of each property");
    native(command, triple, linker);
    command.env(variable(triple, "RUNNER"), runner).env("PROPTEST_CASES", EMULATED_CASES);
}

fn native(command: &mut Command, triple: &str, linker: &str) {
    command.args(["--target", triple]).env(variable(triple, "LINKER"), linker);
    for flags in ["RUSTFLAGS", "RUSTDOCFLAGS"] {
        command.env(variable(triple, flags), "-Ctarget-feature=+crt-static");
    }
}

/// The name of a variable that sets something of one target for cargo.
fn variable(triple: &str, what: &str) -> String {
    format!("CARGO_TARGET_{}_{what}", triple.to_uppercase().replace('-', "_"))
}
