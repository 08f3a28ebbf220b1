//! Points as bytes (SEC 1, sections 2.3.3 and 2.3.4), for all kinds of public keys.

use clearbox_ct::{Choice, declassify};

use crate::{
    bytes::{Bytes, concat},
    curve::Curve,
    error::InvalidPoint,
    field::Field,
    point::{AffinePoint, right_side},
};

/// Decodes a compressed or uncompressed point, and checks that it is on the curve. Since the cofactor is 1,
/// it then is a public key that no further check has anything against.
///
/// # Timing
/// Points are public: depends on the encoding.
pub(crate) fn decode_vartime<C: Curve>(bytes: &[u8]) -> Result<AffinePoint<C>, InvalidPoint> {
    match bytes {
        [0] => Err(InvalidPoint::Infinity),
        [4, coordinates @ ..] => {
            let (x, y) =
                coordinates.split_at_checked(C::Bytes::ZERO.as_ref().len()).ok_or(InvalidPoint::Malformed)?;
            let point = AffinePoint { x: coordinate::<C>(x)?, y: coordinate::<C>(y)? };
            // Public: a point that someone sent.
            if declassify(point.is_on_curve()) { Ok(point) } else { Err(InvalidPoint::NotOnCurve) }
        }
        [sign @ (2 | 3), x @ ..] => decompress(coordinate::<C>(x)?, Choice::from_lsb(u64::from(*sign))),
        _ => Err(InvalidPoint::Malformed),
    }
}

/// The point with this x, and with the odd or the even y.
fn decompress<C: Curve>(x: C::Field, odd: Choice) -> Result<AffinePoint<C>, InvalidPoint> {
    let y_squared = right_side::<C>(x);
    let mut point = AffinePoint::<C> { x, y: y_squared.square_root_candidate() };
    // Public: a point that someone sent.
    if !declassify(point.y.square().ct_eq(y_squared)) {
        return Err(InvalidPoint::NotOnCurve);
    }
    point.negate_if(point.y.is_odd() ^ odd);
    Ok(point)
}

fn coordinate<C: Curve>(bytes: &[u8]) -> Result<C::Field, InvalidPoint> {
    let bytes = bytes.try_into().map_err(|_| InvalidPoint::Malformed)?;
    let (value, in_range) = C::Field::from_bytes(&bytes);
    // Public: a point that someone sent.
    if declassify(in_range) { Ok(value) } else { Err(InvalidPoint::OutOfRange) }
}

/// Encodes as 04, x, y.
pub(crate) fn encode_uncompressed<C: Curve>(point: &AffinePoint<C>) -> C::Uncompressed {
    concat(&[&[4], point.x.to_bytes().as_ref(), point.y.to_bytes().as_ref()])
}

/// Encodes as 02 or 03, for even or odd y, and x.
pub(crate) fn encode_compressed<C: Curve>(point: &AffinePoint<C>) -> C::Compressed {
    // Public: a point that is shown.
    let sign = 2 + u8::from(declassify(point.y.is_odd()));
    concat(&[&[sign], point.x.to_bytes().as_ref()])
}

/// Shows a point: the name of its type, and the compressed encoding.
pub(crate) fn debug<C: Curve>(
    name: &str,
    point: &AffinePoint<C>,
    f: &mut core::fmt::Formatter<'_>,
) -> core::fmt::Result {
    write!(f, "{name}(")?;
    encode_compressed(point).as_ref().iter().try_for_each(|byte| write!(f, "{byte:02x}"))?;
    f.write_str(")")
}
