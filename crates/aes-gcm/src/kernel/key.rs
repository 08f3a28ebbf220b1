//! A key for AES-GCM, and its doors: the only unsafe calls.

/// Defines `Key` for the kernel that needs a token and is compiled with its features. The kernel has `Powers`, `Hash`, `End`, and
/// `chunks` of the key.
macro_rules! key {
    ($token:ident, $features:literal) => {
        /// An expanded key: AES round keys, and powers of the hash subkey H.
        #[derive(Clone)]
        pub(crate) struct Key {
            proof: $token,
            rounds: usize,
            round_keys: Wiped<RoundKeys>,
            powers: Wiped<Powers>,
        }

        impl Key {
            /// Room for a key of 16 or 32 bytes.
            #[inline]
            pub(crate) fn room(key_len: usize, proof: $token) -> Self {
                Self {
                    proof,
                    rounds: rounds(key_len),
                    round_keys: Wiped::new([[0; 16]; 15]),
                    powers: Wiped::new(Powers::ZERO),
                }
            }

            /// Expands an AES key, and makes H, the encryption of the zero block, and its powers.
            #[inline]
            #[allow(unsafe_code)]
            pub(crate) fn fill<const K: usize>(&mut self, key: &[u8; K]) {
                let _: $token = self.proof;
                // SAFETY: the token proves that the CPU has the features.
                unsafe { self.expand(key) };
            }

            /// Encrypts and returns the tag (SP 800-38D, algorithm 4). Reads from `input`, and behind its end from `output`
            /// itself.
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
                unsafe {
                    match self.rounds {
                        10 => self.run::<10, true>(nonce, aad, input, output),
                        _ => self.run::<14, true>(nonce, aad, input, output),
                    }
                }
            }

            /// Decrypts and returns the tag that it should have had (SP 800-38D, algorithm 5). Reads as [`Self::seal`] does.
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
                unsafe {
                    match self.rounds {
                        10 => self.run::<10, false>(nonce, aad, input, output),
                        _ => self.run::<14, false>(nonce, aad, input, output),
                    }
                }
            }

            #[target_feature(enable = $features)]
            fn expand<const K: usize>(&mut self, key: &[u8; K]) {
                round_keys::expand(key, &mut self.round_keys);
                self.powers.fill(match K {
                    16 => encrypt_block::<10>(&self.round_keys, zero()),
                    _ => encrypt_block::<14>(&self.round_keys, zero()),
                });
            }

            #[target_feature(enable = $features)]
            fn run<const ROUNDS: usize, const SEAL: bool>(
                &self,
                nonce: &[u8; 12],
                aad: &[u8],
                mut input: &[u8],
                output: &mut [u8],
            ) -> [u8; 16] {
                let mut counter = Counter::new(nonce);
                let mask = encrypt_block::<ROUNDS>(&self.round_keys, counter.take_one());
                let lengths = lengths(aad, output);
                let mut hash = Hash::of_aad(&self.powers, aad);
                let (chunks, output) = output.as_chunks_mut();
                self.chunks::<ROUNDS, SEAL>(&mut counter, &mut hash, &mut input, chunks);
                if input.len() != output.len() {
                    output[..input.len()].copy_from_slice(input);
                    input = &[];
                }
                End { key: self, counter, hash, lengths, mask }.of_any_length::<ROUNDS, SEAL>(input, output)
            }
        }
    };
}

pub(crate) use key;
