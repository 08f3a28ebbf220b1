//! Products of eight numbers, by running their source on lanes of other kinds (`clearbox_proofs` says how).

#[path = "numbers.rs"]
#[allow(clippy::duplicate_mod, clippy::redundant_closure, reason = "the same source, on other lanes")]
mod numbers;

use clearbox_cpu::x86_64::{Ifma, load_512, store_512};
use clearbox_proofs::{
    Lane, Polynomial, arch::lane_512 as arch, left_out, prove_bounds, prove_identity, proved, routine, value,
};
use num_bigint::BigInt;

use super::poly1305::{ORDER, from_blocks};
use numbers::{Numbers, factors, product};

const POLY1305: &str = "chacha20poly1305/src/x86_64_ifma/poly1305.rs";
const FILE: &str = "chacha20poly1305/src/x86_64_ifma/numbers.rs";

/// The ends of carried limbs, and of those that are products here.
const CARRIED: [u128; 3] = [1 << 44, (1 << 44) + (1 << 8), 1 << 42];
const PRODUCT: [u128; 3] = [1 << 44, (1 << 44) + (1 << 15), 1 << 42];
const BLOCK: [u128; 3] = [1 << 44, 1 << 44, 1 << 41];

/// a · b by the kernel.
#[allow(unsafe_code)]
fn product_of(_: Ifma, a: Numbers, b: Numbers) -> Numbers {
    // SAFETY: the token proves that the CPU has the features.
    routine(|| unsafe { product(a, &factors(b)) })
}

/// Limbs below these ends, and so many bits more.
fn below(ends: [u128; 3], more: u32) -> Numbers {
    ends.map(|end| Lane::below(end << more))
}

fn number(limbs: Numbers) -> Polynomial {
    value(&limbs.map(Lane::polynomial), 44)
}

#[test]
fn products_are_right_and_never_overflow() {
    let names = ["factors", "product", "split"];
    let Some(ifma) = Ifma::detect() else { return names.iter().for_each(|name| left_out(FILE, name)) };
    // What was a product, or carried, and a block; by powers of r, carried by portable code or products.
    let ends = core::array::from_fn(|i| PRODUCT[i].max(CARRIED[i]));
    prove_bounds(FILE, "product", |more| {
        let a = core::array::from_fn(|i| below(ends, more)[i] + below(BLOCK, 0)[i]);
        let result = product_of(ifma, a, below(ends, more));
        result.into_iter().zip(PRODUCT).all(|(limb, end)| limb.is_below(end))
    });
    for name in ["factors", "split"] {
        proved(FILE, name, "bounds", "together with product");
    }
    for name in names {
        prove_identity(FILE, name, || {
            let [a, b] = [(); 2].map(|()| Polynomial::unknowns::<3>().map(Lane::Polynomial));
            let difference = number(product_of(ifma, a, b)) - number(a) * number(b);
            difference.is_multiple_of(&((BigInt::from(1) << 130) - 5))
        });
    }
}

/// The limbs that each lane gets of eight blocks.
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn limbs(blocks: &[u8; 128], filled: u8) -> [[u64; 8]; 3] {
    let (halves, _) = blocks.as_chunks();
    from_blocks([load_512(&halves[0]), load_512(&halves[1])], filled).map(|limb| {
        let mut bytes = [0; 64];
        store_512(&mut bytes, limb);
        core::array::from_fn(|lane| u64::from_le_bytes(bytes.as_chunks().0[lane]))
    })
}

fn reads_each_bit(limbs: impl Fn(&[u8; 128], u8) -> [[u64; 8]; 3]) -> bool {
    (0..1024).all(|bit| {
        let mut blocks = [0; 128];
        blocks[bit / 8] = 1 << (bit % 8);
        let (block, place, filled) = (bit / 128, bit % 128, (bit * 37) as u8);
        let expected = |i: usize, lane: usize| {
            let bit = u64::from(ORDER[lane] == block && place / 44 == i) << (place % 44);
            let length = u64::from(filled >> lane & 1) << 40;
            if i == 2 { bit | length } else { bit }
        };
        limbs(&blocks, filled) == core::array::from_fn(|i| core::array::from_fn(|lane| expected(i, lane)))
    })
}

#[test]
#[allow(unsafe_code)]
fn blocks_are_read_bit_by_bit() {
    let Some(_ifma) = Ifma::detect() else { return left_out(POLY1305, "from_blocks") };
    // SAFETY: the token proves that the CPU has the features.
    let limbs = |blocks: &_, filled| unsafe { limbs(blocks, filled) };
    assert!(reads_each_bit(limbs));
    let lose_a_bit = |limb: [u64; 8]| limb.map(|lane| lane & ((1 << 43) - 1));
    assert!(!reads_each_bit(|blocks, filled| limbs(blocks, filled).map(lose_a_bit)));
    assert!(!reads_each_bit(|blocks, _| limbs(blocks, u8::MAX)));
    proved(POLY1305, "from_blocks", "each bit", "mutants fail");
}
