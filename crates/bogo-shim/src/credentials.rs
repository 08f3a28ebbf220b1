//! The certificates and keys that the command line gives, and which of them is chosen.

use std::sync::Arc;

use base64::Engine as _;
use tls13::{
    Credential, Hash, Psk,
    code_points::{CertificateType, SignatureScheme},
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};

use crate::{
    flags::{Flags, number},
    outcome::{Failure, unimplemented},
};

/// One that was added, of either kind.
#[derive(Debug)]
enum Added {
    Certificate(Entry),
    Psk([Psk; 2]),
}

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
    added: Vec<Added>,
    default: Option<Entry>,
}

/// What flags say of one credential.
#[derive(Debug, Default)]
struct Description<'a> {
    chain: Option<&'a str>,
    key: Option<&'a str>,
    signing_prefs: Vec<SignatureScheme>,
    must_match_issuer: bool,
    /// A raw public key: there is no chain.
    is_raw: bool,
    ocsp_response: Option<&'a str>,
    scts: Option<&'a str>,
    psk: Option<PskDescription<'a>>,
}

/// What flags say of an external PSK that is imported.
#[derive(Debug, Default)]
struct PskDescription<'a> {
    key: &'a str,
    identity: &'a str,
    context: &'a str,
    sha384: bool,
}

impl PskDescription<'_> {
    fn import(&self) -> Result<[Psk; 2], Failure> {
        let hash = if self.sha384 { Hash::Sha384 } else { Hash::Sha256 };
        let (identity, context) = (base64(self.identity)?, base64(self.context)?);
        Ok(Psk::import(&identity, &base64(self.key)?, &context, hash)?)
    }
}

impl Description<'_> {
    fn added(&self, staple: bool) -> Result<Option<Added>, Failure> {
        match &self.psk {
            Some(psk) => Ok(Some(Added::Psk(psk.import()?))),
            None => Ok(self.load(staple)?.map(Added::Certificate)),
        }
    }

    fn load(&self, staple: bool) -> Result<Option<Entry>, Failure> {
        let Some(key) = self.key else { return Ok(None) };
        let key = PrivateKeyDer::from_pem_file(key).map_err(|error| unreadable(key, &error))?;
        let credential = match self.chain {
            _ if self.is_raw => Credential::raw_public_key(&key),
            Some(chain) => Credential::new(read_chain(chain)?, &key),
            None => return Ok(None),
        };
        let mut credential = credential.map_err(|error| unimplemented(error.to_string()))?;
        if !self.signing_prefs.is_empty() {
            credential = credential.restricted_to(&self.signing_prefs);
        }
        if let Some(response) = self.ocsp_response.filter(|_| staple) {
            credential = credential.with_ocsp_response(base64(response)?)?;
        }
        if let Some(list) = self.scts {
            let listed = credential.with_scts(base64(list)?);
            credential = listed.map_err(|_| Failure::Words(":INVALID_SCT_LIST:"))?;
        }
        let must_match_issuer = self.must_match_issuer;
        Ok(Some(Entry { credential: Arc::new(credential), must_match_issuer }))
    }
}

impl Credentials {
    pub(crate) fn from_flags(flags: &Flags<'_>) -> Result<Self, Failure> {
        let mut described = vec![Description::default()];
        for (name, value) in flags.in_order() {
            if name == "new-psk-credential" {
                described
                    .push(Description { psk: Some(PskDescription::default()), ..Description::default() });
            }
            let Some(current) = described.last_mut() else { continue };
            if let (Some(psk), Some(text)) = (&mut current.psk, value) {
                match name {
                    "psk-importer-key" => psk.key = text,
                    "psk-importer-identity" => psk.identity = text,
                    "psk-importer-context" => psk.context = text,
                    _ => {}
                }
            }
            match (name, value) {
                ("new-x509-credential", _) => described.push(Description::default()),
                ("new-rpk-credential", _) => {
                    described.push(Description { is_raw: true, ..Description::default() });
                }
                ("cert-file", path) => current.chain = path,
                ("key-file", path) => current.key = path,
                ("ocsp-response", text) => current.ocsp_response = text,
                ("signed-cert-timestamps", text) => current.scts = text,
                ("psk-importer-sha384", _) => {
                    current.psk.iter_mut().for_each(|psk| psk.sha384 = true);
                }
                ("must-match-issuer", _) => current.must_match_issuer = true,
                ("signing-prefs", Some(text)) => {
                    current.signing_prefs.push(SignatureScheme(number("signing-prefs", text)?));
                }
                _ => {}
            }
        }
        let staple = !flags.has("decline-ocsp-callback");
        let mut all = described.iter();
        let default = all.next().map(|one| one.load(staple)).transpose()?.flatten();
        let added: Vec<_> = all.filter_map(|one| one.added(staple).transpose()).collect::<Result<_, _>>()?;
        let first_psk = added.iter().position(|one| matches!(one, Added::Psk(_)));
        if flags.has("server") && first_psk.is_some_and(|first| first > 0) {
            return Err(unimplemented("certificates that are preferred to PSKs"));
        }
        Ok(Self { added, default })
    }

