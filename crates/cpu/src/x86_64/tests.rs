extern crate std;

use super::{
    AesClmul, Avx2, Avx512, Bmi2Adx, Ifma, ShaNi, VISIBLE, Vaes256, Vaes512, load_128, load_256, load_512,
    load_512_partial, store_128, store_256, store_512, store_512_partial, tokens,
};
use std::is_x86_feature_detected as std_has;

/// The standard library is the judge, of what this build lets be seen; forced portable, there must be no token at all.
#[test]
fn tokens_agree_with_the_standard_library() {
    let sse = std_has!("ssse3") && std_has!("sse4.1");
    let clmul = std_has!("aes") && std_has!("pclmulqdq") && sse;
    let vaes = std_has!("vaes") && std_has!("vpclmulqdq") && std_has!("avx2") && clmul;
    let avx512 = std_has!("avx512f")
        && std_has!("avx512bw")
        && std_has!("avx512dq")
        && std_has!("avx512vl")
        && std_has!("avx2");
    assert_eq!(ShaNi::detect().is_some(), VISIBLE.contains(ShaNi::NEEDED) && std_has!("sha") && sse);
    assert_eq!(AesClmul::detect().is_some(), VISIBLE.contains(AesClmul::NEEDED) && clmul);
    assert_eq!(Vaes256::detect().is_some(), VISIBLE.contains(Vaes256::NEEDED) && vaes);
    assert_eq!(Vaes512::detect().is_some(), VISIBLE.contains(Vaes512::NEEDED) && vaes && avx512);
    assert_eq!(Avx2::detect().is_some(), VISIBLE.contains(Avx2::NEEDED) && std_has!("avx2"));
    assert_eq!(Avx512::detect().is_some(), VISIBLE.contains(Avx512::NEEDED) && avx512);
    assert_eq!(Ifma::detect().is_some(), VISIBLE.contains(Ifma::NEEDED) && avx512 && std_has!("avx512ifma"));
    assert_eq!(
        Bmi2Adx::detect().is_some(),
        VISIBLE.contains(Bmi2Adx::NEEDED) && std_has!("bmi2") && std_has!("adx")
    );
    assert!(!cfg!(clearbox_portable) || tokens().into_iter().all(|(_, here)| !here));
}

#[test]
#[allow(unsafe_code)]
fn loads_and_stores_keep_every_byte() {
    let source: [u8; 65] = core::array::from_fn(|i| i as u8 ^ 0x5a);
    let mut target = [0u8; 65];
    // Offset 1: no alignment is needed.
    let (from, to) = (&source[1..], &mut target[1..]);
    // SAFETY: every x86-64 CPU has SSE2.
    unsafe { store_128((&mut to[..16]).try_into().unwrap(), load_128(from[..16].try_into().unwrap())) };
    assert_eq!(from[..16], to[..16]);
    if std_has!("avx") {
        // SAFETY: AVX was detected on the line above.
        unsafe { store_256((&mut to[..32]).try_into().unwrap(), load_256(from[..32].try_into().unwrap())) };
        assert_eq!(from[..32], to[..32]);
    }
    if std_has!("avx512f") {
        // SAFETY: AVX-512F was detected on the line above.
        unsafe { store_512((&mut to[..64]).try_into().unwrap(), load_512(from[..64].try_into().unwrap())) };
        assert_eq!(from[..64], to[..64]);
    }
}

#[test]
#[allow(unsafe_code)]
fn partial_loads_and_stores_touch_their_bytes_only() {
    if !(std_has!("avx512f") && std_has!("avx512bw")) {
        return;
    }
    let source: std::vec::Vec<u8> = (0..3 * 4096).map(|i| i as u8 | 1).collect();
    // The borders of pages lie somewhere in between.
    for start in (0..2 * 4096).step_by(3) {
        let length = start % 65;
        let mut whole = [0xee; 64];
        let mut target = [0xee; 66];
        // SAFETY: AVX-512F and AVX-512BW were detected above.
        unsafe {
            let vector = load_512_partial(&source[start..start + length]);
            store_512(&mut whole, vector);
            store_512_partial(&mut target[1..1 + length], vector);
        }
        assert_eq!(whole[..length], source[start..start + length]);
        assert!(whole[length..].iter().all(|&byte| byte == 0));
        assert_eq!(target[1..1 + length], whole[..length]);
        assert!(target[0] == 0xee && target[1 + length..].iter().all(|&byte| byte == 0xee));
    }
}
