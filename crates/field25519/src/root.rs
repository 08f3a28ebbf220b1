//! Square roots, as RFC 8032, section 5.1.3, computes them.

use clearbox_ct::Choice;

use crate::{FieldElement, power::power_p_5_8};

/// A square root of −1: 2^((p − 1) / 4).
const SQRT_MINUS_ONE: FieldElement = FieldElement::from_limbs([
    0x61b274a0ea0b0,
    0x0d5a5fc8f189d,
    0x7ef5e9cbd0c60,
    0x78595a6804c9e,
    0x2b8324804fc1d,
]);

impl FieldElement {
    /// Whether u / v is a square, and a square root of it if so, of either sign; v is not zero.
    #[must_use]
    pub fn sqrt_ratio(u: &Self, v: &Self) -> (Choice, Self) {
        // x = u v³ (u v⁷)^((p − 5) / 8) has v x² = ±u if u / v is a square, and ±√−1 u if not.
        let v3 = v.square().mul(v);
        let uv7 = v3.square().mul(v).mul(u);
        let mut x = power_p_5_8(&uv7).mul(&v3).mul(u);
        let vxx = x.square().mul(v);
        let (is_root, is_root_of_minus) = (vxx.ct_eq(u), vxx.ct_eq(&u.neg().carry()));
        let turned = x.mul(&SQRT_MINUS_ONE);
        x.assign_if(is_root_of_minus, &turned);
        (is_root | is_root_of_minus, x)
    }
}
