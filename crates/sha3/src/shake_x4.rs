//! SHAKE of four messages at once, for those who need many outputs, such as ML-KEM for its matrix: vector units
//! permute four states in little more than the time of one.

use clearbox_ct::ZeroizeOnDrop;

use crate::sponge::{SHAKE, SpongeX4};

macro_rules! shake_x4 {
    ($(#[$doc:meta])* $name:ident: $rate:literal) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name(SpongeX4<$rate>);

        impl $name {
            /// The length of a block in bytes (the sponge's rate): the unit in which output comes.
            pub const BLOCK_LEN: usize = $rate;

            /// Takes in four whole messages; their outputs can be read now.
            #[must_use]
            pub fn new<const LEN: usize>(messages: &[[u8; LEN]; 4]) -> Self {
                Self(SpongeX4::absorb(messages, SHAKE))
            }

            /// Fills each of `outs` with the next bytes of output for the message in the same place.
            pub fn squeeze<const LEN: usize>(&mut self, outs: &mut [[u8; LEN]; 4]) {
                self.0.squeeze(outs);
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

shake_x4! {
    /// Four times SHAKE128 (FIPS 202, section 6.2), in step.
    Shake128x4: 168
}

shake_x4! {
    /// Four times SHAKE256 (FIPS 202, section 6.2), in step.
    Shake256x4: 136
}
