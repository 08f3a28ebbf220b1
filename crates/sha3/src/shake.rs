//! The extendable-output functions of FIPS 202, section 6.2: a message goes in, then as many bytes as one likes come
//! out. The two are separate types, so that nothing can go in afterwards.

use clearbox_ct::ZeroizeOnDrop;

use crate::sponge::{SHAKE, Sponge};

macro_rules! shake {
    ($(#[$doc:meta])* $name:ident, $reader:ident: $rate:literal) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name(Sponge<$rate>);

        #[doc = concat!("The output of [`", stringify!($name), "`], from its first byte on.")]
        #[derive(Clone)]
        pub struct $reader(Sponge<$rate>);

        impl $name {
            /// The length of a block in bytes (the sponge's rate): the unit in which output comes.
            pub const BLOCK_LEN: usize = $rate;

            /// Begins a message, which is empty so far.
            #[must_use]
            pub fn new() -> Self {
                Self(Sponge::new())
            }

            /// Appends `data` to the message. How a message is cut into pieces doesn't change its output.
            pub fn update(&mut self, data: &[u8]) {
                self.0.absorb(data);
            }

            /// Ends the message; its output can be read now.
            #[must_use]
            pub fn finalize(mut self) -> $reader {
                self.0.pad(SHAKE);
                $reader(self.0)
            }

            /// The first `LEN` bytes of output for a message that is there in one piece.
            #[must_use]
            pub fn digest<const LEN: usize>(message: &[u8]) -> [u8; LEN] {
                let mut shake = Self::new();
                shake.update(message);
                let mut out = [0; LEN];
                shake.finalize().squeeze(&mut out);
                out
            }
        }

        impl $reader {
            /// Fills `out` with the next bytes of output. How the output is cut into pieces doesn't change it.
            pub fn squeeze(&mut self, out: &mut [u8]) {
                self.0.squeeze(out);
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl ZeroizeOnDrop for $name {}
        impl ZeroizeOnDrop for $reader {}

        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }

        impl core::fmt::Debug for $reader {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(concat!(stringify!($reader), "(..)"))
            }
        }
    };
}

shake! {
    /// SHAKE128 (FIPS 202, section 6.2).
    Shake128, Shake128Reader: 168
}

shake! {
    /// SHAKE256 (FIPS 202, section 6.2).
    Shake256, Shake256Reader: 136
}
