//! As much of DER as signatures and private keys need (X.690, chapters 8 and 10).

use crate::bytes::Bytes;

pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const OBJECT_IDENTIFIER: u8 = 0x06;
pub(crate) const SEQUENCE: u8 = 0x30;
/// The constructed context-specific tags [0] and [1].
pub(crate) const CONTEXT_0: u8 = 0xa0;
pub(crate) const CONTEXT_1: u8 = 0xa1;

/// The bytes are not the one encoding that DER allows for what is expected.
#[derive(Debug)]
pub(crate) struct Malformed;

/// Takes elements off the front of some bytes.
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// The contents of the next element, which must have this tag.
    pub(crate) fn read(&mut self, tag: u8) -> Result<&'a [u8], Malformed> {
        let (len, rest) = match *self.0 {
            [t, len @ 0..=0x7f, ref rest @ ..] if t == tag => (usize::from(len), rest),
            // A longer form is allowed only where no shorter one would do (X.690, section 10.1).
            [t, 0x81, len @ 0x80..=0xff, ref rest @ ..] if t == tag => (usize::from(len), rest),
            [t, 0x82, high @ 1..=0xff, low, ref rest @ ..] if t == tag => {
                (usize::from(high) << 8 | usize::from(low), rest)
            }
            _ => return Err(Malformed),
        };
        let (contents, rest) = rest.split_at_checked(len).ok_or(Malformed)?;
        self.0 = rest;
        Ok(contents)
    }

    /// The contents of the next element, if it has this tag.
    pub(crate) fn read_optional(&mut self, tag: u8) -> Result<Option<&'a [u8]>, Malformed> {
        if self.0.first() == Some(&tag) { self.read(tag).map(Some) } else { Ok(None) }
    }

    /// Checks that nothing is left.
    pub(crate) fn end(self) -> Result<(), Malformed> {
        if self.0.is_empty() { Ok(()) } else { Err(Malformed) }
    }
}

/// Reads an INTEGER that is not negative into big-endian bytes, if it fits.
pub(crate) fn read_unsigned<B: Bytes>(reader: &mut Reader<'_>) -> Result<B, Malformed> {
    let magnitude = match reader.read(INTEGER)? {
        // Minimal (X.690, section 8.3.2): a leading zero only where the next bit would read as a sign.
        [0, magnitude @ ..] if magnitude.first().is_none_or(|byte| byte >> 7 == 1) => magnitude,
        magnitude @ [1..=0x7f, ..] => magnitude,
        _ => return Err(Malformed),
    };
    let mut bytes = B::ZERO;
    let value = bytes.as_mut();
    let start = value.len().checked_sub(magnitude.len()).ok_or(Malformed)?;
    value[start..].copy_from_slice(magnitude);
    Ok(bytes)
}

/// Writes elements from the last to the first, since the length of one is known when its contents are there.
pub(crate) struct Writer<'a> {
    bytes: &'a mut [u8],
    start: usize,
}

impl<'a> Writer<'a> {
    /// Writes to the end of `bytes`, which have to be enough.
    pub(crate) fn new(bytes: &'a mut [u8]) -> Self {
        let start = bytes.len();
        Self { bytes, start }
    }

    /// Where the first byte is.
    pub(crate) fn start(&self) -> usize {
        self.start
    }

    /// Puts bytes before what is there.
    pub(crate) fn prepend(&mut self, bytes: &[u8]) {
        let end = self.start;
        self.start -= bytes.len();
        self.bytes[self.start..end].copy_from_slice(bytes);
    }

    /// Makes what is before `end` the contents of an element, shorter than 256 bytes.
    pub(crate) fn wrap(&mut self, tag: u8, end: usize) {
        let len = (end - self.start) as u8;
        if len < 0x80 { self.prepend(&[tag, len]) } else { self.prepend(&[tag, 0x81, len]) }
    }

    /// Puts an element with these contents before what is there.
    pub(crate) fn prepend_element(&mut self, tag: u8, contents: &[u8]) {
        let end = self.start;
        self.prepend(contents);
        self.wrap(tag, end);
    }

    /// Puts a non-negative INTEGER before what is there: without leading zeros, but for one before a set top bit.
    pub(crate) fn prepend_unsigned(&mut self, value: &[u8]) {
        let last = value.len() - 1;
        let zeros = value[..last].iter().take_while(|&&byte| byte == 0).count();
        let end = self.start;
        self.prepend(&value[zeros..]);
        if value[zeros] >> 7 == 1 {
            self.prepend(&[0]);
        }
        self.wrap(INTEGER, end);
    }
}
