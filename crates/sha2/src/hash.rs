//! The three hash functions: a hash value, a buffer, and the compression function between them.

use clearbox_ct::{Wiped, ZeroizeOnDrop};

use crate::{
    buffer::Buffer,
    compress,
    table::{H256, H384, H512},
};

macro_rules! hash {
    (
        $(#[$doc:meta])*
        $name:ident: $word:ty, $block_len:literal, $output_len:literal, $initial:ident, $compress:path
    ) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name {
            state: Wiped<[$word; 8]>,
            buffer: Buffer<$block_len>,
        }

        impl $name {
            /// The length of a digest in bytes.
            pub const OUTPUT_LEN: usize = $output_len;

            /// The length of a block in bytes: the unit in which messages are absorbed and HMAC's key is padded.
            pub const BLOCK_LEN: usize = $block_len;

            /// Begins the hash of a message, which is empty so far.
            #[inline]
            #[must_use]
            pub fn new() -> Self {
                Self { state: Wiped::new($initial), buffer: Buffer::new() }
            }

            /// Appends `data` to the message. How a message is cut into pieces doesn't change its digest.
            pub fn update(&mut self, data: &[u8]) {
                self.buffer.update(data, |blocks| $compress(&mut self.state, blocks));
            }

            /// Ends the message and returns its digest. To go on after it, as TLS does with its transcript,
            /// finalize a clone.
            #[must_use]
            pub fn finalize(mut self) -> [u8; $output_len] {
                self.buffer.finish(|blocks| $compress(&mut self.state, blocks));
                Self::to_bytes(&self.state)
            }

            /// Ends the message and returns the digest of another one: what `prefix` has absorbed, whole blocks, and then
            /// this message's digest. HMAC ends so; the inner digest makes no detour.
            ///
            /// # Panics
            /// If `prefix` has begun a block.
            #[must_use]
            pub fn finalize_after(mut self, prefix: &Self) -> [u8; $output_len] {
                self.buffer.finish(|blocks| $compress(&mut self.state, blocks));
                let mut last = Wiped::new([0; $block_len]);
                for (bytes, word) in last[..$output_len].as_chunks_mut().0.iter_mut().zip(self.state.iter()) {
                    *bytes = word.to_be_bytes();
                }
                prefix.buffer.pad(&mut last, $output_len);
                let mut state = prefix.state.clone();
                $compress(&mut state, core::slice::from_ref(&last));
                Self::to_bytes(&state)
            }

            /// The digest that the state stands for.
            fn to_bytes(state: &[$word; 8]) -> [u8; $output_len] {
                let mut digest = [0; $output_len];
                for (bytes, word) in digest.as_chunks_mut().0.iter_mut().zip(state) {
                    *bytes = word.to_be_bytes();
                }
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
    /// SHA-256 (FIPS 180-4, section 6.2), of messages shorter than 2^64 bits.
    Sha256: u32, 64, 32, H256, compress::sha256
}

hash! {
    /// SHA-384 (FIPS 180-4, section 6.5): SHA-512 from another initial value, cut to 48 bytes. The standard
    /// allows messages shorter than 2^128 bits; we count to 2^64 bytes.
    Sha384: u64, 128, 48, H384, compress::sha512
}

hash! {
    /// SHA-512 (FIPS 180-4, section 6.4). The standard allows messages shorter than 2^128 bits; we count to
    /// 2^64 bytes.
    Sha512: u64, 128, 64, H512, compress::sha512
}
