//! client_certificate_type and server_certificate_type (RFC 7250, section 3): what kinds of certificates an end shows
//! and takes.

use alloc::vec::Vec;

use crate::{
    code_points::CertificateType,
    error::Error,
    wire::{Reader, Writer},
};

/// Without the extension, certificates are of this kind: a list of it alone says nothing, and is not sent.
pub(crate) const DEFAULT: &[CertificateType] = &[CertificateType::X509];

/// A client's list, most preferred first.
pub(crate) fn encode_client(writer: &mut Writer<'_>, types: &[CertificateType]) {
    writer.vec_u8(|list| types.iter().for_each(|kind| list.u8(kind.0)));
}

pub(crate) fn decode_client(reader: &mut Reader<'_>) -> Result<Vec<CertificateType>, Error> {
    let types: Vec<_> = reader.vec_u8()?.non_empty()?.rest().iter().copied().map(CertificateType).collect();
    if types == DEFAULT { Err(Error::OnlyDefaultCertificateType) } else { Ok(types) }
}

/// A server's choice.
pub(crate) fn encode_server(writer: &mut Writer<'_>, kind: CertificateType) {
    writer.u8(kind.0);
}

pub(crate) fn decode_server(reader: &mut Reader<'_>) -> Result<CertificateType, Error> {
    reader.u8().map(CertificateType)
}
