//! Certificates and keys from files, and their names for people.

use std::{path::Path, sync::Arc};

use anyhow::{Context, Result, bail};
use clearbox_sha2::Sha256;
use tls13::{
    Credential,
    pki_types::{CertificateDer, CertificateRevocationListDer, PrivateKeyDer, pem::PemObject},
};
use x509_parser::{parse_x509_certificate, prelude::X509Certificate};

/// All certificates of a PEM file.
pub(crate) fn read_chain(path: &Path) -> Result<Vec<CertificateDer<'static>>> {
    let read = || CertificateDer::pem_file_iter(path)?.collect::<Result<Vec<_>, _>>();
    let chain = read().with_context(|| format!("can't read certificates from {}", path.display()))?;
    if chain.is_empty() {
        bail!("there is no certificate in {}", path.display());
    }
    Ok(chain)
}

/// All certificate revocation lists of a PEM file.
pub(crate) fn read_crls(path: &Path) -> Result<Vec<CertificateRevocationListDer<'static>>> {
    let read = || CertificateRevocationListDer::pem_file_iter(path)?.collect::<Result<Vec<_>, _>>();
    let lists = read().with_context(|| format!("can't read revocation lists from {}", path.display()))?;
    if lists.is_empty() {
        bail!("there is no revocation list in {}", path.display());
    }
    Ok(lists)
}

/// A certificate chain and its key, from two PEM files.
pub(crate) fn read_credential(chain: &Path, key: &Path) -> Result<Arc<Credential>> {
    let certificates = read_chain(chain)?;
    let private_key = PrivateKeyDer::from_pem_file(key)
        .with_context(|| format!("can't read a private key from {}", key.display()))?;
    let credential = Credential::new(certificates, &private_key)
        .with_context(|| format!("{} and {} can't be used together", chain.display(), key.display()))?;
    Ok(Arc::new(credential))
}

/// Subject, issuer and end of validity.
pub(crate) fn describe(der: &CertificateDer<'_>) -> String {
    match parse_x509_certificate(der) {
        Ok((_, certificate)) => format!(
            "{}, issued by {}, valid until {}",
            certificate.subject(),
            certificate.issuer(),
            certificate.validity().not_after
        ),
        Err(_) => "(can't be read)".into(),
    }
}

/// The pin of a certificate's key, in the form that `--pin` takes.
pub(crate) fn key_pin(der: &CertificateDer<'_>) -> Result<String> {
    let (_, certificate): (_, X509Certificate<'_>) = parse_x509_certificate(der)?;
    Ok(format!("key:{}", hex::encode(Sha256::digest(certificate.public_key().raw))))
}
