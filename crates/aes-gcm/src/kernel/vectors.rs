//! Chunks of eight vectors, and what is left behind them.

/// Defines `chunks` of `Key`, and `End`, for the kernel that is compiled with these features and whose vectors have so many bytes.
macro_rules! vectors {
    ($features:literal, $bytes:literal) => {
        /// Vectors in a chunk, and its bytes.
        const VECTORS: usize = 8;
        const CHUNK: usize = $bytes * VECTORS;

        impl Key {
            /// Takes from `input` what it reads. Beside the rounds for one chunk, one is hashed: when opening, the same; when
            /// sealing, the one before.
            #[target_feature(enable = $features)]
            fn chunks<const ROUNDS: usize, const SEAL: bool>(
                &self,
                counter: &mut Counter,
                hash: &mut Hash<'_>,
                input: &mut &[u8],
                chunks: &mut [[u8; CHUNK]],
            ) {
                // The compiler would take a loop of known length apart, and do all products before all rounds.
                let vectors = black_box(VECTORS);
                for i in 0..chunks.len() {
                    let (before, rest) = chunks.split_at_mut(i);
                    let chunk = &mut rest[0];
                    let source = match input.split_first_chunk() {
                        Some((whole, left)) => {
                            *input = left;
                            whole
                        }
                        None => {
                            chunk[..input.len()].copy_from_slice(input);
                            *input = &[];
                            &*chunk
                        }
                    };
                    let mut states = states::<VECTORS>(counter, &self.round_keys);
                    let hashed = if SEAL { before.last() } else { Some(source) };
                    let mut left = middle::<ROUNDS>(&self.round_keys);
                    if let Some(hashed) = hashed {
                        let (beside, others) = left.split_at(vectors);
                        let mut sum = hash.begin(CHUNK / 16);
                        for (round_key, vector) in beside.iter().zip(hashed.as_chunks().0) {
                            round(round_key, &mut states);
                            sum.add_product(vector);
                        }
                        hash.end(sum);
                        left = others;
                    }
                    for round_key in left {
                        round(round_key, &mut states);
                    }
                    let out = last_round::<ROUNDS, VECTORS>(&self.round_keys, states, source.as_chunks().0);
                    for (bytes, vector) in chunk.as_chunks_mut().0.iter_mut().zip(out) {
                        store(bytes, vector);
                    }
                }
                if let Some(last) = chunks.last().filter(|_| SEAL) {
                    hash.absorb(last.as_chunks().0);
                }
            }
        }

        /// The last part of a message, shorter than a chunk.
        struct End<'a> {
            key: &'a Key,
            counter: Counter,
            hash: Hash<'a>,
            /// The block with both lengths in bits.
            lengths: Block,
            /// What masks the tag.
            mask: Block,
        }

        impl End<'_> {
            /// `input` is empty if `output` is read.
            #[inline]
            #[target_feature(enable = $features)]
            fn of_any_length<const ROUNDS: usize, const SEAL: bool>(
                self,
                input: &[u8],
                output: &mut [u8],
            ) -> [u8; 16] {
                match output.len().div_ceil($bytes) {
                    0 => self.of_vectors::<ROUNDS, SEAL, 0>(input, output),
                    1 => self.of_vectors::<ROUNDS, SEAL, 1>(input, output),
                    2 => self.of_vectors::<ROUNDS, SEAL, 2>(input, output),
                    3 => self.of_vectors::<ROUNDS, SEAL, 3>(input, output),
                    4 => self.of_vectors::<ROUNDS, SEAL, 4>(input, output),
                    5 => self.of_vectors::<ROUNDS, SEAL, 5>(input, output),
                    6 => self.of_vectors::<ROUNDS, SEAL, 6>(input, output),
                    7 => self.of_vectors::<ROUNDS, SEAL, 7>(input, output),
                    _ => self.of_vectors::<ROUNDS, SEAL, 8>(input, output),
                }
            }

            /// The same of as many bytes as fill `V` vectors but for, perhaps, some of the last.
            #[inline]
            #[target_feature(enable = $features)]
            fn of_vectors<const ROUNDS: usize, const SEAL: bool, const V: usize>(
                mut self,
                input: &[u8],
                output: &mut [u8],
            ) -> [u8; 16] {
                let len = output.len();
                let round_keys = &self.key.round_keys;
                // With zeros behind the end.
                let mut data = Wiped::new([[0; $bytes]; V]);
                data.as_flattened_mut()[..len].copy_from_slice(if input.is_empty() { output } else { input });
                let mut states = states::<V>(&mut self.counter, round_keys);
                for round_key in middle::<ROUNDS>(round_keys) {
                    round(round_key, &mut states);
                }
                let mut out = Wiped::new([[0; $bytes]; V]);
                let vectors = last_round::<ROUNDS, V>(round_keys, states, &*data);
                for (bytes, vector) in out.iter_mut().zip(vectors) {
                    store(bytes, vector);
                }
                // No key stream behind the end is hashed.
                out.as_flattened_mut()[len..].fill(0);
                output.copy_from_slice(&out.as_flattened()[..len]);
                let mut sum = self.hash.begin(len.div_ceil(16) + 1);
                for vector in if SEAL { &*out } else { &*data } {
                    sum.add_product(vector);
                }
                sum.add_last(self.lengths);
                self.hash.end(sum);
                self.hash.masked(self.mask)
            }
        }
    };
}

pub(crate) use vectors;
