//! What a key is to each kernel, and its doors: the only unsafe calls.

/// Defines `Key` for the kernel that needs a token. The kernel has `run` of the key, compiled with the token's features.
macro_rules! key {
    ($token:ident) => {
        /// A key, with the proof that this CPU runs the kernel.
        #[derive(Clone)]
        pub(crate) struct Key {
            proof: $token,
            bytes: Wiped<[u8; 32]>,
        }

        impl Key {
            pub(crate) fn new(key: &[u8; 32], proof: $token) -> Self {
                Self { proof, bytes: Wiped::new(*key) }
            }

            /// Encrypts and returns the tag (RFC 8439, section 2.8). Reads from `input`, and behind its end from `output` itself.
            #[allow(unsafe_code)]
            pub(crate) fn seal(
                &self,
                nonce: &[u8; 12],
                aad: &[u8],
                input: &[u8],
                output: &mut [u8],
            ) -> [u8; 16] {
                let _: $token = self.proof;
                // SAFETY: the token proves that the CPU has the features.
                unsafe { self.run::<true>(nonce, aad, input, output) }
            }

            /// Decrypts and returns the tag that it should have had (RFC 8439, section 2.8). Reads as [`Self::seal`] does.
            #[allow(unsafe_code)]
            pub(crate) fn open(
                &self,
                nonce: &[u8; 12],
                aad: &[u8],
                input: &[u8],
                output: &mut [u8],
            ) -> [u8; 16] {
                let _: $token = self.proof;
                // SAFETY: the token proves that the CPU has the features.
                unsafe { self.run::<false>(nonce, aad, input, output) }
            }
        }
    };
}

pub(crate) use key;
