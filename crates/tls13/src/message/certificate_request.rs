//! CertificateRequest (RFC 9846, section 4.4.2).

use crate::{
    code_points::ExtensionType as T,
    error::Error,
    extension::{Block, Place, signature_algorithms},
    wire::Reader,
};

/// Checks a CertificateRequest of the handshake: its context is empty, and signature_algorithms is there. What it
/// asks for is not looked at, since this client has no certificate to choose.
pub(crate) fn check(body: &[u8]) -> Result<(), Error> {
    let mut r = Reader::new(body, "CertificateRequest");
    let context = r.vec_u8()?;
    let extensions = r.vec_u16()?;
    r.finish()?;
    if !context.is_empty() {
        return Err(Error::CertificateRequestContext);
    }
    let block = Block::read(extensions, Place::CertificateRequest, &[])?;
    block
        .get(T::SIGNATURE_ALGORITHMS, "signature_algorithms", signature_algorithms::decode)?
        .ok_or(Error::MissingExtension(T::SIGNATURE_ALGORITHMS))?;
    Ok(())
}
