//! Many AES states side by side, one bit of each byte to a word.
//!
//! `slices[b][r][l]` holds bit `b` of the bytes in row `r` of the eight states of lane `l`: its bit `8 * c + j` is of the
//! byte in column `c` of state `j`. (FIPS 197, section 3.4, fills a state column by column: byte `4 * c + r` of a
//! block is in row `r` and column `c`.) So a column is eight neighbouring bits, and ShiftRows is a rotation of words.
//!
//! Lanes are treated all alike, so that the compiler makes vector instructions of loops over them.

/// The slices of `8 * L` states.
pub(super) type Slices<const L: usize> = [[[u32; L]; 4]; 8];

/// The rows of a state from its columns, or the other way round; the first byte is the lowest.
#[inline]
pub(super) fn transpose(columns: &[u32; 4]) -> [u32; 4] {
    core::array::from_fn(|r| u32::from_le_bytes(columns.map(|column| (column >> (8 * r)) as u8)))
}

/// Slices eight equal states of these rows.
#[inline]
pub(super) fn broadcast(rows: &[u32; 4], slices: &mut Slices<1>) {
    for (b, slice) in slices.iter_mut().enumerate() {
        *slice = rows.map(|row| {
            let state_0 = (row >> b) & 0x0101_0101;
            // 2^8 - 1 times each bit: copies for all eight states.
            [(state_0 << 8).wrapping_sub(state_0)]
        });
    }
}

/// Puts the bits of each state together again, in place: from then on [`columns`] reads them.
#[inline]
pub(super) fn unslice<const L: usize>(slices: &mut Slices<L>) {
    let words = slices.as_flattened_mut().as_flattened_mut();
    // In binary, the index of a word in its lane is (b2 b1 b0 r1 r0), and that of a bit in it (c1 c0 j2 j1 j0).
    exchange::<4>(words, 16 * L, 0x0f0f_0f0f); // b2 with j2
    exchange::<2>(words, 8 * L, 0x3333_3333); // b1 with j1
    exchange::<1>(words, 4 * L, 0x5555_5555); // b0 with j0
    exchange::<16>(words, 2 * L, 0x0000_ffff); // r1 with c1
    exchange::<8>(words, L, 0x00ff_00ff); // r0 with c0
}

/// Exchanges an index bit of words with one of bits: between words `distance` apart, the bits whose place has `SHIFT`
/// set in the first, with those whose place hasn't in the second. `mask` has the latter places.
#[inline(always)]
fn exchange<const SHIFT: u32>(words: &mut [u32], distance: usize, mask: u32) {
    for pair in words.chunks_exact_mut(2 * distance) {
        let (first, second) = pair.split_at_mut(distance);
        for (x, y) in first.iter_mut().zip(second) {
            let t = ((*x >> SHIFT) ^ *y) & mask;
            *x ^= t << SHIFT;
            *y ^= t;
        }
    }
}

/// The columns, first row in the lowest byte, of state `i` after [`unslice`].
#[inline(always)]
pub(super) fn columns<const L: usize>(unsliced: &Slices<L>, i: usize) -> [u32; 4] {
    // The index of a word in its lane is now (j2 j1 j0 c1 c0), and that of a bit in it (r1 r0 b2 b1 b0).
    let words: &[[u32; L]] = unsliced.as_flattened();
    core::array::from_fn(|c| words[4 * (i % 8) + c][i / 8])
}
