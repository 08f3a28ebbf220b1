//! Keys of ML-DSA (FIPS 204; RFC 9881), which sign by one scheme each.

use alloc::{boxed::Box, vec::Vec};
use core::fmt::Debug;

use clearbox_ct::wiped_after;
use clearbox_ml_dsa::{MlDsa44, MlDsa65, MlDsa87, ParameterSet, SigningKey};
use rand_core::CryptoRng;

use crate::{
    code_points::{SignatureScheme, SignatureScheme as S},
    error::Error,
};

/// Of the stack, what a key's copies take, on its way to where it stays: three of the largest.
const COPIES_WORDS: usize = 3 * size_of::<Key<MlDsa87>>() / size_of::<u64>();

/// A key of any of the three parameter sets.
pub(super) trait MlDsaSigner: Debug + Send + Sync {
    fn schemes(&self) -> &[SignatureScheme];

    /// SubjectPublicKeyInfo in DER.
    fn public_key_info(&self) -> Vec<u8>;

    fn sign(&self, content: &[u8], rng: &mut dyn CryptoRng) -> Result<Vec<u8>, Error>;
}

#[derive(Debug)]
struct Key<P: ParameterSet> {
    key: SigningKey<P>,
    schemes: [SignatureScheme; 1],
}

/// The key, of whichever parameter set it is.
pub(super) fn from_pkcs8(der: &[u8]) -> Option<Box<dyn MlDsaSigner>> {
    of::<MlDsa44>(der, S::MLDSA44)
        .or_else(|| of::<MlDsa65>(der, S::MLDSA65))
        .or_else(|| of::<MlDsa87>(der, S::MLDSA87))
}

fn of<P: ParameterSet + Debug>(der: &[u8], scheme: SignatureScheme) -> Option<Box<dyn MlDsaSigner>> {
    wiped_after::<COPIES_WORDS, _>(|| {
        let key = SigningKey::<P>::from_pkcs8_der(der).ok()?;
        Some(Box::new(Key { key, schemes: [scheme] }) as Box<dyn MlDsaSigner>)
    })
}

impl<P: ParameterSet + Debug> MlDsaSigner for Key<P> {
    fn schemes(&self) -> &[SignatureScheme] {
        &self.schemes
    }

    fn public_key_info(&self) -> Vec<u8> {
        self.key.verifying_key().to_spki_der().as_ref().to_vec()
    }

    /// TLS has an empty context of ML-DSA, since its own stands in the content.
    fn sign(&self, content: &[u8], rng: &mut dyn CryptoRng) -> Result<Vec<u8>, Error> {
        let signature = self.key.sign(rng, content, &[]);
        Ok(signature.map_err(|_| Error::SignerFailed)?.as_ref().to_vec())
    }
}
