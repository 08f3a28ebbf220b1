//! Additions as they are shipped, on ranges.

#[path = "../lanes.rs"]
#[allow(clippy::duplicate_mod, clippy::redundant_closure, reason = "the same source, on other lanes")]
mod lanes;
#[path = "../point.rs"]
#[allow(clippy::duplicate_mod, clippy::redundant_closure, reason = "the same source, on other lanes")]
mod point;

use clearbox_proofs::{Lane, arch::lane_512 as arch};

use super::{CARRIED, SUMMAND};
use lanes::{Lanes, Shifts};
use point::{Point, Summand, add_affine};

fn below(end: u128) -> Lanes {
    [Lane::below(end); 5]
}

fn carried(more: u32) -> Point {
    let [y_minus_x, y_plus_x, z, t] = [below(CARRIED << more); 4];
    Point { y_minus_x, y_plus_x, z, t }
}

fn all_are_carried(p: &Point) -> bool {
    [p.y_minus_x, p.y_plus_x, p.z, p.t].as_flattened().iter().all(|limb| limb.is_below(CARRIED))
}

#[allow(unsafe_code)]
pub(super) fn affine_is_carried(more: u32) -> bool {
    let [y_minus_x, y_plus_x, xy2d] = [below(SUMMAND); 3];
    let summand = Summand { y_minus_x, y_plus_x, xy2d };
    // SAFETY: proofs run where the CPU has the features.
    all_are_carried(&unsafe { add_affine(&carried(more), &summand, Shifts::new()) })
}
