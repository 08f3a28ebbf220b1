//! signed_certificate_timestamp (RFC 6962, section 3.3; RFC 9846, section 4.5.1.1). In a request it is empty.

use crate::{
    error::Error,
    wire::{Reader, Writer},
};

/// The SignedCertificateTimestampList of a CertificateEntry, in its encoded form.
pub(crate) fn encode_entry(writer: &mut Writer<'_>, list: &[u8]) {
    writer.bytes(list);
}

/// Takes the list as it is, once its form is right: not empty, and of elements that are not empty either.
pub(crate) fn decode_entry<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], Error> {
    let encoded = reader.rest();
    let mut list = reader.vec_u16()?.non_empty()?;
    while !list.is_empty() {
        list.vec_u16()?.non_empty()?;
    }
    Ok(encoded)
}

/// Whether these bytes, of our own configuration, are a list that peers take.
pub(crate) fn is_well_formed(list: &[u8]) -> bool {
    let mut reader = Reader::new(list, "SignedCertificateTimestampList");
    decode_entry(&mut reader).and_then(|_| reader.finish()).is_ok()
}
