//! How the program ends: what the runner reads from its exit status and its last words.

use std::{fmt::Display, io};

use tls13::Error;

use crate::error_names::{self, Heard};

/// Why a connection, or the whole program, did not succeed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The test needs something that this implementation doesn't have.
    Unimplemented(String),
    /// TLS failed; tests that expect this look for the error's name.
    Tls { error: Error, is_server: bool, heard: Heard },
    /// An expectation was not met: never what a test wants.
    Unmet(String),
    /// The transport failed.
    Io(io::Error),
    /// Words that a test expects as they are.
    Words(&'static str),
}

impl Failure {
    /// Says what is to be said, and returns the exit status.
    pub(crate) fn report(&self) -> u8 {
        const FAILED: u8 = 1;
        const UNIMPLEMENTED: u8 = 89;
        const MUST_FAIL: u8 = 90;
        match self {
            Self::Unimplemented(what) => {
                eprintln!("not implemented: {what}");
                UNIMPLEMENTED
            }
            Self::Tls { error, is_server, heard } => {
                eprintln!("{}: {error}", error_names::of(error, *is_server, *heard));
                FAILED
            }
            Self::Unmet(what) => {
                eprintln!("expectation not met: {what}");
                MUST_FAIL
            }
            Self::Io(error) => {
                eprintln!("{error}");
                FAILED
            }
            Self::Words(words) => {
                eprintln!("{words}");
                FAILED
            }
        }
    }
}

pub(crate) fn unimplemented(what: impl Into<String>) -> Failure {
    Failure::Unimplemented(what.into())
}

/// Fails unless `holds`.
pub(crate) fn expect(holds: bool, what: impl Display) -> Result<(), Failure> {
    if holds { Ok(()) } else { Err(Failure::Unmet(what.to_string())) }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Tls { error, is_server: false, heard: Heard::Nothing }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
