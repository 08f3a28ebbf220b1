//! Counter mode with a 96-bit nonce and a 32-bit counter (SP 800-38D, section 6.5).

use clearbox_ct::Wiped;

use super::{
    aes::Aes,
    slices::{Slices, broadcast, unslice},
};

/// Batches of sixteen blocks that are encrypted together, so that they share the spreading of the round keys.
const BATCHES: usize = 4;

/// Bytes of key stream made at once.
const BYTES: usize = 256 * BATCHES;

/// Bit `j` set where the counter `j` of a batch has its bit 0, 1, 2 or 3 set; for all sixteen columns' worth, in the last.
const COUNTERS: [u64; 4] = [0xaaaa << 48, 0xcccc << 48, 0xf0f0 << 48, 0xff00 << 48];

/// Adds the key stream of the counters after `first` to `data`, and returns the block of key stream of `first` itself:
/// with J0's counter, 1, that is the mask of the tag. Counters wrap modulo 2^32 (section 6.2).
pub(crate) fn apply(aes: &Aes, nonce: &[u8; 12], first: u32, data: &mut [u8]) -> [u8; 16] {
    let mut stream = Wiped::new([[0; 256]; BATCHES]);
    // Batches begin at multiples of 16.
    let mut counter = first & !15;
    let skip = 16 * (first & 15) as usize;

    let head_len = data.len().min(BYTES - 16 - skip);
    let (head, rest) = data.split_at_mut(head_len);
    key_stream(aes, nonce, counter, skip + 16 + head_len, &mut stream);
    let (mask, after) = stream.as_flattened()[skip..].split_first_chunk().expect("skip is below 256");
    let mask = *mask;
    add(head, after);
    for chunk in rest.chunks_mut(BYTES) {
        counter = counter.wrapping_add(16 * BATCHES as u32);
        key_stream(aes, nonce, counter, chunk.len(), &mut stream);
        add(chunk, stream.as_flattened());
    }
    mask
}

/// The key stream of the counters from `counter`, a multiple of 16, on: at least `len` bytes.
fn key_stream(aes: &Aes, nonce: &[u8; 12], counter: u32, len: usize, stream: &mut [[u8; 256]; BATCHES]) {
    let [n0, n1, n2] = core::array::from_fn(|i| u32::from_le_bytes(nonce.as_chunks().0[i]));
    let mut states: Wiped<[Slices; BATCHES]> = Wiped::default();
    let states = &mut states[..len.div_ceil(256)];
    for (i, slices) in (0..).zip(&mut *states) {
        let counter = counter.wrapping_add(16 * i);
        *slices = broadcast(&[n0, n1, n2, counter.swap_bytes()]);
        // The counter is big-endian: its last byte is in row 3, column 3.
        for (b, bits) in COUNTERS.iter().enumerate() {
            slices[b][3] |= bits;
        }
    }
    aes.encrypt(states);
    for (slices, blocks) in states.iter_mut().zip(stream) {
        unslice(slices, blocks);
    }
}

/// Adds as much of `stream` as there is data.
fn add(data: &mut [u8], stream: &[u8]) {
    for (d, s) in data.iter_mut().zip(stream) {
        *d ^= s;
    }
}
