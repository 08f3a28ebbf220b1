//! server_name (RFC 6066, section 3).

use crate::{
    error::Error,
    wire::{Reader, Writer},
};

const HOST_NAME: u8 = 0;

pub(crate) fn encode(writer: &mut Writer<'_>, host_name: &str) {
    writer.vec_u16(|list| {
        list.u8(HOST_NAME);
        list.vec_u16(|name| name.bytes(host_name.as_bytes()));
    });
}

/// The host name in a ClientHello. Exactly one name, of type host_name, is accepted, as every client sends it; it has
/// to be ASCII without zero bytes.
//= 9.2-13
pub(crate) fn decode<'a>(reader: &mut Reader<'a>) -> Result<&'a str, Error> {
    let mut list = reader.vec_u16()?.non_empty()?;
    let kind = list.u8()?;
    let name = list.vec_u16()?.non_empty()?.rest();
    list.finish()?;
    match core::str::from_utf8(name) {
        Ok(name) if kind == HOST_NAME && name.is_ascii() && !name.contains('\0') => Ok(name),
        _ => Err(Error::BadServerName),
    }
}
