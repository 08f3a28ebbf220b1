//! What an onlooker may see of a connection as it happens: records, messages, states, alerts and secrets.
//!
//! Key log, verbose output and trace tests are observers. The observer is handed in with every call, like time and
//! randomness; `()` observes nothing.

use crate::code_points::{AlertDescription, ContentType, HandshakeType};

/// Which way something went, seen from this end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// From this end to the peer.
    Sent,
    /// From the peer to this end.
    Received,
}

/// Sees what happens on a connection. Every method does nothing by default.
pub trait Observer {
    /// A record, with the type of its content (for an encrypted record the inner one) and that content's length in
    /// bytes.
    fn record(&mut self, direction: Direction, content_type: ContentType, length: usize) {
        let _ = (direction, content_type, length);
    }

    /// A handshake message, whole, with its header of four bytes.
    fn message(&mut self, direction: Direction, kind: HandshakeType, message: &[u8]) {
        let _ = (direction, kind, message);
    }

    /// The state that this end has come to, by its name in appendix A.
    fn state(&mut self, name: &'static str) {
        let _ = name;
    }

    /// An alert.
    //= 6.2-6
    fn alert(&mut self, direction: Direction, description: AlertDescription) {
        let _ = (direction, description);
    }

    /// A secret, by its label in RFC 9850 (the key log), with ClientHello.random. Whoever has it can read the
    /// connection.
    fn secret(&mut self, label: &'static str, client_random: &[u8; 32], secret: &[u8]) {
        let _ = (label, client_random, secret);
    }

    /// The transcript hash from which keys or signatures are made, up to the last message seen.
    fn transcript_hash(&mut self, hash: &[u8]) {
        let _ = hash;
    }
}

impl Observer for () {}

/// Formats a line of the key log (RFC 9850): label, ClientHello.random and secret, in hexadecimal.
#[must_use]
pub fn key_log_line(label: &str, client_random: &[u8; 32], secret: &[u8]) -> alloc::string::String {
    use core::fmt::Write;
    let mut line = alloc::string::String::from(label);
    for bytes in [&client_random[..], secret] {
        line.push(' ');
        for byte in bytes {
            // Writing to a String can't fail.
            let _ = write!(line, "{byte:02x}");
        }
    }
    line.push('\n');
    line
}
