//! RFC 8017's primitives with big integers, and FIPS 186-5's Miller-Rabin test, literally.

use num_bigint::BigUint;

/// RSAVP1 (section 5.2.2).
pub(crate) fn rsavp1(n: &BigUint, e: u64, s: &BigUint) -> BigUint {
    assert!(s < n);
    s.modpow(&e.into(), n)
}

/// RSASP1 (section 5.2.1), by the first form of the private key.
pub(crate) fn rsasp1(n: &BigUint, d: &BigUint, m: &BigUint) -> BigUint {
    assert!(m < n);
    m.modpow(d, n)
}

/// One round of FIPS 186-5, appendix B.3.1, with the base b: step 4.
pub(crate) fn miller_rabin(w: &BigUint, b: &BigUint) -> bool {
    let one = BigUint::from(1u32);
    let a = (w - 1u32).trailing_zeros().expect("w is above 1");
    let m = (w - 1u32) >> a;
    let mut z = b.modpow(&m, w);
    if z == one || z == w - 1u32 {
        return true;
    }
    for _ in 1..a {
        z = &z * &z % w;
        if z == w - 1u32 {
            return true;
        }
        if z == one {
            return false;
        }
    }
    false
}
