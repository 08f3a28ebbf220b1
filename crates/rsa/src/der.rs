//! As much of DER as keys need (X.690, chapters 8 and 10).

use clearbox_ct::{Choice, Wiped, declassify, declassify_ref, is_zero_u64};

pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const NULL: u8 = 0x05;
pub(crate) const OBJECT_IDENTIFIER: u8 = 0x06;
pub(crate) const SEQUENCE: u8 = 0x30;

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

    /// The next element, a SEQUENCE.
    pub(crate) fn read_sequence(&mut self) -> Result<Self, Malformed> {
        self.read(SEQUENCE).map(Self)
    }

    /// The next element, an INTEGER that is not negative, as big-endian bytes without leading zeros.
    pub(crate) fn read_unsigned(&mut self) -> Result<&'a [u8], Malformed> {
        let contents = self.read(INTEGER)?;
        let (&first, rest) = contents.split_first().ok_or(Malformed)?;
        // Public: whether it begins with a zero, and whether it begins as DER has it (X.690, section 8.3.2): a zero only
        // where the next bit would read as a sign.
        if declassify(is_zero_u64(first.into())) {
            let is_minimal = rest.first().is_none_or(|&next| declassify(top_bit(next)));
            return if is_minimal { Ok(rest) } else { Err(Malformed) };
        }
        // Public: whether the number is negative.
        if declassify(top_bit(first)) { Err(Malformed) } else { Ok(contents) }
    }

    /// The contents of the next element, if it has this tag.
    pub(crate) fn read_optional(&mut self, tag: u8) -> Result<Option<&'a [u8]>, Malformed> {
        if self.0.first() == Some(&tag) { self.read(tag).map(Some) } else { Ok(None) }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Checks that nothing is left.
    pub(crate) fn end(self) -> Result<(), Malformed> {
        if self.is_empty() { Ok(()) } else { Err(Malformed) }
    }
}

/// Writes elements from the last to the first, since the length of an element stands before it; wiped on drop.
#[derive(Clone)]
pub(crate) struct Writer<const N: usize> {
    bytes: Wiped<[u8; N]>,
    start: usize,
}

impl<const N: usize> Writer<N> {
    pub(crate) fn new() -> Self {
        Self { bytes: Wiped::new([0; N]), start: N }
    }

    /// Puts bytes before those that are there.
    pub(crate) fn prepend(&mut self, bytes: &[u8]) {
        let end = self.start;
        self.start -= bytes.len();
        self.bytes[self.start..end].copy_from_slice(bytes);
    }

    /// Makes everything up to where `end` bytes are left an element with this tag.
    pub(crate) fn wrap(&mut self, tag: u8, end: usize) {
        let len = self.as_slice().len() - end;
        // All lengths here are below 2^16.
        let [high, low] = [(len >> 8) as u8, len as u8];
        match len {
            0..=0x7f => self.prepend(&[tag, low]),
            0x80..=0xff => self.prepend(&[tag, 0x81, low]),
            _ => self.prepend(&[tag, 0x82, high, low]),
        }
    }

    /// Prepends an INTEGER of big-endian bytes, which may have leading zeros.
    pub(crate) fn prepend_unsigned(&mut self, bytes: &[u8]) {
        let end = self.as_slice().len();
        // Public: how long the number is, and whether a zero precedes it: the encoding's length shows it.
        let zeros = *declassify_ref(&leading_zeros(bytes)) as usize;
        self.prepend(&bytes[zeros..]);
        if bytes.get(zeros).is_none_or(|&byte| declassify(top_bit(byte))) {
            self.prepend(&[0]);
        }
        self.wrap(INTEGER, end);
    }

    pub(crate) fn as_slice(&self) -> &[u8] {
        &self.bytes[self.start..]
    }
}

fn top_bit(byte: u8) -> Choice {
    Choice::from_lsb(u64::from(byte >> 7))
}

/// How many zeros precede the first byte that is none.
fn leading_zeros(bytes: &[u8]) -> u64 {
    let (mut zeros, mut only_zeros) = (0, Choice::from_lsb(1));
    for &byte in bytes {
        only_zeros = only_zeros & is_zero_u64(byte.into());
        zeros += only_zeros.mask() & 1;
    }
    zeros
}
