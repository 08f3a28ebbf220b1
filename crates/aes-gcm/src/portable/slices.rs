//! Sixteen AES states side by side, one bit of each byte to a word.
//!
//! `slices[b][r]` holds bit `b` of the bytes in row `r` of all states: bit `16 * c + j` is of the byte in column `c` of
//! state `j`. (FIPS 197, section 3.4, fills a state column by column: byte `4 * c + r` of a block is in row `r`, column `c`.)
//! So a column is 16 neighbouring bits, and ShiftRows is a rotation of words by multiples of 16.

/// See the module.
pub(super) type Slices = [[u64; 4]; 8];

/// Sixteen states that all hold the block of the columns `w`, each column's first row in its lowest byte.
#[inline]
pub(super) fn broadcast(w: &[u32; 4]) -> Slices {
    /// The places of state 0.
    const STATE_0: u64 = 0x0001_0001_0001_0001;
    // Row r in the low byte of each column's 16 bits.
    let rows: [u64; 4] = core::array::from_fn(|r| {
        (0..4).fold(0, |row, c| row | u64::from(w[c] >> (8 * r) & 0xff) << (16 * c))
    });
    core::array::from_fn(|b| {
        core::array::from_fn(|r| {
            let bit = rows[r] >> b & STATE_0;
            // 2^16 - 1 times the bit: copies for all states.
            (bit << 16).wrapping_sub(bit)
        })
    })
}

/// The sixteen blocks of 16 bytes that the states hold, one after the other.
#[inline]
pub(super) fn unslice(slices: &mut Slices, blocks: &mut [u8; 256]) {
    let words = slices.as_flattened_mut();
    // The index of a word is (b2 b1 b0 r1 r0) in binary, and that of a bit in it (c1 c0 j3 j2 j1 j0).
    exchange::<16, 4>(words, 0x0f0f_0f0f_0f0f_0f0f); // b2 with j2
    exchange::<8, 2>(words, 0x3333_3333_3333_3333); // b1 with j1
    exchange::<4, 1>(words, 0x5555_5555_5555_5555); // b0 with j0
    exchange::<2, 16>(words, 0x0000_ffff_0000_ffff); // r1 with c0
    exchange::<1, 8>(words, 0x00ff_00ff_00ff_00ff); // r0 with j3
    // Now that of a word is (j2 j1 j0 c0 j3), and that of a bit (c1 r1 r0 b2 b1 b0).
    for (j, block) in blocks.as_chunks_mut::<16>().0.iter_mut().enumerate() {
        let i = (j & 7) << 2 | j >> 3;
        let (even, odd) = (words[i], words[i | 2]);
        let (low, high) = block.split_at_mut(8);
        low.copy_from_slice(&(even & 0xffff_ffff | odd << 32).to_le_bytes());
        high.copy_from_slice(&(even >> 32 | odd & 0xffff_ffff << 32).to_le_bytes());
    }
}

/// Exchanges an index bit of words with one of bits: between words `DISTANCE` apart, the bits whose place has `SHIFT`
/// set in the first, with those whose place hasn't in the second. `mask` has the latter places.
#[inline(always)]
fn exchange<const DISTANCE: usize, const SHIFT: u32>(words: &mut [u64], mask: u64) {
    for pair in words.chunks_exact_mut(2 * DISTANCE) {
        let (first, second) = pair.split_at_mut(DISTANCE);
        for (x, y) in first.iter_mut().zip(second) {
            let t = (*x >> SHIFT ^ *y) & mask;
            *x ^= t << SHIFT;
            *y ^= t;
        }
    }
}
