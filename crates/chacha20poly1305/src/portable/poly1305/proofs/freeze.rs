//! The last reduction, around multiples of p and at the ends of limbs.

use num_bigint::BigUint;

use crate::portable::poly1305::limbs::freeze;

#[test]
fn freeze_gives_the_number_below_p_modulo_2_128() {
    let p = (BigUint::from(1u8) << 130) - 5u8;
    let around = |end: u64| (end - 8..end).chain(0..8);
    for a0 in around(1 << 44) {
        for a1 in around(1 << 44).chain([1 << 44, (1 << 44) + 1, (1 << 44) + 255]) {
            for a2 in around(1 << 42) {
                let a = BigUint::from(a0) + (BigUint::from(a1) << 44) + (BigUint::from(a2) << 88);
                let expected: BigUint = a % &p % (BigUint::from(1u8) << 128);
                assert_eq!(BigUint::from(freeze([a0, a1, a2])), expected, "{a0:#x} {a1:#x} {a2:#x}");
            }
        }
    }
}
