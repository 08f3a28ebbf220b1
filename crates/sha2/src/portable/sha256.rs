//! The compression function of SHA-256 (FIPS 180-4, section 6.2.2).

use clearbox_ct::wipe;

use crate::table::K256;

/// Absorbs `blocks`, one after the other, into the hash value `H`.
pub(crate) fn compress(H: &mut [u32; 8], blocks: &[[u8; 64]]) {
    let mut W = [0; 16];
    for block in blocks {
        for (word, bytes) in W.iter_mut().zip(block.as_chunks().0) {
            *word = u32::from_be_bytes(*bytes);
        }
        let mut state = *H;
        // In a loop, the places of K and W would be computed anew in each turn.
        eight_rounds(0, &mut state, &mut W);
        eight_rounds(8, &mut state, &mut W);
        eight_rounds(16, &mut state, &mut W);
        eight_rounds(24, &mut state, &mut W);
        eight_rounds(32, &mut state, &mut W);
        eight_rounds(40, &mut state, &mut W);
        eight_rounds(48, &mut state, &mut W);
        eight_rounds(56, &mut state, &mut W);
        for (hash, word) in H.iter_mut().zip(state) {
            *hash = hash.wrapping_add(word);
        }
    }
    wipe(&mut W);
}

/// Eight turns of step 3, from `t` on. The working variables change roles instead of places: after eight turns
/// each is back in its own.
#[inline(always)]
fn eight_rounds(t: usize, state: &mut [u32; 8], W: &mut [u32; 16]) {
    let [a, b, c, d, e, f, g, h] = state;
    round(*a, *b, *c, d, *e, *f, *g, h, K_plus_W(t, W));
    round(*h, *a, *b, c, *d, *e, *f, g, K_plus_W(t + 1, W));
    round(*g, *h, *a, b, *c, *d, *e, f, K_plus_W(t + 2, W));
    round(*f, *g, *h, a, *b, *c, *d, e, K_plus_W(t + 3, W));
    round(*e, *f, *g, h, *a, *b, *c, d, K_plus_W(t + 4, W));
    round(*d, *e, *f, g, *h, *a, *b, c, K_plus_W(t + 5, W));
    round(*c, *d, *e, f, *g, *h, *a, b, K_plus_W(t + 6, W));
    round(*b, *c, *d, e, *f, *g, *h, a, K_plus_W(t + 7, W));
}

/// One turn of step 3: leaves the new e in `d` and the new a in `h`.
#[inline(always)]
#[allow(clippy::too_many_arguments)] // The standard's eight working variables.
fn round(a: u32, b: u32, c: u32, d: &mut u32, e: u32, f: u32, g: u32, h: &mut u32, K_plus_W: u32) {
    let T1 = h.wrapping_add(K_plus_W).wrapping_add(Ch(e, f, g)).wrapping_add(Σ1(e));
    let T2 = Σ0(a).wrapping_add(Maj(a, b, c));
    *d = d.wrapping_add(T1);
    *h = T1.wrapping_add(T2);
}

/// K(t) + W(t), where `W` holds the last sixteen words of the message schedule and is carried on (step 1).
#[inline(always)]
fn K_plus_W(t: usize, W: &mut [u32; 16]) -> u32 {
    if t >= 16 {
        W[t % 16] = W[t % 16]
            .wrapping_add(σ0(W[(t - 15) % 16]))
            .wrapping_add(W[(t - 7) % 16])
            .wrapping_add(σ1(W[(t - 2) % 16]));
    }
    K256[t].wrapping_add(W[t % 16])
}

// The functions of section 4.1.2.

/// (x ∧ y) ⊕ (¬x ∧ z), with an operation less.
#[inline(always)]
fn Ch(x: u32, y: u32, z: u32) -> u32 {
    z ^ (x & (y ^ z))
}

/// (x ∧ y) ⊕ (x ∧ z) ⊕ (y ∧ z), written so that x ⊕ y is the next round's y ⊕ z and is computed once.
#[inline(always)]
fn Maj(x: u32, y: u32, z: u32) -> u32 {
    y ^ ((x ^ y) & (y ^ z))
}

#[inline(always)]
fn Σ0(x: u32) -> u32 {
    x.rotate_right(2) ^ x.rotate_right(13) ^ x.rotate_right(22)
}

#[inline(always)]
fn Σ1(x: u32) -> u32 {
    x.rotate_right(6) ^ x.rotate_right(11) ^ x.rotate_right(25)
}

#[inline(always)]
fn σ0(x: u32) -> u32 {
    x.rotate_right(7) ^ x.rotate_right(18) ^ (x >> 3)
}

#[inline(always)]
fn σ1(x: u32) -> u32 {
    x.rotate_right(17) ^ x.rotate_right(19) ^ (x >> 10)
}
