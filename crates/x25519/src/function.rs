//! The function X25519, by the best implementation for this CPU.

use clearbox_ct::{Wiped, wiped_after};
use clearbox_edwards25519::multiply_base;

use crate::portable;
#[cfg(target_arch = "x86_64")]
use crate::x86_64_ifma;

/// Of the stack, 4 KiB: the frames of the deepest work here take less than half of it.
const WORDS: usize = 512;

/// 10 KiB, for the eight points at a time that multiples of the base point are made of.
const BASE_WORDS: usize = 1280;

/// X25519(k, u) of RFC 7748, section 5: the u-coordinate of k times the point with u-coordinate u.
///
/// `k` is the secret scalar, 32 little-endian bytes, clamped here; `u` is a u-coordinate, 32 little-endian
/// bytes of which the top bit is ignored. The result is all zeros if `u` is a point of small order, which a
/// key agreement must refuse: [`crate::SecretKey::diffie_hellman`] does.
#[must_use]
//= 7.4.2-2
pub fn x25519(k: &[u8; 32], u: &[u8; 32]) -> [u8; 32] {
    wiped_after::<WORDS, _>(|| {
        let k = clamp(k);
        #[cfg(target_arch = "x86_64")]
        if let Some(proof) = clearbox_cpu::x86_64::Ifma::detect() {
            return x86_64_ifma::x25519(proof, &k, u);
        }
        portable::x25519(&k, u)
    })
}

/// X25519(k, 9): the same for the base point, for which there is a faster way:
/// on the twisted Edwards curve, with a table.
pub(crate) fn x25519_base(k: &[u8; 32]) -> [u8; 32] {
    wiped_after::<BASE_WORDS, _>(|| multiply_base(&clamp(k)).to_u().to_bytes())
}

/// decodeScalar25519 of RFC 7748, section 5: a multiple of the cofactor 8, with bit 254 set and bit 255
/// clear.
pub(crate) fn clamp(k: &[u8; 32]) -> Wiped<[u8; 32]> {
    let mut k = Wiped::new(*k);
    k[0] &= 248;
    k[31] &= 127;
    k[31] |= 64;
    k
}
