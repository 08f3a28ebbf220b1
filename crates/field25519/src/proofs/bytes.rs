//! Bytes and limbs. Both routines are made of shifts, masks and `|` alone, so that the result for a number is the `|` of those
//! for its bits: it is enough to try each bit.

use clearbox_proofs::proved;
use num_bigint::BigUint;

use super::FILE;
use crate::portable;

fn bytes(value: &BigUint) -> [u8; 32] {
    let mut bytes = value.to_bytes_le();
    bytes.resize(32, 0);
    bytes.try_into().expect("below 2^256")
}

fn reads_each_bit(read: impl Fn(&[u8; 32]) -> [u64; 5]) -> bool {
    (0..256usize).all(|bit| {
        let mut expected = [0; 5];
        if bit < 255 {
            expected[bit / 51] = 1 << (bit % 51);
        }
        read(&bytes(&(BigUint::from(1u8) << bit))) == expected
    })
}

fn writes_each_bit(write: impl Fn(&[u64; 5]) -> [u8; 32]) -> bool {
    (0..255usize).all(|bit| {
        let mut limbs = [0; 5];
        limbs[bit / 51] = 1 << (bit % 51);
        write(&limbs) == bytes(&(BigUint::from(1u8) << bit))
    })
}

#[test]
fn each_bit_comes_to_its_place() {
    assert!(reads_each_bit(portable::from_bytes) && portable::from_bytes(&[0; 32]) == [0; 5]);
    assert!(writes_each_bit(portable::to_bytes) && portable::to_bytes(&[0; 5]) == [0; 32]);
    // Mutants: the top bit is not ignored; a limb is a place too high.
    assert!(!reads_each_bit(|bytes| {
        let [a0, a1, a2, a3, a4] = portable::from_bytes(bytes);
        [a0, a1, a2, a3, a4 | u64::from(bytes[31] >> 7) << 51]
    }));
    assert!(!writes_each_bit(|&[a0, a1, a2, a3, a4]| portable::to_bytes(&[a0, a1, a2 << 1, a3, a4])));
    proved(FILE, "from_bytes", "each bit", "256 bits; a mutant fails");
    proved(FILE, "to_bytes", "each bit", "255 bits; a mutant fails");
}
