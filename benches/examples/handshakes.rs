//! Makes full handshakes for some seconds: what `cargo xtask handshake` has a profiler look at.

#![forbid(unsafe_code)]

use std::{process::ExitCode, time::Duration};

use clearbox_benches::works::sides;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (name, seconds) = (arguments.next(), arguments.next());
    let seconds = seconds.and_then(|seconds| seconds.parse().ok()).map(Duration::from_secs);
    let (Some(name), Some(seconds)) = (name, seconds) else {
        eprintln!("usage: handshakes NAME SECONDS");
        return ExitCode::FAILURE;
    };
    let Some(sides) = sides(&name, seconds) else {
        eprintln!("no handshake is called {name}");
        return ExitCode::FAILURE;
    };
    println!("{:.1}\t{:.1}", sides.client.as_secs_f64() * 1e6, sides.server.as_secs_f64() * 1e6);
    ExitCode::SUCCESS
}
