//! Powers.

use clearbox_ct::{barrier_u64, is_zero_u64};

use super::{
    digits::{Digits, load_all},
    forms::Forms,
    multiply::multiply,
    square::square,
};
use crate::{
    modulus::{Modulus, Residue},
    uint::Uint,
};

/// Bits of the exponent that are dealt with at once.
const WINDOW: usize = 5;

/// base^exponent for each of K moduli, by windows of 5 bits from the top, with all entries of a table read for each.
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn pow<const K: usize, const V: usize, const N: usize, const E: usize>(
    moduli: [&Modulus<N>; K],
    bases: [&Residue<N>; K],
    exponents: [&Uint<E>; K],
    bits: usize,
) -> [Residue<N>; K] {
    let forms = Forms::<K, V>::new(moduli);
    let table = table(&forms, &forms.enter(bases));
    let windows = bits.div_ceil(WINDOW).max(1);
    let mut powers = look_up(&table, exponents, windows - 1);
    for window in (0..windows - 1).rev() {
        for _ in 0..WINDOW {
            square(&mut powers, &forms.constants);
        }
        multiply(&mut powers, &load_all(&look_up(&table, exponents, window)), &forms.constants);
    }
    forms.leave(moduli, powers)
}

/// base^exponent, for an exponent that is public and above 0.
///
/// # Timing
/// Depends on the exponent.
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn pow_vartime<const V: usize, const N: usize>(
    modulus: &Modulus<N>,
    base: &Residue<N>,
    exponent: u64,
) -> Residue<N> {
    let forms = Forms::<1, V>::new([modulus]);
    let power = power_vartime(&forms, &forms.enter([base]), exponent);
    let [power] = forms.leave([modulus], power);
    power
}

/// The same of a number below m, as a number.
///
/// # Timing
/// Depends on the exponent.
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn raise_vartime<const V: usize, const N: usize>(
    modulus: &Modulus<N>,
    base: &Uint<N>,
    exponent: u64,
) -> Uint<N> {
    let forms = Forms::<1, V>::new([modulus]);
    let power = power_vartime(&forms, &forms.enter_numbers([base]), exponent);
    let [power] = forms.leave_numbers([modulus], power);
    power
}

/// By square and multiply, from the top.
///
/// # Timing
/// Depends on the exponent.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn power_vartime<const V: usize>(
    forms: &Forms<1, V>,
    base: &[Digits<V>; 1],
    exponent: u64,
) -> [Digits<V>; 1] {
    let mut power = *base;
    for i in (0..exponent.checked_ilog2().unwrap_or(0)).rev() {
        square(&mut power, &forms.constants);
        if exponent >> i & 1 == 1 {
            multiply(&mut power, &load_all(base), &forms.constants);
        }
    }
    power
}

/// base^0 to base^31, each for all of the moduli.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn table<const K: usize, const V: usize>(
    forms: &Forms<K, V>,
    bases: &[Digits<V>; K],
) -> [[Digits<V>; K]; 1 << WINDOW] {
    let mut table = [[[[0; 4]; V]; K]; 1 << WINDOW];
    table[0] = forms.one();
    table[1] = *bases;
    let factors = load_all(bases);
    for i in 2..table.len() {
        table[i] = table[i - 1];
        multiply(&mut table[i], &factors, &forms.constants);
    }
    table
}

/// The powers of the table that the exponents have in this window.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn look_up<const K: usize, const V: usize, const E: usize>(
    table: &[[Digits<V>; K]; 1 << WINDOW],
    exponents: [&Uint<E>; K],
    window: usize,
) -> [Digits<V>; K] {
    let mut powers = [[[0; 4]; V]; K];
    for k in 0..K {
        let digit = digit(exponents[k], window);
        for (i, entry) in (0..).zip(table) {
            let mask = barrier_u64(is_zero_u64(i ^ digit).mask());
            for (power, entry) in powers[k].as_flattened_mut().iter_mut().zip(entry[k].as_flattened()) {
                *power |= entry & mask;
            }
        }
    }
    powers
}

/// Window number `window` of the exponent, from the bottom.
fn digit<const E: usize>(exponent: &Uint<E>, window: usize) -> u64 {
    let (limb, place) = (WINDOW * window / 64, WINDOW * window % 64);
    let [low, above] = [limb, limb + 1].map(|i| exponent.0.get(i).map_or(0, |&limb| u128::from(limb)));
    ((low | above << 64) >> place) as u64 & ((1 << WINDOW) - 1)
}
