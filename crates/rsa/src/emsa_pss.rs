//! EMSA-PSS with MGF1 (RFC 8017, section 9.1 and appendix B.2.1), both by the hash of the message.

use crate::{
    error::InvalidSignature,
    hash::{Digest, Hash},
};

/// EMSA-PSS-VERIFY (section 9.1.2), from step 3 on. `em` has ceil(em_bits/8) bytes, and is overwritten.
pub(crate) fn verify(
    digest: &Digest,
    em: &mut [u8],
    em_bits: usize,
    salt_len: usize,
) -> Result<(), InvalidSignature> {
    let (hash, h_len) = (digest.hash(), digest.as_bytes().len());
    let zeros = em.len().checked_sub(h_len + 2).and_then(|len| len.checked_sub(salt_len));
    let zeros = zeros.ok_or(InvalidSignature)?;
    let (db, h) = split(em, h_len);
    let [h @ .., 0xbc] = h else { return Err(InvalidSignature) };
    let top = top_mask(em_bits);
    require(db[0] & !top == 0)?;
    mask(hash, h, db);
    db[0] &= top;
    let (padding, salt) = db.split_at(zeros + 1);
    require(padding[..zeros].iter().all(|&byte| byte == 0) && padding[zeros] == 1)?;
    require(hash_with_salt(digest, salt).as_bytes() == h)
}

/// EMSA-PSS-ENCODE (section 9.1.1), from step 4 on. `em` has ceil(em_bits/8) bytes, which must be enough.
pub(crate) fn encode(digest: &Digest, salt: &[u8], em: &mut [u8], em_bits: usize) {
    let (db, h) = split(em, digest.as_bytes().len());
    let (h, trailer) = h.split_at_mut(digest.as_bytes().len());
    h.copy_from_slice(hash_with_salt(digest, salt).as_bytes());
    trailer[0] = 0xbc;
    let (padding, end) = db.split_at_mut(db.len() - salt.len());
    padding.fill(0);
    padding[padding.len() - 1] = 1;
    end.copy_from_slice(salt);
    mask(digest.hash(), h, db);
    db[0] &= top_mask(em_bits);
}

/// DB, or masked DB; and H with the trailer field.
fn split(em: &mut [u8], h_len: usize) -> (&mut [u8], &mut [u8]) {
    em.split_at_mut(em.len() - h_len - 1)
}

/// The bits of the first byte that belong to the `em_bits` of the encoded message.
fn top_mask(em_bits: usize) -> u8 {
    0xff >> (em_bits.next_multiple_of(8) - em_bits)
}

/// H: the hash of M', which is eight zeros, the message's hash and the salt.
fn hash_with_salt(digest: &Digest, salt: &[u8]) -> Digest {
    digest.hash().digest_of_parts(&[&[0; 8], digest.as_bytes(), salt])
}

/// Exclusive or of `data` with MGF1 of `seed`: the hashes of the seed and a counter.
fn mask(hash: Hash, seed: &[u8], data: &mut [u8]) {
    for (counter, chunk) in (0u32..).zip(data.chunks_mut(hash.output_len())) {
        let mask = hash.digest_of_parts(&[seed, &counter.to_be_bytes()]);
        chunk.iter_mut().zip(mask.as_bytes()).for_each(|(byte, mask)| *byte ^= mask);
    }
}

fn require(condition: bool) -> Result<(), InvalidSignature> {
    if condition { Ok(()) } else { Err(InvalidSignature) }
}
