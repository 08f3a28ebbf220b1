//! What the types promise.

#![allow(non_snake_case)] // FIPS 203 calls the shared secret K.

use clearbox_ml_kem::{
    Bytes, DecapsulationKey, EncapsulationKey, MlKem512, MlKem768, MlKem1024, ParameterSet,
};
use rand_core::{CryptoRng, Infallible, TryCryptoRng, TryRng};

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

fn exchange<P: ParameterSet>(rng: &mut dyn CryptoRng) {
    let dk = DecapsulationKey::<P>::generate(rng);
    let ek = EncapsulationKey::<P>::from_bytes(dk.encapsulation_key().as_bytes()).expect("a good key");
    let (c, at_sender) = ek.encapsulate(rng);
    assert_eq!(dk.decapsulate(&c).as_bytes(), at_sender.as_bytes());

    // The randomness is taken in the standard's order: d, z; m.
    let seed: [u8; 64] = std::array::from_fn(|i| i as u8 + 1);
    assert_eq!(dk.to_seed().as_deref(), Some(&seed));
    let m: [u8; 32] = std::array::from_fn(|i| i as u8 + 65);
    let (c_again, again) = ek.encapsulate_deterministic(&m);
    assert_eq!((c_again, again.as_bytes()), (c, at_sender.as_bytes()));
}

#[test]
fn both_sides_agree_with_randomness_from_the_caller() {
    exchange::<MlKem512>(&mut Counter(0));
    exchange::<MlKem768>(&mut Counter(0));
    exchange::<MlKem1024>(&mut Counter(0));
}

/// Every changed byte of a ciphertext gives another secret, and always the same.
fn changed_ciphertexts<P: ParameterSet>() {
    let dk = DecapsulationKey::<P>::from_seed(&[3; 64]);
    let (c, K) = dk.encapsulation_key().encapsulate_deterministic(&[4; 32]);
    for at in 0..<P::Ciphertext as Bytes>::ZERO.as_ref().len() {
        let mut changed = c;
        changed.as_mut()[at] ^= 0x10;
        let rejected = dk.decapsulate(&changed);
        assert_ne!(rejected.as_bytes(), K.as_bytes(), "byte {at}");
        assert_eq!(rejected.as_bytes(), dk.decapsulate(&changed).as_bytes(), "byte {at}");
    }
}

#[test]
fn a_changed_ciphertext_is_rejected_implicitly_wherever_the_change_is() {
    changed_ciphertexts::<MlKem512>();
    changed_ciphertexts::<MlKem768>();
    changed_ciphertexts::<MlKem1024>();
}

#[cfg(feature = "getrandom")]
#[test]
fn both_sides_agree_with_randomness_from_the_system() {
    let dk = DecapsulationKey::<MlKem768>::random().expect("randomness");
    let (c, at_sender) = dk.encapsulation_key().encapsulate_random().expect("randomness");
    assert_eq!(dk.decapsulate(&c).as_bytes(), at_sender.as_bytes());
    let other = DecapsulationKey::<MlKem768>::random().expect("randomness");
    assert_ne!(other.decapsulate(&c).as_bytes(), at_sender.as_bytes());
}
