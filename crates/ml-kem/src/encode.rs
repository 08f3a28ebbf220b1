//! Polynomials as bytes (FIPS 203, section 4.2.1).

use clearbox_cpu::vectorized;
use clearbox_ct::Choice;

use crate::{
    compress::{compress, decompress},
    field::{Q, canonical},
    ntt::{NttPolynomial, Polynomial},
};

/// Algorithm 5, ByteEncode_d: each number of `F`, below 2^d, as d bits, into `B` of 32·d bytes. Four numbers of an even d
/// and eight of any other are whole bytes.
#[inline(always)]
fn byte_encode<const D: usize>(F: &[u16; 256], B: &mut [u8]) {
    if D.is_multiple_of(2) {
        for (four, bytes) in F.as_chunks::<4>().0.iter().zip(B.chunks_exact_mut(D / 2)) {
            let bits = (0..4).fold(0, |bits, i| bits | u64::from(four[i]) << (D * i));
            bytes.copy_from_slice(&bits.to_le_bytes()[..D / 2]);
        }
    } else {
        for (eight, bytes) in F.as_chunks::<8>().0.iter().zip(B.chunks_exact_mut(D)) {
            let bits = (0..8).fold(0, |bits, i| bits | u128::from(eight[i]) << (D * i));
            bytes.copy_from_slice(&bits.to_le_bytes()[..D]);
        }
    }
}

/// Algorithm 6, ByteDecode_d, but for the reduction modulo q that it has for d = 12.
#[inline(always)]
fn byte_decode<const D: usize>(B: &[u8]) -> [u16; 256] {
    let mut F = [0; 256];
    if D.is_multiple_of(2) {
        for (four, bytes) in F.as_chunks_mut::<4>().0.iter_mut().zip(B.chunks_exact(D / 2)) {
            let mut padded = [0; 8];
            padded[..D / 2].copy_from_slice(bytes);
            let bits = u64::from_le_bytes(padded);
            *four = core::array::from_fn(|i| (bits >> (D * i)) as u16 & ((1 << D) - 1));
        }
    } else {
        for (eight, bytes) in F.as_chunks_mut::<8>().0.iter_mut().zip(B.chunks_exact(D)) {
            let mut padded = [0; 16];
            padded[..D].copy_from_slice(bytes);
            let bits = u128::from_le_bytes(padded);
            *eight = core::array::from_fn(|i| (bits >> (D * i)) as u16 & ((1 << D) - 1));
        }
    }
    F
}

/// ByteEncode_12 of an element of T_q whose coefficients are from 0 to q-1, into 384 bytes.
#[inline(never)]
pub(crate) fn encode_12(f_hat: &NttPolynomial, B: &mut [u8]) {
    vectorized(|| byte_encode::<12>(&f_hat.0.map(|c| c as u16), B));
}

/// ByteDecode_12 of 384 bytes, and whether each number in them is below q (section 7.2): only then is the result to
/// be used.
#[inline(never)]
pub(crate) fn decode_12(B: &[u8]) -> (NttPolynomial, Choice) {
    let (f_hat, signs) = vectorized(|| {
        let f_hat = byte_decode::<12>(B).map(|c| c as i16);
        // q-1-c is negative for c >= q.
        let signs = f_hat.iter().fold(0, |signs, c| signs | (Q - 1 - c));
        (NttPolynomial(f_hat), signs)
    });
    (f_hat, !Choice::from_lsb((signs as u64) >> 63))
}

/// ByteEncode_12 of each element, one after the other, into the beginning of `bytes`.
pub(crate) fn encode_vector(f_hat: &[NttPolynomial], bytes: &mut [u8]) {
    for (f_hat, bytes) in f_hat.iter().zip(bytes.chunks_exact_mut(384)) {
        encode_12(f_hat, bytes);
    }
}

/// ByteDecode_12 of each 384 bytes, and whether each number in them is below q.
pub(crate) fn decode_vector(bytes: &[u8], vector: &mut [NttPolynomial]) -> Choice {
    let mut all = Choice::from_lsb(1);
    for (element, bytes) in vector.iter_mut().zip(bytes.chunks_exact(384)) {
        let (decoded, is_reduced) = decode_12(bytes);
        *element = decoded;
        all = all & is_reduced;
    }
    all
}

/// ByteEncode_d(Compress_d(f)), into 32·d bytes.
pub(crate) fn encode_compressed(d: usize, f: &Polynomial, B: &mut [u8]) {
    match d {
        1 => encode_compressed_to::<1>(f, B),
        4 => encode_compressed_to::<4>(f, B),
        5 => encode_compressed_to::<5>(f, B),
        10 => encode_compressed_to::<10>(f, B),
        11 => encode_compressed_to::<11>(f, B),
        _ => unreachable!("section 8 has no other d"),
    }
}

#[inline(never)]
fn encode_compressed_to<const D: usize>(f: &Polynomial, B: &mut [u8]) {
    vectorized(|| byte_encode::<D>(&f.0.map(|c| compress::<D>(canonical(c))), B));
}

/// Decompress_d(ByteDecode_d(B)), of 32·d bytes: coefficients from 0 to q-1. For d = 1 there is `decode_message`.
pub(crate) fn decode_compressed(d: usize, B: &[u8]) -> Polynomial {
    match d {
        4 => decode_compressed_from::<4>(B),
        5 => decode_compressed_from::<5>(B),
        10 => decode_compressed_from::<10>(B),
        11 => decode_compressed_from::<11>(B),
        _ => unreachable!("section 8 has no other d"),
    }
}

#[inline(never)]
fn decode_compressed_from<const D: usize>(B: &[u8]) -> Polynomial {
    vectorized(|| Polynomial(byte_decode::<D>(B).map(decompress::<D>)))
}

/// Decompress_1(ByteDecode_1(m)): a coefficient is 0 for a bit 0, and q/2 rounded up for a bit 1. By masks that the
/// compiler can't see through, since a product with a single bit tempts it to a branch.
#[inline(never)]
pub(crate) fn decode_message(m: &[u8; 32]) -> Polynomial {
    Polynomial(core::array::from_fn(|i| {
        let bit = Choice::from_lsb(u64::from(m[i / 8] >> (i % 8)));
        bit.mask() as i16 & ((Q + 1) / 2)
    }))
}
