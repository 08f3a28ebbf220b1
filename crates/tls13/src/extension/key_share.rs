//! key_share (RFC 9846, section 4.3.8).

use alloc::vec::Vec;

use crate::{
    code_points::NamedGroup,
    crypto::KeyPair,
    error::Error,
    suite::Group,
    wire::{CodePoints, Reader, Writer},
};

/// KeyShareEntry.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry<'a> {
    pub(crate) group: NamedGroup,
    pub(crate) key_exchange: &'a [u8],
}

fn encode_entry(writer: &mut Writer<'_>, group: Group, key_exchange: &[u8]) {
    writer.u16(NamedGroup::from(group).0);
    writer.vec_u16(|content| content.bytes(key_exchange));
}

fn decode_entry<'a>(reader: &mut Reader<'a>) -> Result<Entry<'a>, Error> {
    let group = NamedGroup(reader.u16()?);
    Ok(Entry { group, key_exchange: reader.vec_u16()?.non_empty()?.rest() })
}

/// KeyShareClientHello.
///
/// The shares, after one of a single byte for a reserved group if one is given.
pub(crate) fn encode_client(writer: &mut Writer<'_>, grease: Option<u16>, shares: &[KeyPair]) {
    writer.vec_u16(|list| {
        if let Some(group) = grease {
            list.u16(group);
            list.vec_u16(|content| content.u8(0));
        }
        shares.iter().for_each(|pair| encode_entry(list, pair.group(), &pair.public()));
    });
}

pub(crate) fn decode_client<'a>(reader: &mut Reader<'a>) -> Result<Vec<Entry<'a>>, Error> {
    let mut list = reader.vec_u16()?;
    let mut entries = Vec::new();
    while !list.is_empty() {
        entries.push(decode_entry(&mut list)?);
    }
    Ok(entries)
}

/// No group twice, and none that is not in supported_groups. Both lists may be long and hostile, so they are sorted.
//= 4.3.8-8 4.3.8-13
pub(crate) fn check(entries: &[Entry<'_>], groups: CodePoints<'_>) -> Result<(), Error> {
    let mut seen: Vec<NamedGroup> = entries.iter().map(|entry| entry.group).collect();
    seen.sort_unstable();
    let twice = seen.windows(2).any(|pair| pair.first() == pair.last());
    let mut offered: Vec<u16> = groups.iter().collect();
    offered.sort_unstable();
    let foreign = seen.iter().any(|group| offered.binary_search(&group.0).is_err());
    if twice || foreign { Err(Error::BadKeyShareList) } else { Ok(()) }
}

/// KeyShareServerHello.
pub(crate) fn encode_server(writer: &mut Writer<'_>, group: Group, key_exchange: &[u8]) {
    encode_entry(writer, group, key_exchange);
}

pub(crate) fn decode_server<'a>(reader: &mut Reader<'a>) -> Result<Entry<'a>, Error> {
    decode_entry(reader)
}

/// KeyShareHelloRetryRequest.
pub(crate) fn encode_retry(writer: &mut Writer<'_>, group: Group) {
    writer.u16(NamedGroup::from(group).0);
}

pub(crate) fn decode_retry(reader: &mut Reader<'_>) -> Result<NamedGroup, Error> {
    reader.u16().map(NamedGroup)
}
