//! EMSA-PKCS1-v1_5 (RFC 8017, section 9.2).

use crate::hash::{Digest, Hash};

/// Each prefix is a DigestInfo up to the digest: a SEQUENCE of the algorithm (a SEQUENCE of its object identifier and
/// NULL) and the head of the OCTET STRING (RFC 8017, section 9.2, note 1).
const SHA_256: &[u8; 19] = &prefix(1, 32);
const SHA_384: &[u8; 19] = &prefix(2, 48);
const SHA_512: &[u8; 19] = &prefix(3, 64);

/// The hash functions are 2.16.840.1.101.3.4.2.1, .2 and .3 (RFC 8017, appendix B.1).
const fn prefix(hash: u8, len: u8) -> [u8; 19] {
    [0x30, 17 + len, 0x30, 13, 6, 9, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, hash, 5, 0, 4, len]
}

/// Fills `em` with 00 01, bytes of ff, 00 and the DigestInfo. It has 256 bytes or more, so there's always room.
pub(crate) fn encode(digest: &Digest, em: &mut [u8]) {
    let prefix = match digest.hash() {
        Hash::Sha256 => SHA_256,
        Hash::Sha384 => SHA_384,
        Hash::Sha512 => SHA_512,
    };
    let (rest, h) = em.split_at_mut(em.len() - digest.as_bytes().len());
    let (padding, t) = rest.split_at_mut(rest.len() - prefix.len());
    h.copy_from_slice(digest.as_bytes());
    t.copy_from_slice(prefix);
    padding.fill(0xff);
    padding[0] = 0x00;
    padding[1] = 0x01;
    padding[padding.len() - 1] = 0x00;
}
