//! The algorithms themselves, without contexts and randomness (FIPS 204, section 6).

use clearbox_ct::{Choice, Wiped, declassify, declassify_ref, lt_u64};
use clearbox_sha3::Shake256;

use crate::{
    encode::{T1_LEN, pack_t1, pack_w1, pack_z, unpack_t1, unpack_z, w1_len, z_len},
    error::InvalidSignature,
    field::norm_is_below,
    hint::Hint,
    ntt::{NttPolynomial, Polynomial, Sum, inner_product, inverse_ntt, multiply, ntt},
    parameters::{Bytes, C_TILDE_MAX, D, ParameterSet, sealed::Array},
    round::{high_bits, low_bits, power2_round, use_hint_vartime},
    sample::{expand_a_vartime, expand_mask, expand_s, sample_in_ball_vartime},
    signing_key::SigningKey,
    verifying_key::VerifyingKey,
};

/// H (section 3.7): SHAKE256 of all `parts`, one after the other.
pub(crate) fn H<const LEN: usize>(parts: &[&[u8]]) -> Wiped<[u8; LEN]> {
    let mut shake = Shake256::new();
    parts.iter().for_each(|part| shake.update(part));
    let mut out = Wiped::new([0; LEN]);
    shake.finalize().squeeze(&mut *out);
    out
}

/// Algorithm 6, ML-DSA.KeyGen_internal: fills a blank key from its seed.
pub(crate) fn key_gen_internal<P: ParameterSet>(xi: &[u8; 32], key: &mut SigningKey<P>) {
    let expanded = H::<128>(&[xi, &[P::K as u8, P::L as u8]]);
    let ([rho, rho_prime_0, rho_prime_1, K], _) = expanded.as_chunks::<32>() else {
        unreachable!("128 bytes are four times 32")
    };
    let mut rho_prime = Wiped::new([0; 64]);
    rho_prime[..32].copy_from_slice(rho_prime_0);
    rho_prime[32..].copy_from_slice(rho_prime_1);
    key.K.copy_from_slice(K);
    let mut s_1 = P::VectorL::<Polynomial>::ZERO;
    let mut s_2 = P::VectorK::<Polynomial>::ZERO;
    expand_s::<P>(&rho_prime, 0, s_1.as_mut());
    expand_s::<P>(&rho_prime, P::L, s_2.as_mut());
    // Public: ρ is a part of the verifying key.
    key_gen_from(declassify_ref(rho), s_1.as_ref(), s_2.as_ref(), key);
}

/// Steps 3 to 9 of algorithm 6: all but K, from ρ, s_1 and s_2.
pub(crate) fn key_gen_from<P: ParameterSet>(
    rho: &[u8; 32],
    s_1: &[Polynomial],
    s_2: &[Polynomial],
    key: &mut SigningKey<P>,
) {
    expand_a_vartime::<P>(rho, |n, a_hat| key.A_hat.as_mut()[n] = *a_hat);
    for (s_hat, s) in key.s_1_hat.as_mut().iter_mut().zip(s_1) {
        *s_hat = ntt(s);
    }
    let mut pk = P::VerifyingKeyBytes::ZERO;
    let (pk_rho, pk_t_1) = pk.as_mut().split_at_mut(32);
    pk_rho.copy_from_slice(rho);
    let rows = key.A_hat.as_ref().chunks_exact(P::L).zip(pk_t_1.chunks_exact_mut(T1_LEN));
    let secrets = key.s_2_hat.as_mut().iter_mut().zip(key.t_0_hat.as_mut()).zip(s_2);
    for ((row, pk_t_1), ((s_2_hat, t_0_hat), s_2)) in rows.zip(secrets) {
        let t = inverse_ntt(&inner_product(row, key.s_1_hat.as_ref())).plus(s_2);
        pack_t1(&Polynomial(t.0.map(|r| power2_round(r).0)), pk_t_1);
        *t_0_hat = ntt(&Polynomial(t.0.map(|r| power2_round(r).1)));
        *s_2_hat = ntt(s_2);
    }
    // Public: the verifying key.
    key.verifying_key = VerifyingKey::new(*declassify_ref(&pk));
}

/// Algorithm 7, ML-DSA.Sign_internal, of the message representative μ, in which M' has gone already.
///
/// # Timing
/// Tells how many attempts were rejected, and by which of the two checks. Neither depends on the key: that a signature
/// doesn't tell about it rests on the same property.
pub(crate) fn sign_internal<P: ParameterSet>(
    key: &SigningKey<P>,
    mu: &[u8; 64],
    rnd: &[u8; 32],
    sigma: &mut P::Signature,
) {
    let rho_mask = H(&[&*key.K, rnd, mu]);
    // Of κ there are two bytes. That more than 814 attempts are rejected, has a probability below 2^-256 (appendix C).
    for kappa in (0..1 << 16).step_by(P::L) {
        if attempt(key, mu, &rho_mask, kappa, sigma.as_mut()) {
            return;
        }
    }
    unreachable!("more than 9000 attempts rejected");
}

