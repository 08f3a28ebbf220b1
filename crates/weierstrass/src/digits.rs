//! Scalars cut into signed digits, for the windows of a multiplication.

use clearbox_ct::{Choice, select};

use crate::field::Field;

/// The bits of a window.
pub(crate) const WIDTH: usize = 5;

/// A secret scalar k as Σ dᵢ 2^(5 i) with −16 ≤ dᵢ ≤ 16 (Booth's recoding): what a window of five bits counts
/// above 16 is taken as negative and made up for in the next, so a digit is read from its own five bits and
/// the one below.
pub(crate) struct Digits<F: Field>(F::Limbs);

/// One digit.
#[derive(Clone, Copy)]
pub(crate) struct Digit {
    pub(crate) negative: Choice,
    pub(crate) magnitude: u64,
}

impl<F: Field> Digits<F> {
    pub(crate) fn new(k: &F) -> Self {
        Self(k.to_limbs())
    }

    /// How many digits may be other than 0: the topmost begins at or below the bit above the scalar's topmost, so its
    /// own top bit is 0 and nothing is left over.
    pub(crate) fn count(&self) -> usize {
        (F::BITS + 1).div_ceil(WIDTH)
    }

    /// The digit dᵢ, for any i.
    pub(crate) fn digit(&self, i: usize) -> Digit {
        // Window i with the bit below it begins at bit 5 i of 2k.
        let (limb, shift) = (WIDTH * i / 64, WIDTH * i % 64);
        // The limb above is shifted in two steps, since a shift by 64 is none.
        let bits = self.doubled(limb) >> shift | self.doubled(limb + 1) << 1 << (63 - shift);
        let window = bits & ((2 << WIDTH) - 1);
        // With the bit below counted, from 0 to 32; above 16 exactly if the window's top bit is set.
        let rounded = (window + 1) >> 1;
        let negative = Choice::from_lsb(window >> WIDTH);
        Digit { negative, magnitude: select(negative, rounded, (1 << WIDTH) - rounded) }
    }

    /// Limb i of 2k.
    fn doubled(&self, i: usize) -> u64 {
        let limb = |i: usize| self.0.as_ref().get(i).copied().unwrap_or(0);
        limb(i) << 1 | i.checked_sub(1).map_or(0, |below| limb(below) >> 63)
    }
}

/// The bits of the longest scalars.
const MAX_BITS: usize = 521;

/// A public scalar as Σ dᵢ 2^i with odd dᵢ, |dᵢ| < 16, of which no two within five places are other than 0.
pub(crate) struct NonAdjacentForm {
    digits: [i8; MAX_BITS + 1],
    len: usize,
}

impl NonAdjacentForm {
    /// # Timing
    /// Depends on the scalar.
    pub(crate) fn new_vartime<F: Field>(k: &F) -> Self {
        let k = k.to_limbs();
        let k = k.as_ref();
        let bit = |i: usize| k.get(i / 64).map_or(0, |limb| limb >> (i % 64) & 1);
        let mut digits = [0; MAX_BITS + 1];
        let len = F::BITS + 1;
        let (mut i, mut carry) = (0, 0);
        while i < len {
            if bit(i) == carry {
                i += 1;
                continue;
            }
            let window = (0..WIDTH).fold(carry as i8, |sum, j| sum + ((bit(i + j) as i8) << j));
            carry = u64::from(window > 16);
            digits[i] = if window > 16 { window - 32 } else { window };
            i += WIDTH;
        }
        Self { digits, len }
    }

    /// The digits, the lowest first.
    pub(crate) fn digits(&self) -> &[i8] {
        &self.digits[..self.len]
    }
}
