//! As much of DER as keys need (X.690, chapters 8 and 10).

pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const OBJECT_IDENTIFIER: u8 = 0x06;
pub(crate) const SEQUENCE: u8 = 0x30;
/// The primitive context-specific tag [0].
pub(crate) const CONTEXT_0_PRIMITIVE: u8 = 0x80;
/// The primitive context-specific tag [1].
pub(crate) const CONTEXT_1_PRIMITIVE: u8 = 0x81;
/// The constructed context-specific tag [0].
pub(crate) const CONTEXT_0: u8 = 0xa0;

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
        if self.next_is(tag) { self.read(tag).map(Some) } else { Ok(None) }
    }

    /// Whether an element with this tag comes next.
    pub(crate) fn next_is(&self, tag: u8) -> bool {
        self.0.first() == Some(&tag)
    }

    /// Checks that nothing is left.
    pub(crate) fn end(self) -> Result<(), Malformed> {
        if self.0.is_empty() { Ok(()) } else { Err(Malformed) }
    }
}
