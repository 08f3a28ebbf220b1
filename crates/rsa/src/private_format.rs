//! Private keys in DER: RSAPrivateKey (RFC 8017, appendix A.1.2), alone or in PKCS #8 (RFC 5958, section 2).
//!
//! The lengths of the numbers, without leading zeros, show in the encoding, and in the time to read and write it.

use clearbox_bignum::Uint;
use clearbox_ct::Wiped;

use crate::{
    der::{INTEGER, OCTET_STRING, Reader, SEQUENCE, Writer},
    error::InvalidKey,
    private_key::{Numbers, PrivateKey},
    public_format::{self, prepend_algorithm},
    public_key::{MAX_BYTES, PublicKey},
};

/// The constructed context-specific tag [0].
const ATTRIBUTES: u8 = 0xa0;

/// The context-specific tag [1], of a BIT STRING whose own tag it replaces.
const PUBLIC_KEY: u8 = 0x81;

/// n and d, five numbers of half that length, and what stands around them.
const MAX_LEN: usize = 2 * MAX_BYTES + 5 * MAX_BYTES / 2 + 128;

/// A private key as DER, wiped on drop.
#[derive(Clone)]
pub struct PrivateKeyDer(Writer<MAX_LEN>);

impl PrivateKeyDer {
    /// The DER bytes.
    #[must_use]
    pub fn as_slice(&self) -> &[u8] {
        self.0.as_slice()
    }
}

impl core::fmt::Debug for PrivateKeyDer {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("PrivateKeyDer")
    }
}

/// OneAsymmetricKey: a SEQUENCE of the version, the algorithm, which `read_algorithm` reads, the private key in an OCTET
/// STRING, and perhaps attributes and, from version 2 (written as 1) on, the public key.
pub(crate) fn read_pkcs8<T>(
    der: &[u8],
    read_algorithm: impl FnOnce(&mut Reader<'_>) -> Result<T, InvalidKey>,
) -> Result<(T, PrivateKey), InvalidKey> {
    let mut outer = Reader::new(der);
    let mut info = outer.read_sequence()?;
    outer.end()?;
    let [version @ (0 | 1)] = info.read(INTEGER)? else { return Err(InvalidKey::Malformed) };
    let algorithm = read_algorithm(&mut info)?;
    let key = info.read(OCTET_STRING)?;
    let _attributes = info.read_optional(ATTRIBUTES)?;
    let public = if *version == 1 { info.read_optional(PUBLIC_KEY)? } else { None };
    info.end()?;
    let key = read_pkcs1(key)?;
    match public {
        None => Ok((algorithm, key)),
        // A BIT STRING begins with how many bits of its last byte are unused.
        Some([0, public @ ..]) if public_format::read_pkcs1(public)? == *key.public_key() => {
            Ok((algorithm, key))
        }
        Some([0, ..]) => Err(InvalidKey::Inconsistent),
        Some(_) => Err(InvalidKey::Malformed),
    }
}

/// RSAPrivateKey: a SEQUENCE of version 0, n, e, d, p, q, dP, dQ and qInv. Version 1 has more primes.
pub(crate) fn read_pkcs1(der: &[u8]) -> Result<PrivateKey, InvalidKey> {
    let mut outer = Reader::new(der);
    let mut key = outer.read_sequence()?;
    outer.end()?;
    match key.read(INTEGER)? {
        [0] => {}
        [1] => return Err(InvalidKey::MultiPrime),
        _ => return Err(InvalidKey::Malformed),
    }
    let public = PublicKey::from_be_bytes(key.read_unsigned()?, key.read_unsigned()?)?;
    let numbers = Numbers {
        d: read_number(&mut key)?,
        p: read_number(&mut key)?,
        q: read_number(&mut key)?,
        d_p: read_number(&mut key)?,
        d_q: read_number(&mut key)?,
        q_inv: read_number(&mut key)?,
    };
    key.end()?;
    PrivateKey::from_numbers(public, numbers)
}

/// A number that is too long for its place belongs to no key.
fn read_number<const N: usize>(key: &mut Reader<'_>) -> Result<Uint<N>, InvalidKey> {
    Uint::from_be_bytes(key.read_unsigned()?).ok_or(InvalidKey::Inconsistent)
}

pub(crate) fn write_pkcs1(key: &PrivateKey) -> PrivateKeyDer {
    let Numbers { d, p, q, d_p, d_q, q_inv } = key.numbers();
    let mut der = Writer::new();
    for number in [&q_inv, &d_q, &d_p, &q, &p] {
        prepend_number(&mut der, number);
    }
    prepend_number(&mut der, &d);
    der.prepend_unsigned(&key.public_key().exponent().to_be_bytes());
    der.prepend_unsigned(key.public_key().modulus_be_bytes(&mut [0; MAX_BYTES]));
    der.prepend_unsigned(&[0]);
    der.wrap(SEQUENCE, 0);
    PrivateKeyDer(der)
}

fn prepend_number<const N: usize>(der: &mut Writer<MAX_LEN>, number: &Uint<N>) {
    let mut bytes = Wiped::new([0; MAX_BYTES]);
    let bytes = &mut bytes[..8 * N];
    number.write_be_bytes(bytes);
    der.prepend_unsigned(bytes);
}

pub(crate) fn write_pkcs8(key: &PrivateKey) -> PrivateKeyDer {
    let PrivateKeyDer(mut der) = write_pkcs1(key);
    der.wrap(OCTET_STRING, 0);
    prepend_algorithm(&mut der);
    der.prepend_unsigned(&[0]);
    der.wrap(SEQUENCE, 0);
    PrivateKeyDer(der)
}
