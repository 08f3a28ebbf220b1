//! The curves with their parameters, and a stand-in for their hashes, which live above this crate.

use std::vec::Vec;

use crate::{
    Bytes, Curve, P256, P384, P521, SecretCurve, SigningSuite, Suite,
    spec::{Spec, number},
};

/// A curve with the parameters that the standard gives it.
pub(super) trait Specified: Curve {
    fn spec() -> Spec;
}

/// SP 800-186, section 3.2.1.3.
impl Specified for P256 {
    fn spec() -> Spec {
        Spec {
            p: number("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"),
            n: number("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
            b: number("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"),
            g: Some((
                number("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
                number("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"),
            )),
        }
    }
}

/// SP 800-186, section 3.2.1.4.
impl Specified for P384 {
    #[rustfmt::skip]
    fn spec() -> Spec {
        Spec {
            p: number("fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff"),
            n: number("ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973"),
            b: number("b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef"),
            g: Some((
                number("aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7"),
                number("3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f"),
            )),
        }
    }
}

/// SP 800-186, section 3.2.1.5.
impl Specified for P521 {
    #[rustfmt::skip]
    fn spec() -> Spec {
        Spec {
            p: number("1ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"),
            n: number("1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409"),
            b: number("051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00"),
            g: Some((
                number("0c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66"),
                number("11839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650"),
            )),
        }
    }
}

/// A curve with a function of key and message in the place of HMAC that has nothing of it but the lengths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Toy<C>(C);

impl<C: Curve> Suite for Toy<C> {
    type Curve = C;
    type Digest = C::Bytes;

    fn digest(message: &[u8]) -> C::Bytes {
        array(&mix(C::Bytes::ZERO.as_ref(), message))
    }
}

impl<C: SecretCurve> SigningSuite for Toy<C> {
    fn hmac(key: &C::Bytes, parts: &[&[u8]]) -> C::Bytes {
        array::<C::Bytes>(&mix(key.as_ref(), &parts.concat()))
    }
}

/// As many bytes as the key has, of which each depends on all of the key and the message.
pub(super) fn mix(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut state = 0xcbf2_9ce4_8422_2325u64;
    let mut absorb = |byte: &u8| {
        state = (state ^ u64::from(*byte)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
        (state >> 32) as u8
    };
    key.iter().chain(message).for_each(|byte| {
        absorb(byte);
    });
    key.iter().map(absorb).collect()
}

/// Bytes of the right length as an array.
pub(super) fn array<B: Bytes>(bytes: &[u8]) -> B {
    B::try_from(bytes).ok().expect("the right length")
}
