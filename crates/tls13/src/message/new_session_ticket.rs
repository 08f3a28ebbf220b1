//! NewSessionTicket (RFC 9846, section 4.7.1).

use alloc::vec::Vec;

use crate::{
    code_points::{ExtensionType, ExtensionType as T, HandshakeType},
    error::Error,
    extension::{Block, Place, early_data, put},
    wire::Reader,
};

/// A ticket and what is said of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct NewSessionTicket<'a> {
    /// In seconds.
    pub(crate) ticket_lifetime: u32,
    pub(crate) ticket_age_add: u32,
    pub(crate) ticket_nonce: &'a [u8],
    pub(crate) ticket: &'a [u8],
    /// In bytes; 0 if no early data is allowed.
    pub(crate) max_early_data_size: u32,
    /// A reserved extension to send besides.
    pub(crate) grease: Option<ExtensionType>,
}

impl<'a> NewSessionTicket<'a> {
    pub(crate) fn decode(body: &'a [u8]) -> Result<Self, Error> {
        let mut r = Reader::new(body, "NewSessionTicket");
        let ticket_lifetime = r.u32()?;
        let ticket_age_add = r.u32()?;
        let ticket_nonce = r.vec_u8()?.rest();
        let ticket = r.vec_u16()?.non_empty()?.rest();
        let extensions = r.vec_u16()?;
        r.finish()?;
        //= 4.7.1-9
        let block = Block::read(extensions, Place::NewSessionTicket, &[])?;
        let limit = block.get(T::EARLY_DATA, "early_data", early_data::decode_limit)?;
        let max_early_data_size = limit.unwrap_or(0);
        Ok(Self { ticket_lifetime, ticket_age_add, ticket_nonce, ticket, max_early_data_size, grease: None })
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        super::encode(HandshakeType::NEW_SESSION_TICKET, |w| {
            w.u32(self.ticket_lifetime);
            w.u32(self.ticket_age_add);
            w.vec_u8(|nonce| nonce.bytes(self.ticket_nonce));
            w.vec_u16(|ticket| ticket.bytes(self.ticket));
            w.vec_u16(|extensions| {
                if let Some(reserved) = self.grease {
                    put(extensions, reserved, |_| ());
                }
                if self.max_early_data_size > 0 {
                    put(extensions, T::EARLY_DATA, |w| {
                        early_data::encode_limit(w, self.max_early_data_size);
                    });
                }
            });
        })
    }
}