    /// Whether there is no certificate.
    pub(crate) fn is_empty(&self) -> bool {
        self.entries().next().is_none()
    }

    /// All certificates, each with its number.
    fn entries(&self) -> impl Iterator<Item = (i32, &Entry)> {
        let added = self.added.iter().zip(0..).filter_map(|(added, number)| match added {
            Added::Certificate(entry) => Some((number, entry)),
            Added::Psk(_) => None,
        });
        added.chain(self.default.iter().map(|entry| (-1, entry)))
    }

    /// The kinds of the certificates that were added, in their order.
    pub(crate) fn certificate_types(&self) -> Vec<CertificateType> {
        let mut types = Vec::new();
        for added in &self.added {
            if let Added::Certificate(entry) = added
                && !types.contains(&entry.credential.certificate_type())
            {
                types.push(entry.credential.certificate_type());
            }
        }
        types
    }

    /// Whether there are certificates, but none of these kinds.
    pub(crate) fn lacks_type(&self, types: &[CertificateType]) -> bool {
        !self.entries().any(|(_, entry)| types.contains(&entry.credential.certificate_type()))
    }

    /// All PSKs.
    pub(crate) fn psks(&self) -> Vec<Psk> {
        let psks = |added: &Added| match added {
            Added::Psk(both) => both.to_vec(),
            Added::Certificate(_) => Vec::new(),
        };
        self.added.iter().flat_map(psks).collect()
    }

    /// The number of the PSK with this identity.
    pub(crate) fn number_of_psk(&self, identity: &[u8]) -> Option<i32> {
        let is_it = |added: &Added| matches!(added, Added::Psk(both) if both.iter().any(|psk| psk.identity() == identity));
        self.added.iter().position(is_it).and_then(|at| i32::try_from(at).ok())
    }

    /// The first of a kind that the peer takes, whose key it can verify and whose issuer is welcome, and its number; -1 is
    /// the default one.
    pub(crate) fn choose(
        &self,
        types: &[CertificateType],
        schemes: &[SignatureScheme],
        authorities: &[Vec<u8>],
    ) -> Option<(i32, Arc<Credential>)> {
        let fits = |(_, entry): &(i32, &Entry)| {
            let verifiable = entry.credential.schemes().iter().any(|scheme| schemes.contains(scheme));
            let is_taken = types.contains(&entry.credential.certificate_type());
            is_taken
                && verifiable
                && (!entry.must_match_issuer || issued_by_one_of(&entry.credential, authorities))
        };
        self.entries().find(fits).map(|(number, entry)| (number, entry.credential.clone()))
    }

    /// Whether credentials are there but for want of an issuer that the peer names.
    pub(crate) fn lacks_issuer(&self, schemes: &[SignatureScheme], authorities: &[Vec<u8>]) -> bool {
        let verifiable =
            |entry: &&Entry| entry.credential.schemes().iter().any(|scheme| schemes.contains(scheme));
        let mut candidates = self.entries().map(|(_, entry)| entry).filter(verifiable).peekable();
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

/// Bytes in the form that the runner gives them.
pub(crate) fn base64(text: &str) -> Result<Vec<u8>, Failure> {
    let decoded = base64::engine::general_purpose::STANDARD.decode(text);
    decoded.map_err(|error| Failure::Unmet(format!("{text} is no base64: {error}")))
}

/// The certificates of a PEM file.
pub(crate) fn read_chain(path: &str) -> Result<Vec<CertificateDer<'static>>, Failure> {
    let read = || CertificateDer::pem_file_iter(path)?.collect::<Result<Vec<_>, _>>();
    read().map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &str, error: &dyn std::fmt::Display) -> Failure {
    Failure::Unmet(format!("can't read {path}: {error}"))
}
