//! The formulas as they are shipped, on ranges.

#[path = "../curve.rs"]
#[allow(clippy::duplicate_mod, clippy::redundant_closure, reason = "the same source, on other lanes")]
mod curve;
#[path = "../double.rs"]
#[allow(clippy::duplicate_mod, clippy::redundant_closure, reason = "the same source, on other lanes")]
mod double;
#[path = "../mixed.rs"]
#[allow(clippy::duplicate_mod, clippy::redundant_closure, reason = "the same source, on other lanes")]
mod mixed;
#[path = "../sum.rs"]
#[allow(clippy::duplicate_mod, clippy::redundant_closure, reason = "the same source, on other lanes")]
mod sum;

use super::{
    arch,
    field::{are_carried, carried},
    lanes,
};
use double::Jacobian;
use mixed::Points;

#[allow(unsafe_code)]
pub(super) fn from_projective(more: u32) -> bool {
    // SAFETY: proofs run where the CPU has the features.
    let Jacobian { y_alpha, x_zz, .. } = unsafe { double::from_projective(&carried(more)) };
    are_carried(&[y_alpha, x_zz])
}

#[allow(unsafe_code)]
pub(super) fn double(more: u32) -> bool {
    let point = Jacobian { y_alpha: carried(more), x_zz: carried(more), z: carried(more) };
    // SAFETY: proofs run where the CPU has the features.
    let Jacobian { y_alpha, x_zz, z } = unsafe { double::double(&point) };
    are_carried(&[y_alpha, x_zz, z])
}

#[allow(unsafe_code)]
pub(super) fn double_times(more: u32) -> bool {
    // SAFETY: proofs run where the CPU has the features.
    are_carried(&[unsafe { double::double_times(&carried(more), 2) }])
}

#[allow(unsafe_code)]
pub(super) fn add_affine(more: u32) -> bool {
    let point = Points { x: carried(more), y: carried(more), z: carried(more) };
    // SAFETY: proofs run where the CPU has the features.
    let Points { x, y, z } =
        unsafe { mixed::add_affine(&point, &carried(more), &carried(more), &carried(more)) };
    are_carried(&[x, y, z])
}

#[allow(unsafe_code)]
pub(super) fn sum(more: u32) -> bool {
    // SAFETY: proofs run where the CPU has the features.
    are_carried(&[unsafe { sum::sum(&carried(more), &carried(more), &carried(more)) }])
}
