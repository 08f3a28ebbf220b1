//! The transcript hash (RFC 9846, section 4.1).

use alloc::vec::Vec;

use crate::{
    code_points::HandshakeType,
    crypto::{Digest, Hash, Hasher},
};

/// The client's transcript before the server has chosen the hash: its first ClientHello, kept as it is.
#[derive(Debug)]
pub(crate) struct Unhashed(Vec<u8>);

impl Unhashed {
    pub(crate) fn new(client_hello: Vec<u8>) -> Self {
        Self(client_hello)
    }

    /// Begins hashing.
    pub(crate) fn into_hashed(self, hash: Hash) -> Transcript {
        let mut transcript = Transcript::new(hash);
        transcript.add(&self.0);
        transcript
    }
}

/// The running hash of all handshake messages, headers included.
#[derive(Clone, Debug)]
pub(crate) struct Transcript(Hasher);

impl Transcript {
    pub(crate) fn new(hash: Hash) -> Self {
        Self(Hasher::new(hash))
    }

    /// Adds a whole message, with its header.
    pub(crate) fn add(&mut self, message: &[u8]) {
        self.0.update(message);
    }

    /// Transcript-Hash of the messages so far.
    pub(crate) fn hash(&self) -> Digest {
        self.0.digest()
    }

    /// As if ClientHello1 had been added, of which only this hash is left, and replaced.
    pub(crate) fn after_client_hello1(hash: Hash, client_hello1: &Digest) -> Self {
        let mut transcript = Self::new(hash);
        let digest = client_hello1.as_bytes();
        transcript.add(&[HandshakeType::MESSAGE_HASH.0, 0, 0, digest.len() as u8]);
        transcript.add(digest);
        transcript
    }

    /// Replaces what has been added, which is ClientHello1, by the synthetic message_hash message. A
    /// HelloRetryRequest comes next.
    pub(crate) fn replace_by_message_hash(&mut self) {
        *self = Self::after_client_hello1(self.0.hash(), &self.hash());
    }
}
