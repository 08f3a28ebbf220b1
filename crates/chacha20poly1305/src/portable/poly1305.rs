//! Poly1305 (RFC 8439, section 2.5).

mod limbs;

use clearbox_ct::Wiped;

use limbs::{Columns, Factor, Limbs};

/// A running tag: the polynomial evaluated so far, and the one-time key.
pub(crate) struct Poly1305 {
    h: Wiped<Limbs>,
    /// r^2 and r.
    powers: Wiped<[Factor; 2]>,
    s: Wiped<u128>,
}

impl Poly1305 {
    /// Takes the one-time key r ‖ s.
    pub(crate) fn new(one_time_key: &[u8; 32]) -> Self {
        const CLAMP: u128 = 0x0ffffffc_0ffffffc_0ffffffc_0fffffff;
        let [r, s] = core::array::from_fn(|i| u128::from_le_bytes(one_time_key.as_chunks().0[i]));
        let r = limbs::from_u128(r & CLAMP);
        let mut powers = Wiped::new([Factor::new(r); 2]);
        powers[0] = Factor::new(limbs::carry(limbs::add_product(Columns::default(), r, &powers[1])));
        Self { h: Wiped::default(), powers, s: Wiped::new(s) }
    }

    /// Absorbs `data`, filled up with zeros to whole blocks.
    pub(crate) fn absorb_padded(&mut self, data: &[u8]) {
        let (blocks, tail) = data.as_chunks();
        let (pairs, odd) = blocks.as_chunks::<2>();
        pairs.iter().for_each(|pair| self.absorb(pair.map(limbs::from_block)));
        odd.iter().for_each(|block| self.absorb([limbs::from_block(*block)]));
        if !tail.is_empty() {
            let mut block = [0; 16];
            block[..tail.len()].copy_from_slice(tail);
            self.absorb([limbs::from_block(block)]);
        }
    }

    /// Absorbs one block, h = (h + m) r, or two, h = (h + m1) r^2 + m2 r.
    #[inline(always)]
    fn absorb<const N: usize>(&mut self, mut blocks: [Limbs; N]) {
        blocks[0] = limbs::add(blocks[0], *self.h);
        let mut sum = Columns::default();
        for (block, power) in blocks.iter().zip(&self.powers[2 - N..]) {
            sum = limbs::add_product(sum, *block, power);
        }
        *self.h = limbs::carry(sum);
    }

    /// The tag: h modulo 2^130 - 5, plus s modulo 2^128.
    pub(crate) fn finish(self) -> [u8; 16] {
        limbs::freeze(*self.h).wrapping_add(*self.s).to_le_bytes()
    }
}

#[cfg(test)]
impl Poly1305 {
    /// Absorbs the last block of a message, less than 16 bytes long, as RFC 8439, section 2.5, has it outside the AEAD.
    pub(crate) fn absorb_unpadded(&mut self, tail: &[u8]) {
        let mut block = [0; 16];
        block[..tail.len()].copy_from_slice(tail);
        block[tail.len()] = 1;
        self.absorb([limbs::from_u128(u128::from_le_bytes(block))]);
    }
}
