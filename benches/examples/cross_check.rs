//! Random keys and messages, worked on by us and by `aws-lc-rs`: what one makes, the other has to take, as long
//! as wished. Such a run meets cases that vectors and a few hundred random ones don't: for `cargo xtask soak`.
//!
//! `cross_check [SECONDS]`, for each line; 10 unless said otherwise.

#![forbid(unsafe_code)]

use std::{
    env,
    error::Error,
    time::{Duration, Instant},
};

use aws_lc_rs::{
    aead::{self, LessSafeKey, UnboundKey},
    agreement::{self, EphemeralPrivateKey},
    kem::{self, ML_KEM_768},
    rand::SystemRandom,
    signature::{self, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RsaKeyPair, UnparsedPublicKey},
};
use clearbox_rsa::Hash;
use getrandom::SysRng;
use rand_core::{Rng, UnwrapErr};

type Outcome = Result<(), Box<dyn Error>>;

/// Does one case with fresh randomness; false if the two don't agree.
type Check = fn() -> Result<bool, Box<dyn Error>>;

const CHECKS: [(&str, Check); 10] = [
    ("X25519 agree", x25519),
    ("P-256 agree", p256_agree),
    ("P-384 agree", p384_agree),
    ("P-256 sign, verify", p256_sign),
    ("P-384 sign, verify", p384_sign),
    ("Ed25519 sign, verify", ed25519),
    ("RSA-2048 PSS sign, verify", rsa),
    ("ML-KEM-768", ml_kem),
    ("AES-GCM", aes_gcm),
    ("ChaCha20-Poly1305", chacha20poly1305),
];

fn main() -> Outcome {
    let seconds = env::args().nth(1).map_or(Ok(10), |seconds| seconds.parse())?;
    for (name, check) in CHECKS {
        let (start, mut cases) = (Instant::now(), 0u64);
        while start.elapsed() < Duration::from_secs(seconds) {
            if !check()? {
                return Err(format!("{name}: case {cases} differs").into());
            }
            cases += 1;
        }
        println!("{name:25} {cases:10} cases");
    }
    Ok(())
}

fn rng() -> UnwrapErr<SysRng> {
    UnwrapErr(SysRng)
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rng().fill_bytes(&mut bytes);
    bytes
}

/// Up to 2 KiB, of which short ones are as many as long ones.
fn random_data() -> Vec<u8> {
    let [shift, low, high] = random();
    let mut data = vec![0; usize::from(u16::from_le_bytes([low, high])) >> (5 + shift % 11)];
    rng().fill_bytes(&mut data);
    data
}

/// Whether a key of `aws-lc-rs`'s and ours, of which `agree` takes the public key of the other, have the same secret.
fn agrees(
    algorithm: &'static agreement::Algorithm,
    our_public: &[u8],
    agree: impl FnOnce(&[u8]) -> Option<Vec<u8>>,
) -> Result<bool, Box<dyn Error>> {
    let key = EphemeralPrivateKey::generate(algorithm, &SystemRandom::new())?;
    let ours = agree(key.compute_public_key()?.as_ref());
    let their = agreement::UnparsedPublicKey::new(algorithm, our_public);
    let failed = aws_lc_rs::error::Unspecified;
    Ok(agreement::agree_ephemeral(key, their, failed, |secret| Ok(ours.as_deref() == Some(secret)))?)
}

fn x25519() -> Result<bool, Box<dyn Error>> {
    let key = clearbox_x25519::SecretKey::from_bytes(random());
    agrees(&agreement::X25519, key.public_key().as_bytes(), |their| {
        let their = clearbox_x25519::PublicKey::from_bytes(their.try_into().ok()?);
        Some(key.diffie_hellman(&their).ok()?.as_bytes().to_vec())
    })
}

/// The curves' crates look the same.
macro_rules! curve {
    ($agree:ident, $sign:ident, $ours:ident, $group:ident, $asn1:ident, $signing:ident) => {
        fn $agree() -> Result<bool, Box<dyn Error>> {
            let key = $ours::ecdh::SecretKey::generate(&mut rng());
            agrees(&agreement::$group, &key.public_key().to_sec1_uncompressed(), |their| {
                let their = $ours::ecdh::PublicKey::from_sec1_bytes(their).ok()?;
                Some(key.diffie_hellman(&their).as_bytes().to_vec())
            })
        }

        fn $sign() -> Result<bool, Box<dyn Error>> {
            let (key, message) = ($ours::SigningKey::generate(&mut rng()), random_data());
            let theirs = EcdsaKeyPair::from_pkcs8(&signature::$signing, key.to_pkcs8_der().as_slice())?;
            let ours = key.sign(&mut rng(), &message).to_der();
            let public = UnparsedPublicKey::new(&signature::$asn1, theirs.public_key());
            let taken = public.verify(&message, ours.as_slice()).is_ok();
            let signature = theirs.sign(&SystemRandom::new(), &message)?;
            let signature = $ours::Signature::from_der(signature.as_ref());
            let takes =
                signature.is_ok_and(|signature| key.verifying_key().verify(&message, &signature).is_ok());
            Ok(taken && takes)
        }
    };
}

