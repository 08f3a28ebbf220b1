//! Bytes and limbs. Both routines only move bits, by shifts, bytes and `|`, so that the result for a number is the `|` of
//! those for its bits: it is enough to try each bit.

use std::format;

use clearbox_proofs::proved;

use super::LIMBS;
use crate::limbs::{from_be_bytes, to_be_bytes};

fn each_bit_comes_and_goes<const N: usize, const LEN: usize>(
    read: impl Fn(&[u8; LEN]) -> [u64; N],
    write: impl Fn(&[u64; N]) -> [u8; LEN],
) -> bool {
    (0..8 * LEN).all(|bit| {
        let (mut limbs, mut bytes) = ([0; N], [0; LEN]);
        limbs[bit / 64] = 1 << (bit % 64);
        bytes[LEN - 1 - bit / 8] = 1 << (bit % 8);
        read(&bytes) == limbs && write(&limbs) == bytes
    })
}

fn write<const N: usize, const LEN: usize>(limbs: &[u64; N]) -> [u8; LEN] {
    let mut bytes = [0; LEN];
    to_be_bytes(limbs, &mut bytes);
    bytes
}

fn prove<const N: usize, const LEN: usize>() {
    let read = |bytes: &[u8; LEN]| from_be_bytes::<N>(bytes);
    assert!(each_bit_comes_and_goes(read, write));
    assert!(read(&[0; LEN]) == [0; N] && write(&[0; N]) == [0; LEN]);
    // Mutants: a byte is read, or written, in another's place.
    let swapped = |mut bytes: [u8; LEN]| {
        bytes.swap(0, 1);
        bytes
    };
    assert!(!each_bit_comes_and_goes(|bytes| read(&swapped(*bytes)), write));
    assert!(!each_bit_comes_and_goes(read, |limbs| swapped(write(limbs))));
    for name in ["from_be_bytes", "to_be_bytes"] {
        proved(LIMBS, name, "each bit", &format!("{} bits; a mutant fails", 8 * LEN));
    }
}

#[test]
fn each_bit_comes_to_its_place() {
    prove::<4, 32>();
    prove::<6, 48>();
    prove::<9, 66>();
}
