//! The toy algorithms by which the tests compress certificates.

use std::sync::Arc;

use tls13::{CertificateCompression, code_points::CertificateCompressionAlgorithm};

use crate::{
    flags::Flags,
    outcome::{Failure, unimplemented},
};

/// Each has its number at the runner too.
#[derive(Clone, Copy, Debug)]
enum Toy {
    /// Leaves out the two zeros that every Certificate message of a handshake begins with.
    Shrinking,
    /// Puts four bytes before the message.
    Expanding,
    /// Puts one byte before the message, whichever it is.
    Random,
}

const ZEROS: &[u8] = &[0, 0];
const PREFIX: &[u8] = &[1, 2, 3, 4];

impl CertificateCompression for Toy {
    fn algorithm(&self) -> CertificateCompressionAlgorithm {
        CertificateCompressionAlgorithm(match self {
            Self::Shrinking => 0xff01,
            Self::Expanding => 0xff02,
            Self::Random => 0xff03,
        })
    }

    fn compress(&self, message: &[u8]) -> Option<Vec<u8>> {
        match self {
            Self::Shrinking => message.strip_prefix(ZEROS).map(<[u8]>::to_vec),
            Self::Expanding => Some([PREFIX, message].concat()),
            Self::Random => Some([&[message.len() as u8], message].concat()),
        }
    }

    fn decompress(&self, compressed: &[u8], length: usize) -> Option<Vec<u8>> {
        let message = match self {
            Self::Shrinking => [ZEROS, compressed].concat(),
            Self::Expanding => compressed.strip_prefix(PREFIX)?.to_vec(),
            Self::Random => compressed.get(1..)?.to_vec(),
        };
        (message.len() == length).then_some(message)
    }
}

pub(crate) fn from_flags(flags: &Flags<'_>) -> Result<Vec<Arc<dyn CertificateCompression>>, Failure> {
    // The runner expects this order of preference.
    let all = [Toy::Expanding, Toy::Shrinking, Toy::Random];
    let chosen = match flags.number::<u16>("install-one-cert-compression-alg")? {
        None if flags.has("install-cert-compression-algs") => all.to_vec(),
        None => Vec::new(),
        Some(number) => {
            let toy = all.into_iter().find(|toy| toy.algorithm().0 == number);
            vec![toy.ok_or_else(|| unimplemented(format!("compression {number}")))?]
        }
    };
    Ok(chosen.into_iter().map(|toy| Arc::new(toy) as _).collect())
}
