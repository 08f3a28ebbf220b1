//! The one way in which verification fails.

/// The tag is not the message's tag under this key. Nothing more is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidTag;

impl core::fmt::Display for InvalidTag {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("invalid authentication tag")
    }
}

impl core::error::Error for InvalidTag {}
