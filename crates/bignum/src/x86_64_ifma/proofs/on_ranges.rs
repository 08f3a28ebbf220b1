//! On ranges: columns are never too large to be carried.

#[path = "../multiply.rs"]
#[allow(clippy::duplicate_mod, clippy::redundant_closure, reason = "the same source, on other lanes")]
mod multiply;
#[path = "../quotient.rs"]
#[allow(clippy::duplicate_mod, clippy::redundant_closure, reason = "the same source, on other lanes")]
mod quotient;
#[path = "../rows.rs"]
#[allow(clippy::duplicate_mod, clippy::redundant_closure, reason = "the same source, on other lanes")]
mod rows;
#[path = "../square.rs"]
#[allow(clippy::duplicate_mod, clippy::redundant_closure, reason = "the same source, on other lanes")]
mod square;

use clearbox_proofs::{Lane, arch::lanes_256 as arch};

use super::digits::{self, Digits};
use rows::Constants;

/// No columns are carried here: they are the result.
mod carry {
    use super::arch::__m256i;

    pub(super) fn carry<const V: usize>(sum: &[__m256i; V]) -> [__m256i; V] {
        *sum
    }
}

/// Digits below 2^52, or larger.
fn below<const V: usize>(more: u32) -> Digits<V> {
    [[Lane::below(1 << (52 + more)); 4]; V]
}

fn constants<const V: usize>(more: u32) -> [Constants<V>; 1] {
    [Constants { m: below(more), m_above: below(more), m_0: Lane::below(1 << 52) }]
}

/// So that carries from below don't leave the word.
fn can_be_carried<const V: usize>(columns: &Digits<V>) -> bool {
    columns.as_flattened().iter().all(|column| column.is_below((1 << 64) - (1 << 12)))
}

#[allow(unsafe_code)]
pub(super) fn product<const V: usize>(more: u32) -> bool {
    let mut a = [below::<V>(more)];
    // SAFETY: proofs run where the CPU has the features.
    unsafe { multiply::multiply(&mut a, &[below(more)], &constants(more)) };
    can_be_carried(&a[0])
}

#[allow(unsafe_code)]
pub(super) fn square<const V: usize>(more: u32) -> bool {
    let mut a = [below::<V>(more)];
    // SAFETY: proofs run where the CPU has the features.
    unsafe { square::square(&mut a, &constants(more)) };
    can_be_carried(&a[0])
}
