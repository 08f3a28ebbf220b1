//! The standards' pseudo-code, literally: FIPS 197 byte by byte, SP 800-38D bit by bit. For tests only.

extern crate std;

use std::{vec, vec::Vec};

/// Multiplication in GF(2^8) modulo x^8 + x^4 + x^3 + x + 1 (FIPS 197, section 4.2).
fn times(mut a: u8, b: u8) -> u8 {
    let mut product = 0;
    for i in 0..8 {
        if b >> i & 1 == 1 {
            product ^= a;
        }
        a = a << 1 ^ if a >> 7 == 1 { 0x1b } else { 0 };
    }
    product
}

/// The S-box by its definition (FIPS 197, section 5.1.1): the inverse in GF(2^8), then an affine map of its bits.
pub(crate) fn s_box(byte: u8) -> u8 {
    let b = (0..=255).find(|&inverse| times(byte, inverse) == 1).unwrap_or(0);
    let bit = |i: u32| b >> (i % 8) & 1;
    (0..8)
        .fold(0, |s, i| s | (bit(i) ^ bit(i + 4) ^ bit(i + 5) ^ bit(i + 6) ^ bit(i + 7) ^ 0x63 >> i & 1) << i)
}

/// FIPS 197 of one key: the expanded key and the S-box as a table.
pub(crate) struct Aes {
    w: Vec<[u8; 4]>,
    s_box: Vec<u8>,
}

impl Aes {
    /// KeyExpansion (algorithm 2).
    pub(crate) fn new(key: &[u8]) -> Self {
        let s_box: Vec<u8> = (0..=255).map(s_box).collect();
        let nk = key.len() / 4;
        let nr = nk + 6;
        let sub_word = |w: [u8; 4]| w.map(|b| s_box[usize::from(b)]);
        let mut w: Vec<[u8; 4]> = key.as_chunks().0.to_vec();
        let mut rcon = 1;
        for i in nk..4 * (nr + 1) {
            let mut temp = w[i - 1];
            if i % nk == 0 {
                temp.rotate_left(1);
                temp = sub_word(temp);
                temp[0] ^= rcon;
                rcon = times(rcon, 2);
            } else if nk > 6 && i % nk == 4 {
                temp = sub_word(temp);
            }
            w.push(core::array::from_fn(|j| w[i - nk][j] ^ temp[j]));
        }
        Self { w, s_box }
    }

    /// Cipher (algorithm 1).
    pub(crate) fn cipher(&self, block: [u8; 16]) -> [u8; 16] {
        let nr = self.w.len() / 4 - 1;
        // state[c][r]: the bytes of a block fill it column by column.
        let mut state: [[u8; 4]; 4] = core::array::from_fn(|c| core::array::from_fn(|r| block[4 * c + r]));
        self.add_round_key(&mut state, 0);
        for round in 1..=nr {
            state = state.map(|column| column.map(|b| self.s_box[usize::from(b)]));
            // ShiftRows.
            state = core::array::from_fn(|c| core::array::from_fn(|r| state[(c + r) % 4][r]));
            if round < nr {
                state = state.map(mix_column);
            }
            self.add_round_key(&mut state, round);
        }
        core::array::from_fn(|i| state[i / 4][i % 4])
    }

    fn add_round_key(&self, state: &mut [[u8; 4]; 4], round: usize) {
        for (column, key) in state.iter_mut().zip(&self.w[4 * round..]) {
            *column = core::array::from_fn(|r| column[r] ^ key[r]);
        }
    }
}

/// One column of MixColumns (section 5.1.3): the matrix with the rows (2 3 1 1), (1 2 3 1), (1 1 2 3), (3 1 1 2).
fn mix_column(s: [u8; 4]) -> [u8; 4] {
    core::array::from_fn(|r| times(2, s[r]) ^ times(3, s[(r + 1) % 4]) ^ s[(r + 2) % 4] ^ s[(r + 3) % 4])
}

/// X • Y (SP 800-38D, algorithm 1). The leftmost bit is number 0, and R = 11100001 ‖ 0^120.
fn block_product(x: u128, y: u128) -> u128 {
    const R: u128 = 0b1110_0001 << 120;
    let (mut z, mut v) = (0, y);
    for i in 0..128 {
        if x >> (127 - i) & 1 == 1 {
            z ^= v;
        }
        v = if v & 1 == 0 { v >> 1 } else { v >> 1 ^ R };
    }
    z
}

/// GHASH (algorithm 2) of whole blocks.
pub(crate) fn ghash(h: [u8; 16], x: &[u8]) -> [u8; 16] {
    assert_eq!(x.len() % 16, 0);
    let h = u128::from_be_bytes(h);
    let y = x.as_chunks().0.iter().fold(0, |y, block| block_product(y ^ u128::from_be_bytes(*block), h));
    y.to_be_bytes()
}

/// inc32 (section 6.2).
fn inc32(mut x: [u8; 16]) -> [u8; 16] {
    let (_, counter) = x.split_last_chunk_mut().unwrap();
    *counter = u32::from_be_bytes(*counter).wrapping_add(1).to_be_bytes();
    x
}

/// GCTR (algorithm 3).
pub(crate) fn gctr(aes: &Aes, icb: [u8; 16], x: &[u8]) -> Vec<u8> {
    let mut y = Vec::new();
    let mut cb = icb;
    for block in x.chunks(16) {
        y.extend(block.iter().zip(aes.cipher(cb)).map(|(x, k)| x ^ k));
        cb = inc32(cb);
    }
    y
}

/// GCM-AE (algorithm 4) with a 96-bit IV and a 128-bit tag: ciphertext and tag.
pub(crate) fn gcm_ae(key: &[u8], iv: &[u8; 12], p: &[u8], a: &[u8]) -> (Vec<u8>, [u8; 16]) {
    let aes = Aes::new(key);
    let h = aes.cipher([0; 16]);
    let mut j0 = [0; 16];
    j0[..12].copy_from_slice(iv);
    j0[15] = 1;
    let c = gctr(&aes, inc32(j0), p);
    let zeros = |len: usize| vec![0; len.next_multiple_of(16) - len];
    let lengths = [8 * a.len() as u64, 8 * c.len() as u64].map(u64::to_be_bytes);
    let s = ghash(h, &[a, &zeros(a.len()), &c, &zeros(c.len()), lengths.as_flattened()].concat());
    let t = gctr(&aes, j0, &s);
    (c, t.try_into().unwrap())
}
