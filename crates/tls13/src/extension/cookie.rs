//! cookie (RFC 9846, section 4.3.2).

use crate::{
    error::Error,
    wire::{Reader, Writer},
};

pub(crate) fn encode(writer: &mut Writer<'_>, cookie: &[u8]) {
    writer.vec_u16(|content| content.bytes(cookie));
}

pub(crate) fn decode<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], Error> {
    Ok(reader.vec_u16()?.non_empty()?.rest())
}
