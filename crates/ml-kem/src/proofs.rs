//! Reductions and roundings are right for all inputs that they may get: all are tried. Each check has to fail for a mutant,
//! the same routine with a constant a little wrong.

#[cfg(target_arch = "x86_64")]
mod x86_64_avx512;

use std::format;

use clearbox_proofs::proved;

use crate::{
    compress::{compress, decompress},
    field::{Q, barrett_reduce, canonical, montgomery_multiply, montgomery_reduce},
    spec,
};

const FIELD: &str = "ml-kem/src/field.rs";
const COMPRESS: &str = "ml-kem/src/compress.rs";
const Q32: i32 = Q as i32;

/// Whether x is `divided` · 2^16 modulo q.
fn is_quotient(divided: i16, x: i32) -> bool {
    (i64::from(divided) * 65536 - i64::from(x)) % i64::from(Q) == 0
}

fn reduces_sums(reduce: impl Fn(i32) -> i16) -> bool {
    let bound = (Q32 << 15) - 1;
    (-bound..=bound).all(|x| {
        let reduced = reduce(x);
        // At most |x| / 2^16 + q/2.
        2 * ((i32::from(reduced).abs() << 15) - (x.abs() >> 1)) <= Q32 << 15 && is_quotient(reduced, x)
    })
}

#[test]
fn sums_of_products_are_of_the_right_class_and_size() {
    assert!(reduces_sums(montgomery_reduce));
    assert!(!reduces_sums(
        |x| (x >> 16) as i16 - ((i32::from((x as i16).wrapping_mul(-3326)) * Q32) >> 16) as i16
    ));
    proved(FIELD, "montgomery_reduce", "exhaustive", "all numbers below 2^15 q in size; a mutant fails");
}

fn multiplies(multiply: impl Fn(i16, i16) -> i16) -> bool {
    (-Q / 2..=Q / 2).all(|b| {
        (i16::MIN..=i16::MAX).all(|a| {
            let product = multiply(a, b);
            4 * i32::from(product).abs() <= 3 * Q32 && is_quotient(product, i32::from(a) * i32::from(b))
        })
    })
}

#[test]
fn products_are_of_the_right_class_and_size() {
    assert!(multiplies(montgomery_multiply));
    assert!(!multiplies(|a, b| montgomery_multiply(a, b) + i16::from(a == i16::MIN && b == 1)));
    proved(FIELD, "montgomery_multiply", "exhaustive", "all i16 by all from -q/2 to q/2; a mutant fails");
}

fn reduces(near: impl Fn(i16) -> i16, least: impl Fn(i16) -> u16) -> bool {
    (i16::MIN..=i16::MAX).all(|a| {
        let (near, least) = (near(a), least(a));
        let class = i32::from(a).rem_euclid(Q32);
        near.abs() <= Q / 2 && i32::from(near).rem_euclid(Q32) == class && i32::from(least) == class
    })
}

#[test]
fn every_number_is_reduced_to_its_own_class() {
    let less_precise = |a: i16| {
        let quotient = (((i32::from(a) * 20155) >> 16) + (1 << 9)) >> 10;
        a.wrapping_sub((quotient as i16).wrapping_mul(Q))
    };
    assert!(reduces(barrett_reduce, canonical));
    assert!(!reduces(less_precise, canonical));
    assert!(!reduces(barrett_reduce, |a| (barrett_reduce(a) + Q) as u16));
    proved(FIELD, "barrett_reduce", "exhaustive", "all i16; a mutant fails");
    proved(FIELD, "canonical", "exhaustive", "all i16; a mutant fails");
}

fn compresses<const D: usize>(compress: impl Fn(u16) -> u16) -> bool {
    (0..Q as u16).all(|x| u32::from(compress(x)) == spec::compress(D, u32::from(x)))
}

fn decompresses<const D: usize>(decompress: impl Fn(u16) -> i16) -> bool {
    (0..1 << D).all(|y| {
        let x = decompress(y);
        x >= 0 && x.unsigned_abs() == spec::decompress(D, u32::from(y)) as u16 && compress::<D>(x as u16) == y
    })
}

fn rounds_to_bits<const D: usize>() {
    assert!(compresses::<D>(compress::<D>));
    assert!(!compresses::<D>(
        |x| (((u64::from(x) << D) * ((1 << 36) / Q as u64)) >> 36) as u16 & ((1 << D) - 1)
    ));
    proved(COMPRESS, "compress", "exhaustive", &format!("all numbers to {D} bits; a mutant fails"));
    assert!(decompresses::<D>(decompress::<D>));
    assert!(!decompresses::<D>(|y| ((u32::from(y) * Q as u32) >> D) as i16));
    proved(COMPRESS, "decompress", "exhaustive", &format!("all numbers of {D} bits; a mutant fails"));
}

#[test]
fn every_number_is_rounded_as_the_spec_says() {
    rounds_to_bits::<1>();
    rounds_to_bits::<4>();
    rounds_to_bits::<5>();
    rounds_to_bits::<10>();
    rounds_to_bits::<11>();
}
