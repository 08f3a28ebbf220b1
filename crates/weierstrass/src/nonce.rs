//! The secret number k of each signature (RFC 6979, section 3).

use clearbox_ct::Wiped;

use crate::{
    bytes::Bytes,
    curve::{Curve, ScalarBytes, SigningSuite},
    field::Field,
};

/// The HMAC generator of RFC 6979, section 3.2: the candidates for k, one after another.
pub(crate) struct Nonces<S: SigningSuite> {
    pub(crate) k: Wiped<ScalarBytes<S>>,
    pub(crate) v: Wiped<ScalarBytes<S>>,
}

impl<S: SigningSuite> Nonces<S> {
    /// Steps b to f of section 3.2, for a private key, the number h of the digest modulo n, and additional
    /// data k′ as section 3.6 has it: appended to the seed.
    //= C.3-1
    pub(crate) fn new(
        private_key: &ScalarBytes<S>,
        h: &<S::Curve as Curve>::Scalar,
        additional: &[u8],
    ) -> Self {
        let (k, mut v) = (Wiped::new(Bytes::ZERO), Wiped::new(ScalarBytes::<S>::ZERO));
        v.as_mut().fill(0x01);
        let mut nonces = Self { k, v };
        let h = h.to_bytes();
        for separator in [0x00, 0x01] {
            nonces.update(&[separator], private_key.as_ref(), h.as_ref(), additional);
        }
        nonces
    }

    /// Step h: a candidate, if it is from 1 to n − 1. One block of output is all of it, hlen being qlen.
    pub(crate) fn candidate(&mut self) -> Option<Wiped<<S::Curve as Curve>::Scalar>> {
        self.v = self.next_v();
        Field::from_nonzero_bytes(&*self.v).map(Wiped::new)
    }

    /// The end of step h: prepares for another candidate, after one that didn't serve.
    pub(crate) fn advance(&mut self) {
        self.update(&[0x00], &[], &[], &[]);
    }

    /// K = HMAC_K(V ‖ separator ‖ private key ‖ h ‖ additional); V = HMAC_K(V).
    fn update(&mut self, separator: &[u8], private_key: &[u8], h: &[u8], additional: &[u8]) {
        self.k = Wiped::new(S::hmac(&self.k, &[self.v.as_ref(), separator, private_key, h, additional]));
        self.v = self.next_v();
    }

    /// HMAC_K(V).
    fn next_v(&self) -> Wiped<ScalarBytes<S>> {
        Wiped::new(S::hmac(&self.k, &[self.v.as_ref()]))
    }
}
