//! Poly1305 (RFC 8439, section 2.5).

pub(crate) mod limb;
pub(crate) mod limbs;
#[cfg(test)]
mod proofs;

use clearbox_ct::Wiped;

use limbs::{Factor, Limbs, add, add_product, carry, factor, freeze, from_block, from_u128, to_u128};

/// A running tag.
pub(crate) struct Poly1305 {
    /// The polynomial so far: the accumulator of RFC 8439, carried.
    h: Wiped<Limbs<u64>>,
    /// r^2 and r.
    powers: Wiped<[Factor<u64>; 2]>,
    s: Wiped<u128>,
}

impl Poly1305 {
    /// Takes the one-time key r ‖ s.
    #[inline]
    pub(crate) fn new(one_time_key: &[u8; 32]) -> Self {
        let (r, s) = halves(one_time_key);
        let (r, s) = (Wiped::new(r), Wiped::new(s));
        let mut this = Self { h: Wiped::default(), powers: Wiped::default(), s };
        this.powers[1] = factor(*r);
        this.powers[0] = factor(carry(add_product([0; 3], *r, &this.powers[1])));
        this
    }

    /// Absorbs `data`, filled up with zeros to whole blocks.
    pub(crate) fn absorb_padded(&mut self, data: &[u8]) {
        let (blocks, tail) = data.as_chunks();
        let (pairs, odd) = blocks.as_chunks::<2>();
        pairs.iter().for_each(|pair| self.absorb(pair.map(from_block)));
        odd.iter().for_each(|block| self.absorb([from_block(*block)]));
        if !tail.is_empty() {
            let mut block = [0; 16];
            block[..tail.len()].copy_from_slice(tail);
            self.absorb([from_block(block)]);
        }
    }

    /// Absorbs a block, h = (h + m) r, or two, h = (h + m1) r^2 + m2 r: so that products needn't wait for each other.
    #[inline(always)]
    fn absorb<const N: usize>(&mut self, mut blocks: [Limbs<u64>; N]) {
        blocks[0] = add(blocks[0], *self.h);
        let pairs = blocks.iter().zip(&self.powers[2 - N..]);
        *self.h = carry(pairs.fold([0; 3], |sum, (block, power)| add_product(sum, *block, power)));
    }

    /// Has others absorb whole blocks: of h and r, they make the next h.
    #[cfg(target_arch = "x86_64")]
    #[inline]
    pub(crate) fn absorb_with(&mut self, absorb: impl FnOnce(Limbs<u64>, Limbs<u64>) -> Limbs<u64>) {
        let [r0, r1, r2, ..] = self.powers[1];
        *self.h = absorb(*self.h, [r0, r1, r2]);
    }

    pub(crate) fn finish(self) -> [u8; 16] {
        tag(*self.h, *self.s)
    }
}

/// The two halves of a one-time key: r, clamped, and s.
#[inline]
pub(crate) fn halves(one_time_key: &[u8; 32]) -> (Limbs<u64>, u128) {
    const CLAMP: u128 = 0x0ffffffc_0ffffffc_0ffffffc_0fffffff;
    let (halves, _) = one_time_key.as_chunks();
    let [r, s] = [0, 1].map(|half| u128::from_le_bytes(halves[half]));
    (from_u128(r & CLAMP), s)
}

/// h modulo 2^130 - 5, plus s, modulo 2^128.
#[inline]
pub(crate) fn tag(h: Limbs<u64>, s: u128) -> [u8; 16] {
    to_u128(freeze(h)).wrapping_add(s).to_le_bytes()
}

#[cfg(test)]
impl Poly1305 {
    /// Absorbs what is left of a message, less than a block, as RFC 8439, section 2.5, has it outside the AEAD.
    pub(crate) fn absorb_unpadded(&mut self, tail: &[u8]) {
        let mut block = [0; 16];
        block[..tail.len()].copy_from_slice(tail);
        block[tail.len()] = 1;
        self.absorb([from_u128(u128::from_le_bytes(block))]);
    }
}
