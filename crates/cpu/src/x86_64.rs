//! Proof tokens for x86-64.

mod cpuid;
mod vector;

#[cfg(clearbox_choose_backend)]
pub use crate::tokens::{choose_all, choose_portable};
pub use vector::{
    load_128, load_128_words, load_256, load_256_u64, load_512, load_512_i16, load_512_partial, store_128,
    store_128_words, store_256, store_256_i16, store_256_u64, store_512, store_512_i16, store_512_partial,
};

use crate::features::Features;
use cpuid::{ADX, AES, AVX2, AVX512, BMI2, IFMA, PCLMULQDQ, SHA, SSE41, SSSE3, VAES, VPCLMULQDQ, read};

crate::tokens::tokens! {
    /// `sha`, `ssse3`, `sse4.1`: the SHA-1 and SHA-256 instructions and the shuffles they need.
    ShaNi: SHA | SSSE3 | SSE41;
    /// `aes`, `pclmulqdq`, `ssse3`, `sse4.1`: AES rounds and carry-less multiplication on 128 bits.
    AesClmul: AES | PCLMULQDQ | SSSE3 | SSE41;
    /// `vaes`, `vpclmulqdq`, `avx2` and what [`AesClmul`] has: the same on 256 bits.
    Vaes256: VAES | VPCLMULQDQ | AVX2 | AES | PCLMULQDQ | SSSE3 | SSE41;
    /// `avx512f`, `avx512bw`, `avx512dq`, `avx512vl` and what [`Vaes256`] has: the same on 512 bits.
    Vaes512: AVX512 | VAES | VPCLMULQDQ | AVX2 | AES | PCLMULQDQ | SSSE3 | SSE41;
    /// `avx2`: 256-bit integer vectors.
    Avx2: AVX2;
    /// `avx512f`, `avx512bw`, `avx512dq`, `avx512vl`, with `avx2`: 512-bit integer vectors and masks.
    Avx512: AVX512 | AVX2;
    /// `avx512ifma` and what [`Avx512`] has: 52-bit multiply and add.
    Ifma: IFMA | AVX512 | AVX2;
    /// `bmi2`, `adx`: flagless multiplication and two independent carry chains.
    Bmi2Adx: BMI2 | ADX;
}

#[cfg(test)]
mod tests;
