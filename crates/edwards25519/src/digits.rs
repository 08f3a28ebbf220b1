//! Scalars cut into signed digits.

use clearbox_ct::{Choice, select};

/// How many digits of four bits a scalar below 2^255 has: as its highest bit is 0, nothing is left over.
pub(crate) const COUNT: usize = 64;

/// One digit of a secret.
pub(crate) struct Digit {
    pub(crate) negative: Choice,
    pub(crate) magnitude: u64,
}

impl Digit {
    /// The digit dᵢ of k = Σ dᵢ 16^i with −8 ≤ dᵢ ≤ 8 (Booth's recoding): what four bits count above 8 is taken as
    /// negative and made up for in the next digit, so it is read from its own bits and the one below.
    #[inline(always)]
    pub(crate) fn of(k: &[u8; 32], i: usize) -> Self {
        let byte = u64::from(k[i / 2]);
        let below = if i == 0 { 0 } else { u64::from(k[(i - 1) / 2]) >> ((i - 1) % 2 * 4 + 3) & 1 };
        let rounded = (byte >> (i % 2 * 4) & 15) + below;
        let negative = Choice::from_lsb(byte >> (i % 2 * 4 + 3));
        Self { negative, magnitude: select(negative, rounded, 16 - rounded) }
    }
}

/// A public k below 2^253 as Σ dᵢ 2^i with odd dᵢ, |dᵢ| < 2^(width − 1), of which no two within `width` ≤ 8 places are other than 0.
///
/// # Timing
/// Depends on the scalar.
pub(crate) fn non_adjacent_form_vartime(k: &[u8; 32], width: usize) -> [i8; 256] {
    let bit = |i: usize| k.get(i / 8).map_or(0, |byte| i16::from(byte >> (i % 8) & 1));
    let mut digits = [0; 256];
    let (mut i, mut carry) = (0, 0);
    while i < digits.len() {
        if bit(i) == carry {
            i += 1;
            continue;
        }
        let window = (0..width).fold(carry, |sum, j| sum + (bit(i + j) << j));
        carry = i16::from(window >> (width - 1) != 0);
        // Odd, and from −2^(width − 1) + 1 to 2^(width − 1) − 1, which an i8 holds.
        digits[i] = (window - (carry << width)) as i8;
        i += width;
    }
    digits
}
