//! status_request (RFC 6066, section 8; RFC 9846, section 4.5.1.1): stapled OCSP responses.

use crate::{
    error::Error,
    wire::{Reader, Writer},
};

const OCSP: u8 = 1;

/// CertificateStatusRequest: any responder, no extensions.
pub(crate) fn encode_request(writer: &mut Writer<'_>) {
    writer.u8(OCSP);
    writer.vec_u16(|_| ());
    writer.vec_u16(|_| ());
}

/// Whether an OCSP response is wanted; other kinds of status are not known. A server's request may be empty.
pub(crate) fn decode_request(reader: &mut Reader<'_>) -> Result<bool, Error> {
    if reader.is_empty() {
        return Ok(true);
    }
    let kind = reader.u8()?;
    if kind != OCSP {
        reader.take(reader.rest().len())?;
        return Ok(false);
    }
    reader.vec_u16()?;
    reader.vec_u16()?;
    Ok(true)
}

/// CertificateStatus of a CertificateEntry with the OCSPResponse in DER.
pub(crate) fn encode_entry(writer: &mut Writer<'_>, response: &[u8]) {
    writer.u8(OCSP);
    writer.vec_u24(|w| w.bytes(response));
}

/// The OCSPResponse of a CertificateStatus.
//= 4.5.1.1-1 4.5.1.1-5
pub(crate) fn decode_entry<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], Error> {
    if reader.u8()? != OCSP {
        return Err(reader.error());
    }
    Ok(reader.vec_u24()?.non_empty()?.rest())
}
