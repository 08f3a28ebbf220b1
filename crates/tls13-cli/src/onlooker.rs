//! What is shown and written down of a connection: `-v` and `--keylog`.

use std::{
    fs::{File, OpenOptions},
    io::Write,
};

use anyhow::{Context, Result};
use tls13::{
    code_points::{AlertDescription, ContentType, HandshakeType},
    observe::{Direction, Observer, key_log_line},
};

use crate::arguments::Look;

/// Watches one connection.
#[derive(Debug)]
pub(crate) struct Onlooker {
    verbose: bool,
    /// Before each line, to tell connections apart.
    prefix: String,
    key_log: Option<File>,
}

impl Onlooker {
    pub(crate) fn new(look: &Look, prefix: String) -> Result<Self> {
        let open = |path| OpenOptions::new().create(true).append(true).open(path);
        let key_log = look.keylog.as_ref().map(open).transpose().context("can't open the key log")?;
        Ok(Self { verbose: look.verbose, prefix, key_log })
    }

    fn show(&self, direction: Option<Direction>, what: std::fmt::Arguments<'_>) {
        let arrow = match direction {
            Some(Direction::Sent) => "->",
            Some(Direction::Received) => "<-",
            None => "  ",
        };
        if self.verbose {
            eprintln!("{}{arrow} {what}", self.prefix);
        }
    }
}

impl Observer for Onlooker {
    fn record(&mut self, direction: Direction, content_type: ContentType, length: usize) {
        if content_type == ContentType::CHANGE_CIPHER_SPEC {
            self.show(
                Some(direction),
                format_args!("change_cipher_spec, {length} byte (middlebox compatibility)"),
            );
        }
    }

    fn message(&mut self, direction: Direction, kind: HandshakeType, message: &[u8]) {
        self.show(Some(direction), format_args!("{kind}, {} bytes", message.len()));
    }

    fn state(&mut self, name: &'static str) {
        self.show(None, format_args!("state {name}"));
    }

    fn alert(&mut self, direction: Direction, description: AlertDescription) {
        self.show(Some(direction), format_args!("alert {description}"));
    }

    fn secret(&mut self, label: &'static str, client_random: &[u8; 32], secret: &[u8]) {
        if let Some(file) = &mut self.key_log {
            let line = key_log_line(label, client_random, secret);
            if let Err(error) = file.write_all(line.as_bytes()) {
                eprintln!("{}can't write the key log: {error}", self.prefix);
                self.key_log = None;
            }
        }
    }
}
