//! What is computed of each modulus when the crate is compiled.

use clearbox_proofs::proved;
use num_bigint::BigUint;

use super::{MONTGOMERY, for_each_modulus, number};
use crate::{
    invert::batches,
    montgomery::{Modulus, inverse_factor},
};

fn derived_constants<M: Modulus<N>, const N: usize>(which: &str) {
    let (m, r) = (number(M::M), BigUint::from(1u8) << (64 * N));
    let is_inverse = |minus_inverse: u64| minus_inverse.wrapping_mul(M::M[0]) == u64::MAX;
    assert!(is_inverse(M::MINUS_INVERSE) && !is_inverse(M::MINUS_INVERSE ^ 1));
    proved(MONTGOMERY, "minus_inverse", "constants", which);
    assert_eq!([number(M::R), number(M::R2)], [&r % &m, &r * &r % &m]);
    proved(MONTGOMERY, "times_r", "constants", which);
    let doublings = 4 * batches(m.bits() as usize);
    assert_eq!(number(inverse_factor::<M, N>()), ((&r * &r * &r) << doublings) % &m);
    proved(MONTGOMERY, "inverse_factor", "constants", which);
}

#[test]
fn constants_of_montgomery_s_form_are_right() {
    for_each_modulus!(derived_constants);
}
