//! GHASH (SP 800-38D, section 6.4) by carry-less multiplication, a block in a vector.

/// Defines `Powers` and `Hash` for the kernel that is compiled with these features. It has `Products`.
///
/// Blocks are turned round, so that they are the polynomials in t = 1/x of [`crate::portable::ghash`], where the factor t is
/// in H beforehand. A sum of products of n blocks with H^n ... H^1 is reduced once.
macro_rules! hash {
    ($features:literal) => {
        /// Powers that are kept: those for a chunk, and one for the lengths behind it.
        const HIGHEST: usize = VECTORS + 1;

        /// H^9 ... H^1, so that a run of blocks has its powers in a row.
        #[derive(Clone)]
        pub(super) struct Powers([[u8; 16]; HIGHEST]);

        impl Zeroize for Powers {
            fn zeroize(&mut self) {
                self.0.zeroize();
            }
        }

        impl Powers {
            pub(super) const ZERO: Self = Self([[0; 16]; HIGHEST]);

            /// Makes them of H.
            #[inline]
            #[target_feature(enable = $features)]
            pub(super) fn fill(&mut self, h: Block) {
                let one = times_t(turned(h));
                let mut powers = [one; HIGHEST];
                for p in 2..=HIGHEST {
                    // Of two halves, so that few products wait for one another.
                    powers[p - 1] = multiply(powers[p / 2 - 1], powers[p.div_ceil(2) - 1]).reduce();
                }
                for (place, power) in self.0.iter_mut().rev().zip(powers) {
                    store_128(place, power);
                }
            }
        }

        /// A running hash.
        pub(super) struct Hash<'a> {
            powers: &'a Powers,
            y: Block,
        }

        impl<'a> Hash<'a> {
            /// The hash of the additional data, filled up with zeros to whole blocks.
            #[inline]
            #[target_feature(enable = $features)]
            pub(super) fn of_aad(powers: &'a Powers, aad: &[u8]) -> Self {
                let mut hash = Self { powers, y: zero() };
                let (blocks, rest) = aad.as_chunks();
                for run in blocks.chunks(VECTORS) {
                    hash.absorb(run);
                }
                if !rest.is_empty() {
                    let mut block = [0; 16];
                    block[..rest.len()].copy_from_slice(rest);
                    hash.absorb(&[block]);
                }
                hash
            }

            /// Absorbs as many blocks as a chunk has, or less.
            #[inline]
            #[target_feature(enable = $features)]
            pub(super) fn absorb(&mut self, blocks: &[[u8; 16]]) {
                let mut sum = self.begin(blocks.len());
                for block in blocks {
                    sum.add_product(block);
                }
                self.end(sum);
            }

            /// A sum for so many blocks, one more than a chunk has at most.
            #[inline]
            #[target_feature(enable = $features)]
            pub(super) fn begin(&self, blocks: usize) -> Sum<'a> {
                let products = Products { low: zero(), middle: zero(), high: zero() };
                Sum { y: self.y, products, powers: &self.powers.0[HIGHEST - blocks..] }
            }

            #[inline]
            #[target_feature(enable = $features)]
            pub(super) fn end(&mut self, sum: Sum<'_>) {
                self.y = sum.products.reduce();
            }

            /// The hash, with the mask: a tag.
            #[inline]
            #[target_feature(enable = $features)]
            pub(super) fn masked(&self, mask: Block) -> [u8; 16] {
                let mut tag = [0; 16];
                store_128(&mut tag, xor(turned(self.y), mask));
                tag
            }
        }

        /// Y H^n + X1 H^n + ... + Xn H, of which the first blocks are there.
        pub(super) struct Sum<'a> {
            /// What is still to be added to the first block.
            y: Block,
            products: Products,
            /// Those of the blocks to come.
            powers: &'a [[u8; 16]],
        }

        impl Sum<'_> {
            /// Adds the next block.
            #[inline]
            #[target_feature(enable = $features)]
            pub(super) fn add_product(&mut self, block: &[u8; 16]) {
                self.add_last(turned(load_128(block)));
            }

            /// Adds the next block, which is turned round.
            #[inline]
            #[target_feature(enable = $features)]
            pub(super) fn add_last(&mut self, block: Block) {
                if let Some((power, others)) = self.powers.split_first() {
                    let product = multiply(xor(block, self.y), load_128(power));
                    self.products.low = xor(self.products.low, product.low);
                    self.products.middle = xor(self.products.middle, product.middle);
                    self.products.high = xor(self.products.high, product.high);
                    (self.y, self.powers) = (zero(), others);
                }
            }
        }

        /// A product as a sum of three parts: low + 2^64 middle + 2^128 high, where 2^n stands for t^n.
        struct Products {
            low: Block,
            middle: Block,
            high: Block,
        }
    };
}

pub(crate) use hash;
