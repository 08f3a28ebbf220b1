//! NewSessionTicket (RFC 9846, section 4.7.1).

use crate::{
    error::Error,
    extension::{Block, Place},
    wire::Reader,
};

/// Checks the form of a ticket. This client doesn't resume, so it passes every ticket over, as the section demands.
pub(crate) fn check(body: &[u8]) -> Result<(), Error> {
    let mut r = Reader::new(body, "NewSessionTicket");
    let _ticket_lifetime = r.u32()?;
    let _ticket_age_add = r.u32()?;
    let _ticket_nonce = r.vec_u8()?;
    let _ticket = r.vec_u16()?.non_empty()?;
    let extensions = r.vec_u16()?;
    r.finish()?;
    Block::read(extensions, Place::NewSessionTicket, &[])?;
    Ok(())
}
