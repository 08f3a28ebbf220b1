//! Certificate (RFC 9846, section 4.5.1).

use alloc::vec::Vec;

use rustls_pki_types::CertificateDer;

use crate::{
    code_points::{ExtensionType, HandshakeType},
    error::{CertificateError, Error},
    extension::{Block, Place},
    limits::MAX_CERTIFICATES,
    wire::Reader,
};

/// The chain in a Certificate message of the handshake, whose context is empty. `offered` are the extensions that
/// its entries may answer.
pub(crate) fn decode(body: &[u8], offered: &[ExtensionType]) -> Result<Vec<CertificateDer<'static>>, Error> {
    let mut r = Reader::new(body, "Certificate");
    let context = r.vec_u8()?;
    let mut list = r.vec_u24()?;
    r.finish()?;
    if !context.is_empty() {
        return Err(Error::CertificateRequestContext);
    }
    let mut chain = Vec::new();
    while !list.is_empty() {
        let der = list.vec_u24()?.non_empty()?.rest();
        Block::read(list.vec_u16()?, Place::Certificate, offered)?;
        if chain.len() == MAX_CERTIFICATES {
            return Err(CertificateError::TooMany.into());
        }
        chain.push(CertificateDer::from(der.to_vec()));
    }
    Ok(chain)
}

/// A Certificate message of the handshake; an empty chain says that there is no certificate.
pub(crate) fn encode(chain: &[CertificateDer<'_>]) -> Vec<u8> {
    super::encode(HandshakeType::CERTIFICATE, |w| {
        w.vec_u8(|_| ());
        w.vec_u24(|list| {
            for certificate in chain {
                list.vec_u24(|der| der.bytes(certificate));
                list.vec_u16(|_| ());
            }
        });
    })
}
