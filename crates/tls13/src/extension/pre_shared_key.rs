//! pre_shared_key (RFC 9846, section 4.3.11).

use alloc::vec::Vec;

use crate::{
    error::Error,
    wire::{Reader, Writer},
};

/// PskIdentity.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Identity<'a> {
    pub(crate) identity: &'a [u8],
    pub(crate) obfuscated_ticket_age: u32,
}

/// OfferedPsks: as many binders as identities.
#[derive(Debug)]
pub(crate) struct Offered<'a> {
    pub(crate) identities: Vec<Identity<'a>>,
    pub(crate) binders: Vec<&'a [u8]>,
    /// The length of the list of binders in its encoded form, with its own length: what the binders don't cover.
    pub(crate) binders_length: usize,
}

/// The identities with room for their binders, of the lengths in `binders`.
pub(crate) fn encode_client(writer: &mut Writer<'_>, identities: &[Identity<'_>], binders: &[usize]) {
    writer.vec_u16(|list| {
        for identity in identities {
            list.vec_u16(|bytes| bytes.bytes(identity.identity));
            list.u32(identity.obfuscated_ticket_age);
        }
    });
    writer.vec_u16(|list| binders.iter().for_each(|&length| list.vec_u8(|binder| binder.zeros(length))));
}

pub(crate) fn decode_client<'a>(reader: &mut Reader<'a>) -> Result<Offered<'a>, Error> {
    let mut list = reader.vec_u16()?.non_empty()?;
    let mut identities = Vec::new();
    while !list.is_empty() {
        let identity = list.vec_u16()?.non_empty()?.rest();
        identities.push(Identity { identity, obfuscated_ticket_age: list.u32()? });
    }
    let binders_length = reader.rest().len();
    let mut list = reader.vec_u16()?.non_empty()?;
    let mut binders = Vec::new();
    while !list.is_empty() {
        // One of the wrong length will not verify.
        binders.push(list.vec_u8()?.rest());
    }
    if binders.len() != identities.len() {
        return Err(Error::BinderCount);
    }
    Ok(Offered { identities, binders, binders_length })
}

/// selected_identity of a ServerHello.
pub(crate) fn encode_server(writer: &mut Writer<'_>, selected_identity: u16) {
    writer.u16(selected_identity);
}

pub(crate) fn decode_server(reader: &mut Reader<'_>) -> Result<u16, Error> {
    reader.u16()
}
