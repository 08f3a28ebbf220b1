//! The certificates and keys that the command line gives, and which of them is chosen.

use std::sync::Arc;

use tls13::{
    Credential,
    code_points::SignatureScheme,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};

use crate::{
    flags::{Flags, number},
    outcome::{Failure, unimplemented},
};

/// A credential and when it may be used.
#[derive(Debug)]
struct Entry {
    credential: Arc<Credential>,
    /// Only for peers that name its issuer.
    must_match_issuer: bool,
}

/// All credentials: those that were added, in their order, and the default one last.
#[derive(Debug, Default)]
pub(crate) struct Credentials {
    added: Vec<Entry>,
    default: Option<Entry>,
}

/// What flags say of one credential.
#[derive(Debug, Default)]
struct Description<'a> {
    chain: Option<&'a str>,
    key: Option<&'a str>,
    signing_prefs: Vec<SignatureScheme>,
    must_match_issuer: bool,
}

impl Description<'_> {
    fn load(&self) -> Result<Option<Entry>, Failure> {
        let (Some(chain), Some(key)) = (self.chain, self.key) else { return Ok(None) };
        let chain = read_chain(chain)?;
        let key = PrivateKeyDer::from_pem_file(key).map_err(|error| unreadable(key, &error))?;
        let mut credential =
            Credential::new(chain, &key).map_err(|error| unimplemented(error.to_string()))?;
        if !self.signing_prefs.is_empty() {
            credential = credential.restricted_to(&self.signing_prefs);
        }
        let must_match_issuer = self.must_match_issuer;
        Ok(Some(Entry { credential: Arc::new(credential), must_match_issuer }))
    }
}

impl Credentials {
    pub(crate) fn from_flags(flags: &Flags<'_>) -> Result<Self, Failure> {
        let mut described = vec![Description::default()];
        for (name, value) in flags.in_order() {
            let Some(current) = described.last_mut() else { continue };
            match (name, value) {
                ("new-x509-credential", _) => described.push(Description::default()),
                ("cert-file", path) => current.chain = path,
                ("key-file", path) => current.key = path,
                ("must-match-issuer", _) => current.must_match_issuer = true,
                ("signing-prefs", Some(text)) => {
                    current.signing_prefs.push(SignatureScheme(number("signing-prefs", text)?));
                }
                _ => {}
            }
        }
        let mut loaded = described.iter().map(Description::load);
        let default = loaded.next().transpose()?.flatten();
        let added = loaded.filter_map(Result::transpose).collect::<Result<_, _>>()?;
        Ok(Self { added, default })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.added.is_empty() && self.default.is_none()
    }

    /// The first whose key the peer can verify and whose issuer is welcome, and its number; -1 is the default one.
    pub(crate) fn choose(
        &self,
        schemes: &[SignatureScheme],
        authorities: &[Vec<u8>],
    ) -> Option<(i32, Arc<Credential>)> {
        let numbered = self.added.iter().zip(0..).map(|(entry, number)| (number, entry));
        let all = numbered.chain(self.default.iter().map(|entry| (-1, entry)));
        let fits = |(_, entry): &(i32, &Entry)| {
            let verifiable = entry.credential.schemes().iter().any(|scheme| schemes.contains(scheme));
            verifiable && (!entry.must_match_issuer || issued_by_one_of(&entry.credential, authorities))
        };
        all.into_iter().find(fits).map(|(number, entry)| (number, entry.credential.clone()))
    }

    /// Whether credentials are there but for want of an issuer that the peer names.
    pub(crate) fn lacks_issuer(&self, schemes: &[SignatureScheme], authorities: &[Vec<u8>]) -> bool {
        let verifiable =
            |entry: &&Entry| entry.credential.schemes().iter().any(|scheme| schemes.contains(scheme));
        let mut candidates = self.added.iter().chain(&self.default).filter(verifiable).peekable();
        candidates.peek().is_some()
            && candidates
                .all(|entry| entry.must_match_issuer && !issued_by_one_of(&entry.credential, authorities))
    }
}

/// The issuer's name is in the certificate as it is in the list.
fn issued_by_one_of(credential: &Credential, authorities: &[Vec<u8>]) -> bool {
    credential.chain().iter().any(|certificate| {
        authorities.iter().any(|name| certificate.windows(name.len()).any(|window| window == name))
    })
}

/// The certificates of a PEM file.
pub(crate) fn read_chain(path: &str) -> Result<Vec<CertificateDer<'static>>, Failure> {
    let read = || CertificateDer::pem_file_iter(path)?.collect::<Result<Vec<_>, _>>();
    read().map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &str, error: &dyn std::fmt::Display) -> Failure {
    Failure::Unmet(format!("can't read {path}: {error}"))
}
