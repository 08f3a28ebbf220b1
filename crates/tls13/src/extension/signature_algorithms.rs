//! signature_algorithms and signature_algorithms_cert (RFC 9846, section 4.3.3).

use crate::{
    code_points::SignatureScheme,
    error::Error,
    wire::{CodePoints, Reader, Writer},
};

pub(crate) fn encode(writer: &mut Writer<'_>, schemes: &[SignatureScheme]) {
    writer.vec_u16(|list| schemes.iter().for_each(|scheme| list.u16(scheme.0)));
}

pub(crate) fn decode<'a>(reader: &mut Reader<'a>) -> Result<CodePoints<'a>, Error> {
    reader.list_u16()
}
