//! compress_certificate (RFC 8879, section 3).

use alloc::vec::Vec;

use crate::{error::Error, wire::Reader};

/// The algorithms that the peer can undo, each named once.
pub(crate) fn decode(reader: &mut Reader<'_>) -> Result<Vec<u16>, Error> {
    let algorithms: Vec<u16> = reader.vec_u8()?.code_points()?.iter().collect();
    let mut sorted = algorithms.clone();
    sorted.sort_unstable();
    if sorted.windows(2).any(|pair| pair.first() == pair.last()) {
        return Err(reader.error());
    }
    Ok(algorithms)
}