curve!(
    p256_agree,
    p256_sign,
    clearbox_p256,
    ECDH_P256,
    ECDSA_P256_SHA256_ASN1,
    ECDSA_P256_SHA256_ASN1_SIGNING
);
curve!(
    p384_agree,
    p384_sign,
    clearbox_p384,
    ECDH_P384,
    ECDSA_P384_SHA384_ASN1,
    ECDSA_P384_SHA384_ASN1_SIGNING
);

/// Signatures are deterministic, so that the two are the same; one with another bit is refused.
fn ed25519() -> Result<bool, Box<dyn Error>> {
    let (seed, message) = (random(), random_data());
    let (key, theirs) =
        (clearbox_ed25519::SigningKey::from_seed(&seed), Ed25519KeyPair::from_seed_unchecked(&seed)?);
    let signature = key.sign(&message);
    let mut wrong = signature.to_bytes();
    let [byte, bit] = random();
    wrong[usize::from(byte) % wrong.len()] ^= 1 << (bit % 8);
    let wrong = clearbox_ed25519::Signature::from_bytes(&wrong);
    Ok(signature.to_bytes() == theirs.sign(&message).as_ref()
        && key.verifying_key().as_bytes() == theirs.public_key().as_ref()
        && key.verifying_key().verify(&message, &signature).is_ok()
        && wrong.and_then(|wrong| key.verifying_key().verify(&message, &wrong)).is_err())
}

/// A new key for each eight cases: to make one takes most of the time.
fn rsa() -> Result<bool, Box<dyn Error>> {
    let key = clearbox_rsa::PrivateKey::random(2048)?;
    let theirs = RsaKeyPair::from_pkcs8(key.to_pkcs8_der().as_slice())?;
    let public = UnparsedPublicKey::new(&signature::RSA_PSS_2048_8192_SHA256, theirs.public_key());
    for _ in 0..8 {
        let message = random_data();
        let ours = key.sign_pss(&mut rng(), Hash::Sha256, &message)?;
        let mut signature = vec![0; ours.as_slice().len()];
        theirs.sign(&signature::RSA_PSS_SHA256, &SystemRandom::new(), &message, &mut signature)?;
        if public.verify(&message, ours.as_slice()).is_err()
            || key.public_key().verify_pss(Hash::Sha256, &message, &signature).is_err()
        {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Secrets of each for the other.
fn ml_kem() -> Result<bool, Box<dyn Error>> {
    let key = clearbox_ml_kem::DecapsulationKey::<clearbox_ml_kem::MlKem768>::random()?;
    let theirs = kem::DecapsulationKey::generate(&ML_KEM_768)?;
    let to_us = kem::EncapsulationKey::new(&ML_KEM_768, key.encapsulation_key().as_bytes())?;
    let (ciphertext, secret) = to_us.encapsulate()?;
    let ours = key.decapsulate(ciphertext.as_ref().try_into()?);
    let public = theirs.encapsulation_key()?.key_bytes()?;
    let to_them = clearbox_ml_kem::EncapsulationKey::<clearbox_ml_kem::MlKem768>::from_bytes(
        public.as_ref().try_into()?,
    )?;
    let (ciphertext, their_secret) = to_them.encapsulate_random()?;
    let theirs = theirs.decapsulate(ciphertext.as_slice().into())?;
    Ok(ours.as_bytes().as_slice() == secret.as_ref() && their_secret.as_bytes().as_slice() == theirs.as_ref())
}

/// What `aws-lc-rs` seals.
fn sealed(
    algorithm: &'static aead::Algorithm,
    key: &[u8],
    nonce: [u8; 12],
    additional: &[u8],
    data: &[u8],
) -> Result<Vec<u8>, Box<dyn Error>> {
    let key = LessSafeKey::new(UnboundKey::new(algorithm, key)?);
    let mut sealed = data.to_vec();
    let nonce = aead::Nonce::assume_unique_for_key(nonce);
    key.seal_in_place_append_tag(nonce, aead::Aad::from(additional), &mut sealed)?;
    Ok(sealed)
}

/// Seals like `aws-lc-rs`, and opens again.
macro_rules! seals_alike {
    ($ours:expr, $algorithm:ident, $key:expr) => {{
        let (key, nonce, additional, data) = ($key, random(), random_data(), random_data());
        let (ours, mut ciphertext) = ($ours(&key), data.clone());
        let tag = ours.seal_in_place(&nonce, &additional, &mut ciphertext)?;
        let theirs = sealed(&aead::$algorithm, &key, nonce, &additional, &data)?;
        let same = [ciphertext.as_slice(), &tag[..]].concat() == theirs;
        let opened = ours.open_in_place(&nonce, &additional, &mut ciphertext, &tag).is_ok();
        same && opened && ciphertext == data
    }};
}

fn aes_gcm() -> Result<bool, Box<dyn Error>> {
    use clearbox_aes_gcm::{Aes128Gcm, Aes256Gcm};
    Ok(seals_alike!(Aes128Gcm::new, AES_128_GCM, random::<16>())
        && seals_alike!(Aes256Gcm::new, AES_256_GCM, random::<32>()))
}

fn chacha20poly1305() -> Result<bool, Box<dyn Error>> {
    use clearbox_chacha20poly1305::ChaCha20Poly1305;
    Ok(seals_alike!(ChaCha20Poly1305::new, CHACHA20_POLY1305, random::<32>()))
}
