//! Certificates by ML-DSA and for it (RFC 9881), which rcgen doesn't know: it makes them as if for Ed25519, with the right
//! public key, and here they get the right names of algorithms, and a signature.

use rcgen::{Error, SigningKey};
use rustls_pki_types::CertificateDer;

use crate::key::Key;

const BIT_STRING: u8 = 0x03;
const SEQUENCE: u8 = 0x30;

/// The place of the signature's algorithm, and of the SubjectPublicKeyInfo, in a TBSCertificate (RFC 5280, section 4.1).
const SIGNATURE: usize = 2;
const PUBLIC_KEY_INFO: usize = 6;

/// The same certificate with the right names of algorithms, signed again; as it is, if neither key is of ML-DSA.
pub(crate) fn signed_again(
    certificate: &CertificateDer<'static>,
    subject: &Key,
    issuer: &Key,
) -> Result<CertificateDer<'static>, Error> {
    if subject.ml_dsa_algorithm().is_none() && issuer.ml_dsa_algorithm().is_none() {
        return Ok(certificate.clone());
    }
    let mut parts = elements(content(certificate));
    let mut to_be_signed = elements(content(&parts[0]));
    if let Some(algorithm) = issuer.ml_dsa_algorithm() {
        to_be_signed[SIGNATURE] = element(SEQUENCE, &algorithm);
        parts[1] = element(SEQUENCE, &algorithm);
    }
    if let Some(algorithm) = subject.ml_dsa_algorithm() {
        let key = elements(content(&to_be_signed[PUBLIC_KEY_INFO])).remove(1);
        to_be_signed[PUBLIC_KEY_INFO] = element(SEQUENCE, &[element(SEQUENCE, &algorithm), key].concat());
    }
    parts[0] = element(SEQUENCE, &to_be_signed.concat());
    // No bit of the last byte is unused.
    parts[2] = element(BIT_STRING, &[&[0], &issuer.sign(&parts[0])?[..]].concat());
    Ok(element(SEQUENCE, &parts.concat()).into())
}

/// An element of DER: its tag, its length and its content.
fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let significant = &length[length.iter().position(|&byte| byte != 0).unwrap_or(length.len() - 1)..];
    let mut der = vec![tag];
    if content.len() > 0x7f {
        der.push(0x80 | significant.len() as u8);
    }
    [&der, significant, content].concat()
}

/// The bytes of its header and of its content.
fn lengths(der: &[u8]) -> (usize, usize) {
    match der[1] {
        short @ 0..=0x7f => (2, short.into()),
        long => {
            let header = 2 + usize::from(long & 0x7f);
            (header, der[2..header].iter().fold(0, |length, &byte| length << 8 | usize::from(byte)))
        }
    }
}

fn content(der: &[u8]) -> &[u8] {
    &der[lengths(der).0..]
}

/// The elements that follow each other in `der`.
fn elements(mut der: &[u8]) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    while !der.is_empty() {
        let (header, length) = lengths(der);
        let (first, rest) = der.split_at(header + length);
        all.push(first.to_vec());
        der = rest;
    }
    all
}
