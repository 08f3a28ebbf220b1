//! Keys for RSASSA-PSS alone in DER (RFC 4055, section 3.1): the same as others, but for the algorithm, which may name
//! the hash function and the least length of the salt.

use crate::{
    der::{NULL, OBJECT_IDENTIFIER, Reader},
    error::InvalidKey,
    hash::Hash,
};

/// id-RSASSA-PSS, 1.2.840.113549.1.1.10.
const ID_RSASSA_PSS: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a];

/// id-mgf1, 1.2.840.113549.1.1.8.
const ID_MGF1: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x08];

/// The hash functions are 2.16.840.1.101.3.4.2.1, .2 and .3 (section 2.1): what they have in common.
const SHA_2: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02];

/// The constructed context-specific tags [0], [1] and [2] of the parameters.
const HASH_ALGORITHM: u8 = 0xa0;
const MASK_GEN_ALGORITHM: u8 = 0xa1;
const SALT_LENGTH: u8 = 0xa2;

/// AlgorithmIdentifier of id-RSASSA-PSS: the only hash that the key may be used with, or None if it may be used with all.
pub(crate) fn read_algorithm(reader: &mut Reader<'_>) -> Result<Option<Hash>, InvalidKey> {
    let mut algorithm = reader.read_sequence()?;
    if algorithm.read(OBJECT_IDENTIFIER)? != ID_RSASSA_PSS {
        return Err(InvalidKey::WrongAlgorithm);
    }
    if algorithm.is_empty() {
        return Ok(None);
    }
    let parameters = algorithm.read_sequence()?;
    algorithm.end()?;
    read_parameters(parameters).map(Some)
}

/// RSASSA-PSS-params. The hash and MGF1's hash are SHA-1 unless they are named. The trailer field, [3], has only one
/// value, its default, so that it isn't there.
fn read_parameters(mut parameters: Reader<'_>) -> Result<Hash, InvalidKey> {
    let hash = parameters.read_optional(HASH_ALGORITHM)?.ok_or(InvalidKey::PssParameters)?;
    let hash = read_only(hash, read_hash)?;
    let mask = parameters.read_optional(MASK_GEN_ALGORITHM)?.ok_or(InvalidKey::PssParameters)?;
    let mask_hash = read_only(mask, read_mask_generation)?;
    // What MGF1 hashes by is the message's hash, here and in TLS (RFC 9846, section 4.3.3).
    require(hash == mask_hash)?;
    if let Some(salt_len) = parameters.read_optional(SALT_LENGTH)? {
        let salt_len = read_only(salt_len, |reader| Ok(reader.read_unsigned()?))?;
        // Signatures made here have a salt as long as a digest: so much may be asked for. Without its leading zeros, a
        // number of two bytes is more.
        require(matches!(*salt_len, [] | [_]))?;
        require(salt_len.iter().all(|&len| usize::from(len) <= hash.output_len()))?;
    }
    parameters.end()?;
    Ok(hash)
}

/// AlgorithmIdentifier of MGF1 with its hash function.
fn read_mask_generation(reader: &mut Reader<'_>) -> Result<Hash, InvalidKey> {
    let mut algorithm = reader.read_sequence()?;
    require(algorithm.read(OBJECT_IDENTIFIER)? == ID_MGF1)?;
    let hash = read_hash(&mut algorithm)?;
    algorithm.end()?;
    Ok(hash)
}

/// AlgorithmIdentifier of a hash function: with parameters NULL or without, which both have to be taken (section 2.1).
fn read_hash(reader: &mut Reader<'_>) -> Result<Hash, InvalidKey> {
    let mut algorithm = reader.read_sequence()?;
    let hash = match algorithm.read(OBJECT_IDENTIFIER)?.strip_prefix(SHA_2) {
        Some([1]) => Hash::Sha256,
        Some([2]) => Hash::Sha384,
        Some([3]) => Hash::Sha512,
        _ => return Err(InvalidKey::PssParameters),
    };
    if algorithm.read_optional(NULL)?.is_some_and(|null| !null.is_empty()) {
        return Err(InvalidKey::Malformed);
    }
    algorithm.end()?;
    Ok(hash)
}

/// What is all that `bytes` hold.
fn read_only<'a, T>(
    bytes: &'a [u8],
    read: impl FnOnce(&mut Reader<'a>) -> Result<T, InvalidKey>,
) -> Result<T, InvalidKey> {
    let mut reader = Reader::new(bytes);
    let value = read(&mut reader)?;
    reader.end()?;
    Ok(value)
}

fn require(condition: bool) -> Result<(), InvalidKey> {
    if condition { Ok(()) } else { Err(InvalidKey::PssParameters) }
}
