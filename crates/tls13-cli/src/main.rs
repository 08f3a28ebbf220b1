//! The program `tls13`: a demonstration, a client and a small HTTPS server on TLS 1.3 from scratch.

#![forbid(unsafe_code)]

use std::process::ExitCode;

use clap::Parser;

mod arguments;
mod certificate;
mod connect;
mod demo;
mod onlooker;
mod pipe;
mod report;
mod serve;
mod trust;

use arguments::{Arguments, Command};

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command.unwrap_or(Command::Demo) {
        Command::Demo => demo::run(),
        Command::Connect(arguments) => connect::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprint!("{}", report::explain(&error));
            ExitCode::FAILURE
        }
    }
}
