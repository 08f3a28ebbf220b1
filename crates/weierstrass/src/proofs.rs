//! Proofs about the shipped routines, by running them on other numbers than `u64` (`clearbox_proofs` says how).

mod bytes;
mod constants;
mod identities;
mod modular;
mod powers;

/// Does `$work::<M, N>(name)` for each modulus.
macro_rules! for_each_modulus {
    ($work:ident) => {
        $work::<crate::p256::P, 4>("p of P-256");
        $work::<crate::p256::N, 4>("n of P-256");
        $work::<crate::p384::P, 6>("p of P-384");
        $work::<crate::p384::N, 6>("n of P-384");
        $work::<crate::p521::P, 9>("p of P-521");
        $work::<crate::p521::N, 9>("n of P-521");
    };
}
use for_each_modulus;

const LIMBS: &str = "weierstrass/src/limbs.rs";
const MONTGOMERY: &str = "weierstrass/src/montgomery.rs";

/// The number that limbs stand for.
fn number<const N: usize>(limbs: [u64; N]) -> num_bigint::BigUint {
    limbs.into_iter().rev().fold(num_bigint::BigUint::ZERO, |sum, limb| (sum << 64) + limb)
}
