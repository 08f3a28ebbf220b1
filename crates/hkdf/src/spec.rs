//! HKDF step by step, as RFC 5869, section 2, has it; for tests.
#![allow(non_snake_case)]

extern crate std;

use std::{vec, vec::Vec};

/// HMAC-Hash(key, message), and HashLen in bytes.
pub(crate) struct Hmac {
    pub(crate) mac: fn(&[u8], &[u8]) -> Vec<u8>,
    pub(crate) HashLen: usize,
}

/// Section 2.2; without a salt, it is HashLen zeros.
pub(crate) fn extract(hmac: &Hmac, salt: Option<&[u8]>, IKM: &[u8]) -> Vec<u8> {
    let zeros = vec![0; hmac.HashLen];
    (hmac.mac)(salt.unwrap_or(&zeros), IKM)
}

/// Section 2.3: the first `L` bytes of T(1) | T(2) | … | T(N), where T(0) is empty.
pub(crate) fn expand(hmac: &Hmac, PRK: &[u8], info: &[u8], L: usize) -> Vec<u8> {
    let N = L.div_ceil(hmac.HashLen);
    assert!(N <= 255, "L <= 255*HashLen");
    let mut T = vec![Vec::new()];
    for i in 1..=N {
        let message = [&T[i - 1][..], info, &[i as u8]].concat();
        T.push((hmac.mac)(PRK, &message));
    }
    T.concat()[..L].to_vec()
}
