//! Big numbers, at sizes small enough to be traced: four limbs, by the code for any size, and sixteen, which RSA's primes
//! have.

use clearbox_bignum::{Modulus, Uint};

use super::{Entry, split};
use crate::{judge::Judge, secrets};

pub(super) const ENTRIES: [Entry; 6] = [
    Entry::new("bignum", "4 limbs: residues", numbers::<96, 3>, residues::<4>),
    Entry::new("bignum", "4 limbs: invert", numbers::<96, 3>, invert::<4>),
    Entry::new("bignum", "4 limbs: pow", numbers::<96, 2>, pow::<4>),
    Entry::new("bignum", "4 limbs: division", numbers::<96, 3>, divide::<4>),
    Entry::new("bignum", "16 limbs: residues", numbers::<384, 2>, residues::<16>),
    Entry::new("bignum", "16 limbs: two powers", numbers::<384, 2>, powers::<16>),
];

/// Three numbers. The last is an odd one with its top bit set, to be a modulus.
fn numbers<const LEN: usize, const COUNT: usize>() -> Vec<Vec<u8>> {
    let mut numbers = secrets::bytes::<LEN, COUNT>();
    for number in &mut numbers {
        number[LEN / 3 * 2] |= 0x80;
        number[LEN - 1] |= 1;
    }
    numbers
}

fn parse<const N: usize>(secret: &[u8]) -> [Uint<N>; 3] {
    let mut numbers = secret.chunks(8 * N).map(|bytes| Uint::from_be_bytes(bytes).expect("N limbs"));
    core::array::from_fn(|_| numbers.next().expect("three numbers"))
}

fn release<const N: usize>(judge: &mut Judge, number: &Uint<N>) {
    let mut bytes = vec![0; 8 * N];
    number.write_be_bytes(&mut bytes);
    judge.release(&bytes);
}

fn residues<const N: usize>(secret: &[u8], judge: &mut Judge) {
    let [a, b, m] = parse::<N>(secret);
    let result = judge.work(|| {
        let m = Modulus::new(&m).expect("odd");
        let (a, b) = (m.residue(&a), m.residue(&b));
        let mut c = m.add(&m.sub(&m.mul(&a, &b), &m.square(&b)), &m.one());
        c = m.pow_vartime(&c, 5);
        let mut value = m.value(&c);
        value
            .assign_if(c.equals(&a) | c.is_zero() | value.equals(m.as_uint()) | value.is_odd(), &m.value(&a));
        value
    });
    release(judge, &result);
}

fn invert<const N: usize>(secret: &[u8], judge: &mut Judge) {
    let [a, _, m] = parse::<N>(secret);
    let m = Modulus::new(&m).expect("odd");
    let (inverse, exists) = judge.work(|| m.invert(&m.residue(&a)));
    release(judge, &m.value(&inverse));
    judge.release(&exists.mask().to_le_bytes());
    let mut small = a.resize::<1>();
    small.as_mut_limbs()[0] |= 1 << 63 | 1;
    let (inverse, exists) = judge.work(|| m.as_uint().inverse_of(&small));
    release(judge, &inverse);
    judge.release(&exists.mask().to_le_bytes());
}

fn pow<const N: usize>(secret: &[u8], judge: &mut Judge) {
    let [a, b, m] = parse::<N>(secret);
    let m = Modulus::new(&m).expect("odd");
    let power = judge.work(|| m.pow(&m.residue(&a), &b, 64 * N));
    release(judge, &m.value(&power));
}

/// Of short exponents: for each of its digits, the same is done.
fn powers<const N: usize>(secret: &[u8], judge: &mut Judge) {
    let [a, b, m] = parse::<N>(secret);
    let exponents = [a.resize::<1>(), b.resize::<1>()];
    let m = Modulus::new(&m).expect("odd");
    let powers = judge.work(|| {
        let (a, b) = (m.residue(&a), m.residue_of_bits(&b, 64 * N));
        let a = m.residue(&m.raise_vartime(&m.value(&a), 5));
        Modulus::pow_each([&m, &m], [&a, &b], exponents.each_ref(), 64)
    });
    powers.iter().for_each(|power| release(judge, &m.value(power)));
}

fn divide<const N: usize>(secret: &[u8], judge: &mut Judge) {
    let [a, b, m] = parse::<N>(secret);
    let (small, _) = split::<8>(secret);
    let results = judge.work(|| {
        let (quotient, remainder) = a.wrapping_add(&b).div_rem(&m);
        let small = quotient.product::<1, N>(&Uint::from_u64(u64::from_le_bytes(*small)));
        [remainder, small, b.half().gcd(&m), a.wrapping_sub(&b).resize::<N>()]
    });
    for number in results {
        release(judge, &number);
    }
}
