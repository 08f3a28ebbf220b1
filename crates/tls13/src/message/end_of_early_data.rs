//! EndOfEarlyData (RFC 9846, section 4.6): an empty message.

use alloc::vec::Vec;

use crate::{code_points::HandshakeType, error::Error, wire::Reader};

pub(crate) fn encode() -> Vec<u8> {
    super::encode(HandshakeType::END_OF_EARLY_DATA, |_| ())
}

pub(crate) fn check(body: &[u8]) -> Result<(), Error> {
    Reader::new(body, "EndOfEarlyData").finish()
}
