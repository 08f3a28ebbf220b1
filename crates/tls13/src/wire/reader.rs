//! Reads numbers and vectors from bytes that a peer sent; no input makes it panic.

use crate::error::Error;

/// The rest of some bytes, and the name of the structure they are read as, for the error.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    what: &'static str,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8], what: &'static str) -> Self {
        Self { rest: bytes, what }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub(crate) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// The error that says that this structure is malformed.
    pub(crate) fn error(&self) -> Error {
        Error::Decode { what: self.what }
    }

    pub(crate) fn take(&mut self, len: usize) -> Result<&'a [u8], Error> {
        let (taken, rest) = self.rest.split_at_checked(len).ok_or(self.error())?;
        self.rest = rest;
        Ok(taken)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Result<&'a [u8; N], Error> {
        let (taken, rest) = self.rest.split_first_chunk::<N>().ok_or(self.error())?;
        self.rest = rest;
        Ok(taken)
    }

    pub(crate) fn u8(&mut self) -> Result<u8, Error> {
        self.array::<1>().map(|&[byte]| byte)
    }

    pub(crate) fn u16(&mut self) -> Result<u16, Error> {
        self.array().map(|&bytes| u16::from_be_bytes(bytes))
    }

    pub(crate) fn u24(&mut self) -> Result<u32, Error> {
        self.array().map(|&[a, b, c]| u32::from_be_bytes([0, a, b, c]))
    }

    pub(crate) fn u32(&mut self) -> Result<u32, Error> {
        self.array().map(|&bytes| u32::from_be_bytes(bytes))
    }

    pub(crate) fn u64(&mut self) -> Result<u64, Error> {
        self.array().map(|&bytes| u64::from_be_bytes(bytes))
    }

    /// A vector whose length stands before it in one byte.
    pub(crate) fn vec_u8(&mut self) -> Result<Self, Error> {
        let len = self.u8()?;
        self.sub(len.into())
    }

    /// A vector whose length stands before it in two bytes.
    pub(crate) fn vec_u16(&mut self) -> Result<Self, Error> {
        let len = self.u16()?;
        self.sub(len.into())
    }

    /// A vector whose length stands before it in three bytes.
    pub(crate) fn vec_u24(&mut self) -> Result<Self, Error> {
        let len = self.u24()?;
        self.sub(usize::try_from(len).map_err(|_| self.error())?)
    }

    /// The same vector, which the standard bounds from below by at least one byte.
    pub(crate) fn non_empty(self) -> Result<Self, Error> {
        if self.is_empty() { Err(self.error()) } else { Ok(self) }
    }

    /// A vector of 16-bit code points of two bytes and more, with the length before it in two bytes.
    pub(crate) fn list_u16(&mut self) -> Result<CodePoints<'a>, Error> {
        self.vec_u16()?.code_points()
    }

    /// The rest as 16-bit code points, at least one.
    pub(crate) fn code_points(self) -> Result<CodePoints<'a>, Error> {
        if self.is_empty() || !self.rest.len().is_multiple_of(2) {
            return Err(self.error());
        }
        Ok(CodePoints(self.rest))
    }

    fn sub(&mut self, len: usize) -> Result<Self, Error> {
        Ok(Self { rest: self.take(len)?, what: self.what })
    }

    /// Ends the structure: nothing may follow.
    pub(crate) fn finish(self) -> Result<(), Error> {
        if self.is_empty() { Ok(()) } else { Err(self.error()) }
    }
}

/// A list of 16-bit code points, still in its wire form.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct CodePoints<'a>(&'a [u8]);

impl<'a> CodePoints<'a> {
    pub(crate) fn iter(self) -> impl Iterator<Item = u16> + 'a {
        self.0.as_chunks().0.iter().map(|&pair| u16::from_be_bytes(pair))
    }

    pub(crate) fn contains(self, code_point: u16) -> bool {
        self.iter().any(|value| value == code_point)
    }
}
