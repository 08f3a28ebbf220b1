//! The AES cipher (FIPS 197), forward direction only, on many blocks at once.

use clearbox_ct::Wiped;

use super::{
    sbox::{AFFINE, s_box, sub_word},
    slices::{Slices, broadcast, columns, transpose, unslice},
};

/// An expanded key.
#[derive(Clone)]
pub(crate) struct Aes {
    /// Round keys as rows, first column in the lowest byte; from round 1 on with [`AFFINE`] added.
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
        round_keys.iter_mut().for_each(|key| *key = transpose(key));
        Self { round_keys, rounds }
    }

    /// Encrypts one block.
    pub(crate) fn encrypt_block(&self, block: [u8; 16]) -> Wiped<[u8; 16]> {
        let w = core::array::from_fn(|c| u32::from_le_bytes(block.as_chunks().0[c]));
        let mut slices = Wiped::new([[[0]; 4]; 8]);
        broadcast(&transpose(&w), &mut slices);
        self.encrypt(&mut slices);
        unslice(&mut slices);
        let mut encrypted = Wiped::new([0; 16]);
        for (bytes, column) in encrypted.as_chunks_mut().0.iter_mut().zip(columns(&slices, 0)) {
            *bytes = column.to_le_bytes();
        }
        encrypted
    }

    /// Cipher (FIPS 197, section 5.1) on `8 * L` states.
    pub(super) fn encrypt<const L: usize>(&self, s: &mut Slices<L>) {
        let (first, rest) = self.round_keys[..=self.rounds].split_at(1);
        let (middle, last) = rest.split_at(self.rounds - 1);
        let mut key = Wiped::new([[[0]; 4]; 8]);
        broadcast(&first[0], &mut key);
        add_round_key(s, &key);
        for round_key in middle {
            broadcast(round_key, &mut key);
            sub_bytes(s);
            shift_mix_add(s, &key);
        }
        broadcast(&last[0], &mut key);
        sub_bytes(s);
        shift_add(s, &key);
    }
}

/// AddRoundKey (FIPS 197, section 5.1.4).
#[inline(always)]
fn add_round_key<const L: usize>(s: &mut Slices<L>, key: &Slices<1>) {
    for (s, key) in s.as_flattened_mut().iter_mut().zip(key.as_flattened()) {
        s.iter_mut().for_each(|s| *s ^= key[0]);
    }
}

/// SubBytes (FIPS 197, section 5.1.1), all but the constant.
#[inline(always)]
fn sub_bytes<const L: usize>(s: &mut Slices<L>) {
    let [s0, s1, s2, s3, s4, s5, s6, s7] = s.each_mut().map(|slice| slice.as_flattened_mut());
    for i in 0..4 * L {
        let x = [s0[i], s1[i], s2[i], s3[i], s4[i], s5[i], s6[i], s7[i]];
        [s0[i], s1[i], s2[i], s3[i], s4[i], s5[i], s6[i], s7[i]] = s_box(x);
    }
}

/// ShiftRows (FIPS 197, section 5.1.2) of one slice and lane: row `r` moves by `r` columns.
#[inline(always)]
fn shift_rows<const L: usize>(rows: &[[u32; L]; 4], l: usize) -> [u32; 4] {
    core::array::from_fn(|r| rows[r][l].rotate_right(8 * r as u32))
}

/// ShiftRows and AddRoundKey: the last round leaves out MixColumns.
#[inline(always)]
fn shift_add<const L: usize>(s: &mut Slices<L>, key: &Slices<1>) {
    for l in 0..L {
        for b in 0..8 {
            let a = shift_rows(&s[b], l);
            for r in 0..4 {
                s[b][r][l] = a[r] ^ key[b][r][0];
            }
        }
    }
}

/// ShiftRows, MixColumns (FIPS 197, section 5.1.3) and AddRoundKey, slice by slice.
///
/// Of a column a, MixColumns makes row r = x (a[r] + a[r+1]) + a[r+1] + (a[r+2] + a[r+3]) in GF(2^8).
#[inline(always)]
fn shift_mix_add<const L: usize>(s: &mut Slices<L>, key: &Slices<1>) {
    let pairs = |a: [u32; 4]| -> [u32; 4] { core::array::from_fn(|r| a[r] ^ a[(r + 1) % 4]) };
    for l in 0..L {
        let bit_7 = pairs(shift_rows(&s[7], l));
        // Bit b of x times the pairs: bit b - 1 of them, and bit 7 where x^8 = x^4 + x^3 + x + 1 has a term.
        let mut times_x = bit_7;
        for b in 0..8 {
            if matches!(b, 1 | 3 | 4) {
                times_x = core::array::from_fn(|r| times_x[r] ^ bit_7[r]);
            }
            let a = shift_rows(&s[b], l);
            let sums = pairs(a);
            for r in 0..4 {
                s[b][r][l] = times_x[r] ^ a[(r + 1) % 4] ^ sums[(r + 2) % 4] ^ key[b][r][0];
            }
            times_x = sums;
        }
    }
}
