//! Proof tokens for x86-64, each a named set of features that one family of kernels needs.

mod cpuid;
mod vector;

pub use vector::{
    load_128, load_128_words, load_256, load_256_u64, load_512, load_512_i16, load_512_partial, store_128,
    store_128_words, store_256, store_256_i16, store_256_u64, store_512, store_512_i16, store_512_partial,
};

use cpuid::Features;

macro_rules! tokens {
    ($($(#[$doc:meta])* $name:ident: $($feature:ident)|+;)+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug)]
            pub struct $name(());

            impl $name {
                /// The proof, if this CPU and operating system have every feature of the list.
                #[inline]
                #[must_use]
                pub fn detect() -> Option<Self> {
                    cpuid::detected().contains(Self::NEEDED).then_some(Self(()))
                }

                const NEEDED: Features = Features::NONE$(.and(Features::$feature))+;

                /// Hides all other features from here on: for the judge of the machine code, after `detect`.
                #[cfg(clearbox_choose_backend)]
                pub fn choose(self) {
                    cpuid::chosen::set(Self::NEEDED);
                }
            }
        )+

        /// What there is to be seen of a CPU: all, unless this build is for the test of one backend. That is asked for
        /// while it is compiled, so that a backend costs a test no second build of what has none.
        const VISIBLE: Features = match FORCED {
            _ if cfg!(clearbox_portable) => Features::NONE,
            None => Features::ALL,
            Some(name) => {
                if is(name, "portable") { Features::NONE }
                $(else if is(name, stringify!($name)) { $name::NEEDED })+
                else { panic!("CLEARBOX_BACKEND has to be portable or the name of a token") }
            }
        };

        /// The tokens by name, each with whether it can be had here.
        #[must_use]
        pub fn tokens() -> impl IntoIterator<Item = (&'static str, bool)> {
            [$((stringify!($name), $name::detect().is_some())),+]
        }
    };
}

tokens! {
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

/// The backend that a build with `--cfg clearbox_choose_backend` is asked for. Ordinary builds ask nobody.
const FORCED: Option<&str> = {
    #[cfg(clearbox_choose_backend)]
    let name = option_env!("CLEARBOX_BACKEND");
    #[cfg(not(clearbox_choose_backend))]
    let name = None;
    name
};

/// Whether two names are the same, at compile time.
const fn is(name: &str, other: &str) -> bool {
    let (name, other) = (name.as_bytes(), other.as_bytes());
    let mut i = 0;
    while i < name.len() && i < other.len() && name[i] == other[i] {
        i += 1;
    }
    i == name.len() && i == other.len()
}

/// Hides all features from here on: for the judge of the machine code.
#[cfg(clearbox_choose_backend)]
pub fn choose_portable() {
    cpuid::chosen::set(Features::NONE);
}

/// Hides none any more.
#[cfg(clearbox_choose_backend)]
pub fn choose_all() {
    cpuid::chosen::unset();
}

#[cfg(test)]
mod tests;
