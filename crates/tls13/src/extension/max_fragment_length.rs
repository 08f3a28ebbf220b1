//! max_fragment_length (RFC 6066, section 4): the most content of a record, in either direction. record_size_limit
//! (RFC 8449) is what came after it.

use crate::{
    error::Error,
    wire::{Reader, Writer},
};

/// The most content of a record, for clients with little memory and their servers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MaxFragmentLength {
    /// 2^9 bytes.
    Bytes512,
    /// 2^10 bytes.
    Bytes1024,
    /// 2^11 bytes.
    Bytes2048,
    /// 2^12 bytes.
    Bytes4096,
}

impl MaxFragmentLength {
    const ALL: [Self; 4] = [Self::Bytes512, Self::Bytes1024, Self::Bytes2048, Self::Bytes4096];

    /// As a limit of content, type and padding.
    pub(crate) fn record_limit(self) -> u16 {
        (1 << (8 + self.code_point())) + 1
    }

    pub(crate) fn code_point(self) -> u8 {
        match self {
            Self::Bytes512 => 1,
            Self::Bytes1024 => 2,
            Self::Bytes2048 => 3,
            Self::Bytes4096 => 4,
        }
    }

    /// What a client asks for.
    pub(crate) fn from_code_point(code_point: u8) -> Result<Self, Error> {
        let found = Self::ALL.into_iter().find(|length| length.code_point() == code_point);
        found.ok_or(Error::MaxFragmentLength(code_point))
    }
}

pub(crate) fn encode(writer: &mut Writer<'_>, length: MaxFragmentLength) {
    writer.u8(length.code_point());
}

/// The number, whatever it means: a server passes it over if it has record_size_limit to go by.
pub(crate) fn decode(reader: &mut Reader<'_>) -> Result<u8, Error> {
    reader.u8()
}
