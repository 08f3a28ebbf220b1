//! The project's checks and what it generates, one file a command: `cargo xtask NAME`. Each check exits with an error
//! if something is wrong.

#![forbid(unsafe_code)]

mod arrows;
mod backends;
mod bench_peers;
mod ci;
mod coverage;
mod ct;
mod fuzz;
mod handshake;
mod interop;
mod load;
mod mutants;
mod no_std;
mod proofs;
mod size;
mod soak;
mod source;
mod spec;
mod targets;
mod test_run;
mod unsafe_code;
mod vartime;
mod vectors;
mod workspace;

use std::process::ExitCode;

use clap::Parser;

/// The project's checks and what it generates.
#[derive(Parser)]
#[command(name = "cargo xtask")]
enum Command {
    /// All gates in order, with their times
    Ci(ci::Options),
    /// Checks that dependencies point down, and that no C is among them
    Arrows,
    /// Lists every `unsafe`, and checks that each says why it is safe
    Unsafe,
    /// Checks the list of functions that are not constant-time
    Vartime {
        /// Writes the list anew, from the code
        #[arg(long)]
        bless: bool,
    },
    /// Judges whether what the machine code does depends on secrets; needs valgrind
    Ct(ct::Options),
    /// Proves the arithmetic: bounds, identities, small domains as a whole, and by z3
    Proofs(proofs::Options),
    /// Builds each library crate alone, without default features and without std
    NoStd,
    /// Measures the lengths of files and functions against their bars
    Size,
    /// Checks test-vectors/ against SOURCES.md, and counts the cases that the tests run
    Vectors {
        /// Only the files, no tests
        #[arg(long)]
        files_only: bool,
    },
    /// Maps what RFC 9846 demands to code and tests, and writes the map as a page
    Spec,
    /// Runs the tests with each backend forced in turn
    Backends(backends::Options),
    /// Tests on other machines and with checks built in, and builds without std; needs cross compilers and qemu
    Targets(targets::Options),
    /// Measures which lines the tests run; needs cargo-llvm-cov
    Coverage,
    /// Changes tls13 in small ways, and looks whether tests fail; needs cargo-mutants
    Mutants(mutants::Options),
    /// Runs the tests that take minutes, random cases against aws-lc-rs among them
    Soak,
    /// Runs the fuzz targets of fuzz/, each for some minutes; needs cargo-fuzz and a nightly toolchain
    Fuzz(fuzz::Options),
    /// Talks with other implementations over sockets of this machine
    Interop {
        /// Only the cases whose name contains this
        filter: Option<String>,
    },
    /// Puts `tls13 serve` under a load of full handshakes from another process, and a server on rustls for comparison
    Load(load::Options),
    /// Shows where the time of a full handshake goes; needs Linux's perf
    Handshake(handshake::Options),
    /// Measures against other implementations, and prints the ratios
    BenchPeers(bench_peers::Options),
}

fn main() -> ExitCode {
    let result = match Command::parse() {
        Command::Ci(options) => ci::run(&options),
        Command::Arrows => arrows::run(),
        Command::Unsafe => unsafe_code::run(),
        Command::Vartime { bless } => vartime::run(bless),
        Command::Ct(options) => ct::run(&options),
        Command::Proofs(options) => proofs::run(&options),
        Command::NoStd => no_std::run(),
        Command::Size => size::run(),
        Command::Vectors { files_only } => vectors::run(files_only),
        Command::Spec => spec::run(),
        Command::Backends(options) => backends::run(&options),
        Command::Targets(options) => targets::run(&options),
        Command::Coverage => coverage::run(),
        Command::Mutants(options) => mutants::run(&options),
        Command::Soak => soak::run(),
        Command::Fuzz(options) => fuzz::run(&options),
        Command::Interop { filter } => interop::run(filter.as_deref()),
        Command::Load(options) => load::run(&options),
        Command::Handshake(options) => handshake::run(&options),
        Command::BenchPeers(options) => bench_peers::run(&options),
    };
    if let Err(error) = result {
        eprintln!("error: {error:#}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
