//! Which signature schemes the server signs by.

use serde::Serialize;
use tls13::{ClientConfig, code_points::SignatureScheme};

use super::{
    failure::{Answer, Asked},
    prober::Prober,
};

#[derive(Serialize, Debug)]
pub(super) struct Schemes {
    /// What it chose of all.
    pub(super) chosen: String,
    pub(super) asked: Vec<Asked>,
}

pub(super) fn ask(prober: &mut Prober, base: &ClientConfig, chosen: Option<SignatureScheme>) -> Schemes {
    let all = base.signature_schemes.iter().filter(|scheme| signs_handshakes(**scheme));
    let asked = all.map(|&scheme| {
        let mut config = base.clone();
        config.signature_schemes = vec![scheme];
        Asked { name: scheme.to_string(), answer: Answer::of(&prober.handshake(config)) }
    });
    let asked = asked.collect();
    Schemes { chosen: chosen.map(|scheme| scheme.to_string()).unwrap_or_default(), asked }
}

/// Not those of PKCS #1 v1.5, which are for certificates only (RFC 9846, section 4.3.3).
fn signs_handshakes(scheme: SignatureScheme) -> bool {
    use SignatureScheme as S;
    !matches!(scheme, S::RSA_PKCS1_SHA256 | S::RSA_PKCS1_SHA384 | S::RSA_PKCS1_SHA512)
}
