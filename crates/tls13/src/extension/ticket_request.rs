//! ticket_request (RFC 9149): how many tickets a client would like.

use crate::{
    error::Error,
    wire::{Reader, Writer},
};

/// ClientTicketRequest.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct TicketRequest {
    /// After a handshake with certificates.
    pub(crate) new_session: u8,
    /// After a resumption.
    pub(crate) resumption: u8,
}

pub(crate) fn encode_client(writer: &mut Writer<'_>, request: TicketRequest) {
    writer.u8(request.new_session);
    writer.u8(request.resumption);
}

pub(crate) fn decode_client(reader: &mut Reader<'_>) -> Result<TicketRequest, Error> {
    Ok(TicketRequest { new_session: reader.u8()?, resumption: reader.u8()? })
}

/// expected_count of EncryptedExtensions: how many tickets the server means to send.
pub(crate) fn encode_server(writer: &mut Writer<'_>, expected_count: u8) {
    writer.u8(expected_count);
}

pub(crate) fn decode_server(reader: &mut Reader<'_>) -> Result<u8, Error> {
    reader.u8()
}
