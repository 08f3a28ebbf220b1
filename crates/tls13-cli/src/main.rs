//! The program `tls13`: a demonstration, a client, a small HTTPS server and a checker of servers, on TLS 1.3 from
//! scratch.

#![forbid(unsafe_code)]

use std::process::ExitCode;

use clap::Parser;

mod arguments;
mod certificate;
mod check;
mod connect;
mod demo;
mod onlooker;
mod pipe;
mod report;
mod serve;
mod trust;

use arguments::{Arguments, Command};

fn main() -> ExitCode {
    let done = |()| ExitCode::SUCCESS;
    let outcome = match Arguments::parse().command.unwrap_or(Command::Demo) {
        Command::Demo => demo::run().map(done),
        Command::Connect(arguments) => connect::run(&arguments).map(done),
        Command::Serve(arguments) => serve::run(&arguments).map(done),
        Command::Check(arguments) => check::run(&arguments),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprint!("{}", report::explain(&error));
            ExitCode::FAILURE
        }
    }
}
