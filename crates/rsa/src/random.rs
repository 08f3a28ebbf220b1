//! Random numbers.

use clearbox_bignum::Uint;
use clearbox_ct::Wiped;
use rand_core::TryCryptoRng;

use crate::public_key::MAX_BYTES;

/// A random number of up to `bits` bits.
pub(crate) fn random<const N: usize, R: TryCryptoRng + ?Sized>(
    rng: &mut R,
    bits: usize,
) -> Result<Uint<N>, R::Error> {
    let mut bytes = Wiped::new([0; MAX_BYTES]);
    let bytes = &mut bytes[..bits.div_ceil(8)];
    rng.try_fill_bytes(bytes)?;
    bytes[0] &= 0xff >> (8 * bytes.len() - bits);
    Ok(Uint::from_be_bytes(bytes).expect("N is large enough for what is asked here"))
}
