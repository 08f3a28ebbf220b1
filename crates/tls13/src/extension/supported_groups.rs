//! supported_groups (RFC 9846, section 4.3.7).

use crate::{
    code_points::NamedGroup,
    error::Error,
    suite::Group,
    wire::{CodePoints, Reader, Writer},
};

pub(crate) fn encode(writer: &mut Writer<'_>, groups: &[Group]) {
    writer.vec_u16(|list| groups.iter().for_each(|&group| list.u16(NamedGroup::from(group).0)));
}

pub(crate) fn decode<'a>(reader: &mut Reader<'a>) -> Result<CodePoints<'a>, Error> {
    reader.list_u16()
}
