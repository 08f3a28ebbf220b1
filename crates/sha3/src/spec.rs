//! FIPS 202 step by step, for tests: bits, a state as the standard's array A[x, y, z], and the sponge on strings of
//! bits.

extern crate std;

use std::{vec, vec::Vec};

/// A[x][y][z].
type StateArray = [[[bool; 64]; 5]; 5];

/// SHA3-d (section 6.1), on whole bytes.
pub(crate) fn sha3(d: usize, message: &[u8]) -> Vec<u8> {
    keccak(2 * d, message, &[false, true], d)
}

/// SHAKE128 and SHAKE256 (section 6.2): `strength` is the one or the other number, `d` the length in bits.
pub(crate) fn shake(strength: usize, message: &[u8], d: usize) -> Vec<u8> {
    keccak(2 * strength, message, &[true; 4], d)
}

/// KECCAK[c](message ‖ suffix, d) (section 5.2).
fn keccak(c: usize, message: &[u8], suffix: &[bool], d: usize) -> Vec<u8> {
    let mut N: Vec<bool> = message.iter().flat_map(|byte| (0..8).map(move |i| byte >> i & 1 == 1)).collect();
    N.extend(suffix);
    let bits = sponge(1600 - c, &N, d);
    bits.chunks(8).map(|byte| byte.iter().rev().fold(0, |sum, &bit| sum << 1 | u8::from(bit))).collect()
}

/// SPONGE[f, pad10*1, r](N, d): algorithm 8.
fn sponge(r: usize, N: &[bool], d: usize) -> Vec<bool> {
    let mut P = N.to_vec();
    P.push(true);
    // pad10*1: algorithm 9.
    while P.len() % r != r - 1 {
        P.push(false);
    }
    P.push(true);
    let mut S = vec![false; 1600];
    for block in P.chunks(r) {
        for (s, p) in S.iter_mut().zip(block) {
            *s ^= p;
        }
        S = keccak_f(&S);
    }
    let mut Z = Vec::new();
    loop {
        Z.extend(&S[..r]);
        if Z.len() >= d {
            Z.truncate(d);
            return Z;
        }
        S = keccak_f(&S);
    }
}

/// KECCAK-f[1600] = KECCAK-p[1600, 24]: algorithm 7, with the conversions of section 3.1.
fn keccak_f(S: &[bool]) -> Vec<bool> {
    let mut A: StateArray = state_array(|x, y, z| S[64 * (5 * y + x) + z]);
    for i_r in 0..24 {
        A = iota(&chi(&pi(&rho(&theta(&A)))), i_r);
    }
    (0..1600).map(|i| A[i / 64 % 5][i / 320][i % 64]).collect()
}

/// The permutation of a state in words.
pub(crate) fn keccak_f_of_words(words: &[u64; 25]) -> [u64; 25] {
    let S: Vec<bool> = (0..1600).map(|i| words[i / 64] >> (i % 64) & 1 == 1).collect();
    let S = keccak_f(&S);
    core::array::from_fn(|i| (0..64).map(|z| u64::from(S[64 * i + z]) << z).sum())
}

/// Algorithm 1.
fn theta(A: &StateArray) -> StateArray {
    let C = |x: usize, z: usize| (0..5).fold(false, |sum, y| sum ^ A[x][y][z]);
    let D = |x: usize, z: usize| C((x + 4) % 5, z) ^ C((x + 1) % 5, (z + 63) % 64);
    state_array(|x, y, z| A[x][y][z] ^ D(x, z))
}

/// Algorithm 2.
fn rho(A: &StateArray) -> StateArray {
    let mut rotated = *A;
    let (mut x, mut y) = (1, 0);
    for t in 0..24 {
        for z in 0..64 {
            rotated[x][y][z] = A[x][y][(z + 64 * 6 - (t + 1) * (t + 2) / 2) % 64];
        }
        (x, y) = (y, (2 * x + 3 * y) % 5);
    }
    rotated
}

/// Algorithm 3.
fn pi(A: &StateArray) -> StateArray {
    state_array(|x, y, z| A[(x + 3 * y) % 5][x][z])
}

/// Algorithm 4.
fn chi(A: &StateArray) -> StateArray {
    state_array(|x, y, z| A[x][y][z] ^ (!A[(x + 1) % 5][y][z] & A[(x + 2) % 5][y][z]))
}

/// Algorithm 6.
fn iota(A: &StateArray, i_r: usize) -> StateArray {
    let RC = RC(i_r);
    state_array(|x, y, z| A[x][y][z] ^ (x == 0 && y == 0 && RC >> z & 1 == 1))
}

/// Steps 2 and 3 of algorithm 6: the round constant, bit z of it being RC[z].
pub(crate) fn RC(i_r: usize) -> u64 {
    (0..=6).map(|j| u64::from(rc(j + 7 * i_r)) << ((1 << j) - 1)).sum()
}

/// Algorithm 5.
fn rc(t: usize) -> bool {
    let mut R = vec![true, false, false, false, false, false, false, false];
    for _ in 0..t % 255 {
        R.insert(0, false);
        for i in [0, 4, 5, 6] {
            R[i] ^= R[8];
        }
        R.truncate(8);
    }
    R[0]
}

fn state_array(bit: impl Fn(usize, usize, usize) -> bool) -> StateArray {
    core::array::from_fn(|x| core::array::from_fn(|y| core::array::from_fn(|z| bit(x, y, z))))
}
