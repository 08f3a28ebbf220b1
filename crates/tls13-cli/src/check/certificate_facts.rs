//! What one certificate says (RFC 5280).

use std::net::IpAddr;

use clearbox_sha2::Sha256;
use serde::Serialize;
use x509_parser::{
    extensions::{GeneralName, ParsedExtension},
    objects::{oid_registry, oid2sn},
    oid_registry::{OID_PKIX_ACCESS_DESCRIPTOR_OCSP, Oid, asn1_rs::oid},
    prelude::{ASN1Time, X509Certificate},
    public_key::PublicKey,
};

use super::{chain::printable, cursor::Cursor};

/// Of a certificate that can't be read, only the hash is known.
#[derive(Default, Serialize, Debug)]
pub(super) struct CertificateFacts {
    pub(super) subject: String,
    pub(super) issuer: String,
    /// The kind of its key, such as RSA, P-256 or Ed25519.
    pub(super) key: String,
    pub(super) key_bits: usize,
    /// The algorithm of its issuer's signature.
    pub(super) signature: String,
    /// In seconds since 1970, and as a date.
    pub(super) not_before: i64,
    pub(super) not_after: i64,
    pub(super) not_before_date: String,
    pub(super) not_after_date: String,
    /// Whole days to the end of its validity; negative behind it.
    pub(super) days_left: i64,
    pub(super) names: Vec<String>,
    pub(super) is_ca: bool,
    /// Where OCSP responses for it are to be had.
    pub(super) ocsp_responder: Option<String>,
    /// It demands a stapled OCSP response (RFC 7633).
    pub(super) must_staple: bool,
    /// Of the whole certificate in DER.
    pub(super) sha256: String,
}

/// The extension of RFC 7633: extensions of TLS that the server has to answer, by their numbers.
const OID_TLS_FEATURE: Oid<'static> = oid!(1.3.6.1.5.5.7.1.24);

impl CertificateFacts {
    pub(super) fn new(der: &[u8], certificate: Option<&X509Certificate<'_>>, now: i64) -> Self {
        let sha256 = hex::encode(Sha256::digest(der));
        let Some(certificate) = certificate else {
            return Self { subject: "(can't be read)".into(), sha256, ..Self::default() };
        };
        let (key, key_bits) = key(certificate);
        let validity = certificate.validity();
        let (not_before, not_after) = (validity.not_before.timestamp(), validity.not_after.timestamp());
        Self {
            subject: printable(&certificate.subject().to_string()),
            issuer: printable(&certificate.issuer().to_string()),
            key,
            key_bits,
            signature: name(&certificate.signature_algorithm.algorithm),
            not_before,
            not_after,
            not_before_date: date(not_before),
            not_after_date: date(not_after),
            days_left: (not_after - now).div_euclid(86400),
            names: names(certificate),
            is_ca: certificate.is_ca(),
            ocsp_responder: ocsp_responder(certificate),
            must_staple: must_staple(certificate),
            sha256,
        }
    }

    /// Whether the signature is by a hash that can be fooled.
    pub(super) fn has_broken_signature(&self) -> bool {
        let signature = self.signature.to_ascii_lowercase();
        ["md2", "md4", "md5", "sha1"].iter().any(|hash| signature.contains(hash))
    }
}

/// The kind and the size of the key.
fn key(certificate: &X509Certificate<'_>) -> (String, usize) {
    let info = certificate.public_key();
    let curve = info.algorithm.parameters.as_ref().and_then(|any| any.as_oid().ok());
    let algorithm = info.algorithm.algorithm.to_id_string();
    match (info.parsed(), algorithm.as_str()) {
        (Ok(PublicKey::RSA(rsa)), _) => ("RSA".into(), rsa.key_size()),
        (_, "1.3.101.112") => ("Ed25519".into(), 256),
        (_, "1.3.101.113") => ("Ed448".into(), 456),
        (Ok(PublicKey::EC(point)), _) => match curve.map(|curve| curve.to_id_string()).as_deref() {
            Some("1.2.840.10045.3.1.7") => ("P-256".into(), 256),
            Some("1.3.132.0.34") => ("P-384".into(), 384),
            Some("1.3.132.0.35") => ("P-521".into(), 521),
            other => (other.unwrap_or("EC").into(), point.key_size()),
        },
        (other, _) => (name(&info.algorithm.algorithm), other.map_or(0, |key| key.key_size())),
    }
}

