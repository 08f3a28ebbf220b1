//! Integers of 256 bits in four limbs, the lowest first.

/// acc + a·b + carry as (low, high); at most (2^64 − 1) + (2^64 − 1)² + (2^64 − 1) = 2^128 − 1.
#[inline(always)]
pub(crate) fn multiply_add(acc: u64, a: u64, b: u64, carry: u64) -> (u64, u64) {
    let sum = u128::from(acc) + u128::from(a) * u128::from(b) + u128::from(carry);
    (sum as u64, (sum >> 64) as u64)
}

/// a + b + carry as (low, carry), for carries of 0 or 1.
#[inline(always)]
pub(crate) fn add_limb(a: u64, b: u64, carry: u64) -> (u64, u64) {
    let sum = u128::from(a) + u128::from(b) + u128::from(carry);
    (sum as u64, (sum >> 64) as u64)
}

/// a − b − borrow as (low, borrow), for borrows of 0 or 1.
#[inline(always)]
pub(crate) fn subtract_limb(a: u64, b: u64, borrow: u64) -> (u64, u64) {
    let (difference, under) = a.overflowing_sub(b);
    let (difference, under_again) = difference.overflowing_sub(borrow);
    (difference, u64::from(under | under_again))
}

/// a + b as (low 256 bits, carry).
#[inline(always)]
pub(crate) fn add(a: &[u64; 4], b: &[u64; 4]) -> ([u64; 4], u64) {
    let mut carry = 0;
    let sum = core::array::from_fn(|i| {
        let limb;
        (limb, carry) = add_limb(a[i], b[i], carry);
        limb
    });
    (sum, carry)
}

/// a − b as (low 256 bits, borrow).
#[inline(always)]
pub(crate) fn subtract(a: &[u64; 4], b: &[u64; 4]) -> ([u64; 4], u64) {
    let mut borrow = 0;
    let difference = core::array::from_fn(|i| {
        let limb;
        (limb, borrow) = subtract_limb(a[i], b[i], borrow);
        limb
    });
    (difference, borrow)
}

/// a · b as (low, high), row by row.
#[inline(always)]
pub(crate) fn multiply(a: &[u64; 4], b: &[u64; 4]) -> ([u64; 4], [u64; 4]) {
    let mut t = [0; 8];
    for i in 0..4 {
        let mut carry = 0;
        for j in 0..4 {
            (t[i + j], carry) = multiply_add(t[i + j], a[j], b[i], carry);
        }
        t[i + 4] = carry;
    }
    let [t0, t1, t2, t3, t4, t5, t6, t7] = t;
    ([t0, t1, t2, t3], [t4, t5, t6, t7])
}

/// a² as (low, high): the products of different limbs once, doubled, and then the squares.
#[inline(always)]
pub(crate) fn square(a: &[u64; 4]) -> ([u64; 4], [u64; 4]) {
    let [a0, a1, a2, a3] = *a;
    let (t1, carry) = multiply_add(0, a0, a1, 0);
    let (t2, carry) = multiply_add(0, a0, a2, carry);
    let (t3, t4) = multiply_add(0, a0, a3, carry);
    let (t3, carry) = multiply_add(t3, a1, a2, 0);
    let (t4, t5) = multiply_add(t4, a1, a3, carry);
    let (t5, t6) = multiply_add(t5, a2, a3, 0);

    let (t7, t6) = (t6 >> 63, t6 << 1 | t5 >> 63);
    let (t5, t4) = (t5 << 1 | t4 >> 63, t4 << 1 | t3 >> 63);
    let (t3, t2, t1) = (t3 << 1 | t2 >> 63, t2 << 1 | t1 >> 63, t1 << 1);

    let [(s0, s1), (s2, s3), (s4, s5), (s6, s7)] = a.map(|limb| multiply_add(0, limb, limb, 0));
    let (low, carry) = add(&[s0, s1, s2, s3], &[0, t1, t2, t3]);
    let (t4, carry) = add_limb(s4, t4, carry);
    let (t5, carry) = add_limb(s5, t5, carry);
    let (t6, carry) = add_limb(s6, t6, carry);
    // The square is below 2^512: nothing is carried out.
    (low, [t4, t5, t6, s7 + t7 + carry])
}

/// Reads 32 big-endian bytes.
pub(crate) fn from_be_bytes(bytes: &[u8; 32]) -> [u64; 4] {
    let (words, _) = bytes.as_chunks();
    core::array::from_fn(|i| u64::from_be_bytes(words[3 - i]))
}

/// Writes 32 big-endian bytes.
pub(crate) fn to_be_bytes(limbs: &[u64; 4]) -> [u8; 32] {
    let mut bytes = [0; 32];
    for (chunk, limb) in bytes.chunks_exact_mut(8).zip(limbs.iter().rev()) {
        chunk.copy_from_slice(&limb.to_be_bytes());
    }
    bytes
}
