//! CAs and the certificates they issue (RFC 5280).

use clearbox_sha2::Sha256;
use rand_core::CryptoRng;
use rcgen::{
    BasicConstraints, CertificateParams, CertificateRevocationListParams, DistinguishedName, DnType, Error,
    ExtendedKeyUsagePurpose, IsCa, Issuer, KeyIdMethod, KeyUsagePurpose, PublicKeyData, RevocationReason,
    RevokedCertParams, SerialNumber,
};
use rustls_pki_types::{CertificateDer, CertificateRevocationListDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use time::OffsetDateTime;

use crate::{
    key::{Key, Kind},
    ml_dsa::signed_again,
    powers::{Powers, WeakKey},
};

/// From when to when a certificate is valid, both in seconds since 1970.
#[derive(Clone, Copy, Debug)]
pub struct Validity {
    /// The first second.
    pub not_before: i64,
    /// The last second.
    pub not_after: i64,
}

impl Validity {
    /// From a day before `now`, in seconds since 1970, to `days` days after it.
    #[must_use]
    pub fn days_around(now: u64, days: u32) -> Self {
        const DAY: i64 = 86400;
        let now = i64::try_from(now).unwrap_or(0);
        Self { not_before: now - DAY, not_after: now + DAY * i64::from(days) }
    }
}

/// A CA.
#[derive(Debug)]
pub struct Authority {
    issuer: Issuer<'static, Key>,
    certificate: CertificateDer<'static>,
    /// The certificates that lead to the root, this one's first; empty for a root.
    chain: Vec<CertificateDer<'static>>,
}

/// A certificate with its key.
#[derive(Debug)]
pub struct Issued {
    /// The certificate, and those that lead to the root, which is not among them.
    pub chain: Vec<CertificateDer<'static>>,
    /// Its private key as PKCS#8.
    pub key: PrivateKeyDer<'static>,
    serial: Option<SerialNumber>,
}

impl Authority {
    /// A root CA of this common name, with a key on P-256.
    ///
    /// # Errors
    /// What rcgen finds wrong with the name or the dates.
    pub fn new(name: &str, validity: Validity, rng: &mut dyn CryptoRng) -> Result<Self, Error> {
        Self::of_kind(Kind::EcdsaP256, name, validity, rng)
    }

    /// A root CA of this common name, with a key of this kind.
    ///
    /// # Errors
    /// What rcgen finds wrong with the name or the dates.
    pub fn of_kind(
        kind: Kind,
        name: &str,
        validity: Validity,
        rng: &mut dyn CryptoRng,
    ) -> Result<Self, Error> {
        let key = Key::generate(kind, rng)?;
        let params = ca_params(name, validity, &key, rng)?;
        let certificate = signed_again(params.self_signed(&key)?.der(), &key, &key)?;
        Ok(Self { issuer: Issuer::new(params, key), certificate, chain: Vec::new() })
    }

    /// A CA under this one, with a key of this kind.
    ///
    /// # Errors
    /// What rcgen finds wrong with the name or the dates.
    pub fn subordinate(
        &self,
        kind: Kind,
        name: &str,
        validity: Validity,
        rng: &mut dyn CryptoRng,
    ) -> Result<Self, Error> {
        self.subordinate_with(&Powers::default(), kind, name, validity, rng)
    }

    /// The same, with these powers.
    ///
    /// # Errors
    /// What rcgen finds wrong with the name or the dates.
    pub fn subordinate_with(
        &self,
        powers: &Powers<'_>,
        kind: Kind,
        name: &str,
        validity: Validity,
        rng: &mut dyn CryptoRng,
    ) -> Result<Self, Error> {
        let key = Key::generate(kind, rng)?;
        let params = powers.restrict(ca_params(name, validity, &key, rng)?);
        let certificate = signed_again(params.signed_by(&key, &self.issuer)?.der(), &key, self.issuer.key())?;
        let chain = [std::slice::from_ref(&certificate), &self.chain].concat();
        Ok(Self { issuer: Issuer::new(params, key), certificate, chain })
    }

    /// A certificate of a CA called `name` for an RSA key of only [`crate::WEAK_RSA_BITS`] bits.
    ///
    /// # Errors
    /// What rcgen finds wrong with the name or the dates.
    pub fn certify_weak_authority(
        &self,
        name: &str,
        validity: Validity,
        rng: &mut dyn CryptoRng,
    ) -> Result<CertificateDer<'static>, Error> {
        let params = ca_params(name, validity, &WeakKey::new(), rng)?;
        Ok(params.signed_by(&WeakKey::new(), &self.issuer)?.der().clone())
    }

    /// The CA's own certificate: for a root, what to trust.
    #[must_use]
    pub fn certificate(&self) -> &CertificateDer<'static> {
        &self.certificate
    }

    /// A server's certificate for `names`, DNS names or IP addresses.
    ///
    /// # Errors
    /// What rcgen finds wrong with the names or the dates.
    pub fn issue(
        &self,
        names: &[&str],
        validity: Validity,
        rng: &mut dyn CryptoRng,
    ) -> Result<Issued, Error> {
        self.issue_of_kind(Kind::EcdsaP256, names, validity, rng)
    }

    /// The same with a key of this kind.
    ///
    /// # Errors
    /// What rcgen finds wrong with the names or the dates.
    pub fn issue_of_kind(
        &self,
        kind: Kind,
        names: &[&str],
        validity: Validity,
        rng: &mut dyn CryptoRng,
    ) -> Result<Issued, Error> {
        self.certify(&Key::generate(kind, rng)?, ExtendedKeyUsagePurpose::ServerAuth, names, validity, rng)
    }

    /// A client's certificate for `name`, which becomes its common name and its DNS name.
    ///
    /// # Errors
    /// What rcgen finds wrong with the name or the dates.
    pub fn issue_client(
        &self,
        name: &str,
        validity: Validity,
        rng: &mut dyn CryptoRng,
    ) -> Result<Issued, Error> {
        self.issue_client_of_kind(Kind::EcdsaP256, name, validity, rng)
    }

    /// The same with a key of this kind.
    ///
    /// # Errors
    /// What rcgen finds wrong with the name or the dates.
    pub fn issue_client_of_kind(
        &self,
        kind: Kind,
        name: &str,
        validity: Validity,
        rng: &mut dyn CryptoRng,
    ) -> Result<Issued, Error> {
        let key = Key::generate(kind, rng)?;
        self.certify(&key, ExtendedKeyUsagePurpose::ClientAuth, &[name], validity, rng)
    }

    fn certify(
        &self,
        key: &Key,
        usage: ExtendedKeyUsagePurpose,
        names: &[&str],
        validity: Validity,
        rng: &mut dyn CryptoRng,
    ) -> Result<Issued, Error> {
        let mut params = end_entity_params(names, validity, key, rng)?;
        params.extended_key_usages = vec![usage];
        let certificate = signed_again(params.signed_by(key, &self.issuer)?.der(), key, self.issuer.key())?;
        let chain = [std::slice::from_ref(&certificate), &self.chain].concat();
        Ok(Issued { chain, key: private_key(key), serial: params.serial_number })
    }

    /// A list that revokes these certificates, valid as long as `validity` says (RFC 5280, section 5).
    ///
    /// # Errors
    /// What rcgen finds wrong with the dates.
    pub fn revoke(
        &self,
        revoked: &[&Issued],
        validity: Validity,
    ) -> Result<CertificateRevocationListDer<'static>, Error> {
        let this_update = date(validity.not_before)?;
        let entry = |issued: &&Issued| {
            Some(RevokedCertParams {
                serial_number: issued.serial.clone()?,
                revocation_time: this_update,
                reason_code: Some(RevocationReason::KeyCompromise),
                invalidity_date: None,
            })
        };
        let list = CertificateRevocationListParams {
            this_update,
            next_update: date(validity.not_after)?,
            crl_number: SerialNumber::from(1u64),
            issuing_distribution_point: None,
            revoked_certs: revoked.iter().filter_map(entry).collect(),
            key_identifier_method: KeyIdMethod::PreSpecified(vec![1; 20]),
        };
        Ok(list.signed_by(&self.issuer)?.der().clone())
    }
}

