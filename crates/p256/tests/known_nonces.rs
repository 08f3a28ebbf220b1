//! Published signatures for which k is known, or can be computed since the private key is known. The public API doesn't
//! take a k: these go through [`SecretCurve::sign`].

use clearbox_p256::{P256Sha256, Signature, SigningKey};
use clearbox_sha2::{Sha256, Sha384, Sha512};
use clearbox_vectors::{ran, read, records, unhex};
use clearbox_weierstrass::{Curve, Field, SecretCurve, Suite};

type P256 = <P256Sha256 as Suite>::Curve;
type Scalar = <P256 as Curve>::Scalar;
type Hash = fn(&[u8]) -> Vec<u8>;

/// The hashes of this project by the names of NIST's files; SHA-1 and SHA-224 are not among them.
const HASHES: [(&str, Hash); 3] = [
    ("SHA-256", |m| Sha256::digest(m).to_vec()),
    ("SHA-384", |m| Sha384::digest(m).to_vec()),
    ("SHA-512", |m| Sha512::digest(m).to_vec()),
];

/// The signature of a digest with this k.
fn sign_with(key: &SigningKey, k: &Scalar, digest: &[u8]) -> Signature {
    let (d, _) = Scalar::from_bytes(&key.to_bytes());
    let (r, s) = P256::sign(&d, k, &Scalar::from_digest(digest));
    Signature::from_bytes(&[r, s].concat().try_into().expect("twice the length")).expect("neither is zero")
}

#[test]
fn nist_cavp_siggen_vectors() {
    let all = records("nist-cavp/ecdsa-186-3/SigGen.txt");
    let mut count = 0;
    for (name, hash) in HASHES {
        for r in all.iter().filter(|r| r.parameter(&format!("P-256,{name}")).is_some()) {
            let key = SigningKey::from_bytes(&r.array("d")).expect("in range");
            let public = key.verifying_key().to_sec1_uncompressed();
            assert_eq!((public[1..33].to_vec(), public[33..].to_vec()), (r.bytes("Qx"), r.bytes("Qy")));
            let digest = hash(&r.bytes("Msg"));
            let k = Scalar::from_bytes(&r.array("k")).0;
            let expected =
                Signature::from_bytes(&[r.array::<32>("R"), r.array("S")].concat().try_into().unwrap())
                    .expect("in range");
            assert_eq!(sign_with(&key, &k, &digest), expected);
            assert_eq!(key.verifying_key().verify_prehash(&digest, &expected), Ok(()));
            count += 1;
        }
    }
    ran("ECDSA P-256", "NIST CAVP SigGen, SHA-256, SHA-384 and SHA-512", count, 45);
}

/// The P-256 part of RFC 6979, appendix A.2.5, in OpenSSL's format: each case is signed, verified, and
/// verified with the last bit of the signature changed. SHA-1 and SHA-224, the other 4 signatures of the 10,
/// are not among our hashes. k comes from the message by SHA-256 only, so for the others it is computed from the
/// signature; each k then has to give the r that was published.
//? C.3-1
#[test]
fn rfc6979_vectors() {
    let text = read("rfc/evppkey_ecdsa_rfc6979.txt");
    let d = "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721";
    let d = unhex(d).try_into().expect("the length of a scalar");
    let key = SigningKey::from_bytes(&d).expect("in range");
    let (mut signed, mut verified) = (0, 0);
    for case in text.split("\n\n").filter(|case| case.contains("Key = P-256_")) {
        let field = |name: &str| case.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" = "));
        let name = field("DigestSign").or(field("DigestVerify")).expect("one of both");
        let Some((_, hash)) = HASHES.iter().find(|(hash, _)| hash.replace('-', "") == name) else {
            continue;
        };
        let message = field("Input").expect("a message").trim_matches('"').as_bytes();
        let digest = hash(message);
        let signature = Signature::from_der(&unhex(field("Output").expect("a signature")));
        if field("DigestSign").is_some() {
            let signature = signature.expect("a signature");
            assert_eq!(sign_with(&key, &k_of(&signature, &key, &digest), &digest), signature);
            if name == "SHA256" {
                assert_eq!(key.sign_deterministic(message), signature);
            }
            signed += 1;
        } else {
            let result = key.verifying_key().verify_prehash(&digest, &signature.expect("well formed"));
            assert_eq!(result.is_err(), field("Result") == Some("VERIFY_ERROR"), "{case}");
            verified += 1;
        }
    }
    ran("ECDSA P-256", "RFC 6979, appendix A.2.5, signing", signed, 6);
    ran("ECDSA P-256", "RFC 6979, appendix A.2.5, verifying", verified, 12);
}

/// The k of a signature: (e + r·d) / s.
fn k_of(signature: &Signature, key: &SigningKey, digest: &[u8]) -> Scalar {
    let bytes = signature.to_bytes();
    let [r, s, d] = [&bytes[..32], &bytes[32..], &key.to_bytes()]
        .map(|bytes| Scalar::from_bytes(bytes.try_into().expect("the length of a scalar")).0);
    Scalar::from_digest(digest).add(r.mul(d)).mul(s.invert())
}
