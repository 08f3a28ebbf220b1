//! Work on one point as it is shipped, on ranges.

#[path = "../../../../field25519/src/x86_64_ifma/four.rs"]
#[allow(
    clippy::duplicate_mod,
    clippy::redundant_closure,
    unreachable_pub,
    reason = "the same source, on other lanes"
)]
mod four;
#[path = "../one.rs"]
#[allow(
    clippy::duplicate_mod,
    clippy::redundant_closure,
    dead_code,
    reason = "the same source, on other lanes"
)]
mod one;

use clearbox_proofs::{Lane, arch::lanes_256 as arch};

use super::{super::point, CARRIED, SUMMAND};
use four::{Lanes, Shifts};
use one::{Point, Summand, Sums};

/// Columns of a point are below.
const COLUMNS: u128 = 1 << 60;

fn below(end: u128) -> Lanes {
    [[Lane::below(end); 4]; 5]
}

fn are_below(lanes: &Lanes, end: u128) -> bool {
    lanes.as_flattened().iter().all(|limb| limb.is_below(end))
}

#[allow(unsafe_code)]
pub(super) fn doubles(more: u32) -> bool {
    // SAFETY: proofs run where the CPU has the features.
    are_below(&unsafe { one::double(&Point(below(COLUMNS << more)), Shifts::new()) }.0, COLUMNS)
}

#[allow(unsafe_code)]
pub(super) fn adds(more: u32) -> bool {
    let (p, q) = (Point(below(COLUMNS << more)), Summand(below(SUMMAND)));
    // SAFETY: proofs run where the CPU has the features.
    are_below(&unsafe { one::add(&p, &q, Shifts::new()) }.0, COLUMNS)
}

#[allow(unsafe_code)]
pub(super) fn makes_summands(more: u32) -> bool {
    // SAFETY: proofs run where the CPU has the features.
    are_below(&unsafe { one::summand(&Sums(below(CARRIED << more)), Shifts::new()) }.0, CARRIED)
}

#[allow(unsafe_code)]
pub(super) fn negates(more: u32) -> bool {
    // SAFETY: proofs run where the CPU has the features.
    are_below(&unsafe { one::negated(&Summand(below(CARRIED << more))) }.0, SUMMAND)
}

#[allow(unsafe_code)]
pub(super) fn makes_points(more: u32) -> bool {
    // SAFETY: proofs run where the CPU has the features.
    let columns = unsafe { one::point(&Sums(below(CARRIED << more))) }.0;
    are_below(&columns, (1 << 61) + (1 << 53))
}
