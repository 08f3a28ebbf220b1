//! By OpenSSL: hashes, of which algorithm and context are made once. Its HMAC and HKDF take the key anew each time.

use std::cell::RefCell;

use openssl::{md::Md, md_ctx::MdCtx};

use super::super::Function;
use crate::contender::Contender;

pub(super) fn contender(function: Function, size: usize) -> Option<Contender> {
    match function {
        Function::Sha256 => Some(hash::<32>("SHA256", size)),
        Function::Sha384 => Some(hash::<48>("SHA384", size)),
        Function::Sha512 => Some(hash::<64>("SHA512", size)),
        _ => None,
    }
}

fn hash<const N: usize>(name: &str, size: usize) -> Contender {
    let algorithm = Md::fetch(None, name, None).expect("a known hash");
    let context = RefCell::new(MdCtx::new().expect("memory"));
    Contender::of_data("OpenSSL", size, move |data| {
        let (mut context, mut output) = (context.borrow_mut(), [0; N]);
        context.digest_init(&algorithm).expect("a known hash");
        context.digest_update(data).expect("data");
        context.digest_final(&mut output).expect("room");
        output
    })
}
