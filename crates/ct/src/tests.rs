extern crate std;

use std::format;

use crate::{Choice, Wiped, declassify, eq_bytes, is_zero_u64, lt_u64, select, select_into, swap, wipe};

const EDGES: [u64; 8] = [0, 1, 2, (1 << 63) - 1, 1 << 63, (1 << 63) + 1, u64::MAX - 1, u64::MAX];

#[test]
fn comparisons_agree_with_the_operators() {
    for a in EDGES {
        assert_eq!(declassify(is_zero_u64(a)), a == 0, "{a}");
        for b in EDGES {
            assert_eq!(declassify(lt_u64(a, b)), a < b, "{a} < {b}");
            assert_eq!(declassify(eq_bytes(&a.to_le_bytes(), &b.to_le_bytes())), a == b, "{a} == {b}");
        }
    }
    assert!(!declassify(eq_bytes(b"abc", b"ab")));
    assert!(declassify(eq_bytes(b"", b"")));
}

#[test]
fn choices_obey_boolean_algebra() {
    for (a, b) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
        let (x, y) = (Choice::from_lsb(a), Choice::from_lsb(b));
        assert_eq!(declassify(x & y), a & b == 1);
        assert_eq!(declassify(x | y), a | b == 1);
        assert_eq!(declassify(x ^ y), a ^ b == 1);
        assert_eq!(declassify(!x), a == 0);
        assert_eq!(x.mask(), if a == 1 { u64::MAX } else { 0 });
    }
    assert!(declassify(Choice::from_lsb(7)), "only the lowest bit counts");
}

#[test]
fn select_takes_the_value_the_choice_names() {
    let (no, yes) = (Choice::from_lsb(0), Choice::from_lsb(1));
    assert_eq!(select(no, 3u8, 250), 3);
    assert_eq!(select(yes, 3u8, 250), 250);
    assert_eq!(select(yes, 1u32, u32::MAX), u32::MAX);
    assert_eq!(select(yes, -1i16, i16::MIN), i16::MIN);
    assert_eq!(select(yes, -1i64, i64::MIN), i64::MIN);
    let mut target = [1u64, 2, 3];
    select_into(no, &mut target, &[7, 8, 9]);
    assert_eq!(target, [1, 2, 3]);
    select_into(yes, &mut target, &[7, 8, 9]);
    assert_eq!(target, [7, 8, 9]);
    let (mut a, mut b) = ([1u64, u64::MAX], [5u64, 6]);
    swap(no, &mut a, &mut b);
    assert_eq!((a, b), ([1, u64::MAX], [5, 6]));
    swap(yes, &mut a, &mut b);
    assert_eq!((a, b), ([5, 6], [1, u64::MAX]));
}

#[test]
fn wipe_leaves_zeros_and_debug_tells_nothing() {
    let mut secret = [0xa5u8; 32];
    wipe(&mut secret);
    assert_eq!(secret, [0; 32]);
    assert_eq!(format!("{:?} {:?}", Wiped::new([7u8; 4]), Choice::from_lsb(1)), "Wiped(..) Choice");
}