/// Steps 11 to 32 of algorithm 7, and the encoding (algorithm 26, sigEncode) if the attempt is not rejected.
fn attempt<P: ParameterSet>(
    key: &SigningKey<P>,
    mu: &[u8; 64],
    rho_mask: &[u8; 64],
    kappa: usize,
    sigma: &mut [u8],
) -> bool {
    // y, and z afterwards.
    let mut z = P::VectorL::<Polynomial>::ZERO;
    expand_mask::<P>(rho_mask, kappa, z.as_mut());
    // w, and w - c·s_2 afterwards.
    let mut w = P::VectorK::<Polynomial>::ZERO;
    commit(key, z.as_ref(), w.as_mut());
    let c_tilde = commitment_hash::<P>(mu, w.as_ref());
    // Public: the commitment hash, if the attempt is accepted, since it is in the signature. If not, it is a hash of a w_1
    // that nobody can guess, in which y is random, and so is as good as random bytes: it tells nothing about the key.
    let c_tilde = declassify_ref(&c_tilde[..P::C_TILDE_LEN]);
    let c_hat = ntt(&sample_in_ball_vartime::<P>(c_tilde));

    let is_short = respond(key, &c_hat, z.as_mut(), w.as_mut());
    // Public: that the attempt is rejected. The probability of it is the same for each key and each c.
    if !declassify(is_short) {
        return false;
    }
    let mut h = Hint::ZERO;
    let is_hinted = make_hints(key, &c_hat, w.as_ref(), &mut h);
    // Public: it is about t_0, which a few signatures give away (section 6.1): only its length keeps it out of the public
    // key.
    if !declassify(is_hinted) {
        return false;
    }

    // Public: the signature.
    let (z, h) = (declassify_ref(&z), declassify_ref(&h));
    let (sigma_c_tilde, rest) = sigma.split_at_mut(P::C_TILDE_LEN);
    let (sigma_z, sigma_h) = rest.split_at_mut(P::L * z_len::<P>());
    sigma_c_tilde.copy_from_slice(c_tilde);
    for (z, bytes) in z.as_ref().iter().zip(sigma_z.chunks_exact_mut(z_len::<P>())) {
        pack_z::<P>(z, bytes);
    }
    h.pack_vartime::<P>(sigma_h);
    true
}

/// Step 12 of algorithm 7: w = A·y, with numbers from 0 to q-1.
#[inline(never)]
fn commit<P: ParameterSet>(key: &SigningKey<P>, y: &[Polynomial], w: &mut [Polynomial]) {
    let mut y_hat = P::VectorL::<NttPolynomial>::ZERO;
    for (y_hat, y) in y_hat.as_mut().iter_mut().zip(y) {
        *y_hat = ntt(y);
    }
    for (w, row) in w.iter_mut().zip(key.A_hat.as_ref().chunks_exact(P::L)) {
        *w = inverse_ntt(&inner_product(row, y_hat.as_ref())).canonical();
    }
}

/// Steps 13 to 15 of algorithm 7: c̃ of the commitment w_1, of which λ/4 bytes count.
fn commitment_hash<P: ParameterSet>(mu: &[u8; 64], w: &[Polynomial]) -> [u8; C_TILDE_MAX] {
    let mut shake = Shake256::new();
    shake.update(mu);
    w.iter().for_each(|w| absorb_w1::<P>(&mut shake, &Polynomial(w.0.map(high_bits::<P>))));
    squeeze_c_tilde(shake)
}

/// One polynomial of algorithm 28, w1Encode, into the hash.
#[inline(never)]
fn absorb_w1<P: ParameterSet>(shake: &mut Shake256, w_1: &Polynomial) {
    let mut bytes = Wiped::new([0; 192]);
    let bytes = &mut bytes[..w1_len::<P>()];
    pack_w1::<P>(w_1, bytes);
    shake.update(bytes);
}

/// The longest c̃, with which the shorter ones begin.
fn squeeze_c_tilde(shake: Shake256) -> [u8; C_TILDE_MAX] {
    let mut c_tilde = [0; C_TILDE_MAX];
    shake.finalize().squeeze(&mut c_tilde);
    c_tilde
}

