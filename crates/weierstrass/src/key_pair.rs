//! A private scalar and its point: what signing keys and keys for key agreement have in common.

use clearbox_ct::{Wiped, declassify_ref, wiped_after};
use rand_core::CryptoRng;

use crate::{
    bytes::Bytes,
    curve::{STACK_WORDS, SecretCurve},
    error::InvalidKey,
    field::Field,
    point::AffinePoint,
};

/// d from 1 to n − 1, and Q = d·G.
#[derive(Clone)]
pub(crate) struct KeyPair<C: SecretCurve> {
    pub(crate) d: Wiped<C::Scalar>,
    pub(crate) q: AffinePoint<C>,
}

impl<C: SecretCurve> KeyPair<C> {
    /// Takes d as big-endian bytes.
    pub(crate) fn from_bytes(bytes: &C::Bytes) -> Result<Self, InvalidKey> {
        wiped_after::<STACK_WORDS, _>(|| {
            let d = Wiped::new(C::Scalar::from_nonzero_bytes(bytes).ok_or(InvalidKey::OutOfRange)?);
            // Public: what Q is for.
            let q = *declassify_ref(&C::multiply_base(&d));
            Ok(Self { d, q })
        })
    }

    /// Makes one by testing candidates (FIPS 186-5, appendix A.2.2; SP 800-56A, section 5.6.1.2.2).
    pub(crate) fn generate<R: CryptoRng + ?Sized>(rng: &mut R) -> Self {
        let mut candidate = Wiped::new(C::Bytes::ZERO);
        loop {
            rng.fill_bytes(candidate.as_mut());
            if let Ok(pair) = Self::from_bytes(&candidate) {
                return pair;
            }
        }
    }

    /// The same from the operating system's randomness.
    #[cfg(feature = "getrandom")]
    pub(crate) fn random() -> Result<Self, getrandom::Error> {
        let mut candidate = Wiped::new(C::Bytes::ZERO);
        loop {
            getrandom::fill(candidate.as_mut())?;
            if let Ok(pair) = Self::from_bytes(&candidate) {
                return Ok(pair);
            }
        }
    }
}
