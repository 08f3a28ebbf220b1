//! What formulas need of a prime field, be it that of the coordinates or that of the scalars.

use clearbox_ct::{Choice, Zeroize, declassify};

use crate::bytes::Bytes;

/// An element of GF(m) for a prime m. It may be a secret; it is `Copy` for the sake of formulas, so who holds a
/// secret one has to wipe it.
pub trait Field: Copy + Zeroize + Send + Sync + 'static {
    /// A number below m, big-endian.
    type Bytes: Bytes;
    /// A number below m, the lowest limb first.
    type Limbs: AsRef<[u64]> + Copy;

    /// 0.
    const ZERO: Self;
    /// 1.
    const ONE: Self;
    /// m.
    const MODULUS: Self::Limbs;
    /// How many bits m has.
    const BITS: usize;

    /// The element of any number of this many bytes, and whether the number was below m.
    fn from_bytes(bytes: &Self::Bytes) -> (Self, Choice);
    /// The number it stands for, below m, big-endian.
    fn to_bytes(self) -> Self::Bytes;
    /// The number it stands for, below m.
    fn to_limbs(self) -> Self::Limbs;

    /// self + other.
    fn add(self, other: Self) -> Self;
    /// self / 2.
    fn half(self) -> Self;
    /// self − other.
    fn sub(self, other: Self) -> Self;
    /// self · other.
    fn mul(self, other: Self) -> Self;
    /// self².
    fn square(self) -> Self;
    /// 1 / self, and 0 for 0.
    fn invert(self) -> Self;
    /// A square root, if there is one and m is 3 modulo 4; the caller checks by squaring.
    fn square_root_candidate(self) -> Self;

    /// Whether it is 0.
    fn is_zero(self) -> Choice;
    /// Takes the value of `yes` if the choice is yes.
    fn assign_if(&mut self, choice: Choice, yes: &Self);

    /// 2·self.
    #[inline(always)]
    fn double(self) -> Self {
        self.add(self)
    }

    /// −self.
    #[inline(always)]
    fn neg(self) -> Self {
        Self::ZERO.sub(self)
    }

    /// Whether both are the same element.
    #[inline(always)]
    fn ct_eq(self, other: Self) -> Choice {
        self.sub(other).is_zero()
    }

    /// Whether the number from 0 to m − 1 is odd.
    fn is_odd(self) -> Choice {
        Choice::from_lsb(self.to_limbs().as_ref()[0])
    }

    /// Reads big-endian bytes as a number from 1 to m − 1, if they are one.
    fn from_nonzero_bytes(bytes: &Self::Bytes) -> Option<Self> {
        let (element, below_m) = Self::from_bytes(bytes);
        // Public: whether they are. Secret bytes that are not are thrown away.
        declassify(below_m & !element.is_zero()).then_some(element)
    }

    /// The number that a digest stands for in ECDSA, modulo m: as many bits of it from the left as m has, big-endian
    /// (FIPS 186-5, section 6.4.1, steps 2 and 3; bits2int of RFC 6979, section 2.3.2, and then modulo m).
    fn from_digest(digest: &[u8]) -> Self {
        let mut bytes = Self::Bytes::ZERO;
        let target = bytes.as_mut();
        let len = digest.len().min(target.len());
        let start = target.len() - len;
        target[start..].copy_from_slice(&digest[..len]);
        // The bits of the last byte that are too many, fewer than eight, are cleared, and then shifted out by halving.
        let excess = (8 * len).saturating_sub(Self::BITS);
        if let Some(last) = target.last_mut() {
            *last &= u8::MAX << excess;
        }
        (0..excess).fold(Self::from_bytes(&bytes).0, |number, _| number.half())
    }
}