/// A server's certificate for `names` that vouches for itself.
///
/// # Errors
/// What rcgen finds wrong with the names or the dates.
pub fn self_signed(names: &[&str], validity: Validity, rng: &mut dyn CryptoRng) -> Result<Issued, Error> {
    let key = Key::generate(Kind::EcdsaP256, rng)?;
    let mut params = end_entity_params(names, validity, &key, rng)?;
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    let certificate = params.self_signed(&key)?.der().clone();
    Ok(Issued { chain: vec![certificate], key: private_key(&key), serial: params.serial_number })
}

fn private_key(key: &Key) -> PrivateKeyDer<'static> {
    PrivatePkcs8KeyDer::from(key.to_pkcs8_der()).into()
}

fn ca_params(
    name: &str,
    validity: Validity,
    key: &impl PublicKeyData,
    rng: &mut dyn CryptoRng,
) -> Result<CertificateParams, Error> {
    let mut params = params(&[], name, validity, key, rng)?;
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    Ok(params)
}

fn end_entity_params(
    names: &[&str],
    validity: Validity,
    key: &Key,
    rng: &mut dyn CryptoRng,
) -> Result<CertificateParams, Error> {
    let mut params = params(names, names.first().unwrap_or(&"server"), validity, key, rng)?;
    params.is_ca = IsCa::ExplicitNoCa;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.use_authority_key_identifier_extension = true;
    Ok(params)
}

fn params(
    names: &[&str],
    common_name: &str,
    validity: Validity,
    key: &impl PublicKeyData,
    rng: &mut dyn CryptoRng,
) -> Result<CertificateParams, Error> {
    let names: Vec<String> = names.iter().map(|&name| name.into()).collect();
    let mut params = CertificateParams::new(names)?;
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, common_name);
    params.not_before = date(validity.not_before)?;
    params.not_after = date(validity.not_after)?;
    // A positive integer of 16 bytes (RFC 5280, section 4.1.2.2).
    let mut serial = [0; 16];
    rng.fill_bytes(&mut serial);
    serial[0] = serial[0] & 0x7f | 0x40;
    params.serial_number = Some(SerialNumber::from_slice(&serial));
    params.key_identifier_method = KeyIdMethod::PreSpecified(Sha256::digest(key.der_bytes())[..20].to_vec());
    Ok(params)
}

fn date(seconds: i64) -> Result<OffsetDateTime, Error> {
    OffsetDateTime::from_unix_timestamp(seconds).map_err(|_| Error::Time)
}
