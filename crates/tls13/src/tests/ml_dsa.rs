//! Certificates of ML-DSA (RFC 9881), in chains and in handshakes.

use clearbox_demo_pki::{Authority, Kind};

use super::pair::{Pair, TestRandom, configs, credential, valid};
use crate::{
    ClientAuthentication, Credential, Credentials, Error, Pin, Roots, Trust,
    code_points::{AlertDescription as A, SignatureScheme as S},
    tests::pair::Failure,
};

const KINDS: [(Kind, S); 3] =
    [(Kind::MlDsa44, S::MLDSA44), (Kind::MlDsa65, S::MLDSA65), (Kind::MlDsa87, S::MLDSA87)];

#[test]
fn chains_of_ml_dsa_and_other_kinds_validate_and_sign() {
    for (i, (kind, scheme)) in KINDS.into_iter().enumerate() {
        let rng = &mut TestRandom(80 + i as u64);
        // Of one kind, below another kind, and above one.
        for [top, middle, end] in [[kind; 3], [Kind::EcdsaP256, kind, kind], [kind, Kind::Ed25519, kind]] {
            let root = Authority::of_kind(top, "Root", valid(), rng).unwrap();
            let ca = root.subordinate(middle, "CA", valid(), rng).unwrap();
            let issued = ca.issue_of_kind(end, &["server.example"], valid(), rng).unwrap();
            let (mut client, mut server) = configs();
            client.trust = Trust::Roots(Roots::from_certificates([root.certificate()]).unwrap());
            // The client shows the same.
            client.credentials = Some(Credentials::One(credential(&issued)));
            server.credentials = Credentials::One(credential(&issued));
            let pin = Pin::Certificate(clearbox_sha2::Sha256::digest(&issued.chain[0]));
            server.client_authentication = ClientAuthentication::Required(Trust::Pins(std::vec![pin]));
            let pair = Pair::connected((client, server));
            let (client, server) = (pair.client.negotiated().unwrap(), pair.server.negotiated().unwrap());
            assert_eq!(client.signature_scheme, Some(scheme));
            assert_eq!(server.client_signature_scheme, Some(scheme));
        }
    }
}

#[test]
fn a_signature_in_a_chain_that_is_not_the_issuers_is_refused() {
    let rng = &mut TestRandom(90);
    let [right, wrong] = [0; 2].map(|_| Authority::of_kind(Kind::MlDsa44, "Root", valid(), rng).unwrap());
    let issued = right.issue(&["server.example"], valid(), rng).unwrap();
    let (mut client, mut server) = configs();
    client.trust = Trust::Roots(Roots::from_certificates([wrong.certificate()]).unwrap());
    server.credentials = Credentials::One(credential(&issued));
    let failure = Pair::new((client, server)).run().unwrap_err();
    let Failure::Client(error) = failure else { panic!("{failure:?}") };
    assert_eq!(error.alert(), Some(A::BAD_CERTIFICATE), "{error}");
}

#[test]
fn keys_belong_to_their_certificates() {
    let rng = &mut TestRandom(91);
    let authority = super::pair::authority();
    let mut issue = |kind| authority.issue_of_kind(kind, &["server.example"], valid(), rng).unwrap();
    let [one, another] = [issue(Kind::MlDsa65), issue(Kind::MlDsa65)];
    assert!(Credential::new(one.chain.clone(), &one.key).is_ok());
    assert_eq!(
        Credential::new(one.chain, &another.key).unwrap_err(),
        Error::Configuration("the private key doesn't belong to the certificate")
    );
}
