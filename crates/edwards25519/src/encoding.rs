//! Points as 32 bytes (RFC 8032, section 5.1.2 and 5.1.3).

use clearbox_ct::{Choice, declassify};
use clearbox_field25519::FieldElement;

use crate::point::{AffinePoint, D};

/// Why bytes are no point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidPoint {
    /// They are not the one encoding of a point: y is not below p, or x is 0 and called negative.
    NotCanonical,
    /// No point of the curve has this y-coordinate.
    NotOnCurve,
}

impl AffinePoint {
    /// Decodes a point (RFC 8032, section 5.1.3); each has one encoding.
    ///
    /// # Errors
    /// [`InvalidPoint`], which says why.
    ///
    /// # Timing
    /// Depends on the bytes, which are public.
    pub fn decode_vartime(bytes: &[u8; 32]) -> Result<Self, InvalidPoint> {
        let sign = Choice::from_lsb(u64::from(bytes[31] >> 7));
        let y = FieldElement::from_bytes(bytes);
        let mut canonical = y.to_bytes();
        canonical[31] |= bytes[31] & 0x80;
        if canonical != *bytes {
            return Err(InvalidPoint::NotCanonical);
        }
        // x² = (y² − 1) / (d·y² + 1); the denominator is never zero, as −1/d is no square.
        let yy = y.square();
        let u = yy.sub(&FieldElement::ONE).carry();
        let v = yy.mul(&D).add(&FieldElement::ONE).carry();
        let (is_square, mut x) = FieldElement::sqrt_ratio(&u, &v);
        // Public: the bytes are, and all that is computed from them.
        if !declassify(is_square) {
            return Err(InvalidPoint::NotOnCurve);
        }
        if declassify(x.is_zero() & sign) {
            return Err(InvalidPoint::NotCanonical);
        }
        let minus_x = x.neg().carry();
        x.assign_if(x.is_negative() ^ sign, &minus_x);
        Ok(Self { x, y })
    }

    /// Encodes y, with the sign of x in the top bit (RFC 8032, section 5.1.2).
    #[must_use]
    pub fn encode(&self) -> [u8; 32] {
        let mut bytes = self.y.to_bytes();
        bytes[31] |= self.x.is_negative().mask() as u8 & 0x80;
        bytes
    }
}

impl core::fmt::Display for InvalidPoint {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::NotCanonical => "the point is not encoded in the one way that RFC 8032 allows",
            Self::NotOnCurve => "no point of edwards25519 has this y-coordinate",
        })
    }
}

impl core::error::Error for InvalidPoint {}
