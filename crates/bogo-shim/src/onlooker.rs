//! What the expectations need to know and the application is not told: messages as they were on the wire.

use tls13::{
    code_points::HandshakeType,
    observe::{Direction, Observer},
};

use crate::error_names::Heard;

#[derive(Debug, Default)]
pub(crate) struct Onlooker {
    /// The types of the messages that came.
    pub(crate) received: Vec<HandshakeType>,
    /// The last ClientHello that came.
    client_hello: Vec<u8>,
    /// A HelloRetryRequest was among the messages.
    retried: bool,
}

impl Observer for Onlooker {
    fn message(&mut self, direction: Direction, kind: HandshakeType, message: &[u8]) {
        if direction == Direction::Received {
            self.received.push(kind);
            // Header and version come before the random, which begins so in a HelloRetryRequest alone.
            let random = message.get(6..10);
            self.retried |= kind == HandshakeType::SERVER_HELLO && random == Some(&[0xcf, 0x21, 0xad, 0x74]);
            if kind == HandshakeType::CLIENT_HELLO {
                self.client_hello = message.to_vec();
            }
        }
    }
}

impl Onlooker {
    pub(crate) fn heard(&self) -> Heard {
        match (self.received.is_empty(), self.retried) {
            (true, _) => Heard::Nothing,
            (false, true) => Heard::HelloRetryRequest,
            (false, false) => Heard::Something,
        }
    }

    /// The content of an extension of the ClientHello that came.
    pub(crate) fn client_extension(&self, wanted: u16) -> Option<&[u8]> {
        // Header, version, random; then session, suites, compression with their lengths.
        let mut rest = self.client_hello.get(4 + 2 + 32..)?;
        for length_bytes in [1, 2, 1] {
            rest = split_vector(rest, length_bytes)?.1;
        }
        let (mut extensions, _) = split_vector(rest, 2)?;
        while let Some((kind, after)) = extensions.split_first_chunk::<2>() {
            let (content, after) = split_vector(after, 2)?;
            if u16::from_be_bytes(*kind) == wanted {
                return Some(content);
            }
            extensions = after;
        }
        None
    }
}

/// A vector with its length before it, and what follows.
fn split_vector(bytes: &[u8], length_bytes: usize) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_at_checked(length_bytes)?;
    let length = length.iter().fold(0, |length, &byte| length << 8 | usize::from(byte));
    rest.split_at_checked(length)
}
