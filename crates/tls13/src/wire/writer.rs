//! Writes numbers and vectors into a growing buffer; the length of a vector is filled in when its content is known.

use alloc::vec::Vec;

/// Appends to a buffer.
#[derive(Debug)]
pub(crate) struct Writer<'a>(&'a mut Vec<u8>);

impl<'a> Writer<'a> {
    pub(crate) fn new(buffer: &'a mut Vec<u8>) -> Self {
        Self(buffer)
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    pub(crate) fn u8(&mut self, value: u8) {
        self.bytes(&[value]);
    }

    pub(crate) fn u16(&mut self, value: u16) {
        self.bytes(&value.to_be_bytes());
    }

    /// The lower three bytes.
    pub(crate) fn u24(&mut self, value: usize) {
        let big_endian = (value as u32).to_be_bytes();
        self.bytes(big_endian.get(1..).unwrap_or_default());
    }

    pub(crate) fn u32(&mut self, value: u32) {
        self.bytes(&value.to_be_bytes());
    }

    pub(crate) fn u64(&mut self, value: u64) {
        self.bytes(&value.to_be_bytes());
    }

    /// So many zeros, to be overwritten later.
    pub(crate) fn zeros(&mut self, length: usize) {
        self.0.resize(self.0.len() + length, 0);
    }

    /// A vector with its length before it in one byte.
    pub(crate) fn vec_u8(&mut self, content: impl FnOnce(&mut Self)) {
        self.vector::<1>(content);
    }

    /// A vector with its length before it in two bytes.
    pub(crate) fn vec_u16(&mut self, content: impl FnOnce(&mut Self)) {
        self.vector::<2>(content);
    }

    /// A vector with its length before it in three bytes.
    pub(crate) fn vec_u24(&mut self, content: impl FnOnce(&mut Self)) {
        self.vector::<3>(content);
    }

    /// Content longer than its length field can say is a programming error: what goes into a message is bounded
    /// where it is configured.
    fn vector<const N: usize>(&mut self, content: impl FnOnce(&mut Self)) {
        let start = self.0.len();
        self.bytes(&[0; N]);
        content(self);
        let length = self.0.len() - start - N;
        debug_assert!(length < 1 << (8 * N), "a vector outgrew its length field");
        let big_endian = (length as u64).to_be_bytes();
        if let (Some(field), Some(value)) = (self.0.get_mut(start..start + N), big_endian.get(8 - N..)) {
            field.copy_from_slice(value);
        }
    }
}
