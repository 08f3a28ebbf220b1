use std::vec::Vec;

use clearbox_cpu::x86_64::Ifma;
use num_bigint::BigUint;
use proptest::prelude::*;

use super::{
    carry::carry,
    digits::{BITS, Digits, MASK, from_limbs, load_all, store_all, to_limbs},
    has_kernel, pow, pow_vartime, r_squared, raise_vartime,
};
use crate::{
    Modulus, Uint,
    spec::{big, uint},
};

const LENGTHS: [usize; 5] = [16, 24, 32, 48, 64];

/// Of the limbs, many are all zeros or all ones.
fn number(limbs: usize) -> impl Strategy<Value = BigUint> {
    let limb = prop_oneof![Just(0), Just(u64::MAX), any::<u64>()];
    prop::collection::vec(limb, limbs)
        .prop_map(|limbs| limbs.iter().fold(BigUint::ZERO, |sum, &limb| (sum << 64) + limb))
}

/// An odd number of so many limbs; its upper ones may be small.
fn modulus(limbs: usize) -> impl Strategy<Value = BigUint> {
    (number(limbs), 0..64u64).prop_map(move |(mut m, top)| {
        m.set_bit(0, true);
        m.set_bit(64 * (limbs as u64 - 1) + top, true);
        m
    })
}

/// Two powers at once, each alone, and the same with a public exponent: all as the definition has it.
fn check(m: [&BigUint; 2], a: &BigUint, e: [&BigUint; 2], bits: usize, small: u64) {
    let Some(proof) = Ifma::detect() else { return };
    let moduli = m.map(|m| Modulus::<64>::new(&uint(m)).expect("odd"));
    let bases = moduli.each_ref().map(|modulus| modulus.residue(&uint::<64>(a)));
    let exponents = e.map(uint::<3>);
    let powers = pow(proof, moduli.each_ref(), bases.each_ref(), exponents.each_ref(), bits);
    for i in 0..2 {
        let (modulus, base) = (&moduli[i], &bases[i]);
        let expected = a.modpow(e[i], m[i]);
        assert_eq!(big(&modulus.value(&powers[i])), expected, "{a}^{} mod {}", e[i], m[i]);
        let [alone] = pow(proof, [modulus], [base], [&exponents[i]], bits);
        assert_eq!(big(&modulus.value(&alone)), expected, "{a}^{} mod {}, alone", e[i], m[i]);
        let public = pow_vartime(proof, modulus, base, small);
        let expected = a.modpow(&small.into(), m[i]);
        assert_eq!(big(&modulus.value(&public)), expected, "{a}^{small} mod {}", m[i]);
        let number = raise_vartime(proof, modulus, &uint(&(a % m[i])), small);
        assert_eq!(big(&number), expected, "{a}^{small} mod {}, as a number", m[i]);
        let rr = (BigUint::from(1u32) << (128 * modulus.len)) % m[i];
        assert_eq!(big(&r_squared(proof, modulus)), rr, "R² mod {}", m[i]);
    }
}

#[test]
fn powers_at_the_seams_are_right() {
    let one = BigUint::from(1u32);
    for limbs in LENGTHS {
        assert!(has_kernel(limbs) && !has_kernel(limbs - 1));
        let (least, limit) = (&one << (64 * limbs - 64), &one << (64 * limbs));
        let moduli = [&limit - 1u32, &least + 1u32, &limit - (&one << (32 * limbs)) + 1u32];
        for (i, m) in moduli.iter().enumerate() {
            let other = &moduli[(i + 1) % moduli.len()];
            for a in [BigUint::ZERO, one.clone(), m - 1u32, m >> 1, m / 3u32] {
                let all_ones = (&one << 192) - 1u32;
                check([m, other], &a, [&all_ones, &BigUint::ZERO], 192, 1);
                check([m, other], &a, [&one, &BigUint::from(0x5555_5555_5555u64)], 48, u64::MAX);
            }
        }
    }
}

#[test]
fn no_bits_of_an_exponent_are_the_power_zero() {
    let m = (BigUint::from(1u32) << 1024) - 105u32;
    check([&m, &m], &BigUint::from(5u32), [&BigUint::ZERO, &BigUint::ZERO], 0, 3);
}

/// Wherever it begins, and however far it goes.
#[test]
fn digits_carry_all_the_way() {
    fn check<const V: usize>(columns: &[u64]) {
        if Ifma::detect().is_none() {
            return;
        }
        let mut digits: [Digits<V>; 1] = [[[0; 4]; V]];
        digits[0].as_flattened_mut().copy_from_slice(columns);
        #[allow(unsafe_code)]
        // SAFETY: the CPU has the features.
        unsafe {
            let carried = carry(&load_all(&digits)[0]);
            store_all(&mut digits, &[carried]);
        }
        let mut above = 0;
        for (i, (&digit, &column)) in digits[0].as_flattened().iter().zip(columns).enumerate() {
            let sum = column + above;
            assert_eq!(digit, sum & MASK, "digit {i} of {columns:x?}");
            above = sum >> BITS;
        }
    }
    fn at_all_places<const V: usize>() {
        for start in 0..4 * V {
            for end in start..4 * V {
                for (below, full) in
                    [(1 << BITS, MASK), (MASK, MASK), ((1 << 63) + 1, MASK), (1 << BITS, MASK - 1)]
                {
                    let mut columns = [0; 80];
                    columns[start] = below;
                    columns[start + 1..=end.max(start)].fill(full);
                    check::<V>(&columns[..4 * V]);
                }
            }
        }
        check::<V>(&[u64::MAX - (1 << 13); 80][..4 * V]);
    }
    at_all_places::<5>();
    at_all_places::<20>();
}

fn digits_are_those_of<const V: usize>(x: &BigUint, limbs: usize) {
    let number = uint::<64>(x);
    let digits = from_limbs::<V>(&number.as_limbs()[..limbs]);
    let expected = (0..4 * V).map(|i| (x >> (BITS * i)) & BigUint::from(MASK));
    assert!(digits.as_flattened().iter().map(|&digit| BigUint::from(digit)).eq(expected), "{x:x}");
    let mut back = Uint::<64>::zero();
    assert_eq!(to_limbs(&digits, &mut back.as_mut_limbs()[..limbs]), 0);
    assert_eq!(big(&back), *x);
    let above = to_limbs(&digits, &mut back.as_mut_limbs()[..limbs - 1]);
    assert_eq!(above, number.as_limbs()[limbs - 1]);
}

fn one_of_the_lengths() -> impl Strategy<Value = usize> {
    prop::sample::select(Vec::from(LENGTHS))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn powers_agree_with_the_definition(
        (m, n, a) in one_of_the_lengths().prop_flat_map(|limbs| (modulus(limbs), modulus(limbs), number(limbs))),
        (e, f, small) in (number(3), number(3), 1u64..),
    ) {
        check([&m, &n], &a, [&e, &f], 192, small);
    }

    #[test]
    fn digits_come_and_go(x in number(16), y in number(64)) {
        digits_are_those_of::<5>(&x, 16);
        digits_are_those_of::<20>(&y, 64);
    }
}
