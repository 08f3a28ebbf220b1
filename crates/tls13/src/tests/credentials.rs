//! Credentials from other programs: their keys and certificates as files.

use std::{sync::Arc, vec, vec::Vec};

use clearbox_sha2::Sha256;
use clearbox_vectors::{Record, ran, records};
use rustls_pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, UnixTime};

use super::pair::{Failure, NOW, Pair, TestRandom, configs, server_name, with_context};
use crate::{
    ClientAuthentication, ClientConfig, Credential, Credentials, Error, Pin, Roots, ServerConfig, Trust,
    code_points::{SignatureScheme, SignatureScheme as S},
    verify::{self, Owner},
};

/// RSASSA-PSS, as the algorithm of a key without restrictions.
const PSS: &[u8] = &[0x30, 11, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 10];
const RSA_ENCRYPTION: &[u8] = &[0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0];

fn certificate(r: &Record) -> CertificateDer<'static> {
    r.bytes("certificate").into()
}

fn load(certificate: CertificateDer<'static>, key: Vec<u8>) -> Result<Arc<Credential>, Error> {
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key));
    Credential::new(vec![certificate], &key).map(Arc::new)
}

/// The schemes of the hash that a record names.
fn schemes(r: &Record) -> Vec<SignatureScheme> {
    match r.text("hash") {
        "SHA-256" => vec![S::RSA_PSS_PSS_SHA256],
        "SHA-384" => vec![S::RSA_PSS_PSS_SHA384],
        "SHA-512" => vec![S::RSA_PSS_PSS_SHA512],
        _ => vec![S::RSA_PSS_PSS_SHA256, S::RSA_PSS_PSS_SHA384, S::RSA_PSS_PSS_SHA512],
    }
}

/// The algorithm of a PKCS#8 key, and what follows it.
fn split(key: &[u8]) -> (&[u8], &[u8]) {
    // Behind the header of the SEQUENCE and the version stands the algorithm, shorter than 128 bytes.
    key[7..].split_at(usize::from(key[8]) + 2)
}

/// The same numbers with another algorithm.
fn with_algorithm(algorithm: &[u8], key: &[u8]) -> Vec<u8> {
    let content = [&[2, 1, 0], algorithm, split(key).1].concat();
    let [high, low] = u16::try_from(content.len()).unwrap().to_be_bytes();
    [&[0x30, 0x82, high, low], &content[..]].concat()
}

/// Client and server that both show this certificate, and trust it.
fn mutual(credential: &Arc<Credential>) -> (ClientConfig, ServerConfig) {
    let (mut client, mut server) = configs();
    let trust = || Trust::Pins(vec![Pin::Certificate(Sha256::digest(&credential.chain()[0]))]);
    client.trust = trust();
    client.credentials = Some(Credentials::One(credential.clone()));
    server.credentials = Credentials::One(credential.clone());
    server.client_authentication = ClientAuthentication::Required(trust());
    (client, server)
}

#[test]
fn vectors_of_pss_credentials() {
    let all = records("openssl/pss-certificates.txt");
    for r in &all {
        let credential = load(certificate(r), r.bytes("key")).unwrap();
        assert_eq!(credential.schemes(), schemes(r));
        let mut pair = Pair::connected(mutual(&credential));
        let signed_by = pair.client.negotiated().unwrap().signature_scheme;
        assert_eq!(signed_by, Some(schemes(r)[0]));
        with_context(80, |cx| pair.client.send(b"signed by PSS", cx)).unwrap();
        assert_eq!(pair.run().unwrap().1, b"signed by PSS");
    }
    ran("RSA-PSS", "OpenSSL, certificates with keys for PSS alone", all.len(), 5);
}

