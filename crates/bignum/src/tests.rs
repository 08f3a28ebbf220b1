use std::{format, vec, vec::Vec};

use clearbox_ct::declassify;
use num_bigint::BigUint;
use proptest::prelude::*;

use crate::{
    Modulus, Uint,
    spec::{big, gcd, uint},
};

/// A number of up to `limbs` limbs, of which many are all zeros, all ones or a single bit.
fn number(limbs: usize) -> impl Strategy<Value = BigUint> {
    let limb = prop_oneof![Just(0), Just(u64::MAX), (0..64u32).prop_map(|i| 1 << i), any::<u64>()];
    prop::collection::vec(limb, 0..=limbs)
        .prop_map(|limbs| limbs.iter().fold(BigUint::ZERO, |sum, &limb| (sum << 64) + limb))
}

/// An odd number above 1.
fn modulus(limbs: usize) -> impl Strategy<Value = BigUint> {
    number(limbs).prop_map(|m| odd(&m))
}

fn odd(m: &BigUint) -> BigUint {
    let mut m = m.clone();
    m.set_bit(0, true);
    if m == BigUint::from(1u32) { m + 2u32 } else { m }
}

/// 0, 1, 2, m/2, m − 2, m − 1.
fn edges(m: &BigUint) -> Vec<BigUint> {
    let small = (0..3u32).map(BigUint::from);
    small.chain([m >> 1, m - 2u32, m - 1u32]).map(|x| x % m).collect()
}

/// Moduli at the seams: a bit around whole limbs, all ones, single bits at the ends.
fn seams<const N: usize>() -> Vec<BigUint> {
    let power = |bit: usize| BigUint::from(1u32) << bit;
    let mut all = vec![BigUint::from(3u32), BigUint::from(u64::MAX)];
    for bits in [63, 64, 65, 127, 128, 129, 64 * N - 1] {
        all.extend([power(bits) - 1u32, power(bits) + 1u32, odd(&(power(bits + 1) - power(bits / 2)))]);
    }
    all.push(power(64 * N) - 1u32);
    all.retain(|m| m.bits() <= 64 * N as u64);
    all
}

fn check_products<const N: usize>(m: &BigUint, a: &BigUint, b: &BigUint) {
    let modulus = Modulus::<N>::new(&uint(m)).expect("odd");
    let (x, y) = (modulus.residue(&uint::<N>(a)), modulus.residue(&uint::<N>(b)));
    assert_eq!(big(&modulus.value(&x)), a % m, "{a} mod {m}");
    assert_eq!(big(&modulus.value(&modulus.mul(&x, &y))), a * b % m, "{a} * {b} mod {m}");
    assert_eq!(big(&modulus.value(&modulus.square(&x))), a * a % m, "{a}^2 mod {m}");
    assert_eq!(big(&modulus.value(&modulus.add(&x, &y))), (a + b) % m, "{a} + {b} mod {m}");
    assert_eq!(big(&modulus.value(&modulus.sub(&x, &y))), (a + m - b % m) % m, "{a} - {b} mod {m}");
}

/// Modulo an x of one limb, and the other way about: 1/x modulo a.
fn check_small_inverse(a: &BigUint, x: u64) {
    let (inverse, exists) = uint::<4>(a).inverse_of(&Uint::from_u64(x));
    let divisor = BigUint::from(x);
    assert_eq!(declassify(exists), gcd(&divisor, a) == BigUint::from(1u32), "1/{x} mod {a}");
    if declassify(exists) {
        let inverse = big(&inverse);
        assert!(inverse <= *a, "1/{x} mod {a} is reduced");
        assert_eq!(inverse * divisor % a, BigUint::from(1u32) % a, "1/{x} mod {a}");
    }
}

fn check_inverse<const N: usize>(m: &BigUint, a: &BigUint) {
    let modulus = Modulus::<N>::new(&uint(m)).expect("odd");
    let (inverse, exists) = modulus.invert(&modulus.residue(&uint::<N>(a)));
    assert_eq!(declassify(exists), gcd(m, a) == BigUint::from(1u32), "{a} mod {m}");
    if declassify(exists) {
        assert_eq!(big(&modulus.value(&inverse)) * a % m, BigUint::from(1u32), "1/{a} mod {m}");
    }
}

#[test]
fn residues_at_the_seams_are_right() {
    for m in seams::<4>() {
        let edges = edges(&m);
        for (a, b) in edges.iter().flat_map(|a| edges.iter().map(move |b| (a, b))) {
            check_products::<4>(&m, a, b);
            check_inverse::<4>(&m, a);
        }
    }
}

#[test]
fn the_largest_modulus_works() {
    let m = (BigUint::from(1u32) << 8192) - 1u32;
    for a in edges(&m) {
        check_products::<128>(&m, &a, &(&m - 1u32));
        check_inverse::<128>(&m, &a);
    }
}

/// The lengths that are compiled each for itself: all ones, the least and some others of so many limbs.
#[test]
fn residues_of_the_common_lengths_are_right() {
    let one = BigUint::from(1u32);
    for limbs in [16, 24, 32, 64] {
        let (least, limit) = (&one << (64 * limbs - 1), &one << (64 * limbs));
        for m in [
            &limit - 1u32,
            &least + 1u32,
            odd(&(&limit - (&one << (32 * limbs)))),
            odd(&(&limit / 3u32 * 2u32)),
        ] {
            let edges = edges(&m);
            for (a, b) in edges.iter().zip(edges.iter().rev()) {
                check_products::<64>(&m, a, b);
                check_products::<64>(&m, &(&limit - 1u32), b);
                check_inverse::<64>(&m, a);
            }
        }
    }
}

