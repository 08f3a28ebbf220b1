//! HMAC in terms of a hash: H((K ⊕ opad) ‖ H((K ⊕ ipad) ‖ text)) (RFC 2104, section 2).

use clearbox_ct::{Wiped, ZeroizeOnDrop, declassify, eq_bytes};
use clearbox_sha2::{Sha256, Sha384, Sha512};

use crate::InvalidTag;

macro_rules! hmac {
    ($(#[$doc:meta])* $name:ident: $hash:ident) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name {
            /// Has absorbed K ⊕ ipad, and the message so far.
            inner: $hash,
            /// Has absorbed K ⊕ opad.
            outer: $hash,
        }

        impl $name {
            /// The length of a tag in bytes.
            pub const OUTPUT_LEN: usize = $hash::OUTPUT_LEN;

            /// Takes the key, and begins a message, which is empty so far. A key may have any length: one longer
            /// than the hash's block is hashed first, and a strong one has `OUTPUT_LEN` bytes or more.
            ///
            /// For many messages under one key, keep the value that this returns, and ask it for each [tag](Self::tag_with).
            #[must_use]
            pub fn new(key: &[u8]) -> Self {
                let mut pad = Wiped::new([0; $hash::BLOCK_LEN]);
                if key.len() <= $hash::BLOCK_LEN {
                    pad[..key.len()].copy_from_slice(key);
                } else {
                    pad[..$hash::OUTPUT_LEN].copy_from_slice(&*Wiped::new($hash::digest(key)));
                }
                let (mut inner, mut outer) = ($hash::new(), $hash::new());
                pad.iter_mut().for_each(|byte| *byte ^= IPAD);
                inner.update(&*pad);
                pad.iter_mut().for_each(|byte| *byte ^= IPAD ^ OPAD);
                outer.update(&*pad);
                Self { inner, outer }
            }

            /// Appends `data` to the message. How a message is cut into pieces doesn't change its tag.
            #[inline]
            pub fn update(&mut self, data: &[u8]) {
                self.inner.update(data);
            }

            /// Ends the message and returns its tag. To check a tag, use [`Self::verify`].
            #[must_use]
            pub fn finalize(self) -> [u8; $hash::OUTPUT_LEN] {
                self.inner.finalize_after(&self.outer)
            }

            /// The tag of the message that goes on with `pieces`, one behind the other. This value stays as it is, and is
            /// less to copy than by cloning it.
            #[must_use]
            pub fn tag_with<'a>(
                &self,
                pieces: impl IntoIterator<Item = &'a [u8]>,
            ) -> [u8; $hash::OUTPUT_LEN] {
                let mut inner = self.inner.clone();
                pieces.into_iter().for_each(|piece| inner.update(piece));
                inner.finalize_after(&self.outer)
            }

            /// Ends the message and checks that `tag` is its tag, the whole of it: truncated tags (RFC 2104,
            /// section 5) are invalid here.
            ///
            /// # Errors
            /// If it isn't; where the tags differ doesn't show in the time.
            pub fn verify(self, tag: &[u8]) -> Result<(), InvalidTag> {
                let expected = Wiped::new(self.finalize());
                // Public: the answer is what the caller asks for; which bytes differ stays hidden.
                if declassify(eq_bytes(&*expected, tag)) { Ok(()) } else { Err(InvalidTag) }
            }

            /// The tag of a message that is there in one piece.
            #[must_use]
            pub fn mac(key: &[u8], message: &[u8]) -> [u8; $hash::OUTPUT_LEN] {
                Self::new(key).tag_with([message])
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

hmac! {
    /// HMAC-SHA-256: tags of 32 bytes.
    HmacSha256: Sha256
}

hmac! {
    /// HMAC-SHA-384: tags of 48 bytes.
    HmacSha384: Sha384
}

hmac! {
    /// HMAC-SHA-512: tags of 64 bytes.
    HmacSha512: Sha512
}

const IPAD: u8 = 0x36;
const OPAD: u8 = 0x5c;
