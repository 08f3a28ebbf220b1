//! Joins handshake messages out of the records they came in (RFC 9846, sections 4 and 5.1).

use alloc::vec::Vec;

use crate::{
    code_points::HandshakeType,
    error::Error,
    limits::{MAX_CERTIFICATE, MAX_CLIENT_HELLO, MAX_HANDSHAKE_MESSAGE},
};

const HEADER: usize = 4;

/// Proof that a handshake message ended with its record, so that keys may change after it. Only [`Joiner::next`]
/// makes one, and who changes the keys for reading has to show it.
#[derive(Debug)]
pub(crate) struct Boundary(());

/// A whole handshake message.
#[derive(Debug)]
pub(crate) struct Message<'a> {
    pub(crate) kind: HandshakeType,
    /// Without its header.
    pub(crate) body: &'a [u8],
    /// With its header.
    pub(crate) raw: &'a [u8],
    boundary: Option<Boundary>,
}

impl Message<'_> {
    /// The proof that nothing follows in the same record.
    //= 5.1-4 5.1-5
    pub(crate) fn boundary(&mut self) -> Result<Boundary, Error> {
        self.boundary.take().ok_or(Error::MessageSpansKeyChange)
    }
}

/// Handshake bytes that have come and are not yet consumed.
#[derive(Debug, Default)]
pub(crate) struct Joiner(Vec<u8>);

impl Joiner {
    /// Adds the content of a handshake record.
    pub(crate) fn add(&mut self, content: &[u8]) {
        self.0.extend_from_slice(content);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next message, if it is whole. A message too long is refused as soon as its header is there.
    pub(crate) fn next(&self) -> Result<Option<Message<'_>>, Error> {
        let Some(&[kind, l0, l1, l2]) = self.0.first_chunk::<HEADER>() else {
            return Ok(None);
        };
        let kind = HandshakeType(kind);
        let length = u32::from_be_bytes([0, l0, l1, l2]) as usize;
        if length > max_length(kind) {
            return Err(Error::MessageTooLong { message: kind, length });
        }
        let Some((raw, rest)) = self.0.split_at_checked(HEADER + length) else {
            return Ok(None);
        };
        let body = raw.get(HEADER..).unwrap_or_default();
        Ok(Some(Message { kind, body, raw, boundary: rest.is_empty().then_some(Boundary(())) }))
    }

    /// Drops the first `length` bytes, a message that was handled; frees the memory when nothing is left.
    pub(crate) fn consume(&mut self, length: usize) {
        if length >= self.0.len() {
            self.0 = Vec::new();
        } else {
            self.0.drain(..length);
        }
    }
}

fn max_length(kind: HandshakeType) -> usize {
    match kind {
        HandshakeType::CLIENT_HELLO => MAX_CLIENT_HELLO,
        HandshakeType::CERTIFICATE | HandshakeType::COMPRESSED_CERTIFICATE => MAX_CERTIFICATE,
        _ => MAX_HANDSHAKE_MESSAGE,
    }
}
