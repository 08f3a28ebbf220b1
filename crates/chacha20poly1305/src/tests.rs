extern crate std;

use std::{format, vec, vec::Vec};

use clearbox_vectors::{ran, records};
use proptest::{collection::vec as bytes, prelude::*};

use crate::{
    ChaCha20Poly1305, OpenError, backend,
    portable::{self, chacha20::KeyStream, poly1305::Poly1305},
    spec,
};

/// Lengths around the seams: blocks, and batches of blocks less the one-time key's.
const LENGTHS: [usize; 20] =
    [191, 192, 193, 447, 448, 449, 511, 512, 513, 703, 704, 705, 959, 960, 961, 1215, 1216, 1217, 1472, 1473];

fn pattern(len: usize, seed: usize) -> Vec<u8> {
    (0..len).map(|i| ((i + seed) * 167 + (i >> 8) * 59) as u8).collect()
}

/// A seal and an open in every form, against the specification.
fn check(key: &[u8; 32], nonce: &[u8; 12], aad: &[u8], plaintext: &[u8]) {
    let cipher = ChaCha20Poly1305::new(key);
    let (expected, expected_tag) = spec::chacha20_aead_encrypt(aad, key, nonce, plaintext);

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
    for len in (0..=300).chain(LENGTHS).chain([2495, 2496, 2497, 4000]) {
        check(&[0x42; 32], &[len as u8; 12], &pattern(len % 67, 3), &pattern(len, 1));
    }
    for len in 0..=300 {
        check(&[0x42; 32], &[1; 12], &pattern(len, 3), b"data");
    }
}

fn stream(key: &[u32; 8], nonce: &[u8; 12], counter: u32) -> KeyStream {
    let mut stream = KeyStream::empty();
    stream.begin(key, nonce, counter);
    stream
}

fn check_stream(key: &[u8; 32], nonce: &[u8; 12], counter: u32, data: &[u8]) {
    let words = core::array::from_fn(|i| u32::from_le_bytes(key.as_chunks().0[i]));
    let mut stream = stream(&words, nonce, counter);
    assert_eq!(
        &*stream.one_time_key(),
        &spec::chacha20_block(key, counter, nonce)[..32],
        "counter = {counter}"
    );
    let mut actual = data.to_vec();
    stream.apply(&mut actual);
    let expected = spec::chacha20_encrypt(key, counter.wrapping_add(1), nonce, data);
    assert_eq!(actual, expected, "counter = {counter}, {} bytes", data.len());
}

#[test]
fn counters_wrap_at_32_bits() {
    for counter in u32::MAX - 20..=u32::MAX {
        check_stream(&[7; 32], &[0xff; 12], counter, &pattern(1500, 0));
    }
}

fn mac(key: &[u8; 32], message: &[u8]) -> [u8; 16] {
    let mut poly1305 = Poly1305::new(key);
    let (blocks, tail) = message.split_at(message.len() / 16 * 16);
    poly1305.absorb_padded(blocks);
    if !tail.is_empty() {
        poly1305.absorb_unpadded(tail);
    }
    poly1305.finish()
}

