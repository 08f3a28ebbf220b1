//! Products of four numbers, by running their source on lanes of other kinds (`clearbox_proofs` says how).

#[path = "numbers.rs"]
#[allow(clippy::duplicate_mod, clippy::redundant_closure, reason = "the same source, on other lanes")]
mod numbers;

use clearbox_cpu::x86_64::{Avx2, store_256};
use clearbox_proofs::{
    Lane, Polynomial, arch::lane_256 as arch, left_out, prove_bounds, prove_identity, proved, routine, value,
};
use num_bigint::BigInt;

use super::poly1305::{Group, ORDER, from_blocks};
use numbers::{Numbers, add_product, carry, factors, zero};

const POLY1305: &str = "chacha20poly1305/src/x86_64_avx2/poly1305.rs";
const FILE: &str = "chacha20poly1305/src/x86_64_avx2/numbers.rs";

/// The ends of carried limbs.
const CARRIED: [u128; 5] = [1 << 26, (1 << 26) + (1 << 10), 1 << 26, 1 << 26, (1 << 26) + (1 << 10)];

/// a · b + c · d by the kernel.
#[allow(unsafe_code)]
fn sum_of_products(_: Avx2, [a, b, c, d]: [Numbers; 4]) -> Numbers {
    // SAFETY: the token proves that the CPU has the features.
    routine(|| unsafe { carry(add_product(add_product(zero(), a, &factors(b)), c, &factors(d))) })
}

/// Carried limbs, and so many bits more.
fn carried(more: u32) -> Numbers {
    CARRIED.map(|end| Lane::below(end << more))
}

fn number(limbs: Numbers) -> Polynomial {
    value(&limbs.map(Lane::polynomial), 26)
}

#[test]
fn products_are_right_and_never_overflow() {
    let names = ["factors", "times_5", "zero", "add_product", "carry", "split"];
    let Some(avx2) = Avx2::detect() else { return names.iter().for_each(|name| left_out(FILE, name)) };
    // What was carried, and a block, each.
    prove_bounds(FILE, "add_product", |more| {
        let sum = carried(more).map(|limb| limb + Lane::below(1 << 26));
        let result = sum_of_products(avx2, [sum, carried(more), sum, carried(more)]);
        result.into_iter().zip(CARRIED).all(|(limb, end)| limb.is_below(end))
    });
    for name in names.into_iter().filter(|&name| name != "add_product") {
        proved(FILE, name, "bounds", "together with add_product");
    }
    for name in names {
        prove_identity(FILE, name, || {
            let [a, b, c, d] = [(); 4].map(|()| Polynomial::unknowns::<5>().map(Lane::Polynomial));
            let difference =
                number(sum_of_products(avx2, [a, b, c, d])) - number(a) * number(b) - number(c) * number(d);
            difference.is_multiple_of(&((BigInt::from(1) << 130) - 5))
        });
    }
}

/// The limbs that each lane gets of four blocks.
#[target_feature(enable = "avx2")]
fn limbs(group: &Group) -> [[u64; 4]; 5] {
    from_blocks(group).map(|limb| {
        let mut bytes = [0; 32];
        store_256(&mut bytes, limb);
        core::array::from_fn(|lane| u64::from_le_bytes(bytes.as_chunks().0[lane]))
    })
}

fn reads_each_bit(limbs: impl Fn(&Group) -> [[u64; 4]; 5]) -> bool {
    (0..512).all(|bit| {
        let mut group = [0; 64];
        group[bit / 8] = 1 << (bit % 8);
        let (block, place) = (bit / 128, bit % 128);
        let expected = |i: usize, lane: usize| {
            let bit = u64::from(ORDER[lane] == block && place / 26 == i) << (place % 26);
            if i == 4 { bit | 1 << 24 } else { bit }
        };
        limbs(&group) == core::array::from_fn(|i| core::array::from_fn(|lane| expected(i, lane)))
    })
}

#[test]
#[allow(unsafe_code)]
fn blocks_are_read_bit_by_bit() {
    let Some(_avx2) = Avx2::detect() else { return left_out(POLY1305, "from_blocks") };
    // SAFETY: the token proves that the CPU has the features.
    let limbs = |group: &_| unsafe { limbs(group) };
    assert!(reads_each_bit(limbs));
    let lose_a_bit = |limb: [u64; 4]| limb.map(|lane| lane & ((1 << 25) - 1));
    assert!(!reads_each_bit(|group| limbs(group).map(lose_a_bit)));
    proved(POLY1305, "from_blocks", "each bit", "mutants fail");
}
