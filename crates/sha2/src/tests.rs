extern crate std;

use std::{format, vec::Vec};

use proptest::prelude::{any, prop, prop_assert_eq, proptest};

use crate::{
    Sha256, Sha384, Sha512, compress, portable,
    spec::{self, Sha2},
    table::{H256, H384, H512, K256, K512},
};

#[test]
fn table_holds_digits_of_roots_of_primes() {
    assert_eq!(K256.map(u64::from)[..], spec::sha256().K);
    assert_eq!(H256.map(u64::from), spec::sha256().H0);
    assert_eq!(K512[..], spec::sha512().K);
    assert_eq!(H512, spec::sha512().H0);
    assert_eq!(H384, spec::sha384().H0);
}

/// A message of `len` bytes, no two blocks of it alike.
fn message(len: usize) -> Vec<u8> {
    (0..len).map(|i| (i * 167 + i / 256) as u8).collect()
}

/// The three hashes of `pieces`, each beside what the spec says of their concatenation.
fn with_spec(pieces: &[&[u8]]) -> [(Vec<u8>, Vec<u8>); 3] {
    fn by_spec(sha2: &Sha2, pieces: &[&[u8]]) -> Vec<u8> {
        sha2.digest(&pieces.concat())
    }
    let (mut sha256, mut sha384, mut sha512) = (Sha256::new(), Sha384::new(), Sha512::new());
    for piece in pieces {
        sha256.update(piece);
        sha384.update(piece);
        sha512.update(piece);
    }
    [
        (sha256.finalize().to_vec(), by_spec(&spec::sha256(), pieces)),
        (sha384.finalize().to_vec(), by_spec(&spec::sha384(), pieces)),
        (sha512.finalize().to_vec(), by_spec(&spec::sha512(), pieces)),
    ]
}

#[test]
fn every_length_up_to_some_blocks_is_padded_as_the_spec_says() {
    for len in 0..=4 * Sha512::BLOCK_LEN + 1 {
        for (ours, spec) in with_spec(&[&message(len)]) {
            assert_eq!(ours, spec, "{len} bytes");
        }
    }
}

#[test]
fn a_digest_after_whole_blocks_is_that_of_their_concatenation() {
    for blocks in 0..3 {
        for len in [0, 1, 55, 56, 64, 111, 112, 128, 300] {
            let (prefix, text) = (message(blocks * Sha512::BLOCK_LEN), message(len));
            let (mut outer, mut inner) = (Sha256::new(), Sha256::new());
            outer.update(&prefix);
            inner.update(&text);
            let expected = Sha256::digest(&[&prefix[..], &Sha256::digest(&text)].concat());
            assert_eq!(inner.finalize_after(&outer), expected);
            let (mut outer, mut inner) = (Sha384::new(), Sha384::new());
            outer.update(&prefix);
            inner.update(&text);
            let expected = Sha384::digest(&[&prefix[..], &Sha384::digest(&text)].concat());
            assert_eq!(inner.finalize_after(&outer), expected);
        }
    }
}

#[test]
#[should_panic(expected = "not the end of whole blocks")]
fn a_digest_after_a_begun_block_panics() {
    let mut outer = Sha512::new();
    outer.update(b"a");
    let _ = Sha512::new().finalize_after(&outer);
}

#[test]
fn every_cut_in_two_leaves_the_digest() {
    let message = message(2 * Sha512::BLOCK_LEN + 1);
    let whole = (Sha256::digest(&message), Sha512::digest(&message));
    for at in 0..=message.len() {
        let (mut sha256, mut sha512) = (Sha256::new(), Sha512::new());
        for piece in [&message[..at], &message[at..]] {
            sha256.update(piece);
            sha512.update(piece);
        }
        assert_eq!((sha256.finalize(), sha512.finalize()), whole, "cut at {at}");
    }
}

proptest! {
    #[test]
    fn any_pieces_hash_as_the_spec_says(
        pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 0..6),
    ) {
        let pieces: Vec<&[u8]> = pieces.iter().map(Vec::as_slice).collect();
        for (ours, spec) in with_spec(&pieces) {
            prop_assert_eq!(ours, spec);
        }
    }

    #[test]
    fn a_run_of_blocks_is_its_blocks_one_by_one(
        state256: [u32; 8],
        state512: [u64; 8],
        bytes in prop::collection::vec(any::<u8>(), 0..9 * 128),
    ) {
        let (mut seam, mut portable) = (state256, state256);
        let blocks = bytes.as_chunks().0;
        compress::sha256(&mut seam, blocks);
        blocks.iter().for_each(|block| portable::sha256::compress(&mut portable, &[*block]));
        prop_assert_eq!(seam, portable);

        let (mut seam, mut portable) = (state512, state512);
        let blocks = bytes.as_chunks().0;
        compress::sha512(&mut seam, blocks);
        blocks.iter().for_each(|block| portable::sha512::compress(&mut portable, &[*block]));
        prop_assert_eq!(seam, portable);
    }
}

#[test]
fn a_clone_goes_its_own_way() {
    let mut hash = Sha384::new();
    hash.update(&message(200));
    let mut clone = hash.clone();
    clone.update(b"more");
    assert_eq!(hash.finalize(), Sha384::digest(&message(200)));
    assert_eq!(clone.finalize(), Sha384::digest(&[&message(200)[..], b"more"].concat()));
}

#[test]
fn a_default_hash_is_a_new_one_and_debug_tells_nothing() {
    assert_eq!(Sha256::default().finalize(), Sha256::digest(b""));
    assert_eq!(Sha384::default().finalize(), Sha384::digest(b""));
    assert_eq!(Sha512::default().finalize(), Sha512::digest(b""));
    let shown = format!("{:?} {:?} {:?}", Sha256::new(), Sha384::new(), Sha512::new());
    assert_eq!(shown, "Sha256(..) Sha384(..) Sha512(..)");
}
