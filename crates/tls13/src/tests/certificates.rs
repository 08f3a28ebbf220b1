//! Chains that lead to a root, and the classic ways in which they don't: each has its own sentence, which names the
//! certificate to blame.

use std::{string::ToString, vec, vec::Vec};

use clearbox_demo_pki::{Authority, Kind, Powers, Validity, WEAK_RSA_BITS, self_signed};
use rustls_pki_types::{CertificateDer, ServerName};

use super::pair::{Failure, NOW, Pair, TestRandom, authority, configs, credential, issued, valid};
use crate::{
    CertificateError, CertificateFault as Fault, Credentials, Error, Roots, Trust,
    code_points::{AlertDescription as A, SignatureScheme},
    verify::{Owner, check},
};

const NAME: &str = "server.example";
const DAY: i64 = 86400;

/// The error that blames the certificate of this subject at this place.
pub(super) fn blamed(fault: Fault, position: usize, subject: &str) -> CertificateError {
    CertificateError { fault, position: Some(position), subject: subject.into() }
}

/// What a client that trusts `roots` makes of `chain`.
fn judge(
    roots: &Trust,
    chain: &[CertificateDer<'static>],
    name: &'static str,
) -> Result<(), CertificateError> {
    let name = ServerName::try_from(name).unwrap();
    let now = rustls_pki_types::UnixTime::since_unix_epoch(core::time::Duration::from_secs(NOW));
    check(roots, chain, Owner::Server(&name), now).unwrap()
}

fn trusting(root: &Authority) -> Trust {
    Trust::Roots(Roots::from_certificates([root.certificate()]).unwrap())
}

/// Root, CA and server's certificate.
struct Chain {
    trust: Trust,
    root: Authority,
    ca: Authority,
    server: Vec<CertificateDer<'static>>,
}

impl Chain {
    fn new() -> Self {
        let root = authority();
        let ca = root.subordinate(Kind::EcdsaP256, "CA", valid(), &mut TestRandom(3)).unwrap();
        let server = issued(&ca, NAME).chain;
        Self { trust: trusting(&root), root, ca, server }
    }

    /// The chain of a server's certificate below a CA that was itself certified by `CA` with these powers.
    fn below(&self, powers: &Powers<'_>, name: &str) -> Vec<CertificateDer<'static>> {
        let rng = &mut TestRandom(4);
        let lower = self.ca.subordinate_with(powers, Kind::EcdsaP256, "Lower CA", valid(), rng).unwrap();
        lower.issue(&[name], valid(), rng).unwrap().chain
    }

    fn judge(&self, chain: &[CertificateDer<'static>]) -> Result<(), CertificateError> {
        judge(&self.trust, chain, NAME)
    }
}

/// The certificate with the last byte of its signature changed.
fn broken(certificate: &CertificateDer<'_>) -> CertificateDer<'static> {
    let mut der = certificate.to_vec();
    *der.last_mut().unwrap() ^= 1;
    der.into()
}

//? 4.5.1-11 E-3
#[test]
fn chains_in_any_order_and_with_others_between_are_accepted() {
    let pki = Chain::new();
    let chain = pki.below(&Powers::default(), NAME);
    pki.judge(&chain).unwrap();
    let unrelated = Authority::new("Other CA", valid(), &mut TestRandom(5)).unwrap();
    let (server, lower, ca) = (chain[0].clone(), chain[1].clone(), chain[2].clone());
    pki.judge(&[server, unrelated.certificate().clone(), ca, lower]).unwrap();
}

#[test]
fn expired_and_premature_certificates_are_told_apart_at_each_depth() {
    let pki = Chain::new();
    let rng = &mut TestRandom(6);
    let now = NOW as i64;
    let past = Validity { not_before: now - 30 * DAY, not_after: now - 2 * DAY };
    let future = Validity { not_before: now + 2 * DAY, not_after: now + 30 * DAY };
    let expired = Fault::Expired { not_after: past.not_after as u64, now: NOW };
    let early = Fault::NotValidYet { not_before: future.not_before as u64, now: NOW };
    for (validity, fault, words) in [
        (past, expired, "expired 2 days ago"),
        (future, early, "is not valid yet: its validity begins 2 days from now"),
    ] {
        let chain = pki.ca.issue(&[NAME], validity, rng).unwrap().chain;
        let error = pki.judge(&chain).unwrap_err();
        assert_eq!(error, blamed(fault.clone(), 0, "CN=server.example"));
        assert_eq!(
            error.to_string(),
            std::format!("certificate 0 of the chain, the peer's own (CN=server.example) {words}")
        );
        let ca = pki.root.subordinate(Kind::EcdsaP256, "Old CA", validity, rng).unwrap();
        let chain = issued(&ca, NAME).chain;
        let error = pki.judge(&chain).unwrap_err();
        assert_eq!(error, blamed(fault, 1, "CN=Old CA"));
        assert_eq!(error.to_string(), std::format!("certificate 1 of the chain (CN=Old CA) {words}"));
    }
}

#[test]
fn wrong_names_and_addresses_are_told_apart() {
    let pki = Chain::new();
    let chain = pki.ca.issue(&["other.example", "192.0.2.7"], valid(), &mut TestRandom(7)).unwrap().chain;
    judge(&pki.trust, &chain, "192.0.2.7").unwrap();
    let presented = "other.example, 192.0.2.7";
    for (name, words) in [
        (NAME, "is not for server.example but for"),
        ("192.0.2.8", "is not for the address 192.0.2.8 but for"),
        ("2001:db8::1", "is not for the address 2001:db8::1 but for"),
    ] {
        let error = judge(&pki.trust, &chain, name).unwrap_err();
        let words =
            std::format!("certificate 0 of the chain, the peer's own (CN=other.example) {words} {presented}");
        assert_eq!(error.to_string(), words);
        assert_eq!(Error::from(error).alert(), Some(A::BAD_CERTIFICATE));
    }
}

#[test]
fn unknown_roots_missing_intermediates_and_self_signed_certificates_are_told_apart() {
    let pki = Chain::new();
    let other = trusting(&Authority::new("Other CA", valid(), &mut TestRandom(8)).unwrap());
    let alone = vec![self_signed(&[NAME], valid(), &mut TestRandom(9)).unwrap().chain.remove(0)];
    let complete = [&pki.server[..], &[pki.root.certificate().clone()]].concat();
    let gap = vec![pki.below(&Powers::default(), NAME)[0].clone(), pki.server[1].clone()];
    for (trust, chain, fault, position, subject) in [
        (&other, &pki.server, Fault::UnknownIssuer { issuer: "CN=Test CA".into() }, 1, "CN=CA"),
        (&other, &complete, Fault::SelfSigned, 2, "CN=Test CA"),
        (&other, &alone, Fault::SelfSigned, 0, "CN=server.example"),
        (&pki.trust, &gap, Fault::MissingIssuer { issuer: "CN=Lower CA".into() }, 0, "CN=server.example"),
        (
            &pki.trust,
            &vec![pki.server[0].clone()],
            Fault::MissingIssuer { issuer: "CN=CA".into() },
            0,
            "CN=server.example",
        ),
    ] {
        let error = judge(trust, chain, NAME).unwrap_err();
        assert_eq!(error, blamed(fault, position, subject));
        assert_eq!(Error::from(error).alert(), Some(A::UNKNOWN_CA));
    }
}

#[test]
fn broken_signatures_are_found_at_each_depth() {
    let pki = Chain::new();
    let chain = pki.below(&Powers::default(), NAME);
    for (at, subject) in ["CN=server.example", "CN=Lower CA", "CN=CA"].iter().enumerate() {
        let mut chain = chain.clone();
        chain[at] = broken(&chain[at]);
        assert_eq!(pki.judge(&chain), Err(blamed(Fault::BadSignature, at, subject)));
    }
}

#[test]
fn powers_of_authorities_are_enforced() {
    let pki = Chain::new();
    let no_ca = Powers { is_ca: false, ..Powers::default() };
    let error = pki.judge(&pki.below(&no_ca, NAME)).unwrap_err();
    assert_eq!(error, blamed(Fault::NotCa, 1, "CN=Lower CA"));

    let rng = &mut TestRandom(10);
    let last = Powers { path_length: Some(0), ..Powers::default() };
    let last = pki.root.subordinate_with(&last, Kind::EcdsaP256, "Last CA", valid(), rng).unwrap();
    pki.judge(&issued(&last, NAME).chain).unwrap();
    let below = last.subordinate(Kind::EcdsaP256, "One Too Many", valid(), rng).unwrap();
    let error = pki.judge(&issued(&below, NAME).chain).unwrap_err();
    assert_eq!(error, blamed(Fault::PathTooLong, 2, "CN=Last CA"));

    let domains = Powers { domains: &["example"], ..Powers::default() };
    pki.judge(&pki.below(&domains, NAME)).unwrap();
    let domains = Powers { domains: &["example.org"], ..Powers::default() };
    let error = pki.judge(&pki.below(&domains, NAME)).unwrap_err();
    assert_eq!(error, blamed(Fault::NameNotPermitted { by: "CN=Lower CA".into() }, 0, "CN=server.example"));

    let clients = pki.ca.issue_client(NAME, valid(), rng).unwrap().chain;
    assert_eq!(pki.judge(&clients), Err(blamed(Fault::WrongUsage, 0, "CN=server.example")));
    let ca_itself = vec![pki.ca.certificate().clone()];
    assert_eq!(pki.judge(&ca_itself), Err(blamed(Fault::CaAsEndEntity, 0, "CN=CA")));
}

#[test]
fn revoked_certificates_are_named() {
    let pki = Chain::new();
    let issued = pki.ca.issue(&[NAME], valid(), &mut TestRandom(11)).unwrap();
    let list = pki.ca.revoke(&[&issued], valid()).unwrap();
    let roots = Roots::from_certificates([pki.root.certificate()]).unwrap().with_crls([&list]).unwrap();
    let error = judge(&Trust::Roots(roots), &issued.chain, NAME).unwrap_err();
    assert_eq!(error, blamed(Fault::Revoked, 0, "CN=server.example"));
    assert_eq!(Error::from(error).alert(), Some(A::CERTIFICATE_REVOKED));
}

//? C.2-1
#[test]
fn weak_rsa_keys_are_refused_wherever_they_stand() {
    let rng = &mut TestRandom(12);
    let rsa = Kind::Rsa { bits: 2048 };
    // A CA of the weak CA's name signs: the size of the key is looked at before the signature.
    let namesake = Authority::of_kind(rsa, "Weak CA", valid(), rng).unwrap();
    let server = issued(&namesake, NAME).chain.remove(0);
    let root = authority();
    let weak = root.certify_weak_authority("Weak CA", valid(), rng).unwrap();
    let fault = Fault::WeakKey { bits: WEAK_RSA_BITS };
    let error = judge(&trusting(&root), &[server.clone(), weak.clone()], NAME).unwrap_err();
    assert_eq!(error, blamed(fault.clone(), 1, "CN=Weak CA"));
    assert_eq!(error.to_string(), "certificate 1 of the chain (CN=Weak CA) has an RSA key of only 1024 bits");

    let trust = Trust::Roots(Roots::from_certificates([&weak]).unwrap());
    let issuer = Fault::WeakIssuer { issuer: "CN=Weak CA".into(), bits: WEAK_RSA_BITS };
    assert_eq!(judge(&trust, &[server], NAME), Err(blamed(issuer, 0, "CN=server.example")));

    // Even pinned, or left to the application: it could not prove anything.
    let pinned = Trust::Pins(vec![crate::Pin::Certificate(clearbox_sha2::Sha256::digest(&weak))]);
    for trust in [pinned, Trust::Application] {
        assert_eq!(
            judge(&trust, core::slice::from_ref(&weak), NAME),
            Err(blamed(fault.clone(), 0, "CN=Weak CA"))
        );
    }
}

#[test]
fn keys_that_may_not_sign_are_refused() {
    // A CA's key usage here is keyCertSign and cRLSign.
    let root = authority();
    let pin = crate::Pin::Certificate(clearbox_sha2::Sha256::digest(root.certificate()));
    let error = judge(&Trust::Pins(vec![pin]), &[root.certificate().clone()], NAME).unwrap_err();
    assert_eq!(error, blamed(Fault::NotForSigning, 0, "CN=Test CA"));
}

#[test]
fn the_peer_learns_of_it_by_the_alert() {
    let other = Authority::new("Other CA", valid(), &mut TestRandom(13)).unwrap();
    let (client, mut server) = configs();
    server.credentials = Credentials::One(credential(&issued(&other, NAME)));
    let mut pair = Pair::new((client, server));
    let Failure::Client(error) = pair.run().unwrap_err() else { panic!("the client has to object") };
    assert_eq!(error.alert(), Some(A::UNKNOWN_CA));
    assert_eq!(pair.run().unwrap_err(), Failure::Server(Error::AlertReceived(A::UNKNOWN_CA)));
}

/// RSA-4096 root, P-384 intermediate, leaves of each kind; and the reverse.
#[test]
fn chains_of_mixed_kinds_validate_both_ways() {
    let rng = &mut TestRandom(14);
    let (rsa, p384) = (Kind::Rsa { bits: 4096 }, Kind::EcdsaP384);
    let root = Authority::of_kind(rsa, "Root", valid(), rng).unwrap();
    let ca = root.subordinate(p384, "CA", valid(), rng).unwrap();
    for (kind, scheme) in [
        (Kind::Ed25519, SignatureScheme::ED25519),
        (Kind::EcdsaP256, SignatureScheme::ECDSA_SECP256R1_SHA256),
        (p384, SignatureScheme::ECDSA_SECP384R1_SHA384),
        (Kind::Rsa { bits: 2048 }, SignatureScheme::RSA_PSS_RSAE_SHA256),
    ] {
        connects(&root, &ca, kind, scheme, rng);
        let root = Authority::of_kind(kind, "Root", valid(), rng).unwrap();
        let ca = root.subordinate(p384, "CA", valid(), rng).unwrap();
        connects(&root, &ca, rsa, SignatureScheme::RSA_PSS_RSAE_SHA256, rng);
    }
}

fn connects(root: &Authority, ca: &Authority, kind: Kind, scheme: SignatureScheme, rng: &mut TestRandom) {
    let issued = ca.issue_of_kind(kind, &[NAME], valid(), rng).unwrap();
    let (mut client, mut server) = configs();
    client.trust = trusting(root);
    server.credentials = Credentials::One(credential(&issued));
    let pair = Pair::connected((client, server));
    assert_eq!(pair.client.negotiated().unwrap().signature_scheme, Some(scheme));
}

#[test]
fn certificates_of_other_versions_than_3_are_refused() {
    const VERSION_3: [u8; 5] = [0xa0, 3, 2, 1, 2];
    let chain = Chain::new();
    let server = chain.server[0].to_vec();
    let at = server.windows(5).position(|bytes| bytes == VERSION_3).unwrap() + 4;
    // Those of versions 2 and 4.
    for version in [1, 3] {
        let mut other = server.clone();
        other[at] = version;
        let error = chain.judge(&[other.into(), chain.ca.certificate().clone()]).unwrap_err();
        //? 4.5.1.2-1
        assert_eq!(error.fault, Fault::BadEncoding, "and not BadSignature");
    }
}

#[test]
fn signatures_by_weak_hashes_are_named() {
    // A certificate whose signature says that it is sha1WithRSAEncryption, instead of sha256WithRSAEncryption.
    let rng = &mut TestRandom(15);
    let root = Authority::of_kind(Kind::Rsa { bits: 2048 }, "Root", valid(), rng).unwrap();
    let mut der = root.issue(&[NAME], valid(), rng).unwrap().chain[0].to_vec();
    const SHA256_WITH_RSA: [u8; 11] = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11];
    for at in 0..der.len() - 11 {
        if der[at..at + 11] == SHA256_WITH_RSA {
            der[at + 10] = 5;
        }
    }
    let error = judge(&trusting(&root), &[der.into()], NAME).unwrap_err();
    assert_eq!(error, blamed(Fault::WeakHash, 0, "CN=server.example"));
    //? 4.5.1.3-2 4.5.1.3-3 4.5.1.3-4
    assert_eq!(Error::from(error).alert(), Some(A::BAD_CERTIFICATE));
}
