//! The compression function of SHA-512 (FIPS 180-4, section 6.4.2).

use clearbox_ct::wipe;

use crate::table::K512;

/// Absorbs `blocks`, one after the other, into the hash value `H`.
pub(crate) fn compress(H: &mut [u64; 8], blocks: &[[u8; 128]]) {
    let mut W = [0; 16];
    for block in blocks {
        for (w, bytes) in W.iter_mut().zip(block.as_chunks().0) {
            *w = u64::from_be_bytes(*bytes);
        }
        let mut state = *H;
        sixteen_rounds(&mut state, &W, &K512[..16]);
        for K in K512[16..].chunks_exact(16) {
            extend(&mut W);
            sixteen_rounds(&mut state, &W, K);
        }
        for (h, s) in H.iter_mut().zip(state) {
            *h = h.wrapping_add(s);
        }
    }
    wipe(&mut W);
}

/// Replaces the words W(t-16) … W(t-1) of the message schedule by W(t) … W(t+15) (step 1).
#[inline(always)]
fn extend(W: &mut [u64; 16]) {
    for t in 0..16 {
        W[t] = W[t]
            .wrapping_add(σ0(W[(t + 1) % 16]))
            .wrapping_add(W[(t + 9) % 16])
            .wrapping_add(σ1(W[(t + 14) % 16]));
    }
}

/// Sixteen turns of step 3. The eight words change their roles instead of their places, and are back after eight.
#[inline(always)]
fn sixteen_rounds(state: &mut [u64; 8], W: &[u64; 16], K: &[u64]) {
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
    for t in [0, 8] {
        round(a, b, c, &mut d, e, f, g, &mut h, K[t].wrapping_add(W[t]));
        round(h, a, b, &mut c, d, e, f, &mut g, K[t + 1].wrapping_add(W[t + 1]));
        round(g, h, a, &mut b, c, d, e, &mut f, K[t + 2].wrapping_add(W[t + 2]));
        round(f, g, h, &mut a, b, c, d, &mut e, K[t + 3].wrapping_add(W[t + 3]));
        round(e, f, g, &mut h, a, b, c, &mut d, K[t + 4].wrapping_add(W[t + 4]));
        round(d, e, f, &mut g, h, a, b, &mut c, K[t + 5].wrapping_add(W[t + 5]));
        round(c, d, e, &mut f, g, h, a, &mut b, K[t + 6].wrapping_add(W[t + 6]));
        round(b, c, d, &mut e, f, g, h, &mut a, K[t + 7].wrapping_add(W[t + 7]));
    }
    *state = [a, b, c, d, e, f, g, h];
}

/// One turn of step 3, where `KW` is K(t) + W(t): leaves the new e in `d` and the new a in `h`.
#[inline(always)]
#[allow(clippy::too_many_arguments)] // The standard's eight working variables.
fn round(a: u64, b: u64, c: u64, d: &mut u64, e: u64, f: u64, g: u64, h: &mut u64, KW: u64) {
    let T1 = h.wrapping_add(Σ1(e)).wrapping_add(Ch(e, f, g)).wrapping_add(KW);
    let T2 = Σ0(a).wrapping_add(Maj(a, b, c));
    *d = d.wrapping_add(T1);
    *h = T1.wrapping_add(T2);
}

// The functions of section 4.1.3.

/// y where x is one, z where it is zero; an operation fewer than (x ∧ y) ⊕ (¬x ∧ z).
#[inline(always)]
fn Ch(x: u64, y: u64, z: u64) -> u64 {
    z ^ (x & (y ^ z))
}

/// The majority of the bits; an operation fewer than (x ∧ y) ⊕ (x ∧ z) ⊕ (y ∧ z).
#[inline(always)]
fn Maj(x: u64, y: u64, z: u64) -> u64 {
    (x & y) | (z & (x | y))
}

#[inline(always)]
fn Σ0(x: u64) -> u64 {
    x.rotate_right(28) ^ x.rotate_right(34) ^ x.rotate_right(39)
}

#[inline(always)]
fn Σ1(x: u64) -> u64 {
    x.rotate_right(14) ^ x.rotate_right(18) ^ x.rotate_right(41)
}

#[inline(always)]
fn σ0(x: u64) -> u64 {
    x.rotate_right(1) ^ x.rotate_right(8) ^ (x >> 7)
}

#[inline(always)]
fn σ1(x: u64) -> u64 {
    x.rotate_right(19) ^ x.rotate_right(61) ^ (x >> 6)
}
