//! The secret number k of each signature (RFC 6979, section 3).

use clearbox_ct::Wiped;
use clearbox_hmac::HmacSha256;

use crate::curve::Scalar;

/// The HMAC-SHA-256 generator of RFC 6979, section 3.2: the candidates for k, one after another.
pub(crate) struct Nonces {
    k: Wiped<[u8; 32]>,
    v: Wiped<[u8; 32]>,
}

impl Nonces {
    /// Steps b to f of section 3.2, for a private key, the number h of the digest modulo n, and additional
    /// data k′ as section 3.6 has it: appended to the seed.
    pub(crate) fn new(private_key: &[u8; 32], h: &Scalar, additional: &[u8]) -> Self {
        let mut nonces = Self { k: Wiped::new([0x00; 32]), v: Wiped::new([0x01; 32]) };
        let h = h.to_bytes();
        for separator in [0x00, 0x01] {
            nonces.update(&[&[separator], private_key, &h, additional]);
        }
        nonces
    }

    /// Step h: a candidate, if it is from 1 to n − 1. One block of output is all of it, qlen being 256.
    pub(crate) fn candidate(&mut self) -> Option<Wiped<Scalar>> {
        self.v = self.hmac(&[]);
        Scalar::from_nonzero_bytes(&self.v).map(Wiped::new)
    }

    /// The end of step h: prepares for another candidate, after one that didn't serve.
    pub(crate) fn advance(&mut self) {
        self.update(&[&[0x00]]);
    }

    /// K = HMAC_K(V ‖ parts); V = HMAC_K(V).
    fn update(&mut self, parts: &[&[u8]]) {
        self.k = self.hmac(parts);
        self.v = self.hmac(&[]);
    }

    /// HMAC_K(V ‖ parts).
    fn hmac(&self, parts: &[&[u8]]) -> Wiped<[u8; 32]> {
        let mut hmac = HmacSha256::new(&*self.k);
        hmac.update(&*self.v);
        parts.iter().for_each(|part| hmac.update(part));
        Wiped::new(hmac.finalize())
    }
}
