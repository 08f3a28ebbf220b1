//! What the types promise.

use clearbox_x25519::{LowOrderPoint, PublicKey, SecretKey, x25519};
use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};
use rand_core::{Infallible, TryCryptoRng, TryRng};

/// Counts up: good for a test, for nothing else.
struct Counter(u8);

impl TryRng for Counter {
    type Error = Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        unreachable!("keys are filled by bytes")
    }
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        unreachable!("keys are filled by bytes")
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for byte in bytes {
            self.0 += 1;
            *byte = self.0;
        }
        Ok(())
    }
}

impl TryCryptoRng for Counter {}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn both_sides_agree(a in any::<[u8; 32]>(), b in any::<[u8; 32]>()) {
        let (a, b) = (SecretKey::from_bytes(a), SecretKey::from_bytes(b));
        let (ab, ba) = (a.diffie_hellman(&b.public_key()).unwrap(), b.diffie_hellman(&a.public_key()).unwrap());
        prop_assert_eq!(ab.as_bytes(), ba.as_bytes());
        prop_assert_eq!(ab.as_bytes(), &x25519(&a.to_bytes(), b.public_key().as_bytes()));
    }
}

#[test]
fn clamped_bits_and_the_top_bit_of_u_do_not_count() {
    let (k, u) = ([0x55; 32], [0x23; 32]);
    let expected = x25519(&k, &u);
    let (mut other_k, mut other_u) = (k, u);
    other_k[0] ^= 7;
    other_k[31] ^= 0xc0;
    other_u[31] ^= 0x80;
    assert_eq!(x25519(&other_k, &other_u), expected);
}

#[test]
fn points_of_small_order_are_refused() {
    let mut one = [0; 32];
    one[0] = 1;
    for point in [[0; 32], one] {
        let result = SecretKey::from_bytes([7; 32]).diffie_hellman(&PublicKey::from_bytes(point));
        assert_eq!(result.err(), Some(LowOrderPoint));
    }
    assert!(LowOrderPoint.to_string().contains("small order"));
}

#[test]
fn generate_takes_what_the_rng_gives() {
    let key = SecretKey::generate(&mut Counter(0));
    assert_eq!(key.to_bytes(), core::array::from_fn(|i| i as u8 + 1));
}

#[cfg(feature = "getrandom")]
#[test]
fn random_keys_differ() {
    let (a, b) = (SecretKey::random().unwrap(), SecretKey::random().unwrap());
    assert_ne!(a.to_bytes(), b.to_bytes());
}

#[test]
fn debug_tells_nothing() {
    let key = SecretKey::from_bytes([0xa5; 32]);
    let shared = key.diffie_hellman(&key.public_key()).unwrap();
    assert_eq!(format!("{key:?} {shared:?}"), "SecretKey SharedSecret");
}
