//! Private exponents: inverses of the public one.

use clearbox_bignum::{Modulus, Uint};
use clearbox_ct::Choice;

use crate::public_key::{HALF_LIMBS, MAX_LIMBS};

/// 1/e mod m, and whether there is one, for a secret m, which may be even, and an odd public e above 1.
///
/// With k = −1/m mod e, e divides 1 + k·m, and the quotient is the inverse. With m = a·e + r it is a·k + (1 + r·k)/e, of
/// which the second part has only two words.
pub(crate) fn inverse_of<const N: usize>(e: u64, m: &Uint<N>) -> (Uint<N>, Choice) {
    let e = Uint::<1>::from_u64(e);
    let modulus = Modulus::new(&e).expect("e is odd and above 1");
    let (a, r) = m.div_rem(&e);
    let zero = modulus.residue(&Uint::<1>::zero());
    let (inverse, exists) = modulus.invert(&modulus.residue(&r));
    let k = modulus.value(&modulus.sub(&zero, &inverse));
    let (quotient, _) = r.product::<1, 2>(&k).wrapping_add(&Uint::from_u64(1)).div_rem(&e);
    (a.product::<1, N>(&k).wrapping_add(&quotient.resize()), exists)
}

/// d = 1/e mod lcm(p − 1, q − 1) (FIPS 186-5, appendix A.1.1), where e has an inverse modulo p − 1 and modulo q − 1.
pub(crate) fn private_exponent(e: u64, p: &Uint<HALF_LIMBS>, q: &Uint<HALF_LIMBS>) -> Uint<MAX_LIMBS> {
    let (p_1, q_1) = (minus_one(p), minus_one(q));
    let (cofactor, _) = q_1.div_rem(&p_1.gcd(&q_1));
    inverse_of(e, &p_1.product::<HALF_LIMBS, MAX_LIMBS>(&cofactor)).0
}

pub(crate) fn minus_one<const N: usize>(x: &Uint<N>) -> Uint<N> {
    x.wrapping_sub(&Uint::from_u64(1))
}
