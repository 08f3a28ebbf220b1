//! A private scalar and its point: what signing keys and keys for key agreement have in common.

use clearbox_ct::{Wiped, declassify_ref};
use rand_core::CryptoRng;

use crate::{
    curve::{self, AffinePoint, Scalar},
    error::InvalidKey,
    stack::wiped_after,
};

/// d from 1 to n − 1, and Q = d·G.
#[derive(Clone)]
pub(crate) struct KeyPair {
    pub(crate) d: Wiped<Scalar>,
    pub(crate) q: AffinePoint,
}

impl KeyPair {
    /// Takes d as 32 big-endian bytes.
    pub(crate) fn from_bytes(bytes: &[u8; 32]) -> Result<Self, InvalidKey> {
        wiped_after(|| {
            let d = Wiped::new(Scalar::from_nonzero_bytes(bytes).ok_or(InvalidKey::OutOfRange)?);
            // Public: what Q is for.
            let q = *declassify_ref(&curve::multiply_base(&d));
            Ok(Self { d, q })
        })
    }

    /// Makes one by testing candidates (FIPS 186-5, appendix A.2.2; SP 800-56A, section 5.6.1.2.2).
    pub(crate) fn generate<R: CryptoRng + ?Sized>(rng: &mut R) -> Self {
        let mut candidate = Wiped::new([0; 32]);
        loop {
            rng.fill_bytes(&mut *candidate);
            if let Ok(pair) = Self::from_bytes(&candidate) {
                return pair;
            }
        }
    }

    /// The same from the operating system's randomness.
    #[cfg(feature = "getrandom")]
    pub(crate) fn random() -> Result<Self, getrandom::Error> {
        let mut candidate = Wiped::new([0; 32]);
        loop {
            getrandom::fill(&mut *candidate)?;
            if let Ok(pair) = Self::from_bytes(&candidate) {
                return Ok(pair);
            }
        }
    }
}
