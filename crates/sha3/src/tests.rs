extern crate std;

use std::{format, vec, vec::Vec};

use proptest::prelude::{any, prop, prop_assert_eq, proptest};

use crate::{
    KeccakX4, Sha3_256, Sha3_384, Sha3_512, Shake128, Shake128x4, Shake256, Shake256x4, Suffix, permute,
    portable, spec, table::RC,
};

#[test]
fn table_holds_the_bits_of_the_shift_register() {
    for (i_r, rc) in RC.into_iter().enumerate() {
        assert_eq!(rc, spec::RC(i_r), "round {i_r}");
    }
}

/// A message of `len` bytes, no two blocks of it alike.
fn message(len: usize) -> Vec<u8> {
    (0..len).map(|i| (i * 167 + i / 256) as u8).collect()
}

/// The five functions of `pieces`, each beside what the spec says of their concatenation; of SHAKE's output `out_len`
/// bytes.
fn with_spec(pieces: &[&[u8]], out_len: usize) -> [(Vec<u8>, Vec<u8>); 5] {
    let (mut sha3_256, mut sha3_384, mut sha3_512) = (Sha3_256::new(), Sha3_384::new(), Sha3_512::new());
    let (mut shake128, mut shake256) = (Shake128::new(), Shake256::new());
    for piece in pieces {
        sha3_256.update(piece);
        sha3_384.update(piece);
        sha3_512.update(piece);
        shake128.update(piece);
        shake256.update(piece);
    }
    let (mut out128, mut out256) = (vec![0; out_len], vec![0; out_len]);
    shake128.finalize().squeeze(&mut out128);
    shake256.finalize().squeeze(&mut out256);
    let whole = pieces.concat();
    [
        (sha3_256.finalize().to_vec(), spec::sha3(256, &whole)),
        (sha3_384.finalize().to_vec(), spec::sha3(384, &whole)),
        (sha3_512.finalize().to_vec(), spec::sha3(512, &whole)),
        (out128, spec::shake(128, &whole, 8 * out_len)),
        (out256, spec::shake(256, &whole, 8 * out_len)),
    ]
}

#[test]
fn every_length_up_to_two_blocks_is_padded_as_the_spec_says() {
    for len in 0..=2 * Shake128::BLOCK_LEN + 1 {
        for (i, (ours, spec)) in with_spec(&[&message(len)], 32).into_iter().enumerate() {
            assert_eq!(ours, spec, "function {i}, {len} bytes");
        }
    }
}

#[test]
fn every_cut_in_two_leaves_the_digest() {
    let message = message(2 * Sha3_256::BLOCK_LEN + 1);
    let whole = Sha3_256::digest(&message);
    for at in 0..=message.len() {
        let mut hash = Sha3_256::new();
        hash.update(&message[..at]);
        hash.update(&message[at..]);
        assert_eq!(hash.finalize(), whole, "cut at {at}");
    }
}

#[test]
fn every_cut_in_two_leaves_the_output() {
    const LEN: usize = 2 * Shake128::BLOCK_LEN + 1;
    let whole: [u8; LEN] = Shake128::digest(b"message");
    let mut shake = Shake128::new();
    shake.update(b"message");
    for at in 0..=LEN {
        let (mut reader, mut out) = (shake.clone().finalize(), [0; LEN]);
        let (head, tail) = out.split_at_mut(at);
        reader.squeeze(head);
        reader.squeeze(tail);
        assert_eq!(out, whole, "cut at {at}");
    }
}

/// Sponges of other rates and lengths side by side, each begun when another has ended.
#[test]
fn states_side_by_side_are_sponges_of_their_own() {
    let message = message(300);
    let mut states = KeccakX4::new();
    for (len, others) in [(0, 135), (1, 100), (135, 0), (136, 33), (167, 1)] {
        // The first state gives SHA3-256 of a long message, the others give SHAKE of what fits into a block.
        (0..4).for_each(|j| states.clear(j));
        states.absorb_last::<{ Shake128::BLOCK_LEN }>(1, &message[..others], Suffix::Shake);
        states.absorb_last::<{ Shake256::BLOCK_LEN }>(3, &message[..others], Suffix::Shake);
        states.absorb_last::<{ Shake128::BLOCK_LEN }>(2, &message[..len.min(167)], Suffix::Shake);
        let blocks = message[..len].chunks_exact(Sha3_256::BLOCK_LEN);
        let last = blocks.remainder();
        let mut outputs = [[0; 168]; 4];
        let mut is_first = true;
        for block in blocks {
            states.absorb(0, block);
            states.permute();
            if core::mem::take(&mut is_first) {
                (1..4).for_each(|j| states.read(j, &mut outputs[j]));
            }
        }
        states.absorb_last::<{ Sha3_256::BLOCK_LEN }>(0, last, Suffix::Sha3);
        states.permute();
        if is_first {
            (1..4).for_each(|j| states.read(j, &mut outputs[j]));
        }
        states.read(0, &mut outputs[0]);
        assert_eq!(outputs[0][..32], Sha3_256::digest(&message[..len]));
        assert_eq!(outputs[1], Shake128::digest(&message[..others]));
        assert_eq!(outputs[2], Shake128::digest(&message[..len.min(167)]));
        assert_eq!(outputs[3][..136], Shake256::digest::<136>(&message[..others]));
    }
}

