//! P-256 and P-384: private scalars, nonces and shared secrets.

use super::{Entry, Judges};
use crate::{
    judge::Judge,
    secrets::{self, SecretRng},
};

/// The order of P-256's base point, big-endian.
const N_256: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc,
    0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];

/// The order of P-384's base point, big-endian.
const N_384: [u8; 48] = [
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xc7, 0x63, 0x4d, 0x81, 0xf4, 0x37, 0x2d, 0xdf, 0x58, 0x1a,
    0x0d, 0xb2, 0x48, 0xb0, 0xa7, 0x7a, 0xec, 0xec, 0x19, 0x6a, 0xcc, 0xc5, 0x29, 0x73,
];

/// Why what is around `public_key` and `sign` isn't traced.
const AROUND: Judges = Judges::TaintOnly("public_key and sign are traced, which take most of the time in it");

/// Why less of P-384's portable code is traced.
const AS_P256: &str =
    "the same generic code is traced for P-256, and the arithmetic of P-384 in other entries";

macro_rules! curve {
    ($module:ident, $curve:ident, $package:literal, $len:literal, $order:ident, $multiples:expr) => {
        pub(super) mod $module {
            use $curve::{SigningKey, ecdh::SecretKey};

            use super::*;

            pub(in crate::entries) const ENTRIES: [Entry; 7] = [
                Entry::new($package, "ecdh: diffie_hellman", scalars, diffie_hellman),
                Entry::new($package, "from_bytes, no scalars", no_scalars, refused),
                Entry { judges: $multiples, ..Entry::new($package, "ecdh: public_key", scalars, public_key) },
                Entry { judges: $multiples, ..Entry::new($package, "sign", scalars, sign) },
                Entry {
                    judges: AROUND,
                    ..Entry::new($package, "generate", secrets::bytes::<32, 2>, generate)
                },
                Entry {
                    judges: AROUND,
                    ..Entry::new($package, "sign_deterministic", scalars, sign_deterministic)
                },
                Entry {
                    judges: AROUND,
                    ..Entry::new($package, "to and from PKCS #8 and SEC 1", scalars, formats)
                },
            ];

            /// Two, since tracing takes long; memcheck's judgement is for all.
            fn scalars() -> Vec<Vec<u8>> {
                secrets::scalars(&$order).into_iter().take(2).collect()
            }

            fn no_scalars() -> Vec<Vec<u8>> {
                vec![$order.to_vec(), vec![0; $len], vec![0xff; $len]]
            }

            fn scalar(secret: &[u8]) -> &[u8; $len] {
                secret.try_into().expect("as long as a scalar")
            }

            fn signing_key(secret: &[u8]) -> SigningKey {
                SigningKey::from_bytes(scalar(secret)).expect("a scalar")
            }

            fn public_key(secret: &[u8], judge: &mut Judge) {
                let key = judge.work(|| SecretKey::from_bytes(scalar(secret))).expect("a scalar");
                let shared = key.diffie_hellman(&key.public_key());
                judge.release_secret(shared.as_bytes());
            }

            fn diffie_hellman(secret: &[u8], judge: &mut Judge) {
                let key = SecretKey::from_bytes(scalar(secret)).expect("a scalar");
                let their = SecretKey::from_bytes(&[7; $len]).expect("a scalar").public_key();
                let shared = judge.work(|| key.diffie_hellman(&their));
                judge.release_secret(shared.as_bytes());
            }

            fn generate(secret: &[u8], judge: &mut Judge) {
                let mut rng = SecretRng::new(secret);
                let key = judge.work(|| SecretKey::generate(&mut rng));
                let signing_key = judge.work(|| SigningKey::generate(&mut rng));
                let shared = key.diffie_hellman(&key.public_key());
                judge.release_secret(shared.as_bytes());
                judge.release_secret(&signing_key.to_bytes());
            }

            fn sign(secret: &[u8], judge: &mut Judge) {
                let (key, mut rng) = (signing_key(secret), SecretRng::new(secret));
                let signature = judge.work(|| key.sign(&mut rng, b"message"));
                judge.release(signature.to_bytes().as_ref());
                judge.release(&key.to_bytes());
            }

            fn sign_deterministic(secret: &[u8], judge: &mut Judge) {
                let key = signing_key(secret);
                let signature = judge.work(|| key.sign_deterministic(b"message"));
                judge.release(signature.to_bytes().as_ref());
                judge.release(&key.to_bytes());
            }

            fn formats(secret: &[u8], judge: &mut Judge) {
                let key = signing_key(secret);
                let file = judge.work(|| key.to_pkcs8_der());
                let read = judge.work(|| SigningKey::from_pkcs8_der(file.as_slice())).expect("well-formed");
                let file = judge.work(|| read.to_sec1_der());
                let read = judge.work(|| SigningKey::from_sec1_der(file.as_slice())).expect("well-formed");
                judge.release_secret(&read.to_bytes());
            }

            fn refused(secret: &[u8], judge: &mut Judge) {
                let key = judge.work(|| SecretKey::from_bytes(scalar(secret)));
                assert!(key.is_err());
            }
        }
    };
}

curve!(p256, clearbox_p256, "p256", 32, N_256, Judges::Both);
curve!(p384, clearbox_p384, "p384", 48, N_384, Judges::TraceKernels(AS_P256));
