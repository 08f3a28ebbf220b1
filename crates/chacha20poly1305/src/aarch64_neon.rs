//! ChaCha20-Poly1305 for 64-bit Arm: ChaCha20 by NEON, four blocks at once. Poly1305 is the portable one: products of 64-bit numbers
//! suit it.
//!
//! How fast this is has not been measured: it has run under an emulator alone.

mod chacha20;

use clearbox_cpu::aarch64::Neon;
use clearbox_ct::Wiped;

use crate::{
    kernel::key,
    portable::{poly1305::Poly1305, tag},
};

use chacha20::KeyStream;

key!(Neon);

impl Key {
    #[target_feature(enable = "neon")]
    fn run<const SEAL: bool>(
        &self,
        nonce: &[u8; 12],
        aad: &[u8],
        input: &[u8],
        output: &mut [u8],
    ) -> [u8; 16] {
        output[..input.len()].copy_from_slice(input);
        let mut stream = KeyStream::empty();
        stream.begin(&self.bytes, nonce);
        let poly1305 = Poly1305::new(stream.one_time_key());
        if SEAL {
            stream.apply(output);
            tag(poly1305, aad, output)
        } else {
            let tag = tag(poly1305, aad, output);
            stream.apply(output);
            tag
        }
    }
}