#[test]
fn bytes_come_and_go() {
    let number = Uint::<2>::from_be_bytes(&[1, 2, 3, 4, 5, 6, 7, 8, 9]).unwrap();
    assert_eq!(number.as_limbs(), &[0x0203_0405_0607_0809, 1]);
    let mut bytes = [0xff; 11];
    number.write_be_bytes(&mut bytes);
    assert_eq!(bytes, [0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    number.write_be_bytes(&mut bytes[..3]);
    assert_eq!(bytes[..3], [7, 8, 9]);
    let mut wide = [0xff; 20];
    number.write_be_bytes(&mut wide);
    assert_eq!(wide[..12], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    assert!(Uint::<2>::from_be_bytes(&[0; 17]).is_none());
    assert_eq!(Uint::<2>::from_be_bytes(&[]).unwrap().as_limbs(), &[0, 0]);
}

#[test]
fn even_numbers_and_one_are_no_moduli() {
    for m in [0, 1, 2, u64::MAX - 1] {
        assert!(Modulus::<2>::new(&Uint::from_u64(m)).is_none(), "{m}");
    }
}

#[test]
fn debug_tells_no_values() {
    let modulus = Modulus::<1>::new(&Uint::from_u64(7)).unwrap();
    assert_eq!(format!("{:?} {modulus:?} {:?}", modulus.as_uint(), modulus.one()), "Uint Modulus Residue");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn residues_agree_with_the_definitions(m in modulus(7), a in number(8), b in number(8)) {
        check_products::<8>(&m, &a, &b);
        check_inverse::<8>(&m, &a);
    }

    #[test]
    fn residues_of_the_length_of_primes_agree_with_the_definitions(m in number(16), a in number(16), b in number(16)) {
        let mut m = odd(&m);
        m.set_bit(1023, true);
        check_products::<16>(&m, &a, &b);
    }

    #[test]
    fn wide_numbers_are_reduced(m in modulus(4), x in number(16)) {
        let modulus = Modulus::<5>::new(&uint(&m)).unwrap();
        prop_assert_eq!(big(&modulus.value(&modulus.residue(&uint::<16>(&x)))), &x % &m);
        for bits in [0, 1, 63, 64, 65, 300, 1000] {
            let part = &x % (BigUint::from(1u32) << bits);
            let residue = modulus.residue_of_bits(&uint::<16>(&part), bits);
            prop_assert_eq!(big(&modulus.value(&residue)), part % &m);
        }
    }

    #[test]
    fn powers_agree_with_the_definition(m in modulus(4), a in number(4), e in number(3), small in 1u64..) {
        let modulus = Modulus::<5>::new(&uint(&m)).unwrap();
        let base = modulus.residue(&uint::<5>(&a));
        prop_assert_eq!(big(&modulus.value(&modulus.pow(&base, &uint::<3>(&e), 192))), a.modpow(&e, &m));
        let bits = usize::try_from(e.bits()).unwrap();
        prop_assert_eq!(big(&modulus.value(&modulus.pow(&base, &uint::<3>(&e), bits))), a.modpow(&e, &m));
        prop_assert_eq!(big(&modulus.value(&modulus.pow_vartime(&base, small))), a.modpow(&small.into(), &m));
        let number = modulus.raise_vartime(&uint::<5>(&(&a % &m)), small);
        prop_assert_eq!(big(&number), a.modpow(&small.into(), &m));
    }

    #[test]
    fn inverses_of_one_limb_agree_with_the_definition(a in number(4), x in any::<u64>(), small in 3u64..9) {
        for x in [x | 1, x | 1 << 63 | 1, small | 1, u64::MAX] {
            if x > 1 && a != BigUint::ZERO {
                check_small_inverse(&a, x);
            }
        }
    }

    #[test]
    fn integers_agree_with_the_definitions(a in number(4), b in number(4), c in number(2)) {
        let (x, y, z) = (uint::<4>(&a), uint::<4>(&b), uint::<2>(&c));
        let limit = BigUint::from(1u32) << 256;
        prop_assert_eq!(big(&x.wrapping_add(&y)), (&a + &b) % &limit);
        prop_assert_eq!(big(&x.wrapping_sub(&y)), (&a + &limit - &b) % &limit);
        prop_assert_eq!(big(&x.product::<4, 8>(&y)), &a * &b);
        prop_assert_eq!(big(&x.product::<2, 4>(&z)), &a * &c % &limit);
        prop_assert_eq!(big(&x.half()), &a >> 1);
        prop_assert_eq!(big(&x.resize::<1>()), &a % (BigUint::from(1u32) << 64));
        prop_assert_eq!(big(&x.resize::<6>()), a.clone());
        prop_assert_eq!(x.bits(), a.bits());
        prop_assert_eq!(declassify(x.is_below(&y)), a < b);
        prop_assert_eq!(declassify(x.equals(&y)), a == b);
        prop_assert!(declassify(x.equals(&x.clone())));
        prop_assert_eq!(declassify(x.is_zero()), a == BigUint::ZERO);
        prop_assert_eq!(declassify(x.is_odd()), a.bit(0));
    }

    #[test]
    fn quotients_and_divisors_agree_with_the_definitions(a in number(3), b in number(3), twos in 0u32..64) {
        let (a, b) = ((a + 1u32) << twos, (b + 1u32) << (twos / 2));
        let (x, y) = (uint::<4>(&a), uint::<4>(&b));
        let (quotient, remainder) = x.div_rem(&y);
        prop_assert_eq!((big(&quotient), big(&remainder)), (&a / &b, &a % &b));
        prop_assert_eq!(big(&x.gcd(&y)), gcd(&a, &b));
    }
}
