//! supported_groups (RFC 9846, section 4.3.7).

use crate::{
    code_points::NamedGroup,
    error::Error,
    suite::Group,
    wire::{CodePoints, Reader, Writer},
};

/// The groups, after a reserved value if one is given.
pub(crate) fn encode(writer: &mut Writer<'_>, grease: Option<u16>, groups: &[Group]) {
    let groups = groups.iter().map(|&group| NamedGroup::from(group).0);
    writer.vec_u16(|list| grease.into_iter().chain(groups).for_each(|group| list.u16(group)));
}

pub(crate) fn decode<'a>(reader: &mut Reader<'a>) -> Result<CodePoints<'a>, Error> {
    reader.list_u16()
}