/// The name of an algorithm; x509-parser's list lacks some.
fn name(oid: &Oid<'_>) -> String {
    let numbers = oid.to_id_string();
    match (numbers.as_str(), oid2sn(oid, oid_registry())) {
        (_, Ok(name)) => name.into(),
        ("1.3.101.112", _) => "ed25519".into(),
        ("1.3.101.113", _) => "ed448".into(),
        ("1.2.840.10045.4.1", _) => "ecdsa-with-SHA1".into(),
        _ => numbers,
    }
}

fn names(certificate: &X509Certificate<'_>) -> Vec<String> {
    let Ok(Some(names)) = certificate.subject_alternative_name() else { return Vec::new() };
    let name = |name: &GeneralName<'_>| match name {
        GeneralName::DNSName(name) => Some(printable(name)),
        GeneralName::IPAddress(bytes) => {
            let v4 = <[u8; 4]>::try_from(*bytes).map(IpAddr::from);
            v4.or_else(|_| <[u8; 16]>::try_from(*bytes).map(IpAddr::from)).ok().map(|ip| ip.to_string())
        }
        _ => None,
    };
    names.value.general_names.iter().filter_map(name).collect()
}

fn ocsp_responder(certificate: &X509Certificate<'_>) -> Option<String> {
    certificate.extensions().iter().find_map(|extension| {
        let ParsedExtension::AuthorityInfoAccess(access) = extension.parsed_extension() else { return None };
        let responder = access.iter().find(|entry| entry.access_method == OID_PKIX_ACCESS_DESCRIPTOR_OCSP)?;
        match responder.access_location {
            GeneralName::URI(uri) => Some(printable(uri)),
            _ => None,
        }
    })
}

fn must_staple(certificate: &X509Certificate<'_>) -> bool {
    let mut features = certificate.extensions().iter().filter(|extension| extension.oid == OID_TLS_FEATURE);
    features.any(|extension| demands_status(extension.value))
}

/// Whether status_request, which is the number 5, is in a SEQUENCE of INTEGERs.
fn demands_status(features: &[u8]) -> bool {
    let mut numbers = Cursor(features).element(0x30).unwrap_or(Cursor(&[]));
    std::iter::from_fn(|| numbers.element(0x02)).any(|number| number.0 == [5])
}

/// `2026-11-22T07:30:00Z`.
pub(super) fn date(seconds: i64) -> String {
    let Ok(time) = ASN1Time::from_timestamp(seconds) else { return "(out of range)".into() };
    let time = time.to_datetime();
    let ((year, month, day), (hour, minute, second)) = (time.to_calendar_date(), time.to_hms());
    format!("{year:04}-{:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z", u8::from(month))
}

#[cfg(test)]
mod tests {
    use super::{date, demands_status};

    #[test]
    fn the_demand_of_a_stapled_response_is_found() {
        assert!(demands_status(&[0x30, 3, 2, 1, 5]));
        assert!(demands_status(&[0x30, 6, 2, 1, 17, 2, 1, 5]));
        assert!(!demands_status(&[0x30, 5, 2, 3, 2, 1, 5]));
        assert!(!demands_status(&[]));
    }

    #[test]
    fn dates_are_told_in_one_form() {
        assert_eq!(date(0), "1970-01-01T00:00:00Z");
        assert_eq!(date(1_795_305_600 + 86399), "2026-11-22T23:59:59Z");
    }
}
