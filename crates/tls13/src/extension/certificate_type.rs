//! client_certificate_type and server_certificate_type (RFC 7250, section 3).

use crate::{
    error::Error,
    wire::{Reader, Writer},
};

/// The one kind that needs no mention.
const X509: u8 = 0;

/// A client's list, and whether X.509 is in it. A list of X.509 alone says nothing, and must not be sent.
pub(crate) fn decode_client(reader: &mut Reader<'_>) -> Result<bool, Error> {
    let types = reader.vec_u8()?.non_empty()?.rest();
    if types == [X509] {
        return Err(reader.error());
    }
    Ok(types.contains(&X509))
}

/// A server's answer: X.509.
pub(crate) fn encode_server(writer: &mut Writer<'_>) {
    writer.u8(X509);
}
