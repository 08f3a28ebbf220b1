extern crate std;

use std::{format, string::ToString, vec, vec::Vec};

use clearbox_hmac::{HmacSha256, HmacSha384, HmacSha512};
use proptest::prelude::{any, prop, prop_assert_eq, proptest};

use crate::{HkdfSha256, HkdfSha384, HkdfSha512, OutputTooLong, spec};

/// The same tests for each hash, in a module of its name.
macro_rules! tests {
    ($module:ident, $hkdf:ident, $hmac:ident) => {
        mod $module {
            use super::*;

            const SPEC: spec::Hmac = spec::Hmac {
                mac: |key, message| $hmac::mac(key, message).to_vec(),
                HashLen: $hmac::OUTPUT_LEN,
            };

            const PRK: [u8; $hmac::OUTPUT_LEN] = [7; $hmac::OUTPUT_LEN];

            #[test]
            fn outputs_at_every_seam_are_those_of_the_spec() {
                let whole = spec::expand(&SPEC, &PRK, b"info", 255 * $hmac::OUTPUT_LEN);
                let seams = [0, 1, 2, 128, 254, 255].map(|blocks| blocks * $hmac::OUTPUT_LEN);
                for len in seams.iter().flat_map(|seam| seam.saturating_sub(1)..=seam + 1) {
                    let mut okm = vec![0x5a; len];
                    let done = $hkdf::from_prk(&PRK).expand(b"info", &mut okm);
                    if len <= $hkdf::MAX_OUTPUT_LEN {
                        assert_eq!((done, &okm[..]), (Ok(()), &whole[..len]));
                    } else {
                        assert_eq!((done, okm), (Err(OutputTooLong), vec![0x5a; len]));
                    }
                }
                assert_eq!($hkdf::MAX_OUTPUT_LEN, whole.len());
            }

            #[test]
            fn no_salt_is_an_empty_salt() {
                let prk = spec::extract(&SPEC, None, b"ikm");
                assert_eq!($hkdf::extract(b"", b"ikm").prk()[..], prk);
            }

            proptest! {
                #[test]
                fn any_inputs_give_what_the_spec_says(
                    salt in prop::collection::vec(any::<u8>(), 0..200),
                    ikm in prop::collection::vec(any::<u8>(), 0..200),
                    info in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..100), 0..5),
                    len in 0usize..300,
                ) {
                    let prk = spec::extract(&SPEC, Some(&salt), &ikm);
                    let hkdf = $hkdf::extract(&salt, &ikm);
                    prop_assert_eq!(&hkdf.prk()[..], &prk);

                    let expected = spec::expand(&SPEC, &prk, &info.concat(), len);
                    let (mut okm, mut okm_of_parts) = (vec![0; len], vec![0; len]);
                    let parts: Vec<&[u8]> = info.iter().map(Vec::as_slice).collect();
                    hkdf.expand(&info.concat(), &mut okm).unwrap();
                    $hkdf::from_prk(hkdf.prk()).expand_concat(&parts, &mut okm_of_parts).unwrap();
                    prop_assert_eq!(okm, &expected[..]);
                    prop_assert_eq!(okm_of_parts, expected);
                }
            }

            #[test]
            fn rejects_an_output_too_long_of_parts_as_well() {
                let mut okm = vec![0x5a; $hkdf::MAX_OUTPUT_LEN + 1];
                assert_eq!($hkdf::from_prk(&PRK).expand_concat(&[], &mut okm), Err(OutputTooLong));
                assert!(okm.iter().all(|&byte| byte == 0x5a), "untouched");
            }

            #[test]
            fn debug_tells_nothing() {
                assert_eq!(format!("{:?}", $hkdf::from_prk(&PRK)), concat!(stringify!($hkdf), "(..)"));
            }
        }
    };
}

tests!(sha256, HkdfSha256, HmacSha256);
tests!(sha384, HkdfSha384, HmacSha384);
tests!(sha512, HkdfSha512, HmacSha512);

#[test]
fn the_error_says_what_is_wrong() {
    assert_eq!(OutputTooLong.to_string(), "output of HKDF longer than 255 times the hash's length");
}
