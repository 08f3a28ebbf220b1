//! ML-KEM (FIPS 203) as a group: the client's share is an encapsulation key, the server's a ciphertext
//! (draft-ietf-tls-mlkem).

use alloc::vec::Vec;

use clearbox_ml_kem::{DecapsulationKey, EncapsulationKey, ParameterSet};
use rand_core::CryptoRng;

use super::SharedSecret;

/// None if the ciphertext is not as long as it has to be. One that was made for another key gives another secret, which
/// shows in Finished.
pub(super) fn decapsulate<P: ParameterSet>(
    key: &DecapsulationKey<P>,
    ciphertext: &[u8],
) -> Option<SharedSecret>
where
    for<'a> &'a P::Ciphertext: TryFrom<&'a [u8]>,
{
    let ciphertext: &P::Ciphertext = ciphertext.try_into().ok()?;
    Some(SharedSecret::new(key.decapsulate(ciphertext).as_bytes()))
}

/// The ciphertext, and the secret in it; None if the client's key has a wrong length, or coefficients out of range
/// (FIPS 203, section 7.2).
pub(super) fn encapsulate<P: ParameterSet>(
    key: &[u8],
    rng: &mut dyn CryptoRng,
) -> Option<(Vec<u8>, SharedSecret)>
where
    for<'a> &'a P::EncapsulationKeyBytes: TryFrom<&'a [u8]>,
{
    let key: &P::EncapsulationKeyBytes = key.try_into().ok()?;
    let key = EncapsulationKey::<P>::from_bytes(key).ok()?;
    let (ciphertext, secret) = key.encapsulate(rng);
    Some((ciphertext.as_ref().to_vec(), SharedSecret::new(secret.as_bytes())))
}
