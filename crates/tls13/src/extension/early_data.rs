//! early_data (RFC 9846, section 4.3.10). In ClientHello and EncryptedExtensions it is empty.

use crate::{
    error::Error,
    wire::{Reader, Writer},
};

/// max_early_data_size of a NewSessionTicket, in bytes.
pub(crate) fn encode_limit(writer: &mut Writer<'_>, max_early_data_size: u32) {
    writer.u32(max_early_data_size);
}

pub(crate) fn decode_limit(reader: &mut Reader<'_>) -> Result<u32, Error> {
    reader.u32()
}