/// Steps 18 to 23 of algorithm 7: makes z of y, and w - c·s_2 of w; and whether z and the low-order bits of the latter are
/// short, so that they tell nothing about s_1 and s_2.
#[inline(never)]
fn respond<P: ParameterSet>(
    key: &SigningKey<P>,
    c_hat: &NttPolynomial,
    z: &mut [Polynomial],
    w: &mut [Polynomial],
) -> Choice {
    let mut is_short = Choice::from_lsb(1);
    for (z, s_1_hat) in z.iter_mut().zip(key.s_1_hat.as_ref()) {
        *z = z.plus(&inverse_ntt(&multiply(c_hat, s_1_hat))).centered();
        is_short = is_short & norm_is_below(&z.0, P::GAMMA1 - P::BETA);
    }
    for (w, s_2_hat) in w.iter_mut().zip(key.s_2_hat.as_ref()) {
        *w = w.minus(&inverse_ntt(&multiply(c_hat, s_2_hat)));
        is_short = is_short & norm_is_below(&w.0.map(low_bits::<P>), P::GAMMA2 - P::BETA);
    }
    is_short
}

/// Steps 25 to 28 of algorithm 7, of w - c·s_2: the hints by which the verifier, who doesn't know t_0, finds w_1 all the same;
/// and whether c·t_0 is short and the hints are few enough.
#[inline(never)]
fn make_hints<P: ParameterSet>(
    key: &SigningKey<P>,
    c_hat: &NttPolynomial,
    w: &[Polynomial],
    h: &mut Hint,
) -> Choice {
    let mut is_short = Choice::from_lsb(1);
    for (i, (w, t_0_hat)) in w.iter().zip(key.t_0_hat.as_ref()).enumerate() {
        let c_t_0 = inverse_ntt(&multiply(c_hat, t_0_hat)).centered();
        is_short = is_short & norm_is_below(&c_t_0.0, P::GAMMA2);
        h.make::<P>(i, &w.plus(&c_t_0), w);
    }
    is_short & !lt_u64(P::OMEGA as u64, u64::from(h.count()))
}

/// Algorithm 8, ML-DSA.Verify_internal, of the message representative μ. The rows of the matrix are made one after the
/// other, so that only four elements of it are there at a time.
///
/// # Timing
/// Depends on all arguments, which are public.
pub(crate) fn verify_internal_vartime<P: ParameterSet>(
    key: &VerifyingKey<P>,
    mu: &[u8; 64],
    sigma: &[u8],
) -> Result<(), InvalidSignature> {
    if sigma.len() != P::Signature::ZERO.as_ref().len() {
        return Err(InvalidSignature);
    }
    // Algorithm 27, sigDecode.
    let (c_tilde, rest) = sigma.split_at(P::C_TILDE_LEN);
    let (sigma_z, sigma_h) = rest.split_at(P::L * z_len::<P>());
    let h = Hint::unpack_vartime::<P>(sigma_h).ok_or(InvalidSignature)?;
    let mut z_hat = P::VectorL::<NttPolynomial>::ZERO;
    for (z_hat, bytes) in z_hat.as_mut().iter_mut().zip(sigma_z.chunks_exact(z_len::<P>())) {
        let z = unpack_z::<P>(bytes);
        if !declassify(norm_is_below(&z.0, P::GAMMA1 - P::BETA)) {
            return Err(InvalidSignature);
        }
        *z_hat = ntt(&z);
    }
    let c_hat = ntt(&sample_in_ball_vartime::<P>(c_tilde));

    let (rho, t_1) = key.parts();
    let mut shake = Shake256::new();
    shake.update(mu);
    let mut row = Sum::ZERO;
    expand_a_vartime::<P>(rho, |n, a_hat| {
        let (i, j) = (n / P::L, n % P::L);
        row.add(a_hat, &z_hat.as_ref()[j]);
        if j == P::L - 1 {
            row.subtract(&c_hat, &t_1_hat(&t_1[i * T1_LEN..][..T1_LEN]));
            let w = inverse_ntt(&row.reduce()).canonical();
            let w_1 = Polynomial(core::array::from_fn(|j| use_hint_vartime::<P>(h.is_set(i, j), w.0[j])));
            absorb_w1::<P>(&mut shake, &w_1);
            row = Sum::ZERO;
        }
    });
    let is_same = squeeze_c_tilde(shake)[..P::C_TILDE_LEN] == *c_tilde;
    if is_same { Ok(()) } else { Err(InvalidSignature) }
}

/// NTT(t_1 · 2^d) of one polynomial's bytes; t_1 · 2^d is at most q-1.
#[inline(never)]
fn t_1_hat(bytes: &[u8]) -> NttPolynomial {
    ntt(&Polynomial(unpack_t1(bytes).0.map(|t_1| t_1 << D)))
}
