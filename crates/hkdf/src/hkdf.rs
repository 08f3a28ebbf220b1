//! HKDF in terms of HMAC: extract, then expand (RFC 5869, section 2).

use clearbox_ct::{Wiped, ZeroizeOnDrop};
use clearbox_hmac::{HmacSha256, HmacSha384, HmacSha512};

use crate::OutputTooLong;

macro_rules! hkdf {
    ($(#[$doc:meta])* $name:ident: $hmac:ident) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name {
            prk: Wiped<[u8; $hmac::OUTPUT_LEN]>,
            /// HMAC under `prk`.
            keyed: $hmac,
        }

        impl $name {
            /// The length of a pseudorandom key in bytes, called HashLen in the RFC.
            pub const PRK_LEN: usize = $hmac::OUTPUT_LEN;

            /// The longest output in bytes.
            pub const MAX_OUTPUT_LEN: usize = 255 * $hmac::OUTPUT_LEN;

            /// HKDF-Extract (RFC 5869, section 2.2): gathers the entropy of the input keying material `ikm` into a
            /// pseudorandom key. Both may have any length; no salt is an empty salt.
            #[must_use]
            pub fn extract(salt: &[u8], ikm: &[u8]) -> Self {
                // The RFC's default, a salt of HashLen zeros, is no case of its own: HMAC pads its key with zeros.
                Self::from_prk(&*Wiped::new($hmac::mac(salt, ikm)))
            }

            /// Takes a pseudorandom key that is there already, such as a secret of TLS.
            #[must_use]
            pub fn from_prk(prk: &[u8; $hmac::OUTPUT_LEN]) -> Self {
                Self { prk: Wiped::new(*prk), keyed: $hmac::new(prk) }
            }

            /// The pseudorandom key. It is a secret: whoever copies it wipes the copy.
            #[must_use]
            pub fn prk(&self) -> &[u8; $hmac::OUTPUT_LEN] {
                &self.prk
            }

            /// HKDF-Expand (RFC 5869, section 2.3): fills `okm`, the output keying material, for the purpose that
            /// `info` names. A shorter output is the beginning of a longer one.
            ///
            /// # Errors
            /// If `okm` is longer than [`Self::MAX_OUTPUT_LEN`]; then it is left as it was.
            pub fn expand(&self, info: &[u8], okm: &mut [u8]) -> Result<(), OutputTooLong> {
                self.expand_concat(&[info], okm)
            }

            /// The same as [`Self::expand`] with the concatenation of the parts of `info`, which isn't copied
            /// together.
            ///
            /// # Errors
            /// If `okm` is longer than [`Self::MAX_OUTPUT_LEN`]; then it is left as it was.
            pub fn expand_concat(&self, info: &[&[u8]], okm: &mut [u8]) -> Result<(), OutputTooLong> {
                if okm.len() > Self::MAX_OUTPUT_LEN {
                    return Err(OutputTooLong);
                }
                let mut T = Wiped::new([0; $hmac::OUTPUT_LEN]);
                for (i, part) in (1..=255u8).zip(okm.chunks_mut($hmac::OUTPUT_LEN)) {
                    let (before, number) = ((i > 1).then_some(&T[..]), [i]);
                    let pieces = before.into_iter().chain(info.iter().copied()).chain([&number[..]]);
                    T = Wiped::new(self.keyed.tag_with(pieces));
                    part.copy_from_slice(&T[..part.len()]);
                }
                Ok(())
            }
        }

        impl ZeroizeOnDrop for $name {}

        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    };
}

hkdf! {
    /// HKDF by HMAC-SHA-256: pseudorandom keys of 32 bytes, outputs of up to 8160.
    HkdfSha256: HmacSha256
}

hkdf! {
    /// HKDF by HMAC-SHA-384: pseudorandom keys of 48 bytes, outputs of up to 12240.
    HkdfSha384: HmacSha384
}

hkdf! {
    /// HKDF by HMAC-SHA-512: pseudorandom keys of 64 bytes, outputs of up to 16320.
    HkdfSha512: HmacSha512
}
