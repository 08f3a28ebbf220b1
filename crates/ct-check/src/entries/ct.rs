//! The words of constant time themselves.

use core::hint::black_box;

use clearbox_ct::{
    Choice, Wiped, barrier_u32, barrier_u64, declassify, eq_bytes, is_zero_u64, lt_u64, select, select_into,
    swap, wipe, wiped_after,
};

use super::{Entry, split};
use crate::{judge::Judge, secrets};

pub(super) const ENTRIES: [Entry; 4] = [
    Entry::new("ct", "select", secrets::bytes::<17, 8>, choose),
    Entry::new("ct", "compare words", secrets::bytes::<16, 8>, compare_words),
    Entry::new("ct", "eq_bytes", differing, differ),
    Entry::new("ct", "wipe", secrets::bytes::<64, 8>, wiped),
];

fn choose(secret: &[u8], judge: &mut Judge) {
    let (a, rest) = split::<8>(secret);
    let (b, choice) = split::<8>(rest);
    let (a, b) = (u64::from_le_bytes(*a), u64::from_le_bytes(*b));
    let (mut x, mut y, mut z) = ([a, b], [b, a], [0, 0]);
    let one = judge.work(|| {
        let choice = Choice::from_lsb(u64::from(choice[0]));
        swap(choice, &mut x, &mut y);
        select_into(!choice, &mut z, &[a, b]);
        let small = select(choice, a as u8, b as u8) ^ select(choice, a as u32, b as u32) as u8;
        select(choice ^ Choice::from_lsb(a), a, b) ^ u64::from(small) ^ u64::from(barrier_u32(b as u32))
    });
    for word in [one, x[0], y[1], z[0]] {
        judge.release(&word.to_le_bytes());
    }
}

fn compare_words(secret: &[u8], judge: &mut Judge) {
    let (a, b) = split::<8>(secret);
    let (a, b) = (u64::from_le_bytes(*a), u64::from_le_bytes(*split(b).0));
    let masks = judge.work(|| {
        let (zero, less) = (is_zero_u64(barrier_u64(a)), lt_u64(a, b));
        ((zero & less) | (zero ^ less)).mask()
    });
    judge.release(&masks.to_le_bytes());
}

/// Strings that differ, in all sorts of places.
fn differing() -> Vec<Vec<u8>> {
    secrets::with(&secrets::bytes::<37, 8>(), &secrets::differences::<37>())
}

fn differ(secret: &[u8], judge: &mut Judge) {
    let (a, difference) = split::<37>(secret);
    let b: Vec<u8> = a.iter().zip(difference).map(|(a, difference)| a ^ difference).collect();
    // Public: that the strings of this test differ.
    let equal = judge.work(|| declassify(eq_bytes(a, &b)));
    assert!(!equal);
}

fn wiped(secret: &[u8], judge: &mut Judge) {
    let (secret, _) = split::<64>(secret);
    let sum = judge.work(|| {
        wiped_after::<64, _>(|| {
            let mut copy = Wiped::new(*secret);
            let sum = black_box(&copy).iter().fold(0u8, |sum, byte| sum ^ byte);
            wipe(&mut *copy);
            sum
        })
    });
    judge.release(&[sum]);
}
