//! The three hash functions of FIPS 202, section 6.1, that have a use here.

use clearbox_ct::ZeroizeOnDrop;

use crate::sponge::{SHA3, Sponge};

macro_rules! hash {
    ($(#[$doc:meta])* $name:ident: $rate:literal, $output_len:literal) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name(Sponge<$rate>);

        impl $name {
            /// The length of a digest in bytes.
            pub const OUTPUT_LEN: usize = $output_len;

            /// The length of a block in bytes (the sponge's rate): the unit in which messages are absorbed and HMAC's
            /// key is padded.
            pub const BLOCK_LEN: usize = $rate;

            /// Begins the hash of a message, which is empty so far.
            #[must_use]
            pub fn new() -> Self {
                Self(Sponge::new())
            }

            /// Appends `data` to the message. How a message is cut into pieces doesn't change its digest.
            pub fn update(&mut self, data: &[u8]) {
                self.0.absorb(data);
            }

            /// Ends the message and returns its digest. To go on after it, finalize a clone.
            #[must_use]
            pub fn finalize(mut self) -> [u8; $output_len] {
                let mut digest = [0; $output_len];
                self.0.pad(SHA3);
                self.0.squeeze(&mut digest);
                digest
            }

            /// The digest of a message that is there in one piece.
            #[must_use]
            pub fn digest(message: &[u8]) -> [u8; $output_len] {
                let mut hash = Self::new();
                hash.update(message);
                hash.finalize()
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new()
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

hash! {
    /// SHA3-256 (FIPS 202, section 6.1).
    Sha3_256: 136, 32
}

hash! {
    /// SHA3-384 (FIPS 202, section 6.1).
    Sha3_384: 104, 48
}

hash! {
    /// SHA3-512 (FIPS 202, section 6.1).
    Sha3_512: 72, 64
}
