//! The equations of ECDSA on scalars (FIPS 186-5, section 6.4).

use crate::{
    curve::{Curve, SecretCurve},
    field::Field,
    point::Point,
};

/// Section 6.4.1, steps 4 to 10: r and s for the number e by the private key d and the secret number k, given k·G and how
/// to invert its Z and k. Either may be zero, which nobody has seen yet; then it takes another k.
pub(crate) fn sign<C: SecretCurve>(
    d: &C::Scalar,
    k: &C::Scalar,
    e: &C::Scalar,
    k_g: &Point<C>,
    invert_both: impl FnOnce(C::Field, C::Scalar) -> (C::Field, C::Scalar),
) -> (C::Bytes, C::Bytes) {
    let (z_inverse, k_inverse) = invert_both(k_g.z, *k);
    let (r, _) = C::Scalar::from_bytes(&k_g.x.mul(z_inverse).to_bytes());
    let s = k_inverse.mul(e.add(r.mul(*d)));
    (r.to_bytes(), s.to_bytes())
}

/// Section 6.4.2, steps 4 to 8: whether (r, s) is a signature of the number e by the key Q, given how u and v make
/// u·G + v·Q.
///
/// # Timing
/// Depends on all arguments.
pub(crate) fn verify_vartime<C: Curve>(
    e: &C::Scalar,
    r: &C::Scalar,
    s: &C::Scalar,
    multiply_add: impl FnOnce(&C::Scalar, &C::Scalar) -> Point<C>,
) -> bool {
    let w = s.invert();
    multiply_add(&e.mul(w), &r.mul(w)).has_x_modulo_n_vartime(r)
}
