//! By graviola: hashes and HMAC; it has no HKDF.

use graviola::hashing::{Hash, Sha256, Sha384, Sha512, hmac::Hmac};

use super::super::{Function, KEY_32, KEY_48};
use crate::contender::Contender;

const NAME: &str = "graviola";

pub(super) fn contender(function: Function, size: usize) -> Option<Contender> {
    Some(match function {
        Function::Sha256 => Contender::of_data(NAME, size, Sha256::hash),
        Function::Sha384 => Contender::of_data(NAME, size, Sha384::hash),
        Function::Sha512 => Contender::of_data(NAME, size, Sha512::hash),
        Function::HmacSha256 => mac(Hmac::<Sha256>::new(KEY_32), size),
        Function::HmacSha384 => mac(Hmac::<Sha384>::new(KEY_48), size),
        Function::HkdfSha256 | Function::HkdfSha384 => return None,
    })
}

fn mac<H: Hash + Clone + 'static>(keyed: Hmac<H>, size: usize) -> Contender
where
    H::Context: 'static,
{
    Contender::of_data(NAME, size, move |data| {
        let mut hmac = keyed.clone();
        hmac.update(data);
        hmac.finish()
    })
}
