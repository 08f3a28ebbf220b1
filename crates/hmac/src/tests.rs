extern crate std;

use std::{format, string::ToString, vec::Vec};

use clearbox_sha2::{Sha256, Sha384, Sha512};
use proptest::prelude::{any, prop, prop_assert_eq, proptest};

use crate::{HmacSha256, HmacSha384, HmacSha512, InvalidTag, spec};

/// The same tests for each hash, in a module of its name.
macro_rules! tests {
    ($module:ident, $hmac:ident, $hash:ident) => {
        mod $module {
            use super::*;

            fn by_spec(key: &[u8], message: &[u8]) -> Vec<u8> {
                spec::hmac(|message| $hash::digest(message).to_vec(), $hash::BLOCK_LEN, key, message)
            }

            fn keyed_and_fed(message: &[u8]) -> $hmac {
                let mut hmac = $hmac::new(b"key");
                hmac.update(message);
                hmac
            }

            #[test]
            fn keys_about_the_lengths_of_digest_and_block_are_padded_or_hashed_as_the_spec_says() {
                for len in 0..=2 * $hash::BLOCK_LEN + 1 {
                    let key: Vec<u8> = (1..=255).cycle().take(len).collect();
                    assert_eq!($hmac::mac(&key, b"text")[..], by_spec(&key, b"text"), "{len} bytes");
                }
            }

            proptest! {
                #[test]
                fn any_key_and_pieces_have_the_tag_of_the_spec(
                    key in prop::collection::vec(any::<u8>(), 0..300),
                    pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 0..5),
                ) {
                    let mut hmac = $hmac::new(&key);
                    pieces.iter().for_each(|piece| hmac.update(piece));
                    let message = pieces.concat();
                    let tag = hmac.clone().finalize();
                    prop_assert_eq!(tag, $hmac::mac(&key, &message));
                    prop_assert_eq!(tag, hmac.tag_with([]));
                    prop_assert_eq!(tag, $hmac::new(&key).tag_with(pieces.iter().map(Vec::as_slice)));
                    prop_assert_eq!(hmac.verify(&by_spec(&key, &message)), Ok(()));
                }
            }

            #[test]
            fn rejects_a_tag_with_any_bit_flipped() {
                let hmac = keyed_and_fed(b"message");
                let tag = hmac.clone().finalize();
                for bit in 0..8 * tag.len() {
                    let mut altered = tag;
                    altered[bit / 8] ^= 1 << (bit % 8);
                    assert_eq!(hmac.clone().verify(&altered), Err(InvalidTag), "bit {bit}");
                }
            }

            #[test]
            fn rejects_a_tag_that_is_cut_or_lengthened() {
                let hmac = keyed_and_fed(b"message");
                let tag = hmac.clone().finalize();
                for len in 0..tag.len() {
                    assert_eq!(hmac.clone().verify(&tag[..len]), Err(InvalidTag), "{len} bytes");
                }
                assert_eq!(hmac.verify(&[&tag[..], &[0]].concat()), Err(InvalidTag));
            }

            #[test]
            fn a_clone_goes_its_own_way_under_the_same_key() {
                let hmac = keyed_and_fed(b"message");
                let mut clone = hmac.clone();
                clone.update(b", and more");
                assert_eq!(hmac.finalize(), $hmac::mac(b"key", b"message"));
                assert_eq!(clone.finalize(), $hmac::mac(b"key", b"message, and more"));
            }

            #[test]
            fn debug_tells_nothing() {
                assert_eq!(format!("{:?}", keyed_and_fed(b"message")), concat!(stringify!($hmac), "(..)"));
            }
        }
    };
}

tests!(sha256, HmacSha256, Sha256);
tests!(sha384, HmacSha384, Sha384);
tests!(sha512, HmacSha512, Sha512);

#[test]
fn the_error_says_what_is_wrong() {
    assert_eq!(InvalidTag.to_string(), "invalid authentication tag");
}
