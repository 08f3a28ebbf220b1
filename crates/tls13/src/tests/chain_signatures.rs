//! By which algorithms a chain is signed, and who is shown it (RFC 9846, sections 4.3.3 and 4.5.1.2).

use std::{sync::Arc, vec, vec::Vec};

use clearbox_demo_pki::{Authority, Issued, Kind};
use rustls_pki_types::CertificateDer;

use super::{
    pair::{Pair, TestRandom, configs, credential, issued, valid},
    puppet::ServerStage,
};
use crate::{
    ClientAuthentication, ClientConfig, Credential, Credentials, Error, Question, Roots, ServerConfig, Trust,
    code_points::{ExtensionType, SignatureScheme, SignatureScheme as S},
};

/// An end entity whose key is on P-256, certified by CAs with keys on P-384 and P-256.
fn chains() -> [(Authority, Issued); 2] {
    [Kind::EcdsaP384, Kind::EcdsaP256].map(|kind| {
        let authority = Authority::of_kind(kind, "Test CA", valid(), &mut TestRandom(70)).unwrap();
        let issued = issued(&authority, "server.example");
        (authority, issued)
    })
}

/// Ends that both have both chains, and trust them.
fn ends() -> (ClientConfig, ServerConfig, [Vec<CertificateDer<'static>>; 2]) {
    let chains = chains();
    let roots =
        || Trust::Roots(Roots::from_certificates(chains.each_ref().map(|(ca, _)| ca.certificate())).unwrap());
    let credentials =
        Credentials::Several(chains.iter().map(|(_, issued)| credential(issued)).collect::<Vec<_>>());
    let (mut client, mut server) = configs();
    (client.trust, client.credentials) = (roots(), Some(credentials.clone()));
    server.credentials = credentials;
    server.client_authentication = ClientAuthentication::Required(Trust::Pins(
        chains
            .iter()
            .map(|(_, issued)| crate::Pin::Certificate(clearbox_sha2::Sha256::digest(&issued.chain[0])))
            .collect(),
    ));
    (client, server, chains.map(|(_, issued)| issued.chain))
}

#[test]
fn a_chain_is_chosen_that_the_peer_can_verify() {
    let both = || vec![S::ECDSA_SECP384R1_SHA384, S::ECDSA_SECP256R1_SHA256];
    for (accepted, chosen) in [(both(), 0), (vec![S::ECDSA_SECP256R1_SHA256], 1)] {
        let (mut client, mut server, chains) = ends();
        (client.signature_schemes, server.signature_schemes) = (accepted.clone(), accepted);
        let pair = Pair::connected((client, server));
        //? 4.5.1.2-8
        assert_eq!(pair.client.negotiated().unwrap().peer_certificates, chains[chosen]);
        assert_eq!(pair.server.negotiated().unwrap().peer_certificates, chains[chosen]);
    }
}

/// What a server, asked with this signature_algorithms_cert, tells its application of the schemes in certificates.
fn certificate_schemes(extension: Option<&[u8]>) -> Vec<SignatureScheme> {
    let mut stage = ServerStage::server(|config| config.credentials = Credentials::Application);
    let mut hello = ServerStage::hello();
    if let Some(list) = extension {
        hello.set(ExtensionType::SIGNATURE_ALGORITHMS_CERT, list);
    }
    stage.message(&hello.encode()).unwrap();
    let Some(Question::Credential { schemes, certificate_schemes, .. }) = stage.end.question() else {
        panic!("which credential?")
    };
    assert_eq!(schemes, [S::ECDSA_SECP256R1_SHA256]);
    certificate_schemes.to_vec()
}

//? 9.2-1
#[test]
fn signature_algorithms_cert_speaks_for_certificates() {
    assert_eq!(certificate_schemes(Some(&[0, 4, 8, 7, 5, 3])), [S::ED25519, S::ECDSA_SECP384R1_SHA384]);
    // Without it, signature_algorithms does.
    assert_eq!(certificate_schemes(None), [S::ECDSA_SECP256R1_SHA256]);
}

//? 9.2-14
#[test]
fn a_server_without_a_credential_for_nobody_in_particular_asks_for_a_name() {
    let mut stage = ServerStage::server(|config| config.credentials = Credentials::Application);
    stage.message(&ServerStage::hello().encode()).unwrap();
    let result = super::pair::with_context(71, |cx| stage.end.answer_credential(None, cx));
    assert_eq!(result, Err(Error::MissingExtension(ExtensionType::SERVER_NAME)));
    assert_eq!(stage.alert(), Some(crate::code_points::AlertDescription::MISSING_EXTENSION));
}

/// The same certificate, said to be signed by RSA with SHA-1 instead of SHA-256.
fn with_sha1(certificate: &CertificateDer<'_>) -> CertificateDer<'static> {
    const RSA_SHA256: [u8; 9] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11];
    let mut der = certificate.to_vec();
    for at in 0..der.len() - RSA_SHA256.len() {
        if der[at..].starts_with(&RSA_SHA256) {
            der[at + 8] = 5;
        }
    }
    der.into()
}

//? 4.3.3-13 4.5.1.2-10
#[test]
fn sha1_is_shown_to_nobody() {
    let authority =
        Authority::of_kind(Kind::Rsa { bits: 2048 }, "RSA CA", valid(), &mut TestRandom(72)).unwrap();
    let issued = issued(&authority, "server.example");
    let chain = |root: bool, sha1: bool| {
        let mut chain = issued.chain.clone();
        if sha1 {
            chain[0] = with_sha1(&chain[0]);
        }
        // A root signs itself: nobody verifies that.
        chain.extend(root.then(|| with_sha1(authority.certificate())));
        chain
    };
    let refused = Error::Configuration("a certificate of the chain is signed with SHA-1");
    assert_eq!(Credential::new(chain(false, true), &issued.key).unwrap_err(), refused);
    let remote = |chain| Credential::with_remote_key(chain, vec![S::ECDSA_SECP256R1_SHA256]).map(Arc::new);
    assert_eq!(remote(chain(false, true)).unwrap_err(), refused);
    assert!(remote(chain(true, false)).is_ok());
    assert!(Credential::new(chain(true, false), &issued.key).is_ok());
}
