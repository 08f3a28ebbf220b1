//! The certificate chain: what it says, and whether its certificates belong together.

use serde::Serialize;
use tls13::pki_types::CertificateDer;
use x509_parser::{parse_x509_certificate, prelude::X509Certificate};

use super::{certificate_facts::CertificateFacts, failure::Answer};

#[derive(Serialize, Debug)]
pub(super) struct Chain {
    #[serde(flatten)]
    pub(super) verdict: Verdict,
    pub(super) certificates: Vec<CertificateFacts>,
    #[serde(flatten)]
    pub(super) links: Links,
}

/// How the certificates that were sent belong together, by the names of their issuers.
#[derive(PartialEq, Eq, Serialize, Debug)]
pub(super) struct Links {
    /// Each certificate is followed by its issuer's.
    pub(super) in_order: bool,
    /// So many certificates don't belong to the chain.
    pub(super) surplus: usize,
    /// The chain ends with a certificate that vouches for itself, behind at least one that doesn't.
    pub(super) root_sent: bool,
    /// The server's own certificate vouches for itself.
    pub(super) self_signed: bool,
    /// Who issued the last certificate of the chain, if that one is not sent.
    pub(super) next_issuer: Option<String>,
}

/// Whether a client that trusts the chosen CAs only accepts the chain.
#[derive(Serialize, Debug)]
pub(super) struct Verdict {
    pub(super) trusted: Answer,
    /// Why not.
    pub(super) fault: Option<String>,
    /// What to do about it.
    pub(super) hint: Option<&'static str>,
}

pub(super) fn describe(chain: &[CertificateDer<'_>], verdict: Verdict, now: i64) -> Chain {
    let parsed: Vec<_> = chain.iter().map(|der| parse_x509_certificate(der).ok()).collect();
    let readable: Vec<_> = parsed.iter().flatten().map(|(_, certificate)| certificate).collect();
    let certificates = chain.iter().zip(&parsed).map(|(der, parsed)| {
        CertificateFacts::new(der, parsed.as_ref().map(|(_, certificate)| certificate), now)
    });
    Chain { verdict, certificates: certificates.collect(), links: links(&readable) }
}

fn links(certificates: &[&X509Certificate<'_>]) -> Links {
    let issued_itself =
        |certificate: &X509Certificate<'_>| certificate.issuer().as_raw() == certificate.subject().as_raw();
    let mut path: Vec<usize> = Vec::new();
    let mut next = certificates.first().map(|_| 0);
    while let Some(at) = next {
        path.push(at);
        let issuer = certificates[at].issuer().as_raw();
        let issues =
            |&other: &usize| !path.contains(&other) && certificates[other].subject().as_raw() == issuer;
        next = if issued_itself(certificates[at]) { None } else { (0..certificates.len()).find(issues) };
    }
    let last = path.last().map(|&at| certificates[at]);
    let ends_in_itself = last.is_some_and(issued_itself);
    Links {
        in_order: path.iter().copied().eq(0..path.len()),
        surplus: certificates.len() - path.len(),
        root_sent: ends_in_itself && path.len() > 1,
        self_signed: ends_in_itself && path.len() == 1,
        next_issuer: last.filter(|_| !ends_in_itself).map(|last| printable(&last.issuer().to_string())),
    }
}

/// A server's words without what could steer the terminal that they are shown on.
pub(super) fn printable(text: &str) -> String {
    let keep = |c: char| matches!(c, '"' | '\'' | '\\');
    text.chars().fold(String::new(), |mut shown, c| {
        if keep(c) {
            shown.push(c);
        } else {
            shown.extend(c.escape_debug());
        }
        shown
    })
}

#[cfg(test)]
mod tests {
    use clearbox_demo_pki::{Authority, Kind, Validity};
    use tls13::{SystemRandom, pki_types::CertificateDer};

    use super::{Answer, Links, Verdict, describe, printable};

    const NOW: u64 = 1_795_305_600;

    fn links(chain: &[&CertificateDer<'_>]) -> Links {
        let chain: Vec<_> = chain.iter().map(|&der| der.clone()).collect();
        let verdict = Verdict { trusted: Answer::Yes, fault: None, hint: None };
        describe(&chain, verdict, NOW as i64).links
    }

    #[test]
    fn order_surplus_and_gaps_are_seen() {
        let (valid, rng) = (Validity::days_around(NOW, 30), &mut SystemRandom);
        let root = Authority::new("Root", valid, rng).unwrap();
        let middle = root.subordinate(Kind::EcdsaP256, "Middle", valid, rng).unwrap();
        let issued = middle.issue(&["server.example"], valid, rng).unwrap();
        let [leaf, middle] = &issued.chain[..] else { panic!("a chain of two") };
        let root = root.certificate();
        const GOOD: Links =
            Links { in_order: true, surplus: 0, root_sent: false, self_signed: false, next_issuer: None };
        let ends_before = |name: &str| Links { next_issuer: Some(format!("CN={name}")), ..GOOD };
        assert_eq!(links(&[leaf, middle]), ends_before("Root"));
        assert_eq!(links(&[leaf]), ends_before("Middle"));
        assert_eq!(links(&[leaf, root]), Links { surplus: 1, ..ends_before("Middle") });
        assert_eq!(links(&[leaf, middle, root]), Links { root_sent: true, ..GOOD });
        assert_eq!(links(&[leaf, root, middle]), Links { root_sent: true, in_order: false, ..GOOD });
        assert_eq!(links(&[root]), Links { self_signed: true, ..GOOD });
        assert_eq!(links(&[]), GOOD);
    }

    #[test]
    fn a_servers_words_do_not_steer_the_terminal() {
        assert_eq!(printable("CN=\u{1b}[2Jé \"x\"\u{202e}"), "CN=\\u{1b}[2Jé \"x\"\\u{202e}");
    }
}
