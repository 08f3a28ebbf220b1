//! Handshake messages (RFC 9846, section 4): one file each, with its encoding and decoding.

use alloc::vec::Vec;

use crate::{code_points::HandshakeType, wire::Writer};

pub(crate) mod certificate;
pub(crate) mod certificate_request;
pub(crate) mod certificate_verify;
pub(crate) mod client_hello;
pub(crate) mod compressed_certificate;
pub(crate) mod encrypted_extensions;
pub(crate) mod end_of_early_data;
pub(crate) mod finished;
pub(crate) mod hello_retry_request;
pub(crate) mod key_update;
pub(crate) mod new_session_ticket;
pub(crate) mod server_hello;

/// Most messages are no longer, so that their buffers needn't grow.
const USUAL_LENGTH: usize = 512;

/// A handshake message: its type, the length of its body, its body.
fn encode(kind: HandshakeType, body: impl FnOnce(&mut Writer<'_>)) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(USUAL_LENGTH);
    let mut writer = Writer::new(&mut bytes);
    writer.u8(kind.0);
    writer.vec_u24(body);
    bytes
}
