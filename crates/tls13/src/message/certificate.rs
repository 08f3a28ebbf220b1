//! Certificate (RFC 9846, section 4.5.1).

use alloc::vec::Vec;
use core::iter;

use rustls_pki_types::{CertificateDer, SubjectPublicKeyInfoDer};

use crate::{
    code_points::{CertificateType, ExtensionType, HandshakeType},
    config::ServerConfig,
    error::{CertificateFault, Error},
    extension::{Block, Place, put, signed_certificate_timestamp, status_request},
    identity::Identity,
    limits::MAX_CERTIFICATES,
    verify::is_well_formed,
    wire::{Reader, Writer},
};

/// What a peer shows of itself.
#[derive(Debug, Default)]
pub(crate) struct Certificate {
    pub(crate) identity: Identity,
    /// The OCSP response for the end entity, in DER.
    pub(crate) ocsp_response: Option<Vec<u8>>,
    /// The SignedCertificateTimestampList for it, in its encoded form.
    pub(crate) sct_list: Option<Vec<u8>>,
}

/// What a Certificate message has to be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Expected<'a> {
    /// That of the request which it answers; empty in the handshake.
    pub(crate) context: &'a [u8],
    /// What the two ends have agreed on.
    pub(crate) certificate_type: CertificateType,
    /// The extensions that the entries of certificates may answer.
    pub(crate) offered: &'a [ExtensionType],
}

pub(crate) fn decode(body: &[u8], expected: &Expected<'_>) -> Result<Certificate, Error> {
    let mut r = Reader::new(body, "Certificate");
    let context = r.vec_u8()?.rest();
    let list = r.vec_u24()?;
    r.finish()?;
    if context != expected.context {
        return Err(Error::CertificateRequestContext);
    }
    match expected.certificate_type {
        _ if list.is_empty() => Ok(Certificate::default()),
        CertificateType::RAW_PUBLIC_KEY => raw_public_key(list),
        _ => chain(list, expected.offered),
    }
}

fn chain(mut list: Reader<'_>, offered: &[ExtensionType]) -> Result<Certificate, Error> {
    let mut certificate = Certificate::default();
    let mut chain = Vec::new();
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
        if chain.is_empty() {
            certificate.ocsp_response = status.map(<[u8]>::to_vec);
            certificate.sct_list = scts.map(<[u8]>::to_vec);
        }
        if chain.len() == MAX_CERTIFICATES {
            return Err(CertificateFault::TooMany.into());
        }
        chain.push(CertificateDer::from(der.to_vec()));
    }
    certificate.identity = Identity::Certificates(chain);
    Ok(certificate)
}

/// One key, to which nothing is stapled.
fn raw_public_key(list: Reader<'_>) -> Result<Certificate, Error> {
    let mut list = Reader::new(list.rest(), "RawPublicKey");
    let key = SubjectPublicKeyInfoDer::from(list.vec_u24()?.non_empty()?.rest().to_vec());
    Block::read(list.vec_u16()?, Place::Certificate, &[])?;
    //= 4.5.1-13
    if !list.is_empty() {
        return Err(Error::SeveralRawPublicKeys);
    }
    if !is_well_formed(&key) {
        return Err(Error::Decode { what: "SubjectPublicKeyInfo" });
    }
    Ok(Certificate { identity: Identity::RawPublicKey(key), ..Certificate::default() })
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
    /// Whether the extensions of one entry can hold it: 2^16 - 1 bytes, types and lengths among them.
    pub(crate) fn fits(&self) -> bool {
        let ocsp = self.ocsp_response.map_or(0, |response| 4 + 4 + response.len());
        let scts = self.sct_list.map_or(0, |list| 4 + list.len());
        ocsp + scts <= usize::from(u16::MAX)
    }

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
    encode_list(&[], chain.iter().map(|certificate| &certificate[..]), Stapled::default())
}

/// The same of any identity, with what is stapled to the end entity.
pub(crate) fn encode_stapled(identity: &Identity, stapled: Stapled<'_>) -> Vec<u8> {
    encode_entries(&[], identity, stapled)
}

/// The same, for the request with this context.
pub(crate) fn encode_entries(context: &[u8], identity: &Identity, stapled: Stapled<'_>) -> Vec<u8> {
    match identity {
        Identity::Certificates(chain) => {
            encode_list(context, chain.iter().map(|certificate| &certificate[..]), stapled)
        }
        //= 4.5.1-13
        Identity::RawPublicKey(key) => encode_list(context, iter::once(&key[..]), Stapled::default()),
    }
}

fn encode_list<'a>(context: &[u8], entries: impl Iterator<Item = &'a [u8]>, stapled: Stapled<'_>) -> Vec<u8> {
    super::encode(HandshakeType::CERTIFICATE, |w| {
        //= 4.5.1-5
        w.vec_u8(|w| w.bytes(context));
        w.vec_u24(|list| {
            //= 4.5.1-9
            for (position, entry) in entries.enumerate() {
                list.vec_u24(|der| der.bytes(entry));
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
