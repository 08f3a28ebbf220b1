extern crate std;

use std::{format, vec, vec::Vec};

use clearbox_vectors::{ran, unhex_array};
use proptest::{collection::vec as bytes, prelude::*};

use crate::{
    Aes128Gcm, Aes256Gcm, AesGcm, OpenError, backend,
    portable::{
        self, aes, ctr,
        ghash::{Ghash, Powers},
        sbox::sub_word,
    },
    spec,
};

/// Lengths around the seams: blocks, batches of 16 blocks less the tag's, and runs of 64.
const LENGTHS: [usize; 16] =
    [0, 1, 15, 16, 17, 63, 64, 65, 239, 240, 241, 1007, 1008, 1009, 1008 + 1024, 1008 + 1024 + 257];

fn pattern(len: usize, seed: usize) -> Vec<u8> {
    (0..len).map(|i| ((i + seed) * 167 + (i >> 8) * 59) as u8).collect()
}

#[test]
fn the_circuit_is_the_s_box() {
    for byte in 0..=255u8 {
        let s = u32::from(spec::s_box(byte));
        assert_eq!(sub_word(u32::from(byte) * 0x0101_0101), s * 0x0101_0101, "{byte}");
    }
    assert_eq!(sub_word(0x0053_ffc0), u32::from_le_bytes([0xba, 0x16, 0xed, 0x63]));
}

fn check_block<const K: usize>(key: [u8; K], block: [u8; 16]) {
    let expected = spec::Aes::new(&key).cipher(block);
    assert_eq!(*aes::Aes::new(&key).encrypt_block(block), expected);
}

#[test]
fn vectors_of_fips_197() {
    // Appendix C.1 and C.3.
    let block = core::array::from_fn(|i| 0x11 * i as u8);
    let aes_128 = aes::Aes::new(&core::array::from_fn::<u8, 16, _>(|i| i as u8)).encrypt_block(block);
    assert_eq!(*aes_128, unhex_array("69c4e0d8 6a7b0430 d8cdb780 70b4c55a"));
    let aes_256 = aes::Aes::new(&core::array::from_fn::<u8, 32, _>(|i| i as u8)).encrypt_block(block);
    assert_eq!(*aes_256, unhex_array("8ea2b7ca 516745bf eafc4990 4b496089"));
    ran("AES", "FIPS 197, appendix C", 2, 2);
}

fn check_counters(key: [u8; 16], nonce: [u8; 12], first: u32, data: &[u8]) {
    let icb = |counter: u32| [&nonce[..], &counter.to_be_bytes()].concat().try_into().unwrap();
    let aes = spec::Aes::new(&key);
    let mut actual = data.to_vec();
    let first_block = ctr::apply(&aes::Aes::new(&key), &nonce, first, &mut actual);
    assert_eq!(first_block.to_be_bytes(), *spec::gctr(&aes, icb(first), &[0; 16]), "first = {first}");
    let expected = spec::gctr(&aes, icb(first.wrapping_add(1)), data);
    assert_eq!(actual, expected, "first = {first}, {} bytes", data.len());
}

#[test]
fn counters_wrap_at_32_bits_and_may_begin_anywhere_in_a_batch() {
    for first in (0..18).chain(u32::MAX - 90..=u32::MAX) {
        check_counters([7; 16], [0xff; 12], first, &pattern(1500, 0));
    }
}

