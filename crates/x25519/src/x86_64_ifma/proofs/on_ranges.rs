//! A step as it is shipped, on ranges.

#[path = "../../../../field25519/src/x86_64_ifma/four.rs"]
#[allow(
    clippy::duplicate_mod,
    clippy::redundant_closure,
    unreachable_pub,
    reason = "the same source, on other lanes"
)]
mod lanes;
#[path = "../step.rs"]
#[allow(clippy::duplicate_mod, clippy::redundant_closure, reason = "the same source, on other lanes")]
mod step;

use clearbox_proofs::{Lane, arch::lanes_256 as arch};

use super::CARRIED;
use crate::x86_64_ifma::ladder::BIAS;

#[allow(unsafe_code)]
pub(super) fn is_carried(swap: i64, more: u32) -> bool {
    let w = [[Lane::below(CARRIED << more); 4]; 5];
    let x_1 = Lane::below(1 << 51);
    let factors = core::array::from_fn(|i| {
        let constants = if i == 0 { [0, 486_662, 1] } else { [0; 3] }.map(Lane::Constant);
        [constants[0], constants[1], constants[2], x_1]
    });
    let constants = step::Constants { factors, bias: BIAS.map(arch::_mm256_set1_epi64x) };
    // SAFETY: proofs run where the CPU has the features.
    let next = unsafe { step::step(&w, swap, &constants, lanes::Shifts::new()) };
    next.as_flattened().iter().all(|limb| limb.is_below(CARRIED))
}