#[test]
fn restrictions_of_key_and_certificate_both_count() {
    let all = records("openssl/pss-certificates.txt");
    let [any, sha_256, sha_384, ..] = &all[..] else { panic!("five records") };
    let schemes_with = |algorithm: &[u8], r: &Record| {
        load(certificate(r), with_algorithm(algorithm, &r.bytes("key"))).map(|c| c.schemes().to_vec())
    };
    let (only_sha_256, only_sha_384) = (sha_256.bytes("key"), sha_384.bytes("key"));
    assert_eq!(schemes_with(PSS, sha_384), Ok(vec![S::RSA_PSS_PSS_SHA384]));
    assert_eq!(schemes_with(split(&only_sha_384).0, any), Ok(vec![S::RSA_PSS_PSS_SHA384]));
    let nothing_left = Error::Configuration("the private key doesn't belong to the certificate");
    assert_eq!(schemes_with(split(&only_sha_256).0, sha_384), Err(nothing_left.clone()));
    // A key of the other kind, or another key.
    assert_eq!(schemes_with(RSA_ENCRYPTION, any), Err(nothing_left.clone()));
    assert_eq!(load(certificate(any), only_sha_256).err(), Some(nothing_left));
}

//? 4.5.2-4 4.5.2-6
#[test]
fn peers_that_do_not_take_pss_keys_get_no_other_signature() {
    let all = records("openssl/pss-certificates.txt");
    let credential = load(certificate(&all[1]), all[1].bytes("key")).unwrap();
    let (mut client, server) = mutual(&credential);
    client.signature_schemes = vec![S::RSA_PSS_RSAE_SHA256, S::RSA_PSS_PSS_SHA384];
    let failure = Pair::new((client, server)).run().unwrap_err();
    assert_eq!(failure, Failure::Server(Error::NoCommonSignatureScheme));
}

//? 4.3.3-8
#[test]
fn vectors_of_cas_that_sign_with_pss() {
    let all = ["openssl/pss-chains.txt", "gnutls/pss-chains.txt"].map(records).concat();
    // The files are some hours younger than the clock of these tests.
    let now = UnixTime::since_unix_epoch(core::time::Duration::from_secs(NOW + 86400));
    for r in &all {
        let ca = CertificateDer::from(r.bytes("ca"));
        let trust = Trust::Roots(Roots::from_certificates([&ca]).unwrap());
        let mut forged = r.bytes("certificate");
        *forged.last_mut().unwrap() ^= 1;
        for (certificate, good) in [(certificate(r), true), (forged.into(), false)] {
            let judgement =
                verify::check(&trust, &[certificate], Owner::Server(&server_name()), now).unwrap();
            assert_eq!(judgement.is_ok(), good, "{judgement:?}");
        }
    }
    ran("RSA-PSS", "OpenSSL and GnuTLS, certificates signed with PSS", all.len(), 13);
}

//? 4.3.3-1 4.3.3-6 4.3.3-8 4.5.2-6
#[test]
fn signatures_by_pss_keys_are_verified_by_the_certificates_key_and_hash_only() {
    let all = records("openssl/pss-certificates.txt");
    let verdict = |r: &Record, scheme, signature: &[u8]| {
        verify::verify_by_scheme(scheme, &certificate(r), b"content", signature)
    };
    for (r, scheme) in [(&all[0], S::RSA_PSS_PSS_SHA512), (&all[1], S::RSA_PSS_PSS_SHA256)] {
        let credential = load(certificate(r), r.bytes("key")).unwrap();
        let mut signature = credential.sign(scheme, b"content", &mut TestRandom(81)).unwrap().unwrap();
        assert_eq!(verdict(r, scheme, &signature), Ok(()));
        assert_eq!(
            verdict(&all[4], S::RSA_PSS_PSS_SHA256, &signature),
            Err(Error::BadSignature(S::RSA_PSS_PSS_SHA256))
        );
        signature[9] ^= 1;
        assert_eq!(verdict(r, scheme, &signature), Err(Error::BadSignature(scheme)));
    }
    for scheme in [S::RSA_PSS_PSS_SHA384, S::RSA_PSS_RSAE_SHA256, S::ECDSA_SECP256R1_SHA256] {
        assert_eq!(verdict(&all[1], scheme, &[]), Err(Error::SchemeNotOffered(scheme)));
    }
}
