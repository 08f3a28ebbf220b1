//! status_request (RFC 6066, section 8; RFC 9846, section 4.5.1.1): stapled OCSP responses.

use crate::{
    error::Error,
    wire::{Reader, Writer},
};

const OCSP: u8 = 1;

/// CertificateStatusRequest of a ClientHello: any responder, no extensions.
pub(crate) fn encode_client(writer: &mut Writer<'_>) {
    writer.u8(OCSP);
    writer.vec_u16(|_| ());
    writer.vec_u16(|_| ());
}

/// CertificateStatus of a CertificateEntry: the OCSPResponse in DER.
//= 4.5.1.1-1
pub(crate) fn decode_entry<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], Error> {
    if reader.u8()? != OCSP {
        return Err(reader.error());
    }
    Ok(reader.vec_u24()?.non_empty()?.rest())
}
