//! Private exponents.

use clearbox_bignum::Uint;

use crate::public_key::{HALF_LIMBS, MAX_LIMBS};

/// d = 1/e mod lcm(p − 1, q − 1) (FIPS 186-5, appendix A.1.1), where e has an inverse modulo p − 1 and modulo q − 1.
pub(crate) fn private_exponent(e: u64, p: &Uint<HALF_LIMBS>, q: &Uint<HALF_LIMBS>) -> Uint<MAX_LIMBS> {
    let (p_1, q_1) = (minus_one(p), minus_one(q));
    let (cofactor, _) = q_1.div_rem(&p_1.gcd(&q_1));
    p_1.product::<HALF_LIMBS, MAX_LIMBS>(&cofactor).inverse_of(&Uint::from_u64(e)).0
}

pub(crate) fn minus_one<const N: usize>(x: &Uint<N>) -> Uint<N> {
    x.wrapping_sub(&Uint::from_u64(1))
}