/// A seal and an open in every form, against the specification.
fn check<const K: usize>(key: &[u8; K], cipher: &AesGcm<K>, nonce: &[u8; 12], aad: &[u8], plaintext: &[u8]) {
    let (expected, expected_tag) = spec::gcm_ae(key, nonce, plaintext, aad);

    let mut data = plaintext.to_vec();
    assert_eq!(cipher.seal_in_place(nonce, aad, &mut data), Ok(expected_tag), "{} bytes", data.len());
    assert_eq!(data, expected, "{} bytes", data.len());
    let mut out = vec![0xee; data.len()];
    assert_eq!(cipher.seal(nonce, aad, plaintext, &mut out), Ok(expected_tag));
    assert_eq!(out, expected);
    let (head, trailer) = plaintext.split_at(plaintext.len() - plaintext.len().min(17));
    out.fill(0xee);
    assert_eq!(cipher.seal_with_trailer(nonce, aad, head, trailer, &mut out), Ok(expected_tag));
    assert_eq!(out, expected);

    assert_eq!(cipher.open_in_place(nonce, aad, &mut data, &expected_tag), Ok(()));
    assert_eq!(data, plaintext);
    out.fill(0xee);
    assert_eq!(cipher.open(nonce, aad, &expected, &expected_tag, &mut out), Ok(()));
    assert_eq!(out, plaintext);
}

#[test]
fn equals_the_specification_at_all_small_lengths_and_at_the_seams() {
    let (k128, k256) = ([0x42; 16], [0x24; 32]);
    let (c128, c256) = (Aes128Gcm::new(&k128), Aes256Gcm::new(&k256));
    for len in (0..=300).chain(LENGTHS) {
        let (nonce, aad) = ([len as u8; 12], pattern(len % 67, 3));
        check(&k128, &c128, &nonce, &aad, &pattern(len, 1));
        check(&k256, &c256, &nonce, &aad, &pattern(len, 2));
    }
    for len in 0..=130 {
        check(&k128, &c128, &[1; 12], &pattern(len, 3), b"data");
    }
}

fn rejects<const K: usize>(cipher: &AesGcm<K>) {
    let (nonce, aad) = ([9; 12], b"header");
    for len in [0, 1, 16, 100, 1100] {
        let mut sealed = pattern(len, 5);
        let tag = cipher.seal_in_place(&nonce, aad, &mut sealed).unwrap();
        let fails = |nonce: &[u8; 12], aad: &[u8], sealed: &[u8], tag: &[u8; 16]| {
            let mut data = sealed.to_vec();
            assert_eq!(cipher.open_in_place(nonce, aad, &mut data, tag), Err(OpenError));
            assert_eq!(data, vec![0; len], "a failed open wipes");
            let mut out = vec![0xee; len];
            assert_eq!(cipher.open(nonce, aad, sealed, tag, &mut out), Err(OpenError));
            assert_eq!(out, vec![0; len], "a failed open wipes");
        };
        for bit in 0..128 {
            let mut wrong = tag;
            wrong[bit / 8] ^= 1 << (bit % 8);
            fails(&nonce, aad, &sealed, &wrong);
        }
        for byte in (0..len).step_by(7).chain(len.checked_sub(1)) {
            let mut wrong = sealed.clone();
            wrong[byte] ^= 0x10;
            fails(&nonce, aad, &wrong, &tag);
        }
        fails(&nonce, b"Header", &sealed, &tag);
        fails(&nonce, b"header\0", &sealed, &tag);
        fails(&[8; 12], aad, &sealed, &tag);
    }
}

#[test]
fn a_failed_open_wipes_and_says_nothing_else() {
    rejects(&Aes128Gcm::new(&[1; 16]));
    rejects(&Aes256Gcm::new(&[1; 32]));
}

#[test]
#[should_panic(expected = "seal: lengths differ")]
fn sealing_into_a_buffer_of_another_length_panics() {
    let _ = Aes128Gcm::new(&[1; 16]).seal_with_trailer(&[0; 12], b"", b"abc", b"d", &mut [0; 3]);
}

#[test]
#[should_panic(expected = "open: lengths differ")]
fn opening_into_a_buffer_of_another_length_panics() {
    let _ = Aes128Gcm::new(&[1; 16]).open(&[0; 12], b"", b"abc", &[0; 16], &mut [0; 4]);
}

#[test]
fn debug_shows_only_the_name() {
    let text = format!("{:?} {:?}", Aes128Gcm::new(&[1; 16]), Aes256Gcm::new(&[1; 32]));
    assert_eq!(text, "Aes128Gcm(..) Aes256Gcm(..)");
}

