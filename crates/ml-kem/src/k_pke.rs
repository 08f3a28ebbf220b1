//! K-PKE, the public-key encryption under ML-KEM (FIPS 203, section 5). It is not safe by itself.

use clearbox_ct::{Wiped, declassify_ref};
use clearbox_sha3::Sha3_512;

use crate::{
    encode::{decode_compressed, decode_message, encode_compressed, encode_vector},
    ntt::{Factor, Polynomial, inner_product, inverse_ntt, ntt},
    parameters::{ETA2, K_MAX, ParameterSet, sealed::Elements},
    sample,
    sponges::{Work, run_vartime},
};

/// An encryption key, ready for use.
#[derive(Clone)]
pub(crate) struct EncryptionKey<P: ParameterSet> {
    /// Coefficients from 0 to q-1.
    pub(crate) t_hat: P::Vector,
    pub(crate) A_hat: P::Matrix,
}

impl<P: ParameterSet> EncryptionKey<P> {
    pub(crate) const ZERO: Self = Self { t_hat: P::Vector::ZERO, A_hat: P::Matrix::ZERO };
}

/// Algorithm 13, K-PKE.KeyGen: writes the encryption key as bytes to `ek_PKE`, and both keys as polynomials to `ek` and
/// `s_hat`, with coefficients from 0 to q-1.
pub(crate) fn key_gen<P: ParameterSet>(
    d: &[u8; 32],
    ek_PKE: &mut [u8],
    ek: &mut EncryptionKey<P>,
    s_hat: &mut P::Vector,
) {
    let mut G = Sha3_512::new();
    G.update(d);
    G.update(&[P::K as u8]);
    let rho_sigma = Wiped::new(G.finalize());
    key_gen_from(&rho_sigma, ek_PKE, ek, s_hat);
}

/// Steps 2 to 21 of algorithm 13: the keys from ρ ‖ σ.
pub(crate) fn key_gen_from<P: ParameterSet>(
    rho_sigma: &[u8; 64],
    ek_PKE: &mut [u8],
    ek: &mut EncryptionKey<P>,
    s_hat: &mut P::Vector,
) {
    let ([rho, sigma], _) = rho_sigma.as_chunks() else { unreachable!("64 bytes are twice 32") };
    // Public: ρ is a part of the encapsulation key.
    let rho = declassify_ref(rho);
    let mut noise = [Polynomial::ZERO; 2 * K_MAX];
    let elements = sample::matrix::<P>(rho, &mut ek.A_hat);
    run_vartime(elements.chain(sample::noise(sigma, 0, P::ETA1, &mut noise[..2 * P::K])));
    let (s, e) = noise.split_at(P::K);
    let mut s_factors = [Factor::ZERO; K_MAX];
    for ((s_hat, factor), s) in s_hat.as_mut().iter_mut().zip(&mut s_factors).zip(s) {
        *s_hat = ntt(s).canonical();
        *factor = Factor::new(s_hat);
    }
    let rows = ek.A_hat.as_ref().chunks_exact(P::K);
    for ((t_hat, row), e) in ek.t_hat.as_mut().iter_mut().zip(rows).zip(e) {
        *t_hat = inner_product(row.iter(), s_factors.iter()).plus(&ntt(e));
    }
    encode_vector(ek.t_hat.as_ref(), ek_PKE);
    ek_PKE[384 * P::K..].copy_from_slice(rho);
}

/// What K-PKE.Encrypt adds to hide the message: y, e_1 and e_2 (steps 9 to 17 of algorithm 14).
pub(crate) struct Noise([Polynomial; 2 * K_MAX + 1]);

impl Noise {
    pub(crate) const ZERO: Self = Self([Polynomial::ZERO; 2 * K_MAX + 1]);

    /// How they are sampled from the randomness `r`.
    pub(crate) fn sampling<'a, P: ParameterSet>(
        &'a mut self,
        r: &'a [u8; 32],
    ) -> impl Iterator<Item = Work<'a>> {
        let (y, e) = self.0[..=2 * P::K].split_at_mut(P::K);
        sample::noise(r, 0, P::ETA1, y).chain(sample::noise(r, P::K, ETA2, e))
    }
}

/// The rest of algorithm 14, K-PKE.Encrypt: the message `m` into the ciphertext `c`.
pub(crate) fn encrypt<P: ParameterSet>(
    ek: &EncryptionKey<P>,
    m: &[u8; 32],
    noise: &Noise,
    c: &mut P::Ciphertext,
) {
    let (y, e) = noise.0.split_at(P::K);
    let (e_1, e_2) = (&e[..P::K], &e[P::K]);
    let mut y_factors = [Factor::ZERO; K_MAX];
    for (factor, y) in y_factors.iter_mut().zip(y) {
        *factor = Factor::new(&ntt(y));
    }

    let (c_1, c_2) = c.as_mut().split_at_mut(32 * P::DU * P::K);
    for (i, (c_1, e_1)) in c_1.chunks_exact_mut(32 * P::DU).zip(e_1).enumerate() {
        let row_of_transpose = ek.A_hat.as_ref().iter().skip(i).step_by(P::K);
        let mut u = inverse_ntt(&inner_product(row_of_transpose, y_factors.iter()));
        u.add(e_1);
        encode_compressed(P::DU, &u, c_1);
    }
    let mut v = inverse_ntt(&inner_product(ek.t_hat.as_ref().iter(), y_factors.iter()));
    v.add(e_2);
    v.add(&decode_message(m));
    encode_compressed(P::DV, &v, c_2);
}

/// Algorithm 15, K-PKE.Decrypt: the message in the ciphertext `c`.
pub(crate) fn decrypt<P: ParameterSet>(s_hat: &P::Vector, c: &P::Ciphertext) -> Wiped<[u8; 32]> {
    let (c_1, c_2) = c.as_ref().split_at(32 * P::DU * P::K);
    let mut u_factors = [Factor::ZERO; K_MAX];
    for (factor, c_1) in u_factors.iter_mut().zip(c_1.chunks_exact(32 * P::DU)) {
        *factor = Factor::new(&ntt(&decode_compressed(P::DU, c_1)));
    }
    let mut w = decode_compressed(P::DV, c_2);
    w.subtract(&inverse_ntt(&inner_product(s_hat.as_ref().iter(), u_factors.iter())));
    let mut m = Wiped::new([0; 32]);
    encode_compressed(1, &w, &mut *m);
    m
}
