//! By OpenSSL.

use openssl::{
    bn::BigNumContext,
    ec::{EcGroup, EcKey, EcPoint},
    md::{Md, MdRef},
    md_ctx::MdCtx,
    nid::Nid,
    pkey::PKey,
};

use super::super::{Curve, MESSAGE, p256, p384, signing, verifying};
use crate::contender::Contender;

const NAME: &str = "OpenSSL";

pub(super) fn sign(curve: Curve) -> Contender {
    let der = match curve {
        Curve::P256 => p256::key(curve.private_key()).to_pkcs8_der().as_slice().to_vec(),
        Curve::P384 => p384::key(curve.private_key()).to_pkcs8_der().as_slice().to_vec(),
    };
    let (key, hash) = (PKey::private_key_from_der(&der).expect("a good key"), hash(curve));
    let sign = move || {
        let (mut context, mut signature) = (MdCtx::new().expect("memory"), Vec::new());
        context.digest_sign_init(Some(hash), &key).expect("a good key");
        context.digest_sign_to_vec(&MESSAGE, &mut signature).expect("randomness");
        signature
    };
    signing(NAME, curve, sign, Clone::clone)
}

pub(super) fn verify(curve: Curve) -> Contender {
    let (group, hash) = (group(curve), hash(curve));
    verifying(NAME, curve, move |signed| {
        let mut numbers = BigNumContext::new().expect("memory");
        let point = EcPoint::from_bytes(&group, &signed.public, &mut numbers).expect("a point");
        let key = EcKey::from_public_key(&group, &point).expect("a good key");
        let key = PKey::from_ec_key(key).expect("a good key");
        let mut context = MdCtx::new().expect("memory");
        context.digest_verify_init(Some(hash), &key).expect("a good key");
        context.digest_verify(&MESSAGE, &signed.signature).is_ok_and(|valid| valid)
    })
}

fn group(curve: Curve) -> EcGroup {
    let name = match curve {
        Curve::P256 => Nid::X9_62_PRIME256V1,
        Curve::P384 => Nid::SECP384R1,
    };
    EcGroup::from_curve_name(name).expect("a known curve")
}

fn hash(curve: Curve) -> &'static MdRef {
    match curve {
        Curve::P256 => Md::sha256(),
        Curve::P384 => Md::sha384(),
    }
}
