//! FIPS 180-4 step by step, for tests: the message padded as a whole, words of w bits in a `u64`, and the
//! constants out of the primes.

extern crate std;

use std::{vec, vec::Vec};

use num_bigint::BigUint;

/// One of the algorithms, by what tells them apart.
pub(crate) struct Sha2 {
    /// The length of a word in bits; a block has 16 words.
    w: usize,
    /// The rotations in Σ0 and Σ1, and the rotations and the shift in σ0 and σ1 (sections 4.1.2 and 4.1.3).
    Σ0: [usize; 3],
    Σ1: [usize; 3],
    σ0: [usize; 3],
    σ1: [usize; 3],
    pub(crate) K: Vec<u64>,
    pub(crate) H0: [u64; 8],
    output_len: usize,
}

pub(crate) fn sha256() -> Sha2 {
    Sha2 {
        w: 32,
        Σ0: [2, 13, 22],
        Σ1: [6, 11, 25],
        σ0: [7, 18, 3],
        σ1: [17, 19, 10],
        K: primes().take(64).map(|prime| root_fraction(3, prime, 32)).collect(),
        H0: initial(0, 32),
        output_len: 32,
    }
}

pub(crate) fn sha512() -> Sha2 {
    Sha2 {
        w: 64,
        Σ0: [28, 34, 39],
        Σ1: [14, 18, 41],
        σ0: [1, 8, 7],
        σ1: [19, 61, 6],
        K: primes().take(80).map(|prime| root_fraction(3, prime, 64)).collect(),
        H0: initial(0, 64),
        output_len: 64,
    }
}

pub(crate) fn sha384() -> Sha2 {
    Sha2 { H0: initial(8, 64), output_len: 48, ..sha512() }
}

impl Sha2 {
    /// Sections 6.2, 6.4 and 6.5.
    pub(crate) fn digest(&self, message: &[u8]) -> Vec<u8> {
        let mut H = self.H0;
        for M in self.blocks(message) {
            H = self.next_hash_value(H, M);
        }
        let bytes: Vec<u8> =
            H.iter().flat_map(|word| word.to_be_bytes()[8 - self.w / 8..].to_vec()).collect();
        bytes[..self.output_len].to_vec()
    }

    /// Steps 1 to 4 of sections 6.2.2 and 6.4.2: the hash value H(i) from H(i-1) and the message block M(i).
    fn next_hash_value(&self, H: [u64; 8], M: Vec<u64>) -> [u64; 8] {
        let mut W = M;
        for t in 16..self.K.len() {
            W.push(self.sum(&[self.σ(self.σ1, W[t - 2]), W[t - 7], self.σ(self.σ0, W[t - 15]), W[t - 16]]));
        }
        let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = H;
        for (&K_t, &W_t) in self.K.iter().zip(&W) {
            let T1 = self.sum(&[h, self.Σ(self.Σ1, e), Ch(e, f, g), K_t, W_t]);
            let T2 = self.sum(&[self.Σ(self.Σ0, a), Maj(a, b, c)]);
            h = g;
            g = f;
            f = e;
            e = self.sum(&[d, T1]);
            d = c;
            c = b;
            b = a;
            a = self.sum(&[T1, T2]);
        }
        let changed = [a, b, c, d, e, f, g, h];
        core::array::from_fn(|i| self.sum(&[changed[i], H[i]]))
    }

    /// The message, padded (section 5.1) and parsed into blocks (section 5.2): a one bit, zeros, and the length
    /// in bits as two words.
    fn blocks(&self, message: &[u8]) -> Vec<Vec<u64>> {
        let (word_len, length_field) = (self.w / 8, 2 * self.w / 8);
        let mut padded = message.to_vec();
        padded.push(0x80);
        while !(padded.len() + length_field).is_multiple_of(16 * word_len) {
            padded.push(0);
        }
        let mut l = vec![0; length_field];
        l[length_field - 8..].copy_from_slice(&(8 * message.len() as u64).to_be_bytes());
        padded.extend(l);
        let word = |bytes: &[u8]| bytes.iter().fold(0, |word, &byte| word << 8 | u64::from(byte));
        let words: Vec<u64> = padded.chunks(word_len).map(word).collect();
        words.chunks(16).map(<[u64]>::to_vec).collect()
    }

    /// Addition modulo 2^w (section 3.2, operation 1).
    fn sum(&self, words: &[u64]) -> u64 {
        self.low(words.iter().fold(0, |sum, &word| sum.wrapping_add(word)))
    }

    /// The rightmost w bits.
    fn low(&self, x: u64) -> u64 {
        x & (u64::MAX >> (64 - self.w))
    }

    /// ROTR^n(x) = (x >> n) ∨ (x << w - n) (section 3.2, operation 4).
    fn ROTR(&self, n: usize, x: u64) -> u64 {
        (x >> n) | self.low(x << (self.w - n))
    }

    fn Σ(&self, [p, q, r]: [usize; 3], x: u64) -> u64 {
        self.ROTR(p, x) ^ self.ROTR(q, x) ^ self.ROTR(r, x)
    }

    fn σ(&self, [p, q, r]: [usize; 3], x: u64) -> u64 {
        self.ROTR(p, x) ^ self.ROTR(q, x) ^ (x >> r)
    }
}

fn Ch(x: u64, y: u64, z: u64) -> u64 {
    (x & y) ^ (!x & z)
}

fn Maj(x: u64, y: u64, z: u64) -> u64 {
    (x & y) ^ (x & z) ^ (y & z)
}

/// H(0): eight primes' square roots (sections 5.3.3 to 5.3.5).
fn initial(skipped: usize, w: usize) -> [u64; 8] {
    let mut primes = primes().skip(skipped);
    core::array::from_fn(|_| root_fraction(2, primes.next().unwrap(), w))
}

/// The first `w` bits of the fractional part of the `n`th root of `prime`: ⌊prime^(1/n) · 2^w⌋ mod 2^w.
fn root_fraction(n: u32, prime: u64, w: usize) -> u64 {
    let root = (BigUint::from(prime) << (n as usize * w)).nth_root(n);
    u64::try_from(root % (BigUint::from(1u8) << w)).unwrap()
}

fn primes() -> impl Iterator<Item = u64> {
    (2..).filter(|n| (2..*n).all(|divisor| n % divisor != 0))
}
