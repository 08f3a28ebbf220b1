//! Byte strings whose length depends on the curve.

use core::{fmt::Debug, hash::Hash};

use clearbox_ct::Zeroize;

/// An array of bytes. As long as the length of one can't be computed from that of another in generic code, a curve
/// names each array that it needs.
pub trait Bytes:
    Copy
    + AsRef<[u8]>
    + AsMut<[u8]>
    + for<'a> TryFrom<&'a [u8]>
    + Zeroize
    + Eq
    + Hash
    + Debug
    + Send
    + Sync
    + 'static
{
    /// All zeros.
    const ZERO: Self;
}

impl<const LEN: usize> Bytes for [u8; LEN] {
    const ZERO: Self = [0; LEN];
}

/// The parts one after another, which together are as long as the array.
pub(crate) fn concat<B: Bytes>(parts: &[&[u8]]) -> B {
    let mut bytes = B::ZERO;
    let mut rest = bytes.as_mut();
    for part in parts {
        let (target, behind) = rest.split_at_mut(part.len());
        target.copy_from_slice(part);
        rest = behind;
    }
    bytes
}
