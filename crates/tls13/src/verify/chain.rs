//! Path validation by rustls-webpki (RFC 5280, chapter 6), and which certificate is to blame when it fails.

use alloc::vec::Vec;

use rustls_pki_types::{CertificateDer, TrustAnchor, UnixTime};
use webpki::{
    EndEntityCert, KeyUsage, RevocationOptionsBuilder, UnknownStatusPolicy, anchor_from_trusted_cert,
};

use super::{Owner, Roots, algorithms, x509};
use crate::error::{CertificateError, CertificateFault};

/// The judgement on `chain`, end entity first.
pub(super) fn check(
    roots: &Roots,
    chain: &[CertificateDer<'_>],
    owner: Owner<'_>,
    now: UnixTime,
) -> Result<(), CertificateError> {
    let end_entity = chain.first().ok_or(CertificateFault::BadEncoding)?;
    let of_end_entity = |fault| CertificateError::of(fault, 0, end_entity);
    let validation = Validation { roots, owner, now };
    validation.path(chain, &roots.anchors).map_err(|fault| validation.blame(fault, chain))?;
    let Owner::Server(name) = owner else { return Ok(()) };
    let parsed = EndEntityCert::try_from(end_entity).map_err(|error| of_end_entity(error.into()))?;
    parsed.verify_is_valid_for_subject_name(name).map_err(|error| of_end_entity(error.into()))
}

struct Validation<'a> {
    roots: &'a Roots,
    owner: Owner<'a>,
    now: UnixTime,
}

impl Validation<'_> {
    /// Everything but what is asked of the end entity alone.
    //= 4.5.1-11 4.5.1-12 E-3
    fn path(
        &self,
        chain: &[CertificateDer<'_>],
        anchors: &[TrustAnchor<'_>],
    ) -> Result<(), CertificateFault> {
        let (end_entity, intermediates) = chain.split_first().ok_or(CertificateFault::BadEncoding)?;
        //= 4.5.1.2-1
        let end_entity = EndEntityCert::try_from(end_entity)?;
        let usage = match self.owner {
            Owner::Server(_) => KeyUsage::server_auth(),
            Owner::Client => KeyUsage::client_auth(),
        };
        let crls: Vec<_> = self.roots.crls.iter().collect();
        let revocation = match RevocationOptionsBuilder::new(&crls) {
            Ok(options) => Some(options.with_status_policy(UnknownStatusPolicy::Allow).build()),
            // Without any list, there is nothing to look up.
            Err(_) => None,
        };
        end_entity.verify_for_usage(
            algorithms::ALL,
            anchors,
            intermediates,
            self.now,
            usage,
            revocation,
            None,
        )?;
        Ok(())
    }

    /// Tells which certificate `fault` is about. Where one whose place is taken by a trust anchor is passed by, what is
    /// below it is judged without what is above it: the first fault from below is the one to mend.
    fn blame(&self, fault: CertificateFault, chain: &[CertificateDer<'_>]) -> CertificateError {
        let path = issuer_by_issuer(chain);
        let certificates: Vec<_> = path.iter().filter_map(|&at| chain.get(at).cloned()).collect();
        for (above, issuer) in certificates.iter().enumerate().skip(1) {
            let Ok(anchor) = anchor_from_trusted_cert(issuer) else { break };
            let below = certificates.get(..above).unwrap_or_default();
            if let Err(fault) = self.path(below, core::slice::from_ref(&anchor)) {
                return at_link(fault, &certificates, &path, above);
            }
        }
        let top = certificates.len().saturating_sub(1);
        self.at_top(fault, &certificates, path.get(top).copied().unwrap_or(0))
    }

    /// The fault lies with the last certificate below the trusted CAs.
    fn at_top(
        &self,
        fault: CertificateFault,
        certificates: &[CertificateDer<'_>],
        position: usize,
    ) -> CertificateError {
        let Some(top) = certificates.last() else { return fault.into() };
        let Ok(parsed) = EndEntityCert::try_from(top) else {
            return CertificateError::of(CertificateFault::BadEncoding, position, top);
        };
        let issuer = x509::name_text(parsed.issuer());
        let mut anchors =
            self.roots.anchors.iter().filter(|anchor| anchor.subject.as_ref() == parsed.issuer());
        let fault = match fault {
            CertificateFault::UnknownIssuer { .. } if parsed.issuer() == parsed.subject() => {
                CertificateFault::SelfSigned
            }
            // A server's own CA is hardly ever a root: more likely, the certificates between are missing.
            CertificateFault::UnknownIssuer { .. } if certificates.len() == 1 => {
                CertificateFault::MissingIssuer { issuer }
            }
            CertificateFault::UnknownIssuer { .. } => CertificateFault::UnknownIssuer { issuer },
            CertificateFault::NameNotPermitted { .. } => CertificateFault::NameNotPermitted { by: issuer },
            CertificateFault::BadSignature => {
                let weak = anchors.find_map(|anchor| x509::weak_rsa(&anchor.subject_public_key_info));
                weak.map_or(CertificateFault::BadSignature, |bits| CertificateFault::WeakIssuer {
                    issuer,
                    bits,
                })
            }
            fault => fault,
        };
        CertificateError::of(fault, position, top)
    }
}

/// The fault that shows as soon as the certificate `above` is taken for the trust anchor.
fn at_link(
    fault: CertificateFault,
    certificates: &[CertificateDer<'_>],
    path: &[usize],
    above: usize,
) -> CertificateError {
    let blamed = |fault, at: usize| match (path.get(at), certificates.get(at)) {
        (Some(&position), Some(certificate)) => CertificateError::of(fault, position, certificate),
        _ => fault.into(),
    };
    match fault {
        CertificateFault::BadSignature => match certificates.get(above).and_then(x509::weak_key) {
            Some(bits) => blamed(CertificateFault::WeakKey { bits }, above),
            None => blamed(CertificateFault::BadSignature, above - 1),
        },
        CertificateFault::NameNotPermitted { .. } => {
            let by = certificates.get(above).map(x509::subject_text).unwrap_or_default();
            blamed(CertificateFault::NameNotPermitted { by }, 0)
        }
        fault => blamed(fault, above - 1),
    }
}

/// The places of the certificates that lead from the end entity upwards, each issued by the next; they may stand in any
/// order (RFC 9846, section 4.5.1).
fn issuer_by_issuer(chain: &[CertificateDer<'_>]) -> Vec<usize> {
    let parsed: Vec<_> = chain.iter().map(|certificate| EndEntityCert::try_from(certificate).ok()).collect();
    let mut path = alloc::vec![0];
    while let Some(Some(last)) = path.last().and_then(|&at| parsed.get(at)) {
        let issued_it = |(at, candidate): (usize, &Option<EndEntityCert<'_>>)| {
            let issuer = candidate.as_ref()?;
            let leads_up = issuer.subject() == last.issuer() && last.issuer() != last.subject();
            (leads_up && !path.contains(&at)).then_some(at)
        };
        match parsed.iter().enumerate().find_map(issued_it) {
            Some(next) => path.push(next),
            None => break,
        }
    }
    path
}
