//! The three parameter sets (FIPS 204, section 4).

use clearbox_ct::{Zeroize, wiped_after};

use self::sealed::{Element, Parameters};
use crate::{
    field::Q,
    ntt::NttPolynomial,
    signing_key::{KEY_STACK_WORDS, SigningKey},
};

/// One of the parameter sets of FIPS 204, section 4: [`MlDsa44`], [`MlDsa65`] or [`MlDsa87`].
pub trait ParameterSet: Parameters {
    /// Its name in the standard.
    const NAME: &'static str;
    /// The bytes of a verifying key (pk), an array.
    type VerifyingKeyBytes: Bytes;
    /// The bytes of a signing key in its expanded form (sk), an array.
    type ExpandedKeyBytes: Bytes;
    /// The bytes of a signature, an array.
    type Signature: Bytes;
    /// The bytes of a verifying key as a SubjectPublicKeyInfo in DER, an array.
    type SpkiDer: Bytes;
}

/// An array of bytes of any length.
pub trait Bytes:
    AsRef<[u8]>
    + AsMut<[u8]>
    + for<'a> TryFrom<&'a [u8]>
    + Copy
    + Eq
    + core::fmt::Debug
    + Zeroize
    + Send
    + Sync
    + 'static
{
    /// As many zeros.
    const ZERO: Self;
}

impl<const LEN: usize> Bytes for [u8; LEN] {
    const ZERO: Self = [0; LEN];
}

/// d of all three: how many bits of t are dropped from the verifying key.
pub(crate) const D: usize = 13;
/// The largest k.
pub(crate) const K_MAX: usize = 8;
/// The largest λ/4: the length of the longest c̃.
pub(crate) const C_TILDE_MAX: usize = 64;

pub(crate) mod sealed {
    use crate::ntt::{NttPolynomial, Polynomial};

    /// Table 1, and the room for vectors and matrices.
    pub trait Parameters: Copy + Send + Sync + 'static {
        const K: usize;
        const L: usize;
        const ETA: i32;
        const TAU: usize;
        /// λ/4, the length of c̃ in bytes.
        const C_TILDE_LEN: usize;
        const GAMMA1: i32;
        const GAMMA2: i32;
        const OMEGA: usize;
        /// β = τ · η.
        const BETA: i32 = Self::TAU as i32 * Self::ETA;
        /// The last number of the object identifier (RFC 9881, section 2).
        const ID: u8;
        /// k polynomials.
        type VectorK<T: Element>: Array<T>;
        /// ℓ polynomials.
        type VectorL<T: Element>: Array<T>;
        /// k · ℓ elements of T_q, row by row.
        type Matrix: Array<NttPolynomial>;
        /// Makes a key, and overwrites the stack that it took, together with the key there of which the one that is returned
        /// is a copy.
        fn made<T>(make: impl FnOnce() -> T) -> T;
    }

    /// What vectors consist of.
    pub trait Element: Copy + Send + Sync + 'static {
        const ZERO: Self;
    }

    impl Element for Polynomial {
        const ZERO: Self = Self::ZERO;
    }

    impl Element for NttPolynomial {
        const ZERO: Self = Self::ZERO;
    }

    /// An array of elements.
    pub trait Array<T>: AsRef<[T]> + AsMut<[T]> + Copy + Send + Sync + 'static {
        const ZERO: Self;
    }

    impl<T: Element, const LEN: usize> Array<T> for [T; LEN] {
        const ZERO: Self = [T::ZERO; LEN];
    }
}

macro_rules! parameter_set {
    (
        $(#[$doc:meta])*
        $name:ident, $text:literal, $id:literal: $k:literal, $l:literal, $eta:literal, $tau:literal, $lambda:literal,
        $gamma1:expr, $gamma2:expr, $omega:literal; $pk:literal, $sk:literal, $signature:literal
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub enum $name {}

        impl ParameterSet for $name {
            const NAME: &'static str = $text;
            type VerifyingKeyBytes = [u8; $pk];
            type ExpandedKeyBytes = [u8; $sk];
            type Signature = [u8; $signature];
            type SpkiDer = [u8; $pk + 22];
        }

        impl Parameters for $name {
            const K: usize = $k;
            const L: usize = $l;
            const ETA: i32 = $eta;
            const TAU: usize = $tau;
            const C_TILDE_LEN: usize = $lambda / 4;
            const GAMMA1: i32 = $gamma1;
            const GAMMA2: i32 = $gamma2;
            const OMEGA: usize = $omega;
            const ID: u8 = $id;
            type VectorK<T: Element> = [T; $k];
            type VectorL<T: Element> = [T; $l];
            type Matrix = [NttPolynomial; $k * $l];
            #[inline]
            fn made<T>(make: impl FnOnce() -> T) -> T {
                wiped_after::<{ KEY_STACK_WORDS + size_of::<SigningKey<$name>>() / 8 }, _>(make)
            }
        }

        // The lengths that the algorithms give. Numbers from -η to η take as many bits as 2η.
        const _: () = {
            let (bits_of_s, bits_of_z) = ((2 * $eta as u32).ilog2() + 1, ($gamma1 as u32).ilog2() + 1);
            assert!($pk == 32 + 32 * $k * (23 - D));
            assert!($sk == 128 + 32 * (($k + $l) * bits_of_s as usize + $k * D));
            assert!($signature == $lambda / 4 + 32 * $l * bits_of_z as usize + $omega + $k);
        };
    };
}

// Tables 1 and 2, and RFC 9881, section 2: k, ℓ, η, τ, λ, γ_1, γ_2, ω; the lengths of verifying key, expanded signing
// key, signature.
parameter_set! {
    /// ML-DSA-44, of security category 2.
    MlDsa44, "ML-DSA-44", 17: 4, 4, 2, 39, 128, 1 << 17, (Q - 1) / 88, 80; 1312, 2560, 2420
}
parameter_set! {
    /// ML-DSA-65, of security category 3.
    MlDsa65, "ML-DSA-65", 18: 6, 5, 4, 49, 192, 1 << 19, (Q - 1) / 32, 55; 1952, 4032, 3309
}
parameter_set! {
    /// ML-DSA-87, of security category 5.
    MlDsa87, "ML-DSA-87", 19: 8, 7, 2, 60, 256, 1 << 19, (Q - 1) / 32, 75; 2592, 4896, 4627
}
