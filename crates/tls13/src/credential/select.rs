//! Which of several credentials (RFC 9846, section 4.5.1.2).

use alloc::{sync::Arc, vec::Vec};

use rustls_pki_types::{CertificateDer, ServerName};
use webpki::EndEntityCert;

use super::Credential;
use crate::{
    code_points::{CertificateType, SignatureScheme},
    config::Credentials,
    identity::Identity,
    verify::sequence,
};

/// What the peer has said of the certificate it would like.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wish<'a> {
    pub(crate) server_name: Option<&'a str>,
    pub(crate) certificate_types: &'a [CertificateType],
    pub(crate) schemes: &'a [SignatureScheme],
    pub(crate) certificate_schemes: &'a [SignatureScheme],
    pub(crate) authorities: &'a [Vec<u8>],
}

/// How well a name fits; the better, the greater.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Fit {
    Not,
    ByWildcard,
    Exactly,
}

impl Wish<'_> {
    /// The credential that fits best; None inside if there is none, None outside if the application has to be asked.
    pub(crate) fn choose(&self, credentials: &Credentials) -> Option<Option<Arc<Credential>>> {
        match credentials {
            Credentials::One(only) => Some(Some(only.clone())),
            Credentials::Several(all) => Some(self.best(all)),
            Credentials::Application => None,
        }
    }

    fn best(&self, all: &[Arc<Credential>]) -> Option<Arc<Credential>> {
        let signing = all.iter().filter(|credential| self.scheme(credential).is_some());
        // Of equals the last one would win, so that the order is turned round.
        signing
            .rev()
            .max_by_key(|credential| {
                //= 4.5.1.2-8 4.5.1.2-9 9.2-1
                let verifiable = credential.is_signed_by_known(self.certificate_schemes);
                (self.name_fit(credential), verifiable, self.authority_fits(credential))
            })
            .cloned()
    }

    /// The scheme by which `credential` would sign, if it is of a kind that the peer takes.
    //= 4.5.1.2-2 4.5.1.2-4
    pub(crate) fn scheme(&self, credential: &Credential) -> Option<SignatureScheme> {
        if !self.certificate_types.contains(&credential.certificate_type()) {
            return None;
        }
        credential.schemes().iter().find(|scheme| self.schemes.contains(scheme)).copied()
    }

    /// A raw public key has no name, and is as good for any as for another.
    fn name_fit(&self, credential: &Credential) -> Fit {
        if matches!(credential.identity(), Identity::RawPublicKey(_)) {
            return Fit::Exactly;
        }
        let fit = || {
            let name = self.server_name?;
            let end_entity = EndEntityCert::try_from(credential.chain().first()?).ok()?;
            if end_entity.valid_dns_names().any(|known| known.eq_ignore_ascii_case(name)) {
                return Some(Fit::Exactly);
            }
            let name = ServerName::try_from(name).ok()?;
            end_entity.verify_is_valid_for_subject_name(&name).ok().map(|()| Fit::ByWildcard)
        };
        fit().unwrap_or(Fit::Not)
    }

    /// Whether one of the chain's certificates was issued by a CA of the list; an empty list wants none in particular, and
    /// a raw public key has none.
    //= 4.3.4-1 4.5.1.2-5
    fn authority_fits(&self, credential: &Credential) -> bool {
        let issued_by_one = |certificate: &CertificateDer<'_>| {
            let Ok(parsed) = EndEntityCert::try_from(certificate) else { return false };
            self.authorities.contains(&sequence(parsed.issuer()))
        };
        let is_raw = matches!(credential.identity(), Identity::RawPublicKey(_));
        is_raw || self.authorities.is_empty() || credential.chain().iter().any(issued_by_one)
    }
}
