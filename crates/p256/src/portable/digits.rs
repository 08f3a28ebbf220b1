//! Scalars cut into signed digits, for the windows of a multiplication.

use clearbox_ct::{Choice, select};

use super::scalar::Scalar;

/// The bits of a window.
pub(crate) const WIDTH: usize = 5;

/// How many digits a scalar has: the topmost takes bits 255 … 259, so its own top bit is 0 and nothing is
/// left over.
pub(crate) const COUNT: usize = 52;

/// A secret scalar k as Σ dᵢ 2^(5 i) with −16 ≤ dᵢ ≤ 16 (Booth's recoding): what a window of five bits counts
/// above 16 is taken as negative and made up for in the next, so a digit is read from its own five bits and
/// the one below.
pub(crate) struct Digits(
    /// 2k, so that window i with the bit below it begins at bit 5 i.
    [u64; 5],
);

/// One digit.
#[derive(Clone, Copy)]
pub(crate) struct Digit {
    pub(crate) negative: Choice,
    pub(crate) magnitude: u64,
}

impl Digits {
    pub(crate) fn new(k: &Scalar) -> Self {
        let k = k.to_limbs();
        Self([k[0] << 1, k[1] << 1 | k[0] >> 63, k[2] << 1 | k[1] >> 63, k[3] << 1 | k[2] >> 63, k[3] >> 63])
    }

    /// The digit dᵢ, for i < `COUNT`.
    pub(crate) fn digit(&self, i: usize) -> Digit {
        let (limb, shift) = (WIDTH * i / 64, WIDTH * i % 64);
        // The limb above is shifted in two steps, since a shift by 64 is none.
        let bits = self.0[limb] >> shift | self.0[limb + 1] << 1 << (63 - shift);
        let window = bits & ((2 << WIDTH) - 1);
        // With the bit below counted, from 0 to 32; above 16 exactly if the window's top bit is set.
        let rounded = (window + 1) >> 1;
        let negative = Choice::from_lsb(window >> WIDTH);
        Digit { negative, magnitude: select(negative, rounded, (1 << WIDTH) - rounded) }
    }
}

/// A public scalar as Σ dᵢ 2^i with odd dᵢ, |dᵢ| < 16, of which no two within five places are other than 0.
///
/// # Timing
/// Depends on the scalar.
pub(crate) fn non_adjacent_form_vartime(k: &Scalar) -> [i8; 257] {
    let k = k.to_limbs();
    let bit = |i: usize| if i < 256 { k[i / 64] >> (i % 64) & 1 } else { 0 };
    let mut digits = [0; 257];
    let (mut i, mut carry) = (0, 0);
    while i < digits.len() {
        if bit(i) == carry {
            i += 1;
            continue;
        }
        let window = (0..WIDTH).fold(carry as i8, |sum, j| sum + ((bit(i + j) as i8) << j));
        carry = u64::from(window > 16);
        digits[i] = if window > 16 { window - 32 } else { window };
        i += WIDTH;
    }
    digits
}
