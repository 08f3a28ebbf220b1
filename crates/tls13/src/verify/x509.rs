//! What rustls-webpki doesn't tell of a certificate: names for people, the size of an RSA key, what a key is for.

use alloc::{format, string::String, vec::Vec};

use rustls_pki_types::CertificateDer;
use webpki::EndEntityCert;

use super::der::{self, Reader};
use crate::error::CertificateFault;

/// The attributes that names are commonly made of, by the content of their object identifier (RFC 4514, section 3).
const ATTRIBUTES: [(&[u8], &str); 8] = [
    (&[0x55, 4, 3], "CN"),
    (&[0x55, 4, 6], "C"),
    (&[0x55, 4, 7], "L"),
    (&[0x55, 4, 8], "ST"),
    (&[0x55, 4, 10], "O"),
    (&[0x55, 4, 11], "OU"),
    (&[0x55, 4, 5], "serialNumber"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 1], "emailAddress"),
];

/// No more characters of a name are shown: a certificate may hold any number.
const LONGEST_NAME: usize = 200;

/// A distinguished name, given without the tag and length around it, for people: `CN=Example CA, O=Example`. What
/// could confuse a terminal is escaped.
pub(super) fn name_text(name: &[u8]) -> String {
    let mut parts = Vec::new();
    let mut relative_names = Reader::new(name);
    while let Some(set) = relative_names.read(der::SET) {
        let mut attributes = Reader::new(set);
        while let Some(mut attribute) = attributes.sequence() {
            let kind = attribute.read(der::OBJECT_IDENTIFIER).unwrap_or_default();
            let (_, value) = attribute.next().unwrap_or_default();
            if let Some((_, known)) = ATTRIBUTES.iter().find(|(oid, _)| *oid == kind) {
                parts.push(format!("{known}={}", String::from_utf8_lossy(value).escape_debug()));
            }
        }
    }
    if parts.is_empty() {
        return String::from("without a name");
    }
    // The most specific part stands last in the certificate, and first for people.
    parts.reverse();
    let text = parts.join(", ");
    text.chars().take(LONGEST_NAME).collect()
}

/// The subject of a certificate for people, empty if it can't be read.
pub(super) fn subject_text(certificate: &CertificateDer<'_>) -> String {
    EndEntityCert::try_from(certificate).map(|parsed| name_text(parsed.subject())).unwrap_or_default()
}

/// The length in bits of an RSA key that is too short to be accepted; None for longer ones and for other kinds.
pub(super) fn weak_key(certificate: &CertificateDer<'_>) -> Option<usize> {
    let parsed = EndEntityCert::try_from(certificate).ok()?;
    weak_rsa(Reader::new(&parsed.subject_public_key_info()).read(der::SEQUENCE)?)
}

/// The same of the content of a SubjectPublicKeyInfo (RFC 8017, appendix A.1).
pub(super) fn weak_rsa(spki: &[u8]) -> Option<usize> {
    const PKCS_1: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1];
    let mut spki = Reader::new(spki);
    let algorithm = spki.sequence()?.read(der::OBJECT_IDENTIFIER)?;
    // rsaEncryption ends in 1, id-RSASSA-PSS in 10.
    if !matches!(algorithm.strip_prefix(PKCS_1), Some([1 | 10])) {
        return None;
    }
    let key = spki.read(der::BIT_STRING)?.strip_prefix(&[0])?;
    let modulus = Reader::new(key).sequence()?.read(der::INTEGER)?;
    let first = modulus.iter().position(|&byte| byte != 0)?;
    let significant = modulus.get(first..)?;
    let bits = 8 * significant.len() - significant.first()?.leading_zeros() as usize;
    (bits < clearbox_rsa::MIN_MODULUS_BITS).then_some(bits)
}

/// Whether handshakes may be signed by this certificate's key.
//= C.2-1
pub(super) fn check_key(certificate: &CertificateDer<'_>) -> Result<(), CertificateFault> {
    // It may be a raw public key, or anything else.
    EndEntityCert::try_from(certificate).map_err(|_| CertificateFault::BadEncoding)?;
    if let Some(bits) = weak_key(certificate) {
        return Err(CertificateFault::WeakKey { bits });
    }
    match may_sign(certificate) {
        Some(true) => Ok(()),
        Some(false) => Err(CertificateFault::NotForSigning),
        None => Err(CertificateFault::BadEncoding),
    }
}

/// Whether the key may sign handshakes: the extension KeyUsage is absent, or has the bit digitalSignature (RFC 5280,
/// section 4.2.1.3). None if the certificate can't be read.
pub(super) fn may_sign(certificate: &CertificateDer<'_>) -> Option<bool> {
    const KEY_USAGE: &[u8] = &[0x55, 0x1d, 15];
    const EXTENSIONS: u8 = 0xa3;
    let mut certificate = Reader::new(certificate).sequence()?;
    let mut fields = certificate.sequence()?;
    while fields.tag().is_some_and(|tag| tag != EXTENSIONS) {
        fields.next()?;
    }
    let Some(extensions) = fields.read(EXTENSIONS) else { return Some(true) };
    let mut extensions = Reader::new(extensions).sequence()?;
    while let Some(mut extension) = extensions.sequence() {
        if extension.read(der::OBJECT_IDENTIFIER)? == KEY_USAGE {
            if extension.tag() == Some(der::BOOLEAN) {
                extension.next()?;
            }
            let bits = Reader::new(extension.read(der::OCTET_STRING)?).read(der::BIT_STRING)?;
            // The first byte counts unused bits; digitalSignature is the first bit of the second.
            return Some(bits.get(1).is_some_and(|bits| bits & 0x80 != 0));
        }
    }
    Some(true)
}
