//! Montgomery's product in digits of 52 bits, row by row: each digit of a adds its multiple of b, and a multiple of m that
//! makes the lowest digit zero, which is shifted out.
//!
//! What bounds it, on Zen 4, which does two multiplications of 256 bits a cycle: with five vectors, a row has 21 of them, and
//! the next row's quotient comes some 16 cycles after its own. So two products at once, of the two primes of RSA-2048, wait
//! for the multipliers, and one alone for its quotients.

use super::{
    arch::{_mm256_madd52hi_epu64, _mm256_madd52lo_epu64, _mm256_setzero_si256},
    carry::carry,
    digits::{Digits, Vectors, broadcast, store_all},
    quotient::quotient,
    rows::{Constants, add_multiple, shift},
};

/// a = a·b/S for K moduli, with S = 2^(208 V). Factors are below 2m, and so are the results, if 4m < S.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn multiply<const K: usize, const V: usize>(
    a: &mut [Digits<V>; K],
    b: &Vectors<K, V>,
    constants: &[Constants<V>; K],
) {
    let zero = _mm256_setzero_si256();
    let mut sums = [[zero; V]; K];
    for k in 0..K {
        let first = broadcast(a[k][0][0]);
        for j in 0..V {
            sums[k][j] = _mm256_madd52lo_epu64(sums[k][j], first, b[k][j]);
        }
    }
    for i in 0..4 * V {
        for k in 0..K {
            let a = a[k].as_flattened();
            let (digit, sum) = (broadcast(a[i]), &mut sums[k]);
            // The lower halves of the next digit's products are added here: in the next row, q would wait for them.
            let next = if i + 1 < 4 * V { broadcast(a[i + 1]) } else { zero };
            let q = quotient(sum, &constants[k]);
            shift(sum);
            for j in 0..V {
                sum[j] = _mm256_madd52hi_epu64(sum[j], digit, b[k][j]);
                sum[j] = _mm256_madd52lo_epu64(sum[j], next, b[k][j]);
            }
            add_multiple(sum, q, &constants[k]);
        }
    }
    for sum in &mut sums {
        *sum = carry(sum);
    }
    store_all(a, &sums);
}
