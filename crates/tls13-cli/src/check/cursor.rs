//! Reads the numbers and vectors of a message that only has to be looked at: None where it ends too early.

/// What is left of some bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a>(pub(super) &'a [u8]);

impl<'a> Cursor<'a> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    /// A number of `length` bytes, at most eight, most significant first.
    fn number(&mut self, length: usize) -> Option<u64> {
        Some(self.take(length)?.iter().fold(0, |number, &byte| number << 8 | u64::from(byte)))
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        self.number(1)?.try_into().ok()
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        self.number(2)?.try_into().ok()
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        self.number(4)?.try_into().ok()
    }

    /// A vector whose length stands before it in `prefix` bytes.
    pub(super) fn vector(&mut self, prefix: usize) -> Option<Self> {
        let length = self.number(prefix)?;
        Some(Self(self.take(length.try_into().ok()?)?))
    }

    /// The tag of the next element of DER, and its content (X.690, section 8.1).
    pub(super) fn any_element(&mut self) -> Option<(u8, Self)> {
        let tag = self.u8()?;
        let length = match self.u8()? {
            short @ 0..=0x7f => u64::from(short),
            0x80 => return None, // Of indefinite length, which DER doesn't have.
            long @ 0x81..=0x84 => self.number(usize::from(long & 0x7f))?,
            _ => return None,
        };
        Some((tag, Self(self.take(length.try_into().ok()?)?)))
    }

    /// The content of the next element of DER, which has this tag.
    pub(super) fn element(&mut self, expected: u8) -> Option<Self> {
        let (tag, content) = self.any_element()?;
        (tag == expected).then_some(content)
    }

    /// Whether the next element of DER has this tag.
    pub(super) fn is_next(&self, tag: u8) -> bool {
        self.0.first() == Some(&tag)
    }

    /// The content of this extension, where a list of extensions begins here (RFC 9846, section 4.3).
    pub(super) fn extension(mut self, wanted: u16) -> Option<Self> {
        let mut list = self.vector(2)?;
        while !list.is_empty() {
            let (extension, content) = (list.u16()?, list.vector(2)?);
            if extension == wanted {
                return Some(content);
            }
        }
        None
    }
}
