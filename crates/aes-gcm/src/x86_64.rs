//! What the kernels for x86-64 have in common.

pub(crate) mod counter;
pub(crate) mod key;
pub(crate) mod round_keys;