#[test]
#[should_panic(expected = "leaves room for its padding")]
fn a_last_block_is_not_whole() {
    KeccakX4::new().absorb_last::<136>(0, &[0; 136], Suffix::Sha3);
}

/// Four messages of `LEN` bytes, and their outputs in pieces of `PIECE` bytes, are those of one at a time.
fn four_are_four_times_one<const LEN: usize, const PIECE: usize>() {
    let messages: [[u8; LEN]; 4] =
        core::array::from_fn(|j| message(4 * LEN)[j * LEN..][..LEN].try_into().unwrap());
    let (mut four128, mut four256) = (Shake128x4::new(&messages), Shake256x4::new(&messages));
    let mut one128 = messages.map(|message| {
        let mut shake = Shake128::new();
        shake.update(&message);
        shake.finalize()
    });
    let mut one256 = messages.map(|message| {
        let mut shake = Shake256::new();
        shake.update(&message);
        shake.finalize()
    });
    for piece in 0..4 {
        let (mut outs128, mut outs256, mut expected) = ([[0; PIECE]; 4], [[0; PIECE]; 4], [0; PIECE]);
        four128.squeeze(&mut outs128);
        four256.squeeze(&mut outs256);
        for j in 0..4 {
            one128[j].squeeze(&mut expected);
            assert_eq!(outs128[j], expected, "SHAKE128, message {j} of {LEN} bytes, piece {piece}");
            one256[j].squeeze(&mut expected);
            assert_eq!(outs256[j], expected, "SHAKE256, message {j} of {LEN} bytes, piece {piece}");
        }
    }
}

#[test]
fn four_in_step_are_four_times_one_at_every_seam() {
    four_are_four_times_one::<0, 1>();
    four_are_four_times_one::<33, 128>();
    four_are_four_times_one::<34, 168>();
    four_are_four_times_one::<135, 3>();
    four_are_four_times_one::<136, 136>();
    four_are_four_times_one::<137, 200>();
    four_are_four_times_one::<167, 167>();
    four_are_four_times_one::<168, 169>();
    four_are_four_times_one::<169, 0>();
    four_are_four_times_one::<400, 500>();
}

proptest! {
    #[test]
    fn any_pieces_hash_as_the_spec_says(
        pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..200), 0..6),
        out_len in 0usize..400,
    ) {
        let pieces: Vec<&[u8]> = pieces.iter().map(Vec::as_slice).collect();
        for (ours, spec) in with_spec(&pieces, out_len) {
            prop_assert_eq!(ours, spec);
        }
    }

    #[test]
    fn any_state_is_permuted_as_the_spec_says(states: [[u64; 25]; 4]) {
        let mut four: [[u64; 4]; 25] = core::array::from_fn(|i| core::array::from_fn(|j| states[j][i]));
        let mut four_portable = four;
        permute::keccak_f_x4(&mut four);
        portable::keccak_f_x4(&mut four_portable);
        prop_assert_eq!(four, four_portable);
        for (j, state) in states.into_iter().enumerate() {
            let (mut seam, mut by_portable) = (state, state);
            permute::keccak_f(&mut seam);
            portable::keccak_f(&mut by_portable);
            prop_assert_eq!(seam, spec::keccak_f_of_words(&state));
            prop_assert_eq!(seam, by_portable);
            prop_assert_eq!(seam, core::array::from_fn(|i| four[i][j]));
        }
    }
}

#[test]
fn a_clone_goes_its_own_way() {
    let mut hash = Sha3_512::new();
    hash.update(&message(200));
    let mut clone = hash.clone();
    clone.update(b"more");
    assert_eq!(hash.finalize(), Sha3_512::digest(&message(200)));
    assert_eq!(clone.finalize(), Sha3_512::digest(&[&message(200)[..], b"more"].concat()));
}

#[test]
fn a_default_hash_is_a_new_one_and_debug_tells_nothing() {
    assert_eq!(Sha3_256::default().finalize(), Sha3_256::digest(b""));
    assert_eq!(Sha3_384::default().finalize(), Sha3_384::digest(b""));
    assert_eq!(Sha3_512::default().finalize(), Sha3_512::digest(b""));
    let shown = format!("{:?} {:?} {:?}", Sha3_256::new(), Sha3_384::new(), Sha3_512::new());
    assert_eq!(shown, "Sha3_256(..) Sha3_384(..) Sha3_512(..)");
    let (shake128, shake256) = (Shake128::default(), Shake256::default());
    let shown = format!(
        "{shake128:?} {shake256:?} {:?} {:?}",
        shake128.clone().finalize(),
        shake256.clone().finalize()
    );
    assert_eq!(shown, "Shake128(..) Shake256(..) Shake128Reader(..) Shake256Reader(..)");
    let shown = format!("{:?} {:?}", Shake128x4::new(&[[0; 1]; 4]), Shake256x4::new(&[[0; 1]; 4]));
    assert_eq!(shown, "Shake128x4(..) Shake256x4(..)");
    assert_eq!(format!("{:?}", KeccakX4::default()), "KeccakX4(..)");
}
