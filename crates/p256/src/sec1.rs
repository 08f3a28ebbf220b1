//! Points as bytes (SEC 1, sections 2.3.3 and 2.3.4), for all kinds of public keys.

use clearbox_ct::{Choice, declassify};

use crate::{
    curve::{AffinePoint, FieldElement, right_side},
    error::InvalidPoint,
};

/// Decodes a compressed or uncompressed point, and checks that it is on the curve. Since the cofactor is 1,
/// it then is a public key that no further check has anything against.
///
/// # Timing
/// Points are public: depends on the encoding.
pub(crate) fn decode_vartime(bytes: &[u8]) -> Result<AffinePoint, InvalidPoint> {
    match bytes {
        [0] => Err(InvalidPoint::Infinity),
        [4, coordinates @ ..] => {
            let (x, y) = coordinates.split_at_checked(32).ok_or(InvalidPoint::Malformed)?;
            let point = AffinePoint { x: coordinate(x)?, y: coordinate(y)? };
            // Public: a point that someone sent.
            if declassify(point.is_on_curve()) { Ok(point) } else { Err(InvalidPoint::NotOnCurve) }
        }
        [sign @ (2 | 3), x @ ..] => decompress(coordinate(x)?, Choice::from_lsb(u64::from(*sign))),
        _ => Err(InvalidPoint::Malformed),
    }
}

/// The point with this x, and with the odd or the even y.
fn decompress(x: FieldElement, odd: Choice) -> Result<AffinePoint, InvalidPoint> {
    let y_squared = right_side(x);
    let mut point = AffinePoint { x, y: y_squared.square_root_candidate() };
    // Public: a point that someone sent.
    if !declassify(point.y.square().ct_eq(y_squared)) {
        return Err(InvalidPoint::NotOnCurve);
    }
    point.negate_if(point.y.is_odd() ^ odd);
    Ok(point)
}

fn coordinate(bytes: &[u8]) -> Result<FieldElement, InvalidPoint> {
    let bytes = bytes.try_into().map_err(|_| InvalidPoint::Malformed)?;
    let (value, in_range) = FieldElement::from_bytes(bytes);
    // Public: a point that someone sent.
    if declassify(in_range) { Ok(value) } else { Err(InvalidPoint::OutOfRange) }
}

/// Encodes as 04, x, y.
pub(crate) fn encode_uncompressed(point: &AffinePoint) -> [u8; 65] {
    let mut bytes = [4; 65];
    bytes[1..33].copy_from_slice(&point.x.to_bytes());
    bytes[33..].copy_from_slice(&point.y.to_bytes());
    bytes
}

/// Encodes as 02 or 03, for even or odd y, and x.
pub(crate) fn encode_compressed(point: &AffinePoint) -> [u8; 33] {
    let mut bytes = [2; 33];
    bytes[0] |= point.y.to_bytes()[31] & 1;
    bytes[1..].copy_from_slice(&point.x.to_bytes());
    bytes
}
