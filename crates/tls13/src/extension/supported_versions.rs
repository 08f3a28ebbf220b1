//! supported_versions (RFC 9846, section 4.3.1).

use crate::{
    code_points::ProtocolVersion,
    error::Error,
    wire::{CodePoints, Reader, Writer},
};

/// In a ClientHello: TLS 1.3 alone, after a reserved value if one is given.
//= 4.3.1-1 E.5-4
pub(crate) fn encode_client(writer: &mut Writer<'_>, grease: Option<u16>) {
    let versions = grease.into_iter().chain([ProtocolVersion::TLS_1_3.0]);
    writer.vec_u8(|list| versions.for_each(|version| list.u16(version)));
}

/// In a ServerHello or HelloRetryRequest.
//= 4.2.4-12 4.3.1-12
pub(crate) fn encode_server(writer: &mut Writer<'_>) {
    writer.u16(ProtocolVersion::TLS_1_3.0);
}

pub(crate) fn decode_client<'a>(reader: &mut Reader<'a>) -> Result<CodePoints<'a>, Error> {
    reader.vec_u8()?.code_points()
}

pub(crate) fn decode_server(reader: &mut Reader<'_>) -> Result<ProtocolVersion, Error> {
    reader.u16().map(ProtocolVersion)
}
