//! CAs that may do less than others, and one with a key that is too short.

use rcgen::{
    BasicConstraints, CertificateParams, GeneralSubtree, IsCa, NameConstraints, PKCS_RSA_SHA256,
    PublicKeyData, SignatureAlgorithm,
};

/// What a CA's certificate says that it may do.
#[derive(Clone, Copy, Debug)]
pub struct Powers<'a> {
    /// It is a CA at all (RFC 5280, section 4.2.1.9).
    pub is_ca: bool,
    /// So many CAs may stand below it, before the end entity.
    pub path_length: Option<u8>,
    /// It may certify names in these DNS domains only (RFC 5280, section 4.2.1.10); in all if there is none.
    pub domains: &'a [&'a str],
}

impl Default for Powers<'_> {
    /// Everything that a CA may do.
    fn default() -> Self {
        Self { is_ca: true, path_length: None, domains: &[] }
    }
}

impl Powers<'_> {
    pub(crate) fn restrict(&self, mut params: CertificateParams) -> CertificateParams {
        params.is_ca = match (self.is_ca, self.path_length) {
            (false, _) => IsCa::ExplicitNoCa,
            (true, None) => IsCa::Ca(BasicConstraints::Unconstrained),
            (true, Some(length)) => IsCa::Ca(BasicConstraints::Constrained(length)),
        };
        if !self.domains.is_empty() {
            let permitted = self.domains.iter().map(|&domain| GeneralSubtree::DnsName(domain.into()));
            params.name_constraints = Some(NameConstraints {
                permitted_subtrees: permitted.collect(),
                excluded_subtrees: Vec::new(),
            });
        }
        params
    }
}

/// The length in bits of the key of [`crate::Authority::certify_weak_authority`].
pub const WEAK_RSA_BITS: usize = 1024;

/// RSAPublicKey of a made-up modulus of 1024 bits, and the exponent 65537 (RFC 8017, appendix A.1.1).
#[derive(Debug)]
pub(crate) struct WeakKey(Vec<u8>);

impl WeakKey {
    pub(crate) fn new() -> Self {
        let modulus = [0xc5; WEAK_RSA_BITS / 8];
        Self([&[0x30, 0x81, 0x89, 0x02, 0x81, 0x81, 0x00], &modulus[..], &[0x02, 0x03, 1, 0, 1]].concat())
    }
}

impl PublicKeyData for WeakKey {
    fn der_bytes(&self) -> &[u8] {
        &self.0
    }

    fn algorithm(&self) -> &'static SignatureAlgorithm {
        &PKCS_RSA_SHA256
    }
}
