//! Finished (RFC 9846, section 4.5.3).

use alloc::vec::Vec;

use crate::{
    code_points::HandshakeType, crypto::Digest, error::Error, key_schedule::TrafficSecret,
    transcript::Transcript,
};

/// This end's Finished over the transcript so far; `base_key` is its handshake traffic secret.
pub(crate) fn encode(base_key: &TrafficSecret, transcript: &Transcript) -> Vec<u8> {
    let verify_data: Digest = base_key.verify_data(&transcript.hash());
    super::encode(HandshakeType::FINISHED, |w| w.bytes(verify_data.as_bytes()))
}

/// Checks the peer's Finished over the transcript so far; `base_key` is the peer's handshake traffic secret. One of
/// another length is a wrong one (section 4.5.3), and not one that can't be parsed.
//= 4.5.3-1
pub(crate) fn check(body: &[u8], base_key: &TrafficSecret, transcript: &Transcript) -> Result<(), Error> {
    if base_key.verifies(&transcript.hash(), body) { Ok(()) } else { Err(Error::BadFinished) }
}
