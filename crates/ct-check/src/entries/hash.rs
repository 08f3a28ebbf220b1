//! Hashes of secrets, HMAC and HKDF. Messages are secret too: TLS derives keys from them.

use clearbox_hkdf::{HkdfSha256, HkdfSha384, HkdfSha512};
use clearbox_hmac::{HmacSha256, HmacSha384, HmacSha512};
use clearbox_sha2::{Sha256, Sha384, Sha512};
use clearbox_sha3::{Sha3_256, Sha3_384, Sha3_512, Shake128, Shake128x4, Shake256, Shake256x4};

use super::{Entry, split};
use crate::{judge::Judge, secrets};

/// Several blocks, and a piece of one.
const LEN: usize = 290;
const KEY: usize = 32;

macro_rules! hash {
    ($module:ident, $hash:ident, $package:literal, $name:literal) => {
        mod $module {
            use super::*;

            pub(in crate::entries) const ENTRY: Entry =
                Entry::new($package, $name, secrets::bytes::<LEN, 3>, digest);

            fn digest(secret: &[u8], judge: &mut Judge) {
                let digests = judge.work(|| {
                    let mut hash = $hash::new();
                    // Within a block, to its end, several blocks, and to the end.
                    for part in [&secret[..3], &secret[3..144], &secret[144..272], &secret[272..]] {
                        hash.update(part);
                    }
                    [hash.finalize(), $hash::digest(secret)]
                });
                judge.release(digests.as_flattened());
            }
        }
    };
}

hash!(sha256, Sha256, "sha2", "SHA-256");
hash!(sha384, Sha384, "sha2", "SHA-384");
hash!(sha512, Sha512, "sha2", "SHA-512");
hash!(sha3_256, Sha3_256, "sha3", "SHA3-256");
hash!(sha3_384, Sha3_384, "sha3", "SHA3-384");
hash!(sha3_512, Sha3_512, "sha3", "SHA3-512");

pub(super) const SHA2: [Entry; 3] = [sha256::ENTRY, sha384::ENTRY, sha512::ENTRY];

pub(super) const SHA3: [Entry; 7] = [
    sha3_256::ENTRY,
    sha3_384::ENTRY,
    sha3_512::ENTRY,
    Entry::new("sha3", "SHAKE128", secrets::bytes::<LEN, 3>, shake128),
    Entry::new("sha3", "SHAKE256", secrets::bytes::<LEN, 3>, shake256),
    Entry::new("sha3", "four times SHAKE128", secrets::bytes::<132, 3>, shake128_x4),
    Entry::new("sha3", "four times SHAKE256", secrets::bytes::<132, 3>, shake256_x4),
];

macro_rules! shake {
    ($shake:ident, $function:ident, $x4:ident, $function_x4:ident) => {
        fn $function(secret: &[u8], judge: &mut Judge) {
            let (mut out, mut more) = ([0; 500], [0; 3]);
            let digest: [u8; 32] = judge.work(|| {
                let mut shake = $shake::new();
                shake.update(secret);
                let mut reader = shake.finalize();
                reader.squeeze(&mut out);
                reader.squeeze(&mut more);
                $shake::digest(secret)
            });
            judge.release(&out);
            judge.release(&more);
            judge.release(&digest);
        }

        fn $function_x4(secret: &[u8], judge: &mut Judge) {
            let (messages, _) = secret.as_chunks::<33>();
            let messages: [[u8; 33]; 4] = messages.try_into().expect("four messages");
            let mut outs = [[0; 500]; 4];
            judge.work(|| $x4::new(&messages).squeeze(&mut outs));
            judge.release(outs.as_flattened());
        }
    };
}

shake!(Shake128, shake128, Shake128x4, shake128_x4);
shake!(Shake256, shake256, Shake256x4, shake256_x4);

macro_rules! hmac {
    ($module:ident, $hmac:ident, $hkdf:ident, $mac:literal, $wrong:literal, $key_of_any_length:literal, $derive:literal) => {
        mod $module {
            use super::*;

            pub(in crate::entries) const HMAC: [Entry; 3] = [
                Entry::new("hmac", $mac, secrets::bytes::<{ KEY + LEN }, 3>, mac),
                Entry::new("hmac", $key_of_any_length, secrets::bytes::<LEN, 3>, long_key),
                Entry::new("hmac", $wrong, wrong_tags, verify_wrong_tag),
            ];
            pub(in crate::entries) const HKDF: Entry =
                Entry::new("hkdf", $derive, secrets::bytes::<{ $hkdf::PRK_LEN + LEN }, 3>, derive);

            fn wrong_tags() -> Vec<Vec<u8>> {
                secrets::with(&secrets::bytes::<KEY, 8>(), &secrets::differences::<{ $hmac::OUTPUT_LEN }>())
            }

            fn mac(secret: &[u8], judge: &mut Judge) {
                let (key, message) = split::<KEY>(secret);
                let (tag, verified) = judge.work(|| {
                    let mut hmac = $hmac::new(key);
                    hmac.update(message);
                    let tag = hmac.clone().finalize();
                    (tag, hmac.verify(&tag))
                });
                assert!(verified.is_ok());
                judge.release(&tag);
            }

            /// A key that is hashed first.
            fn long_key(secret: &[u8], judge: &mut Judge) {
                let tag = judge.work(|| $hmac::mac(secret, b"message"));
                judge.release(&tag);
            }

            /// The last bytes of the secret say what is wrong with the tag.
            fn verify_wrong_tag(secret: &[u8], judge: &mut Judge) {
                let (key, difference) = split::<KEY>(secret);
                let mut tag = $hmac::mac(key, b"message");
                tag.iter_mut().zip(difference).for_each(|(tag, difference)| *tag ^= difference);
                let verified = judge.work(|| {
                    let mut hmac = $hmac::new(key);
                    hmac.update(b"message");
                    hmac.verify(&tag)
                });
                assert!(verified.is_err());
            }

            fn derive(secret: &[u8], judge: &mut Judge) {
                let (prk, ikm) = split(secret);
                let (mut okm, mut more) = ([0; 100], [0; 100]);
                let extracted = judge.work(|| {
                    let hkdf = $hkdf::extract(b"salt", ikm);
                    hkdf.expand(b"info", &mut okm).expect("short");
                    $hkdf::from_prk(prk).expand_concat(&[b"in", b"fo"], &mut more).expect("short");
                    *hkdf.prk()
                });
                judge.release(&okm);
                judge.release(&more);
                judge.release(&extracted);
            }
        }
    };
}

hmac!(
    hmac256,
    HmacSha256,
    HkdfSha256,
    "SHA-256: tag",
    "SHA-256: verify, wrong tag",
    "SHA-256: long key",
    "SHA-256: extract, expand"
);
hmac!(
    hmac384,
    HmacSha384,
    HkdfSha384,
    "SHA-384: tag",
    "SHA-384: verify, wrong tag",
    "SHA-384: long key",
    "SHA-384: extract, expand"
);
hmac!(
    hmac512,
    HmacSha512,
    HkdfSha512,
    "SHA-512: tag",
    "SHA-512: verify, wrong tag",
    "SHA-512: long key",
    "SHA-512: extract, expand"
);

pub(super) const HMAC: [[Entry; 3]; 3] = [hmac256::HMAC, hmac384::HMAC, hmac512::HMAC];
pub(super) const HKDF: [Entry; 3] = [hmac256::HKDF, hmac384::HKDF, hmac512::HKDF];
