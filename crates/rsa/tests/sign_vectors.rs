//! Published vectors for signing, through the public API.

#[path = "support/common.rs"]
mod common;

use clearbox_rsa::{Hash, InvalidKey, PrivateKey, PublicKey};
use clearbox_vectors::{Record, ran, records};
use common::{TestRng, private_key};
use num_bigint::BigUint;

/// The primes of a key of which n, e and d are given (NIST SP 800-56B, appendix C.1).
fn factor(n: &BigUint, e: &BigUint, d: &BigUint) -> (BigUint, BigUint) {
    let one = BigUint::from(1u32);
    let k = e * d - 1u32;
    let t = k.trailing_zeros().expect("not zero");
    for g in 2u32.. {
        let mut x = BigUint::from(g).modpow(&(&k >> t), n);
        for _ in 0..t {
            let y = &x * &x % n;
            if y == one && x != one && x != n - 1u32 {
                let p = gcd(&(&x - 1u32), n);
                let q = n / &p;
                return (p.clone().max(q.clone()), p.min(q));
            }
            x = y;
        }
    }
    unreachable!("half of all g will do")
}

fn gcd(a: &BigUint, b: &BigUint) -> BigUint {
    if *b == BigUint::ZERO { a.clone() } else { gcd(b, &(a % b)) }
}

fn number(r: &Record, name: &str) -> BigUint {
    BigUint::from_bytes_be(&r.bytes(name))
}

/// The key, with the d that NIST has; the error, for one that is too short.
fn key(n: &BigUint, r: &Record) -> Result<PrivateKey, InvalidKey> {
    let (e, d) = (number(r, "e"), number(r, "d"));
    PublicKey::from_be_bytes(&n.to_bytes_be(), &e.to_bytes_be())?;
    let (p, q) = factor(n, &e, &d);
    let (d_p, d_q) = (&d % (&p - 1u32), &d % (&q - 1u32));
    let q_inv = q.modinv(&p).expect("primes");
    PrivateKey::from_pkcs1_der(&private_key(&[n.clone(), e, d, p, q, d_p, d_q, q_inv]))
}

/// Runs NIST's SigGen file with keys of 1024 to 4096 bits, of which those below 2048 must be refused.
fn run(file: &str, algorithm: &str, check: fn(&PrivateKey, Hash, &Record)) {
    let mut n = BigUint::ZERO;
    let mut key_of_section = None;
    let (mut count, mut short, mut other_hash) = (0, 0, 0);
    for r in records(file) {
        if r.field("n").is_some() {
            n = number(&r, "n");
        }
        if r.field("e").is_some() {
            key_of_section = Some(key(&n, &r));
        }
        let Some(hash) = r.field("SHAAlg") else { continue };
        match (key_of_section.as_ref().expect("stands above"), hash) {
            (Err(reason), _) => {
                assert_eq!(*reason, InvalidKey::ModulusTooShort);
                short += 1;
            }
            (Ok(_), "SHA1" | "SHA224") => other_hash += 1,
            (Ok(key), hash) => {
                let hash = match hash {
                    "SHA256" => Hash::Sha256,
                    "SHA384" => Hash::Sha384,
                    "SHA512" => Hash::Sha512,
                    other => panic!("unknown hash {other}"),
                };
                check(key, hash, &r);
                count += 1;
            }
        }
    }
    ran(algorithm, "NIST CAVP SigGen", count, 90);
    assert_eq!((short, other_hash), (100, 60), "keys below 2048 bits; SHA-1 and SHA-224");
}

#[test]
fn nist_cavp_siggen15_vectors() {
    run("nist-cavp/rsa/SigGen15_186-2.txt", "RSA PKCS#1 v1.5", |key, hash, r| {
        let signature = key.sign_pkcs1(&mut TestRng::new(0), hash, &r.bytes("Msg")).expect("signs");
        assert_eq!(signature.as_slice(), r.bytes("S"));
        assert_eq!(key.public_key().verify_pkcs1(hash, &r.bytes("Msg"), &r.bytes("S")), Ok(()));
    });
}

#[test]
fn nist_cavp_siggenpss_vectors() {
    run("nist-cavp/rsa/SigGenPSS_186-2.txt", "RSA-PSS", |key, hash, r| {
        let digest = hash.digest(&r.bytes("Msg"));
        let salt = r.bytes("SaltVal");
        let (salt_len, rng) = (salt.len(), &mut TestRng::beginning_with(salt));
        assert_eq!(
            key.sign_pss_with_salt_len(rng, &digest, salt_len).expect("signs").as_slice(),
            r.bytes("S")
        );
        assert_eq!(key.public_key().verify_pss_with_salt_len(&digest, &r.bytes("S"), salt_len), Ok(()));
    });
}
