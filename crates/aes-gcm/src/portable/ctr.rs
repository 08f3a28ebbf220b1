//! Counter mode with a 96-bit nonce and a 32-bit counter (SP 800-38D, section 6.5).

use clearbox_ct::Wiped;

use super::{
    aes::Aes,
    slices::{Slices, broadcast, columns, transpose, unslice},
};

/// Lanes of eight blocks for long strings: as many words as the vector registers of most CPUs hold.
const LANES: usize = 4;

/// XORs `data` with the key stream of the counters after `first`, and returns that of `first` itself, as a
/// big-endian integer. Counters wrap modulo 2^32 (section 6.2).
pub(crate) fn apply(aes: &Aes, nonce: &[u8; 12], first: u32, data: &mut [u8]) -> Wiped<u128> {
    let place = (first % 8) as usize;
    let blocks = place + 1 + data.len().div_ceil(16);
    if blocks <= 8 {
        apply_by::<1>(aes, nonce, first, data)
    } else {
        apply_by::<LANES>(aes, nonce, first, data)
    }
}

fn apply_by<const L: usize>(aes: &Aes, nonce: &[u8; 12], first: u32, data: &mut [u8]) -> Wiped<u128> {
    // Batches begin at multiples of 8.
    let mut counter = first & !7;
    let place = (first % 8) as usize;
    let mut stream = KeyStream::<L>(Wiped::new([[[0; L]; 4]; 8]));
    let mut first_block = Wiped::new([0; 16]);

    let (head, rest) = data.split_at_mut(data.len().min(16 * (8 * L - place - 1)));
    stream.make(aes, nonce, counter);
    stream.xor(place, &mut *first_block);
    stream.xor(place + 1, head);
    for chunk in rest.chunks_mut(128 * L) {
        counter = counter.wrapping_add(8 * L as u32);
        stream.make(aes, nonce, counter);
        stream.xor(0, chunk);
    }
    Wiped::new(u128::from_be_bytes(*first_block))
}

/// `8 * L` blocks of key stream.
struct KeyStream<const L: usize>(Wiped<Slices<L>>);

impl<const L: usize> KeyStream<L> {
    /// Encrypts the counters from `counter`, a multiple of 8, on.
    fn make(&mut self, aes: &Aes, nonce: &[u8; 12], counter: u32) {
        /// The least three bits of eight counters in succession; counters are big-endian, so they are in the last byte.
        const COUNTERS: [u32; 3] = [0xaa << 24, 0xcc << 24, 0xf0 << 24];
        let slices = &mut *self.0;
        let [n0, n1, n2] = core::array::from_fn(|i| u32::from_le_bytes(nonce.as_chunks().0[i]));
        let nonce = transpose(&[n0, n1, n2, 0]);
        let mut lane = [[[0]; 4]; 8];
        for l in 0..L {
            let counter = counter.wrapping_add(8 * l as u32).to_be_bytes();
            let rows = core::array::from_fn(|r| nonce[r] | (u32::from(counter[r]) << 24));
            broadcast(&rows, &mut lane);
            for (slice, word) in slices.as_flattened_mut().iter_mut().zip(lane.as_flattened()) {
                slice[l] = word[0];
            }
            for (slice, bits) in slices.iter_mut().zip(COUNTERS) {
                slice[3][l] |= bits;
            }
        }
        aes.encrypt(slices);
        unslice(slices);
    }

    /// XORs `data` with the blocks from number `first` on.
    fn xor(&self, first: usize, data: &mut [u8]) {
        let (blocks, tail) = data.as_chunks_mut::<16>();
        for (i, block) in (first..).zip(&mut *blocks) {
            for (bytes, key) in block.as_chunks_mut().0.iter_mut().zip(columns(&self.0, i)) {
                *bytes = (u32::from_le_bytes(*bytes) ^ key).to_le_bytes();
            }
        }
        if !tail.is_empty() {
            let key = columns(&self.0, first + blocks.len()).map(u32::to_le_bytes);
            for (byte, key) in tail.iter_mut().zip(key.as_flattened()) {
                *byte ^= key;
            }
        }
    }
}
