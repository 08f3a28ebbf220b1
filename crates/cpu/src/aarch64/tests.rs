extern crate std;

use super::{
    AesPmull, Neon, Sha2, Sha3, VISIBLE, load_128, load_128_u32, load_128_u64, store_128, store_128_u32,
    store_128_u64, tokens,
};
use std::arch::is_aarch64_feature_detected as std_has;

/// Forced portable, there must be no token at all.
#[test]
fn tokens_agree_with_the_standard_library() {
    let neon = std_has!("neon") && cfg!(target_endian = "little");
    assert_eq!(Neon::detect().is_some(), VISIBLE.contains(Neon::NEEDED) && neon);
    assert_eq!(AesPmull::detect().is_some(), VISIBLE.contains(AesPmull::NEEDED) && neon && std_has!("aes"));
    assert_eq!(Sha2::detect().is_some(), VISIBLE.contains(Sha2::NEEDED) && neon && std_has!("sha2"));
    assert_eq!(Sha3::detect().is_some(), VISIBLE.contains(Sha3::NEEDED) && neon && std_has!("sha3"));
    assert!(!cfg!(clearbox_portable) || tokens().into_iter().all(|(_, here)| !here));
}

#[test]
#[allow(unsafe_code)]
fn loads_and_stores_keep_every_number() {
    let source: [u8; 17] = core::array::from_fn(|i| i as u8 ^ 0x5a);
    let (words, longs) = ([1, 2, 3, 4], [5, 6]);
    let (mut bytes, mut four, mut two) = ([0; 17], [0; 4], [0; 2]);
    assert!(std_has!("neon"));
    // SAFETY: NEON was detected on the line above.
    unsafe {
        // Offset 1: no alignment is needed.
        let target = bytes.last_chunk_mut().expect("16 of 17");
        store_128(target, load_128(source.last_chunk().expect("16 of 17")));
        store_128_u32(&mut four, load_128_u32(&words));
        store_128_u64(&mut two, load_128_u64(&longs));
    }
    assert_eq!((&bytes[1..], four, two), (&source[1..], words, longs));
}
