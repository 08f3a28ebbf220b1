//! The formulas as they are shipped, on ranges.

#[path = "../curve.rs"]
#[allow(clippy::duplicate_mod, clippy::redundant_closure, reason = "the same source, on other lanes")]
mod curve;
#[path = "../double.rs"]
#[allow(clippy::duplicate_mod, clippy::redundant_closure, reason = "the same source, on other lanes")]
mod double;
#[path = "../lanes.rs"]
#[allow(clippy::duplicate_mod, clippy::redundant_closure, reason = "the same source, on other lanes")]
mod lanes;
#[path = "../mixed.rs"]
#[allow(clippy::duplicate_mod, clippy::redundant_closure, reason = "the same source, on other lanes")]
mod mixed;
#[path = "../sum.rs"]
#[allow(clippy::duplicate_mod, clippy::redundant_closure, reason = "the same source, on other lanes")]
mod sum;

use clearbox_proofs::{Lane, arch::lanes_256 as arch};

use super::{CARRIED, CARRIED_TOP};
use double::Jacobian;
use lanes::Lanes;
use mixed::Points;

fn carried(more: u32) -> Lanes {
    let limb = CARRIED << more;
    [limb, limb, limb, limb, CARRIED_TOP << more].map(|end| [Lane::below(end); 4])
}

fn are_carried<const N: usize>(all: [Lanes; N]) -> bool {
    let ends = [CARRIED, CARRIED, CARRIED, CARRIED, CARRIED_TOP];
    all.iter()
        .all(|lanes| lanes.iter().zip(ends).all(|(limb, end)| limb.iter().all(|limb| limb.is_below(end))))
}

#[allow(unsafe_code)]
pub(super) fn from_projective(more: u32) -> bool {
    // SAFETY: proofs run where the CPU has the features.
    let Jacobian { y_alpha, x_zz, .. } = unsafe { double::from_projective(&carried(more)) };
    are_carried([y_alpha, x_zz])
}

#[allow(unsafe_code)]
pub(super) fn double(more: u32) -> bool {
    let point = Jacobian { y_alpha: carried(more), x_zz: carried(more), z: carried(more) };
    // SAFETY: proofs run where the CPU has the features.
    let Jacobian { y_alpha, x_zz, z } = unsafe { double::double(&point) };
    are_carried([y_alpha, x_zz, z])
}

#[allow(unsafe_code)]
pub(super) fn double_times(more: u32) -> bool {
    // SAFETY: proofs run where the CPU has the features.
    are_carried([unsafe { double::double_times(&carried(more), 2) }])
}

#[allow(unsafe_code)]
pub(super) fn add_affine(more: u32) -> bool {
    let point = Points { x: carried(more), y: carried(more), z: carried(more) };
    // SAFETY: proofs run where the CPU has the features.
    let Points { x, y, z } =
        unsafe { mixed::add_affine(&point, &carried(more), &carried(more), &carried(more)) };
    are_carried([x, y, z])
}

#[allow(unsafe_code)]
pub(super) fn sum(more: u32) -> bool {
    // SAFETY: proofs run where the CPU has the features.
    are_carried([unsafe { sum::sum(&carried(more), &carried(more), &carried(more)) }])
}
