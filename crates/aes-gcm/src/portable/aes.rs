//! The AES cipher (FIPS 197), forward direction only, on sixteen blocks at once.

use clearbox_ct::Wiped;

use super::{
    sbox::{AFFINE, sub_bytes, sub_word},
    slices::{Slices, broadcast},
};

/// An expanded key.
#[derive(Clone)]
pub(crate) struct Aes {
    /// Round keys as columns, first row in the lowest byte; from round 1 on with [`AFFINE`] added.
    round_keys: Wiped<[[u32; 4]; 15]>,
    /// Nr: 10 or 14. So many round keys, and one, are in use.
    rounds: usize,
}

impl Aes {
    /// KeyExpansion (FIPS 197, section 5.2) of a key of 16 or 32 bytes.
    pub(crate) fn new<const K: usize>(key: &[u8; K]) -> Self {
        const { assert!(K == 16 || K == 32, "AES-128 or AES-256") }
        let nk = K / 4;
        let rounds = nk + 6;
        let mut round_keys = Wiped::new([[0; 4]; 15]);
        let w = &mut round_keys.as_flattened_mut()[..4 * (rounds + 1)];
        for (w, column) in w.iter_mut().zip(key.as_chunks().0) {
            *w = u32::from_le_bytes(*column);
        }
        let mut rcon = 1;
        for i in nk..w.len() {
            let mut temp = w[i - 1];
            if i % nk == 0 {
                temp = sub_word(temp.rotate_right(8)) ^ rcon;
                // x * rcon in GF(2^8).
                rcon = (rcon << 1) ^ ((rcon >> 7) * 0x11b);
            } else if nk > 6 && i % nk == 4 {
                temp = sub_word(temp);
            }
            w[i] = w[i - nk] ^ temp;
        }
        w[4..].iter_mut().for_each(|w| *w ^= AFFINE);
        Self { round_keys, rounds }
    }

    /// Encrypts one block.
    pub(crate) fn encrypt_block(&self, block: [u8; 16]) -> [u8; 16] {
        let w = core::array::from_fn(|c| u32::from_le_bytes(block.as_chunks().0[c]));
        let mut slices = Wiped::new([broadcast(&w)]);
        self.encrypt(&mut *slices);
        let mut blocks = Wiped::new([0; 256]);
        super::slices::unslice(&mut slices[0], &mut blocks);
        blocks.as_chunks().0[0]
    }

    /// Cipher (FIPS 197, section 5.1) on each of the batches of sixteen states.
    pub(super) fn encrypt(&self, batches: &mut [Slices]) {
        let (first, rest) = self.round_keys[..=self.rounds].split_at(1);
        let (middle, last) = rest.split_at(self.rounds - 1);
        let mut key = Wiped::new(broadcast(&first[0]));
        batches.iter_mut().for_each(|s| add_round_key(s, &key));
        for round_key in middle {
            *key = broadcast(round_key);
            for s in &mut *batches {
                sub_bytes_all(s);
                shift_rows(s);
                mix_columns(s);
                add_round_key(s, &key);
            }
        }
        *key = broadcast(&last[0]);
        for s in batches {
            sub_bytes_all(s);
            shift_rows(s);
            add_round_key(s, &key);
        }
    }
}

/// AddRoundKey (FIPS 197, section 5.1.4).
#[inline(always)]
fn add_round_key(s: &mut Slices, key: &Slices) {
    for (s, key) in s.as_flattened_mut().iter_mut().zip(key.as_flattened()) {
        *s ^= key;
    }
}

/// SubBytes (FIPS 197, section 5.1.1), all but the constant.
#[inline(always)]
fn sub_bytes_all(s: &mut Slices) {
    let [s0, s1, s2, s3, s4, s5, s6, s7] = s;
    for r in 0..s0.len() {
        let x = [s0[r], s1[r], s2[r], s3[r], s4[r], s5[r], s6[r], s7[r]];
        [s0[r], s1[r], s2[r], s3[r], s4[r], s5[r], s6[r], s7[r]] = sub_bytes(x);
    }
}

/// ShiftRows (FIPS 197, section 5.1.2): row `r` moves by `r` columns.
#[inline(always)]
fn shift_rows(s: &mut Slices) {
    for rows in s {
        for (r, row) in rows.iter_mut().enumerate() {
            *row = row.rotate_right(16 * r as u32);
        }
    }
}

/// MixColumns (FIPS 197, section 5.1.3): row `r` becomes `x * (a[r] + a[r+1]) + a[r+1] + (a[r+2] + a[r+3])` in GF(2^8).
#[inline(always)]
fn mix_columns(a: &mut Slices) {
    let sums: Slices = core::array::from_fn(|b| core::array::from_fn(|r| a[b][r] ^ a[b][(r + 1) % 4]));
    for b in 0..8 {
        // Bit b of x * sum: the bit below, and bit 7 where x^8 = x^4 + x^3 + x + 1 puts it.
        let doubled: [u64; 4] = core::array::from_fn(|r| match b {
            0 => sums[7][r],
            1 | 3 | 4 => sums[b - 1][r] ^ sums[7][r],
            _ => sums[b - 1][r],
        });
        a[b] = core::array::from_fn(|r| doubled[r] ^ a[b][(r + 1) % 4] ^ sums[b][(r + 2) % 4]);
    }
}
