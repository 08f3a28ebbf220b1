//! Safe and constant-time on every CPU: additions, rotations and logic of words only.

pub(crate) mod sha256;
pub(crate) mod sha512;
