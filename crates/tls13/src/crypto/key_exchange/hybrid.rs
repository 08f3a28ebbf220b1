//! Hybrids of a curve and ML-KEM (draft-ietf-tls-ecdhe-mlkem): who breaks only one of the two learns nothing. Shares and
//! secrets are those of the two, one after the other.

use alloc::{boxed::Box, vec::Vec};

use rand_core::CryptoRng;

use super::{KeyPair, SharedSecret, respond};
use crate::suite::Group;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Hybrid {
    X25519MlKem768,
    Secp256r1MlKem768,
    Secp384r1MlKem1024,
}

impl Hybrid {
    pub(super) fn group(self) -> Group {
        match self {
            Self::X25519MlKem768 => Group::X25519MlKem768,
            Self::Secp256r1MlKem768 => Group::Secp256r1MlKem768,
            Self::Secp384r1MlKem1024 => Group::Secp384r1MlKem1024,
        }
    }

    /// The two groups in the order of their shares: in X25519MLKEM768 alone, ML-KEM comes first.
    fn groups(self) -> [Group; 2] {
        match self {
            Self::X25519MlKem768 => [Group::MlKem768, Group::X25519],
            Self::Secp256r1MlKem768 => [Group::Secp256r1, Group::MlKem768],
            Self::Secp384r1MlKem1024 => [Group::Secp384r1, Group::MlKem1024],
        }
    }

    /// A share's two parts. The curve's is as long in both directions.
    fn split(self, share: &[u8]) -> Option<(&[u8], &[u8])> {
        let middle = match self {
            Self::X25519MlKem768 => share.len().checked_sub(32)?,
            Self::Secp256r1MlKem768 => 65,
            Self::Secp384r1MlKem1024 => 97,
        };
        share.split_at_checked(middle)
    }

    pub(super) fn agree(self, [first, second]: &[KeyPair; 2], share: &[u8]) -> Option<SharedSecret> {
        let (to_first, to_second) = self.split(share)?;
        let (first, second) = (first.agree(to_first).ok()?, second.agree(to_second).ok()?);
        Some(SharedSecret::joined(first.as_bytes(), second.as_bytes()))
    }

    pub(super) fn respond(self, share: &[u8], rng: &mut dyn CryptoRng) -> Option<(Vec<u8>, SharedSecret)> {
        let (to_first, to_second) = self.split(share)?;
        let [first, second] = self.groups();
        let (mut answer, first) = respond(first, to_first, rng).ok()?;
        let (rest, second) = respond(second, to_second, rng).ok()?;
        answer.extend_from_slice(&rest);
        Some((answer, SharedSecret::joined(first.as_bytes(), second.as_bytes())))
    }
}

impl KeyPair {
    pub(super) fn hybrid(hybrid: Hybrid, rng: &mut dyn CryptoRng) -> Self {
        Self::Hybrid(hybrid, Box::new(hybrid.groups().map(|group| Self::generate(group, &mut *rng))))
    }
}
