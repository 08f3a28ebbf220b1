//! The shipped arithmetic against the big integers for each curve, and what can't be reached from outside.

mod arithmetic;
mod curves;
mod points;
mod signatures;

use proptest::prelude::ProptestConfig;

/// A property with a part of the usual cases, as big integers take their time.
fn a_part_of_the_cases(part: u32) -> ProptestConfig {
    ProptestConfig::with_cases((ProptestConfig::default().cases / part).max(1))
}
