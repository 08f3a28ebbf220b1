//! By graviola.

use graviola::{
    hashing::{Hash, Sha256, Sha384},
    signing::ecdsa::{Curve as OfCurve, P256, P384, SigningKey, VerifyingKey},
};

use super::super::{Curve, MESSAGE, p256, p384, signing, verifying};
use crate::contender::Contender;

const NAME: &str = "graviola";

/// The longest signature in DER.
const LONGEST: usize = 104;

pub(super) fn sign(curve: Curve) -> Contender {
    match curve {
        Curve::P256 => {
            sign_by::<P256, Sha256>(curve, p256::key(curve.private_key()).to_pkcs8_der().as_slice())
        }
        Curve::P384 => {
            sign_by::<P384, Sha384>(curve, p384::key(curve.private_key()).to_pkcs8_der().as_slice())
        }
    }
}

pub(super) fn verify(curve: Curve) -> Contender {
    match curve {
        Curve::P256 => verify_by::<P256, Sha256>(curve),
        Curve::P384 => verify_by::<P384, Sha384>(curve),
    }
}

fn sign_by<C: OfCurve + 'static, H: Hash + 'static>(curve: Curve, der: &[u8]) -> Contender {
    let key = SigningKey::<C>::from_pkcs8_der(der).expect("a good key");
    let sign = move || {
        let mut signature = [0; LONGEST];
        let length = key.sign_asn1::<H>(&[&MESSAGE], &mut signature).expect("randomness").len();
        (signature, length)
    };
    signing(NAME, curve, sign, |(signature, length)| signature[..*length].to_vec())
}

fn verify_by<C: OfCurve + 'static, H: Hash + 'static>(curve: Curve) -> Contender {
    verifying(NAME, curve, |signed| {
        let key = VerifyingKey::<C>::from_x962_uncompressed(&signed.public).expect("a good key");
        key.verify_asn1::<H>(&[&MESSAGE], &signed.signature).is_ok()
    })
}
