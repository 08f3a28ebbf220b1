//! application_layer_protocol_negotiation (RFC 7301, section 3.1).

use alloc::vec::Vec;

use crate::{
    error::Error,
    wire::{Reader, Writer},
};

/// In a ClientHello all protocols, in EncryptedExtensions the one that was chosen.
pub(crate) fn encode<P: AsRef<[u8]>>(writer: &mut Writer<'_>, protocols: &[P]) {
    writer.vec_u16(|list| {
        for protocol in protocols {
            list.vec_u8(|name| name.bytes(protocol.as_ref()));
        }
    });
}

/// A list of names, none of them empty.
pub(crate) fn decode<'a>(reader: &mut Reader<'a>) -> Result<Vec<&'a [u8]>, Error> {
    let mut list = reader.vec_u16()?.non_empty()?;
    let mut names = Vec::new();
    while !list.is_empty() {
        names.push(list.vec_u8()?.non_empty()?.rest());
    }
    Ok(names)
}

/// The server's answer: a list of exactly one name.
pub(crate) fn decode_server<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], Error> {
    let mut list = reader.vec_u16()?;
    let name = list.vec_u8()?.non_empty()?.rest();
    list.finish()?;
    Ok(name)
}
