//! The message between the caller's pieces and the compression function's blocks: splitting and padding
//! (FIPS 180-4, sections 5.1 and 5.2).

use clearbox_ct::Wiped;

/// The begun block and the length so far. `BLOCK` is the block's length in bytes: 64 or 128.
#[derive(Clone)]
pub(crate) struct Buffer<const BLOCK: usize> {
    /// The message's last `len_bytes % BLOCK` bytes, then anything.
    block: Wiped<[u8; BLOCK]>,
    /// The message's length so far.
    len_bytes: u64,
}

impl<const BLOCK: usize> Buffer<BLOCK> {
    pub(crate) fn new() -> Self {
        Self { block: Wiped::new([0; BLOCK]), len_bytes: 0 }
    }

    /// Appends `data` to the message, and gives each block that is now whole to `compress`: those within `data`
    /// all at once, and without copying them.
    pub(crate) fn update(&mut self, mut data: &[u8], mut compress: impl FnMut(&[[u8; BLOCK]])) {
        let begun = self.begun();
        self.len_bytes = self.len_bytes.wrapping_add(data.len() as u64);
        if begun > 0 {
            let missing = BLOCK - begun;
            if data.len() < missing {
                self.block[begun..begun + data.len()].copy_from_slice(data);
                return;
            }
            let (head, rest) = data.split_at(missing);
            self.block[begun..].copy_from_slice(head);
            compress(core::slice::from_ref(&self.block));
            data = rest;
        }
        let (blocks, rest) = data.as_chunks();
        if !blocks.is_empty() {
            compress(blocks);
        }
        if !rest.is_empty() {
            self.block[..rest.len()].copy_from_slice(rest);
        }
    }

    /// Pads the message and gives its last block, or last two, to `compress`: a one bit, zeros to the end of a
    /// block but for an eighth of it, and in that eighth the message's length in bits, big-endian. Nothing can
    /// follow.
    pub(crate) fn finish(&mut self, mut compress: impl FnMut(&[[u8; BLOCK]])) {
        let len_bits = (u128::from(self.len_bytes) << 3).to_be_bytes();
        let length_field = BLOCK / 8;
        let begun = self.begun();
        self.block[begun] = 0x80;
        self.block[begun + 1..].fill(0);
        if begun + 1 > BLOCK - length_field {
            compress(core::slice::from_ref(&self.block));
            self.block.fill(0);
        }
        self.block[BLOCK - length_field..].copy_from_slice(&len_bits[16 - length_field..]);
        compress(core::slice::from_ref(&self.block));
    }

    /// Pads `last`, zeros but for `len` bytes that end a message of whole blocks so far.
    ///
    /// # Panics
    /// If a block is begun, or there is no room.
    #[inline]
    pub(crate) fn pad(&self, last: &mut [u8; BLOCK], len: usize) {
        let length_field = BLOCK / 8;
        assert!(self.begun() == 0 && len < BLOCK - length_field, "not the end of whole blocks");
        let len_bits = (u128::from(self.len_bytes) + len as u128) << 3;
        last[len] = 0x80;
        last[BLOCK - length_field..].copy_from_slice(&len_bits.to_be_bytes()[16 - length_field..]);
    }

    /// The length of the begun block in bytes, less than `BLOCK`.
    fn begun(&self) -> usize {
        (self.len_bytes % BLOCK as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::Buffer;

    /// The length field after a message of `len_bytes` bytes.
    fn length_field<const BLOCK: usize>(len_bytes: u64) -> u128 {
        let mut buffer = Buffer::<BLOCK> { len_bytes, ..Buffer::new() };
        let mut last = [0; BLOCK];
        buffer.finish(|blocks| last = blocks[0]);
        last[BLOCK - BLOCK / 8..].iter().fold(0, |field, &byte| field << 8 | u128::from(byte))
    }

    #[test]
    fn length_field_holds_the_longest_messages() {
        assert_eq!(length_field::<64>((1 << 61) - 1), (1 << 64) - 8);
        assert_eq!(length_field::<128>((1 << 61) - 1), (1 << 64) - 8);
        assert_eq!(length_field::<128>(u64::MAX), (1 << 67) - 8);
    }
}
