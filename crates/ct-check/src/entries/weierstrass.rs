//! P-256 and P-384: private scalars, nonces and shared secrets.

use super::Entry;
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

macro_rules! curve {
    ($module:ident, $curve:ident, $package:literal, $len:literal, $order:ident, $more:literal) => {
        pub(super) mod $module {
            use $curve::{SigningKey, ecdh::SecretKey};

            use super::*;

            pub(in crate::entries) const ENTRIES: [Entry; 9] = [
                Entry::new($package, "ecdh: public_key", scalars::<$more>, public_key),
                Entry::new($package, "ecdh: diffie_hellman", scalars::<$more>, diffie_hellman),
                Entry::new($package, "ecdh: generate", secrets::bytes::<32, 2>, generate),
                Entry::new($package, "sign", scalars::<$more>, sign),
                Entry::new($package, "sign_deterministic", scalars::<2>, sign_deterministic),
                Entry::new($package, "sign: generate", secrets::bytes::<32, 2>, generate_signing),
                Entry::new($package, "to and from PKCS #8", scalars::<2>, pkcs8),
                Entry::new($package, "to and from SEC 1", scalars::<2>, sec1),
                Entry::new($package, "from_bytes, no scalars", no_scalars, refused),
            ];

            fn scalars<const COUNT: usize>() -> Vec<Vec<u8>> {
                secrets::scalars(&$order).into_iter().take(COUNT).collect()
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
                judge.release(shared.as_bytes());
            }

            fn diffie_hellman(secret: &[u8], judge: &mut Judge) {
                let key = SecretKey::from_bytes(scalar(secret)).expect("a scalar");
                let their = SecretKey::from_bytes(&[7; $len]).expect("a scalar").public_key();
                let shared = judge.work(|| key.diffie_hellman(&their));
                judge.release(shared.as_bytes());
            }

            fn generate(secret: &[u8], judge: &mut Judge) {
                let mut rng = SecretRng::new(secret);
                let key = judge.work(|| SecretKey::generate(&mut rng));
                let shared = key.diffie_hellman(&key.public_key());
                judge.release(shared.as_bytes());
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

            fn generate_signing(secret: &[u8], judge: &mut Judge) {
                let mut rng = SecretRng::new(secret);
                let key = judge.work(|| SigningKey::generate(&mut rng));
                judge.release(&key.to_bytes());
            }

            fn pkcs8(secret: &[u8], judge: &mut Judge) {
                let key = signing_key(secret);
                let read = judge.work(|| SigningKey::from_pkcs8_der(key.to_pkcs8_der().as_slice()));
                judge.release(&read.expect("well-formed").to_bytes());
            }

            fn sec1(secret: &[u8], judge: &mut Judge) {
                let key = signing_key(secret);
                let read = judge.work(|| SigningKey::from_sec1_der(key.to_sec1_der().as_slice()));
                judge.release(&read.expect("well-formed").to_bytes());
            }

            fn refused(secret: &[u8], judge: &mut Judge) {
                let key = judge.work(|| SecretKey::from_bytes(scalar(secret)));
                assert!(key.is_err());
            }
        }
    };
}

curve!(p256, clearbox_p256, "p256", 32, N_256, 4);
curve!(p384, clearbox_p384, "p384", 48, N_384, 3);
