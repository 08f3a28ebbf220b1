//! Arithmetic modulo p = 2^130 - 5: a number is a0 + 2^44 a1 + 2^88 a2.

use clearbox_ct::{Zeroize, is_zero_u64, select};

/// A number modulo p.
pub(super) type Limbs = [u64; 3];

/// A sum of products, before carries.
pub(super) type Columns = [u128; 3];

const LOW_44: u64 = (1 << 44) - 1;
const LOW_42: u64 = (1 << 42) - 1;

/// What a number is multiplied by: its limbs, and 20 times the upper two.
#[derive(Clone, Copy, Default)]
pub(super) struct Factor {
    b: Limbs,
    b1_20: u64,
    b2_20: u64,
}

impl Factor {
    pub(super) fn new(b: Limbs) -> Self {
        Self { b, b1_20: 20 * b[1], b2_20: 20 * b[2] }
    }
}

impl Zeroize for Factor {
    fn zeroize(&mut self) {
        self.b.zeroize();
        self.b1_20.zeroize();
        self.b2_20.zeroize();
    }
}

/// The limbs of a number below 2^128: below 2^44, 2^44 and 2^40.
#[inline(always)]
pub(super) fn from_u128(a: u128) -> Limbs {
    [a as u64 & LOW_44, (a >> 44) as u64 & LOW_44, (a >> 88) as u64]
}

/// A block as a number, with 2^128 added to tell its length (RFC 8439, section 2.5).
#[inline(always)]
pub(super) fn from_block(block: [u8; 16]) -> Limbs {
    let [a0, a1, a2] = from_u128(u128::from_le_bytes(block));
    [a0, a1, a2 | 1 << 40]
}

/// a + b, without carries.
#[inline(always)]
pub(super) fn add(a: Limbs, b: Limbs) -> Limbs {
    core::array::from_fn(|i| a[i] + b[i])
}

/// Adds a * b to `sum`, without carries.
///
/// Since 2^132 = 4 * 2^130 = 20 modulo p, products of weight 2^132 and 2^176 count 20 times for 1 and 2^44.
#[inline(always)]
pub(super) fn add_product(sum: Columns, [a0, a1, a2]: Limbs, factor: &Factor) -> Columns {
    let &Factor { b: [b0, b1, b2], b1_20, b2_20 } = factor;
    [
        sum[0] + wide(a0, b0) + wide(a1, b2_20) + wide(a2, b1_20),
        sum[1] + wide(a0, b1) + wide(a1, b0) + wide(a2, b2_20),
        sum[2] + wide(a0, b2) + wide(a1, b1) + wide(a2, b0),
    ]
}

/// Carries.
#[inline(always)]
pub(super) fn carry([c0, c1, c2]: Columns) -> Limbs {
    let c1 = c1 + (c0 >> 44);
    let c2 = c2 + (c1 >> 44);
    let a0 = (c0 as u64 & LOW_44) + 5 * (c2 >> 42) as u64;
    let a1 = (c1 as u64 & LOW_44) + (a0 >> 44);
    [a0 & LOW_44, a1, c2 as u64 & LOW_42]
}

/// The number modulo p, modulo 2^128.
pub(super) fn freeze([a0, a1, a2]: Limbs) -> u128 {
    // Twice round makes a < 2^130.
    let (a1, a2) = (a1 & LOW_44, a2 + (a1 >> 44));
    let (a0, a2) = (a0 + 5 * (a2 >> 42), a2 & LOW_42);
    let (a0, a1) = (a0 & LOW_44, a1 + (a0 >> 44));
    let (a1, a2) = (a1 & LOW_44, a2 + (a1 >> 44));
    // a >= p exactly if a + 5 >= 2^130; then a - p is a + 5 less 2^130.
    let b0 = a0 + 5;
    let b1 = a1 + (b0 >> 44);
    let b2 = a2 + (b1 >> 44);
    let below_p = is_zero_u64(b2 >> 42);
    let [a0, a1, a2] = [
        select(below_p, b0 & LOW_44, a0),
        select(below_p, b1 & LOW_44, a1),
        select(below_p, b2 & LOW_42, a2),
    ];
    u128::from(a0) | u128::from(a1) << 44 | u128::from(a2) << 88
}

/// The whole product.
#[inline(always)]
fn wide(a: u64, b: u64) -> u128 {
    u128::from(a) * u128::from(b)
}