#[test]
fn a_failed_open_wipes_and_says_nothing_else() {
    let cipher = ChaCha20Poly1305::new(&[1; 32]);
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
#[should_panic(expected = "seal: lengths differ")]
fn sealing_into_a_buffer_of_another_length_panics() {
    let _ = ChaCha20Poly1305::new(&[1; 32]).seal_with_trailer(&[0; 12], b"", b"abc", b"d", &mut [0; 3]);
}

#[test]
#[should_panic(expected = "open: lengths differ")]
fn opening_into_a_buffer_of_another_length_panics() {
    let _ = ChaCha20Poly1305::new(&[1; 32]).open(&[0; 12], b"", b"abc", &[0; 16], &mut [0; 4]);
}

#[test]
fn debug_shows_only_the_name() {
    assert_eq!(format!("{:?}", ChaCha20Poly1305::new(&[1; 32])), "ChaCha20Poly1305(..)");
}

/// RFC 8439's examples of the AEAD's parts: those of the AEAD are in `tests/vectors.rs`.
#[test]
fn vectors_of_rfc_8439() {
    let mut count = 0;
    for case in records("rfc/rfc8439.txt") {
        let words = |key: [u8; 32]| core::array::from_fn(|i| u32::from_le_bytes(key.as_chunks().0[i]));
        // `apply` begins with a stream's second block.
        let encrypt = |data: &[u8]| {
            let counter = (case.number("COUNTER") as u32).wrapping_sub(1);
            let mut data = data.to_vec();
            stream(&words(case.array("KEY")), &case.array("NONCE"), counter).apply(&mut data);
            data
        };
        match case.parameter("FUNCTION").unwrap() {
            "ChaCha20 block" => assert_eq!(encrypt(&[0; 64]), case.bytes("KEYSTREAM")),
            "ChaCha20 encryption" => assert_eq!(encrypt(&case.bytes("IN")), case.bytes("OUT")),
            "Poly1305" => assert_eq!(mac(&case.array("KEY"), &case.bytes("MSG")), case.array("TAG")),
            "one-time key" => {
                let stream = stream(&words(case.array("KEY")), &case.array("NONCE"), 0);
                assert_eq!(*stream.one_time_key(), case.array("OUT"));
            }
            _ => continue,
        }
        count += 1;
    }
    ran("ChaCha20 and Poly1305", "RFC 8439", count, 15);
}

#[test]
fn vectors_of_rfc_7539() {
    let cases = records("rfc/rfc7539.txt");
    for case in &cases {
        assert_eq!(mac(&case.array("KEY"), &case.bytes("MSG")), case.array("TAG"), "{case:?}");
    }
    ran("Poly1305", "RFC 7539, appendix A.3", cases.len(), 11);
}

/// Blocks that bring the polynomial near 2^130 and its limbs near their ends, among random ones.
fn block() -> impl Strategy<Value = [u8; 16]> {
    prop_oneof![
        Just([0xff; 16]),
        Just([0; 16]),
        Just(u128::to_le_bytes(u128::MAX - 4)),
        Just(u128::to_le_bytes(u128::MAX << 44)),
        any::<[u8; 16]>()
    ]
}

proptest! {
    #[test]
    fn the_mac_equals_the_specification(
        r in block(),
        s in block(),
        blocks in bytes(block(), 0..9),
        tail in bytes(any::<u8>(), 0..16),
    ) {
        let key = [r, s].as_flattened().try_into().unwrap();
        let message = [blocks.as_flattened(), &tail].concat();
        prop_assert_eq!(mac(&key, &message), spec::poly1305_mac(&message, &key));
    }

    #[test]
    fn the_key_stream_equals_the_specification(
        key: [u8; 32],
        nonce: [u8; 12],
        counter: u32,
        data in bytes(any::<u8>(), 0..1500),
    ) {
        check_stream(&key, &nonce, counter, &data);
    }

    #[test]
    fn equals_the_specification(
        key: [u8; 32],
        nonce: [u8; 12],
        aad in bytes(any::<u8>(), 0..300),
        plaintext in bytes(any::<u8>(), 0..4000),
    ) {
        check(&key, &nonce, &aad, &plaintext);
    }
}

/// Seals and opens by each kernel of this CPU, into another buffer and in place, as the portable code does.
fn agree(key: &[u8; 32], nonce: &[u8; 12], aad: &[u8], plaintext: &[u8], output: &mut [u8]) {
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
        agree(&[len as u8; 32], &[len as u8; 12], &aad[..len * 3 % 1100], plaintext, output);
    }
    for start in 0..64 {
        for len in [5, 64, 100, 512, 700] {
            agree(&[3; 32], &[9; 12], b"header", &data[start..start + len], &mut output[63 - start..][..len]);
        }
    }
}

/// Blocks of ones and zeros make the longest carries.
#[test]
fn kernels_agree_with_portable_code_on_extremes() {
    let mut output = vec![0; 16384];
    for byte in [0, 1, 0x7f, 0x80, 0xfe, 0xff] {
        for key in [[0; 32], [0xff; 32]] {
            agree(&key, &[0xff; 12], b"", &vec![byte; 16384], &mut output);
            // The ciphertext is what Poly1305 is given.
            let (data, portable) = (vec![byte; 16384], portable::Key::new(&key));
            let tag = portable.open(&[1; 12], b"", &mut data.clone());
            for kernel in backend::Key::each(&key) {
                assert_eq!(kernel.open(&[1; 12], b"", &[], &mut data.clone()), tag);
            }
        }
    }
}
