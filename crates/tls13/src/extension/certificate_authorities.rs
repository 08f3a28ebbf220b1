//! certificate_authorities (RFC 9846, section 4.3.4).

use alloc::vec::Vec;

use crate::{
    error::Error,
    wire::{Reader, Writer},
};

/// Distinguished names in DER.
pub(crate) fn encode(writer: &mut Writer<'_>, names: &[Vec<u8>]) {
    writer.vec_u16(|list| names.iter().for_each(|name| list.vec_u16(|der| der.bytes(name))));
}

pub(crate) fn decode(reader: &mut Reader<'_>) -> Result<Vec<Vec<u8>>, Error> {
    let mut list = reader.vec_u16()?.non_empty()?;
    let mut names = Vec::new();
    while !list.is_empty() {
        names.push(list.vec_u16()?.non_empty()?.rest().to_vec());
    }
    Ok(names)
}
