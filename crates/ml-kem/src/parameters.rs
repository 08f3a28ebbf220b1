//! The three parameter sets (FIPS 203, section 8).

use clearbox_ct::Zeroize;

use self::sealed::Parameters;
use crate::ntt::NttPolynomial;

/// One of the parameter sets of FIPS 203, section 8: [`MlKem512`], [`MlKem768`] or [`MlKem1024`].
pub trait ParameterSet: Parameters {
    /// Its name in the standard.
    const NAME: &'static str;
    /// The bytes of an encapsulation key, an array.
    type EncapsulationKeyBytes: Bytes;
    /// The bytes of a decapsulation key in its expanded form, an array.
    type DecapsulationKeyBytes: Bytes;
    /// The bytes of a ciphertext, an array.
    type Ciphertext: Bytes;
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

/// The η_2 of all three.
pub(crate) const ETA2: usize = 2;
/// The largest k.
pub(crate) const K_MAX: usize = 4;

pub(crate) mod sealed {
    use crate::ntt::NttPolynomial;

    /// Table 2, and the room for a vector and a matrix over T_q.
    pub trait Parameters: Copy + Send + Sync + 'static {
        const K: usize;
        const ETA1: usize;
        const DU: usize;
        const DV: usize;
        /// k elements of T_q.
        type Vector: Elements;
        /// k · k elements of T_q, row by row.
        type Matrix: Elements;
    }

    /// An array of elements of T_q.
    pub trait Elements:
        AsRef<[NttPolynomial]> + AsMut<[NttPolynomial]> + Copy + Send + Sync + 'static
    {
        const ZERO: Self;
    }

    impl<const LEN: usize> Elements for [NttPolynomial; LEN] {
        const ZERO: Self = [NttPolynomial::ZERO; LEN];
    }
}

macro_rules! parameter_set {
    (
        $(#[$doc:meta])*
        $name:ident, $text:literal: $k:literal, $eta1:literal, $du:literal, $dv:literal, $ek:literal, $dk:literal, $c:literal
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub enum $name {}

        impl ParameterSet for $name {
            const NAME: &'static str = $text;
            type EncapsulationKeyBytes = [u8; $ek];
            type DecapsulationKeyBytes = [u8; $dk];
            type Ciphertext = [u8; $c];
        }

        impl Parameters for $name {
            const K: usize = $k;
            const ETA1: usize = $eta1;
            const DU: usize = $du;
            const DV: usize = $dv;
            type Vector = [NttPolynomial; $k];
            type Matrix = [NttPolynomial; $k * $k];
        }

        // The lengths that the algorithms give.
        const _: () = assert!($ek == 384 * $k + 32 && $dk == 768 * $k + 96 && $c == 32 * ($du * $k + $dv));
    };
}

// Tables 2 and 3: k, η_1, d_u, d_v; the lengths of encapsulation key, decapsulation key, ciphertext.
parameter_set! {
    /// ML-KEM-512, of security category 1.
    MlKem512, "ML-KEM-512": 2, 3, 10, 4, 800, 1632, 768
}
parameter_set! {
    /// ML-KEM-768, of security category 3: NIST's default, and the one in X25519MLKEM768.
    MlKem768, "ML-KEM-768": 3, 2, 10, 4, 1184, 2400, 1088
}
parameter_set! {
    /// ML-KEM-1024, of security category 5.
    MlKem1024, "ML-KEM-1024": 4, 2, 11, 5, 1568, 3168, 1568
}
