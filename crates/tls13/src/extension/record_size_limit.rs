//! record_size_limit (RFC 8449): how much an end takes in one record, with its type and padding.

use crate::{
    error::Error,
    limits::MAX_PLAINTEXT,
    wire::{Reader, Writer},
};

/// The least that may be asked for (section 4).
pub(crate) const MIN: u16 = 64;

/// All that a record can hold: content and type.
pub(crate) const MAX: u16 = MAX_PLAINTEXT as u16 + 1;

pub(crate) fn encode(writer: &mut Writer<'_>, limit: u16) {
    writer.u16(limit);
}

pub(crate) fn decode(reader: &mut Reader<'_>) -> Result<u16, Error> {
    let limit = reader.u16()?;
    if limit < MIN { Err(Error::RecordSizeLimit(limit)) } else { Ok(limit) }
}
