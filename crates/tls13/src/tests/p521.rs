//! Certificates with keys on P-521, which some roots have. Such keys verify here, but sign nothing.

use clearbox_vectors::{Record, ran, records};
use rustls_pki_types::{CertificateDer, UnixTime};

use super::pair::{NOW, authority, issued, server_name};
use crate::{
    CertificateFault as Fault, Error, Roots, Trust,
    code_points::SignatureScheme as S,
    verify::{self, Owner},
};

fn certificate(r: &Record) -> CertificateDer<'static> {
    r.bytes("certificate").into()
}

/// With the last byte changed, which is one of a signature.
fn forged(bytes: &[u8]) -> std::vec::Vec<u8> {
    let mut forged = bytes.to_vec();
    *forged.last_mut().unwrap() ^= 1;
    forged
}

#[test]
fn vectors_of_chains_on_p521() {
    let all = records("openssl/p521-chains.txt");
    // The file is some hours younger than the clock of these tests.
    let now = UnixTime::since_unix_epoch(core::time::Duration::from_secs(NOW + 86400));
    for r in &all {
        let trust = Trust::Roots(Roots::from_certificates([&r.bytes("ca").into()]).unwrap());
        let judge = |certificate| {
            verify::check(&trust, &[certificate], Owner::Server(&server_name()), now)
                .unwrap()
                .map_err(|error| error.fault)
        };
        assert_eq!(judge(certificate(r)), Ok(()));
        assert_eq!(judge(forged(&certificate(r)).into()), Err(Fault::BadSignature));
    }
    ran("ECDSA P-521", "OpenSSL, certificates by each hash", all.len(), 3);
}

//? 4.3.3-6 4.5.2-6
#[test]
fn vectors_of_signatures_by_the_key_and_the_scheme() {
    let all = records("openssl/p521-chains.txt");
    let scheme = S::ECDSA_SECP521R1_SHA512;
    for r in &all {
        let signature = r.bytes("signature");
        let verdict = |scheme, signature: &[u8]| {
            verify::verify_by_scheme(scheme, &certificate(r), b"content", signature)
        };
        assert_eq!(verdict(scheme, &signature), Ok(()));
        assert_eq!(verdict(scheme, &forged(&signature)), Err(Error::BadSignature(scheme)));
        for other in [S::ECDSA_SECP256R1_SHA256, S::ECDSA_SECP384R1_SHA384] {
            assert_eq!(verdict(other, &signature), Err(Error::SchemeNotOffered(other)));
        }
        let on_p256 = &issued(&authority(), "server.example").chain[0];
        let verdict = verify::verify_by_scheme(scheme, on_p256, b"content", &signature);
        assert_eq!(verdict, Err(Error::SchemeNotOffered(scheme)));
    }
    ran("ECDSA P-521", "OpenSSL, signatures of ecdsa_secp521r1_sha512", all.len(), 3);
}
