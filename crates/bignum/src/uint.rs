//! Numbers.

use clearbox_ct::{Choice, Wiped, is_zero_u64, select, select_into};

use crate::limbs;

/// A number below 2^(64·N), for secrets too: wiped on drop, not shown by `Debug`.
#[derive(Clone)]
pub struct Uint<const N: usize>(pub(crate) Wiped<[u64; N]>);

impl<const N: usize> Uint<N> {
    /// Zero.
    #[must_use]
    pub fn zero() -> Self {
        Self(Wiped::new([0; N]))
    }

    /// A number of one limb.
    #[must_use]
    pub fn from_u64(value: u64) -> Self {
        let mut number = Self::zero();
        number.0[0] = value;
        number
    }

    /// Reads a number in big-endian bytes; none if there are more than 8·N bytes.
    #[must_use]
    pub fn from_be_bytes(bytes: &[u8]) -> Option<Self> {
        let mut number = Self::zero();
        if bytes.len() > 8 * N {
            return None;
        }
        for (limb, chunk) in number.0.iter_mut().zip(bytes.rchunks(8)) {
            *limb = chunk.iter().fold(0, |limb, &byte| limb << 8 | u64::from(byte));
        }
        Some(number)
    }

    /// Writes the number modulo 256^len in `len` big-endian bytes, the length of `out`.
    pub fn write_be_bytes(&self, out: &mut [u8]) {
        out.fill(0);
        for (chunk, limb) in out.rchunks_mut(8).zip(self.0.iter()) {
            let len = chunk.len();
            chunk.copy_from_slice(&limb.to_be_bytes()[8 - len..]);
        }
    }

    /// The limbs, the least significant first.
    #[must_use]
    pub fn as_limbs(&self) -> &[u64; N] {
        &self.0
    }

    /// The limbs, the least significant first.
    #[must_use]
    pub fn as_mut_limbs(&mut self) -> &mut [u64; N] {
        &mut self.0
    }

    /// The same number modulo 2^(64·M).
    #[must_use]
    pub fn resize<const M: usize>(&self) -> Uint<M> {
        let mut number = Uint::zero();
        let common = N.min(M);
        number.0[..common].copy_from_slice(&self.0[..common]);
        number
    }

    /// The number of bits without leading zeros.
    #[must_use]
    pub fn bits(&self) -> u64 {
        (0..).zip(self.0.iter()).fold(0, |bits, (i, &limb)| {
            select(!is_zero_u64(limb), bits, 64 * i + u64::from(significant_bits(limb)))
        })
    }

    /// Whether the number is zero.
    #[must_use]
    pub fn is_zero(&self) -> Choice {
        is_zero_u64(self.0.iter().fold(0, |any, limb| any | limb))
    }

    /// Whether the number is odd.
    #[must_use]
    pub fn is_odd(&self) -> Choice {
        Choice::from_lsb(self.0[0])
    }

    /// Whether the two are the same number.
    #[must_use]
    pub fn equals(&self, other: &Self) -> Choice {
        is_zero_u64(self.0.iter().zip(other.0.iter()).fold(0, |any, (a, b)| any | (a ^ b)))
    }

    /// Whether this number is below `other`.
    #[must_use]
    pub fn is_below(&self, other: &Self) -> Choice {
        limbs::lt(&*self.0, &*other.0)
    }

    /// Becomes `other` if the choice is yes.
    pub fn assign_if(&mut self, choice: Choice, other: &Self) {
        select_into(choice, &mut *self.0, &*other.0);
    }

    /// The sum modulo 2^(64·N).
    #[must_use]
    pub fn wrapping_add(&self, other: &Self) -> Self {
        let mut sum = self.clone();
        limbs::add_assign(&mut *sum.0, &*other.0);
        sum
    }

    /// The difference modulo 2^(64·N).
    #[must_use]
    pub fn wrapping_sub(&self, other: &Self) -> Self {
        let mut difference = self.clone();
        limbs::sub_assign(&mut *difference.0, &*other.0);
        difference
    }

    /// The product modulo 2^(64·W).
    #[must_use]
    pub fn product<const M: usize, const W: usize>(&self, other: &Uint<M>) -> Uint<W> {
        let mut product = Uint::<W>::zero();
        for (i, &a) in self.0.iter().enumerate().take(W) {
            let mut carry = 0;
            let (sums, above) = product.0[i..].split_at_mut(M.min(W - i));
            for (sum, &b) in sums.iter_mut().zip(other.0.iter()) {
                // At most (2^64 − 1)² + 2 (2^64 − 1) = 2^128 − 1.
                let wide = u128::from(a) * u128::from(b) + u128::from(*sum) + u128::from(carry);
                (*sum, carry) = (wide as u64, (wide >> 64) as u64);
            }
            if let Some(above) = above.first_mut() {
                *above = carry;
            }
        }
        product
    }

    /// The number halved, rounded down.
    #[must_use]
    pub fn half(&self) -> Self {
        let mut half = self.clone();
        let above = self.0.iter().skip(1).chain(core::iter::once(&0));
        for (limb, &above) in half.0.iter_mut().zip(above) {
            *limb = *limb >> 1 | above << 63;
        }
        half
    }
}

/// 64 less the number of leading zeros: all bits below the highest one are set and counted, since the instruction that
/// would look for it is a branch on some processors.
fn significant_bits(limb: u64) -> u32 {
    [1, 2, 4, 8, 16, 32].iter().fold(limb, |limb, shift| limb | limb >> shift).count_ones()
}

impl<const N: usize> core::fmt::Debug for Uint<N> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Uint")
    }
}
