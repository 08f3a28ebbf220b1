//! Certificate (RFC 9846, section 4.5.1).

use alloc::vec::Vec;

use rustls_pki_types::CertificateDer;

use crate::{
    code_points::{ExtensionType, HandshakeType},
    config::ServerConfig,
    error::{CertificateFault, Error},
    extension::{Block, Place, put, signed_certificate_timestamp, status_request},
    limits::MAX_CERTIFICATES,
    wire::{Reader, Writer},
};

/// A peer's certificates.
#[derive(Debug, Default)]
pub(crate) struct Certificate {
    /// The chain, end entity first.
    pub(crate) chain: Vec<CertificateDer<'static>>,
    /// The OCSP response for the end entity, in DER.
    pub(crate) ocsp_response: Option<Vec<u8>>,
    /// The SignedCertificateTimestampList for it, in its encoded form.
    pub(crate) sct_list: Option<Vec<u8>>,
}

/// A Certificate message of the handshake, whose context is empty. `offered` are the extensions that its entries may
/// answer.
pub(crate) fn decode(body: &[u8], offered: &[ExtensionType]) -> Result<Certificate, Error> {
    decode_for(body, &[], offered)
}

/// The same, for the request with this context.
pub(crate) fn decode_for(
    body: &[u8],
    expected_context: &[u8],
    offered: &[ExtensionType],
) -> Result<Certificate, Error> {
    let mut r = Reader::new(body, "Certificate");
    let context = r.vec_u8()?.rest();
    let mut list = r.vec_u24()?;
    r.finish()?;
    if context != expected_context {
        return Err(Error::CertificateRequestContext);
    }
    let mut certificate = Certificate::default();
    while !list.is_empty() {
        let der = list.vec_u24()?.non_empty()?.rest();
        let block = Block::read(list.vec_u16()?, Place::Certificate, offered)?;
        let status =
            block.get(ExtensionType::STATUS_REQUEST, "status_request", status_request::decode_entry)?;
        let scts = block.get(
            ExtensionType::SIGNED_CERTIFICATE_TIMESTAMP,
            "signed_certificate_timestamp",
            signed_certificate_timestamp::decode_entry,
        )?;
        if certificate.chain.is_empty() {
            certificate.ocsp_response = status.map(<[u8]>::to_vec);
            certificate.sct_list = scts.map(<[u8]>::to_vec);
        }
        if certificate.chain.len() == MAX_CERTIFICATES {
            return Err(CertificateFault::TooMany.into());
        }
        certificate.chain.push(CertificateDer::from(der.to_vec()));
    }
    Ok(certificate)
}

/// The extensions that a server's CertificateRequest lets a client's entries answer.
pub(crate) fn offered_to_clients(config: &ServerConfig) -> Vec<ExtensionType> {
    let ocsp = config.request_ocsp_response.then_some(ExtensionType::STATUS_REQUEST);
    let scts = config.request_scts.then_some(ExtensionType::SIGNED_CERTIFICATE_TIMESTAMP);
    ocsp.into_iter().chain(scts).collect()
}

/// What goes with the end entity's certificate.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Stapled<'a> {
    pub(crate) ocsp_response: Option<&'a [u8]>,
    pub(crate) sct_list: Option<&'a [u8]>,
}

impl Stapled<'_> {
    fn encode(&self, w: &mut Writer<'_>) {
        if let Some(response) = self.ocsp_response {
            put(w, ExtensionType::STATUS_REQUEST, |w| status_request::encode_entry(w, response));
        }
        if let Some(list) = self.sct_list {
            put(w, ExtensionType::SIGNED_CERTIFICATE_TIMESTAMP, |w| {
                signed_certificate_timestamp::encode_entry(w, list);
            });
        }
    }
}

/// A Certificate message of the handshake; an empty chain says that there is no certificate.
pub(crate) fn encode(chain: &[CertificateDer<'_>]) -> Vec<u8> {
    encode_stapled(chain, Stapled::default())
}

/// The same, with what is stapled to the end entity.
pub(crate) fn encode_stapled(chain: &[CertificateDer<'_>], stapled: Stapled<'_>) -> Vec<u8> {
    encode_entries(&[], chain, stapled)
}

/// The same, for the request with this context.
pub(crate) fn encode_entries(context: &[u8], chain: &[CertificateDer<'_>], stapled: Stapled<'_>) -> Vec<u8> {
    super::encode(HandshakeType::CERTIFICATE, |w| {
        //= 4.5.1-5
        w.vec_u8(|w| w.bytes(context));
        w.vec_u24(|list| {
            //= 4.5.1-9
            for (position, certificate) in chain.iter().enumerate() {
                list.vec_u24(|der| der.bytes(certificate));
                list.vec_u16(|extensions| {
                    //= 4.3-3 4.5.1-6 4.5.1-7 4.5.1.1-3
                    if position == 0 {
                        stapled.encode(extensions);
                    }
                });
            }
        });
    })
}
