//! KeyUpdate (RFC 9846, section 4.7.3).

use alloc::vec::Vec;

use crate::{code_points::HandshakeType, error::Error, wire::Reader};

/// KeyUpdateRequest: whether the receiver has to update its keys too.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum KeyUpdateRequest {
    NotRequested,
    Requested,
}

pub(crate) fn encode(request: KeyUpdateRequest) -> Vec<u8> {
    super::encode(HandshakeType::KEY_UPDATE, |w| w.u8(u8::from(request == KeyUpdateRequest::Requested)))
}

pub(crate) fn decode(body: &[u8]) -> Result<KeyUpdateRequest, Error> {
    let mut r = Reader::new(body, "KeyUpdate");
    let request = r.u8()?;
    r.finish()?;
    match request {
        0 => Ok(KeyUpdateRequest::NotRequested),
        1 => Ok(KeyUpdateRequest::Requested),
        //= 4.7.3-4
        _ => Err(Error::BadKeyUpdateRequest),
    }
}
