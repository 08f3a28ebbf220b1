//! Certificate (RFC 9846, section 4.5.1).

use alloc::vec::Vec;

use rustls_pki_types::CertificateDer;

use crate::{
    code_points::{ExtensionType, HandshakeType},
    error::{CertificateFault, Error},
    extension::{Block, Place, status_request},
    limits::MAX_CERTIFICATES,
    wire::Reader,
};

/// A peer's certificates.
#[derive(Debug, Default)]
pub(crate) struct Certificate {
    /// The chain, end entity first.
    pub(crate) chain: Vec<CertificateDer<'static>>,
    /// The OCSP response for the end entity, in DER.
    pub(crate) ocsp_response: Option<Vec<u8>>,
}

/// A Certificate message of the handshake, whose context is empty. `offered` are the extensions that its entries may
/// answer.
pub(crate) fn decode(body: &[u8], offered: &[ExtensionType]) -> Result<Certificate, Error> {
    let mut r = Reader::new(body, "Certificate");
    let context = r.vec_u8()?;
    let mut list = r.vec_u24()?;
    r.finish()?;
    if !context.is_empty() {
        return Err(Error::CertificateRequestContext);
    }
    let (mut chain, mut ocsp_response) = (Vec::new(), None);
    while !list.is_empty() {
        let der = list.vec_u24()?.non_empty()?.rest();
        let block = Block::read(list.vec_u16()?, Place::Certificate, offered)?;
        let status =
            block.get(ExtensionType::STATUS_REQUEST, "status_request", status_request::decode_entry)?;
        if chain.is_empty() {
            ocsp_response = status.map(<[u8]>::to_vec);
        }
        if chain.len() == MAX_CERTIFICATES {
            return Err(CertificateFault::TooMany.into());
        }
        chain.push(CertificateDer::from(der.to_vec()));
    }
    Ok(Certificate { chain, ocsp_response })
}

/// A Certificate message of the handshake; an empty chain says that there is no certificate.
pub(crate) fn encode(chain: &[CertificateDer<'_>]) -> Vec<u8> {
    super::encode(HandshakeType::CERTIFICATE, |w| {
        //= 4.5.1-5
        w.vec_u8(|_| ());
        w.vec_u24(|list| {
            //= 4.5.1-9
            for certificate in chain {
                list.vec_u24(|der| der.bytes(certificate));
                //= 4.3-3 4.5.1-6 4.5.1-7 4.5.1.1-3
                list.vec_u16(|_| ());
            }
        });
    })
}
