//! ML-KEM's own algorithms over K-PKE (FIPS 203, section 6).

use clearbox_ct::{Wiped, eq_bytes, select_into};
use clearbox_sha3::{Sha3_256, Sha3_512, Suffix};

use crate::{
    decapsulation_key::DecapsulationKey,
    encapsulation_key::EncapsulationKey,
    k_pke::{self, Noise},
    parameters::{Bytes, ParameterSet},
    shared_secret::SharedSecret,
    sponges::{Work, run_vartime},
};

/// The words of stack that are overwritten after work with secrets, 20 KiB. With 8 words here, `examples/ml_kem_stack.rs`
/// shows 16.7 KiB for the deepest work, decapsulation.
pub(crate) const STACK_WORDS: usize = 2560;

/// Of ML-KEM-1024 (table 3).
const LONGEST_CIPHERTEXT: usize = 1568;

/// Algorithm 16, ML-KEM.KeyGen_internal: `key` from its seed, d and z.
pub(crate) fn key_gen_internal<P: ParameterSet>(d: &[u8; 32], z: &[u8; 32], key: &mut DecapsulationKey<P>) {
    let ek = &mut key.ek;
    k_pke::key_gen(d, ek.bytes.as_mut(), &mut ek.pke, &mut key.s_hat);
    ek.hash = Sha3_256::digest(ek.bytes.as_ref());
    key.z.copy_from_slice(z);
}

/// Algorithm 17, ML-KEM.Encaps_internal: the shared secret and, in `c`, the ciphertext.
pub(crate) fn encaps_internal<P: ParameterSet>(
    ek: &EncapsulationKey<P>,
    m: &[u8; 32],
    c: &mut P::Ciphertext,
) -> SharedSecret {
    let (K, r) = G(m, &ek.hash);
    let mut noise = Noise::ZERO;
    run_vartime(noise.sampling::<P>(&r));
    k_pke::encrypt(&ek.pke, m, &noise, c);
    SharedSecret(K)
}

/// Algorithm 18, ML-KEM.Decaps_internal. A ciphertext that is none gives a shared secret that only the key knows:
/// the implicit rejection, of which nobody can tell by time that it happened.
pub(crate) fn decaps_internal<P: ParameterSet>(dk: &DecapsulationKey<P>, c: &P::Ciphertext) -> SharedSecret {
    let m = k_pke::decrypt::<P>(&dk.s_hat, c);
    let (mut K, r) = G(&m, &dk.ek.hash);
    // J (equation 4.4) of z ‖ c.
    let (mut J_input, mut K_bar) = (Wiped::new([0; 32 + LONGEST_CIPHERTEXT]), Wiped::new([0; 32]));
    let J_input = &mut J_input[..32 + c.as_ref().len()];
    J_input[..32].copy_from_slice(&*dk.z);
    J_input[32..].copy_from_slice(c.as_ref());
    let mut noise = Noise::ZERO;
    let J = Work::digest(J_input, Suffix::Shake, &mut K_bar);
    run_vartime(core::iter::once(J).chain(noise.sampling::<P>(&r)));
    let mut c_again = Wiped::new(P::Ciphertext::ZERO);
    k_pke::encrypt(&dk.ek.pke, &m, &noise, &mut c_again);
    let differs = !eq_bytes(c.as_ref(), (*c_again).as_ref());
    select_into(differs, &mut *K, &*K_bar);
    SharedSecret(K)
}

/// G (equation 4.5) of m ‖ h: the shared secret K and the randomness r.
fn G(m: &[u8; 32], h: &[u8; 32]) -> (Wiped<[u8; 32]>, Wiped<[u8; 32]>) {
    let mut G = Sha3_512::new();
    G.update(m);
    G.update(h);
    let K_r = Wiped::new(G.finalize());
    let (mut K, mut r) = (Wiped::new([0; 32]), Wiped::new([0; 32]));
    K.copy_from_slice(&K_r[..32]);
    r.copy_from_slice(&K_r[32..]);
    (K, r)
}
