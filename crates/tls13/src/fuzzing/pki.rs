//! A CA, a server and a client. Their files are what crates/demo-pki makes, as a test shows; `CLEARBOX_BLESS=1` writes
//! them anew.

use alloc::{sync::Arc, vec};
use std::sync::OnceLock;

use rustls_pki_types::{CertificateDer, PrivatePkcs8KeyDer};

use crate::{Credential, Roots, SessionCache, Time, code_points::SignatureScheme, identity::Identity};

/// 2026-11-22, within the certificates' validity.
pub(super) const NOW: u64 = 1_795_305_600;

pub(super) const SERVER_NAME: &str = "server.example";

const ROOT: &[u8] = include_bytes!("pki/root.der");
const SERVER: &[u8] = include_bytes!("pki/server.der");
const SERVER_KEY: &[u8] = include_bytes!("pki/server.key.der");
const CLIENT: &[u8] = include_bytes!("pki/client.der");
const CLIENT_KEY: &[u8] = include_bytes!("pki/client.key.der");

#[derive(Debug)]
pub(super) struct Pki {
    pub(super) roots: Roots,
    pub(super) server: Side,
    pub(super) client: Side,
}

/// One end's credential, with its key at hand and with its key elsewhere; and the same as a raw public key.
#[derive(Debug)]
pub(super) struct Side {
    pub(super) near: Arc<Credential>,
    pub(super) remote: Arc<Credential>,
    pub(super) raw: Arc<Credential>,
    pub(super) remote_raw: Arc<Credential>,
}

impl Side {
    fn new(certificate: &'static [u8], key: &'static [u8]) -> Self {
        let chain = || vec![CertificateDer::from(certificate), CertificateDer::from(ROOT)];
        let scts = vec![0, 3, 0, 1, 9];
        let near = Credential::new(chain(), &PrivatePkcs8KeyDer::from(key).into()).unwrap();
        let near = near.with_ocsp_response(vec![1, 2, 3]).and_then(|near| near.with_scts(scts)).unwrap();
        let schemes = vec![SignatureScheme::ECDSA_SECP256R1_SHA256];
        let remote = Credential::with_remote_key(chain(), schemes.clone()).unwrap();
        let raw = Credential::raw_public_key(&PrivatePkcs8KeyDer::from(key).into()).unwrap();
        let public_key = raw.public_key_info().unwrap().clone();
        let remote_raw = Credential::raw_public_key_with_remote_key(public_key, schemes).unwrap();
        Self {
            near: Arc::new(near),
            remote: Arc::new(remote),
            raw: Arc::new(raw),
            remote_raw: Arc::new(remote_raw),
        }
    }

    /// Whether this is one of its public keys or chains.
    pub(super) fn is_shown_by(&self, identity: &Identity) -> bool {
        match identity {
            Identity::Certificates(chain) => chain.first() == self.near.chain().first(),
            Identity::RawPublicKey(key) => Some(key) == self.raw.public_key_info(),
        }
    }
}

/// The same one always, since it is made of files.
pub(super) fn pki() -> &'static Pki {
    static PKI: OnceLock<Pki> = OnceLock::new();
    PKI.get_or_init(|| Pki {
        roots: Roots::from_certificates([&CertificateDer::from(ROOT)]).unwrap(),
        server: Side::new(SERVER, SERVER_KEY),
        client: Side::new(CLIENT, CLIENT_KEY),
    })
}

pub(super) fn now() -> Time {
    Time::from_millis(NOW * 1000)
}

pub(super) fn sessions() -> Arc<SessionCache> {
    Arc::new(SessionCache::new(4))
}

#[cfg(test)]
mod tests {
    use clearbox_demo_pki::{Authority, Validity};

    use alloc::vec::Vec;

    use super::{CLIENT, CLIENT_KEY, NOW, ROOT, SERVER, SERVER_KEY, SERVER_NAME};
    use crate::fuzzing::random::Repeating;

    #[test]
    fn the_files_are_what_the_demonstration_authority_makes() {
        let rng = &mut Repeating(1);
        let validity = Validity::days_around(NOW, 3650);
        let root = Authority::new("Fuzzing CA", validity, rng).unwrap();
        let server = root.issue(&[SERVER_NAME], validity, rng).unwrap();
        let client = root.issue_client("client.example", validity, rng).unwrap();
        let made: [(&str, Vec<u8>, &[u8]); 5] = [
            ("root.der", root.certificate().to_vec(), ROOT),
            ("server.der", server.chain[0].to_vec(), SERVER),
            ("server.key.der", server.key.secret_der().to_vec(), SERVER_KEY),
            ("client.der", client.chain[0].to_vec(), CLIENT),
            ("client.key.der", client.key.secret_der().to_vec(), CLIENT_KEY),
        ];
        for (name, made, file) in made {
            if std::env::var_os("CLEARBOX_BLESS").is_some() {
                let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/fuzzing/pki");
                std::fs::write(folder.join(name), made).unwrap();
            } else {
                assert!(made == file, "{name} is out of date");
            }
        }
    }
}
