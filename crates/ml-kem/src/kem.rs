//! ML-KEM's own algorithms over K-PKE (FIPS 203, section 6).

use clearbox_ct::{Wiped, eq_bytes, select_into};
use clearbox_sha3::{Sha3_256, Sha3_512, Shake256};

use crate::{
    decapsulation_key::DecapsulationKey,
    encapsulation_key::EncapsulationKey,
    k_pke,
    parameters::{Bytes, ParameterSet},
    shared_secret::SharedSecret,
};

/// The words of stack that are overwritten after work with secrets, 20 KiB. With 8 words here, `examples/stack.rs` shows
/// 18.6 KiB for the deepest work, decapsulation.
pub(crate) const STACK_WORDS: usize = 2560;

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
    k_pke::encrypt(&ek.pke, m, &r, c);
    SharedSecret(K)
}

/// Algorithm 18, ML-KEM.Decaps_internal. A ciphertext that is none gives a shared secret that only the key knows:
/// the implicit rejection, of which nobody can tell by time that it happened.
pub(crate) fn decaps_internal<P: ParameterSet>(dk: &DecapsulationKey<P>, c: &P::Ciphertext) -> SharedSecret {
    let m = k_pke::decrypt::<P>(&dk.s_hat, c);
    let (mut K, r) = G(&m, &dk.ek.hash);
    let K_bar = J(&dk.z, c.as_ref());
    let mut c_again = Wiped::new(P::Ciphertext::ZERO);
    k_pke::encrypt(&dk.ek.pke, &m, &r, &mut c_again);
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

/// J (equation 4.4) of z ‖ c.
fn J(z: &[u8; 32], c: &[u8]) -> Wiped<[u8; 32]> {
    let mut J = Shake256::new();
    J.update(z);
    J.update(c);
    let mut K_bar = Wiped::new([0; 32]);
    J.finalize().squeeze(&mut *K_bar);
    K_bar
}