/// Polynomials that make the longest carries in the multiplication with holes, among random ones.
fn block() -> impl Strategy<Value = [u8; 16]> {
    prop_oneof![Just([0xff; 16]), Just([0xf0; 16]), Just([0x11; 16]), Just([0x88; 16]), any::<[u8; 16]>()]
}

proptest! {
    #[test]
    fn blocks_equal_the_specification(k128: [u8; 16], k256: [u8; 32], block: [u8; 16]) {
        check_block(k128, block);
        check_block(k256, block);
    }

    #[test]
    fn ghash_equals_the_specification(h in block(), x in bytes(block(), 0..10)) {
        let powers = Powers::new(&h);
        let mut ghash = Ghash::new(&powers);
        ghash.absorb_padded(x.as_flattened());
        prop_assert_eq!(ghash.finish().to_be_bytes(), spec::ghash(h, x.as_flattened()));
    }

    #[test]
    fn counter_mode_equals_the_specification(key: [u8; 16], nonce: [u8; 12], first: u32, data in bytes(any::<u8>(), 0..2500)) {
        check_counters(key, nonce, first, &data);
    }

    #[test]
    fn equals_the_specification(
        k128: [u8; 16],
        k256: [u8; 32],
        nonce: [u8; 12],
        aad in bytes(any::<u8>(), 0..300),
        plaintext in bytes(any::<u8>(), 0..4000),
    ) {
        check(&k128, &Aes128Gcm::new(&k128), &nonce, &aad, &plaintext);
        check(&k256, &Aes256Gcm::new(&k256), &nonce, &aad, &plaintext);
    }
}

/// Seals and opens by each kernel of this CPU, into another buffer and in place, as the portable code does.
fn agree<const K: usize>(key: &[u8; K], nonce: &[u8; 12], aad: &[u8], plaintext: &[u8], output: &mut [u8]) {
    let mut expected = plaintext.to_vec();
    let tag = portable::Key::new(key).seal(nonce, aad, &mut expected);
    let len = plaintext.len();
    for kernel in backend::Key::each(key) {
        // All of it from the other buffer, none, and what a trailer leaves.
        for read in [len, 0, len - len.min(17)] {
            output[read..].copy_from_slice(&plaintext[read..]);
            assert_eq!(kernel.seal(nonce, aad, &plaintext[..read], output), tag, "{len} bytes, {read} read");
            assert!(output == expected, "{len} bytes, {read} read");
        }
        for read in [0, len] {
            output[read..].copy_from_slice(&expected[read..]);
            assert_eq!(kernel.open(nonce, aad, &expected[..read], output), tag, "{len} bytes, {read} read");
            assert!(output == plaintext, "{len} bytes, {read} read");
        }
    }
}

#[test]
fn kernels_agree_with_portable_code_at_every_length_and_alignment() {
    let (data, aad, mut output) = (pattern(4096 + 64, 1), pattern(1100, 2), vec![0; 4096 + 64]);
    for len in 0..=4096 {
        let (from, to) = (len * 7 % 64, len * 11 % 64);
        let (plaintext, output) = (&data[from..from + len], &mut output[to..to + len]);
        agree(&[0x42; 16], &[len as u8; 12], &aad[..len % 21], plaintext, output);
        if len % 16 < 2 {
            agree(&[0x24; 32], &[len as u8; 12], &aad[..len % 1100], plaintext, output);
        }
    }
    for start in 0..64 {
        for len in [5, 64, 100, 512, 700] {
            agree(&[3; 16], &[9; 12], b"header", &data[start..start + len], &mut output[63 - start..][..len]);
        }
    }
}

/// 2^20 blocks and more: the counter's three lower bytes carry, those that a vector is added to with a shuffle and those
/// without.
#[test]
fn kernels_agree_with_portable_code_in_long_messages() {
    let (data, mut output) = (pattern((1 << 20) + 77, 1), vec![0; (1 << 20) + 77]);
    agree(&[0x42; 16], &[0xff; 12], b"", &data, &mut output);
}
