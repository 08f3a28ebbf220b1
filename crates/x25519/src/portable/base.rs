//! X25519 of the base point, which is the same for everyone: by a table of its multiples.

use clearbox_ct::{Choice, is_zero_u64, select};

use super::{
    edwards::{Point, Summand},
    table::BASE_MULTIPLES,
};

/// A row of `BASE_MULTIPLES` serves this many digits.
const LEVELS: usize = 4;

/// X25519(k, 9), for a clamped scalar k.
///
/// k = Σ dᵢ 16^i, and i = 4 row + level: the digits of one level are looked up in a row each and added, and
/// four doublings lead from a level to the one below.
pub(crate) fn x25519_base(k: &[u8; 32]) -> [u8; 32] {
    let mut sum = Point::neutral();
    for level in (0..LEVELS).rev() {
        if level < LEVELS - 1 {
            sum = sum.double().double().double().double();
        }
        for (row, multiples) in BASE_MULTIPLES.iter().enumerate() {
            let (negative, magnitude) = digit(k, LEVELS * row + level);
            let mut multiple = Summand::neutral();
            for (candidate, factor) in multiples.iter().zip(1..) {
                multiple.assign_if(is_zero_u64(magnitude ^ factor), candidate);
            }
            multiple.negate_if(negative);
            sum = sum.add(&multiple);
        }
    }
    sum.to_u().to_bytes()
}

/// The digit dᵢ of k = Σ dᵢ 16^i with −8 ≤ dᵢ ≤ 8 (Booth's recoding), by its sign and magnitude: a digit of
/// four bits above 8 is taken as negative and made up for in the next, so it is read from its own bits and
/// the one below. Bit 255 of a clamped k is 0, so nothing is left over at the top.
fn digit(k: &[u8; 32], i: usize) -> (Choice, u64) {
    let byte = u64::from(k[i / 2]);
    let below = if i == 0 { 0 } else { u64::from(k[(i - 1) / 2]) >> ((i - 1) % 2 * 4 + 3) & 1 };
    let rounded = (byte >> (i % 2 * 4) & 15) + below;
    let negative = Choice::from_lsb(byte >> (i % 2 * 4 + 3));
    (negative, select(negative, rounded, 16 - rounded))
}
