//! Whole signatures against the RFC's own procedures.

use std::{format, vec::Vec};

use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};

use crate::{Signature, SigningKey, VerifyingKey, spec};

fn verifies(public: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
    let key = VerifyingKey::from_bytes(public).expect("a valid key");
    Signature::from_bytes(signature).and_then(|signature| key.verify(message, &signature)).is_ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn keys_and_signatures_are_spec(seed in any::<[u8; 32]>(), message in any::<Vec<u8>>(), bit in 0usize..512) {
        let key = SigningKey::from_seed(&seed);
        let public = *key.verifying_key().as_bytes();
        prop_assert_eq!(public, spec::secret_to_public(&seed));
        let mut signature = key.sign(&message).to_bytes();
        prop_assert_eq!(signature, spec::sign(&seed, &message));
        prop_assert!(verifies(&public, &message, &signature) && spec::verify(&public, &message, &signature));
        signature[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(!verifies(&public, &message, &signature) && !spec::verify(&public, &message, &signature));
    }
}

#[test]
fn debug_tells_no_secret() {
    let key = SigningKey::from_seed(&[7; 32]);
    assert_eq!(format!("{key:?} {:?}", key.to_pkcs8_der()), "SigningKey PrivateKeyDer");
    let digits: Vec<_> = key.verifying_key().as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(format!("{:?}", key.verifying_key()), format!("VerifyingKey({})", digits.concat()));
}
