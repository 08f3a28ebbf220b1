//! Proofs by running a routine, each with its mutants.

use crate::{fault, polynomial, proved, range};

/// More operations than this are not done by all mutants of a routine together: then every second mutant is tried, or every
/// third, and so on.
const MOST_OPERATIONS: usize = 360_000;

/// Inputs may be at most so many bits larger than the bounds allow, before a proof of bounds has to fail.
const MOST_BITS: u32 = 24;

/// Proves an identity about a routine of a file, a path from `crates/` on, by running it on polynomials. Each mutant has to
/// make `claim` false.
///
/// # Panics
/// If the claim is false, or true for a mutant.
#[track_caller]
pub fn prove_identity(file: &str, name: &str, claim: impl Fn() -> bool) {
    prove_identity_but(0, file, name, claim);
}

/// The same of a routine in which so many of the operations tried may go wrong without harm: their results are dropped.
///
/// # Panics
/// If the claim is false, or true for another number of mutants; where not all are tried, for more of them.
#[track_caller]
pub fn prove_identity_but(harmless: usize, file: &str, name: &str, claim: impl Fn() -> bool) {
    let attempt = |wrong| {
        polynomial::clear();
        fault::with_wrong(wrong, &claim)
    };
    let (holds, operations) = attempt(None);
    assert!(holds, "{file}, {name}: is wrong");
    assert!(operations > 0, "{file}, {name}: no routine ran");
    let step = (operations * operations).div_ceil(MOST_OPERATIONS);
    let wrong = (0..operations).step_by(step);
    let (mutants, survivors) = (wrong.len(), wrong.filter(|&wrong| attempt(Some(wrong)).0).count());
    // Those that are not tried may be among the harmless ones.
    let least = if step == 1 { harmless } else { 0 };
    assert!(
        (least..=harmless).contains(&survivors),
        "{file}, {name}: of {mutants} mutants, so many pass: {survivors}"
    );
    proved(file, name, "identity", &format!("{} of {mutants} mutants fail", mutants - survivors));
}

/// Proves bounds of a routine by running it on ranges: `claim` gets a number of bits by which inputs are larger than
/// allowed. It has to hold for 0, without any overflow, and to fail for some number: so the bounds are not idle.
///
/// # Panics
/// If they don't hold, or seem to hold whatever the inputs are.
#[track_caller]
pub fn prove_bounds(file: &str, name: &str, claim: impl Fn(u32) -> bool) {
    let holds = |more: u32| {
        range::forget_overflow();
        let within = claim(more);
        let overflow = range::forget_overflow();
        if within && overflow.is_none() {
            Ok(())
        } else {
            Err(overflow.unwrap_or("the result is out of bounds".into()))
        }
    };
    if let Err(reason) = holds(0) {
        panic!("{file}, {name}: {reason}");
    }
    let Some(more) = (1..=MOST_BITS).find(|&more| holds(more).is_err()) else {
        panic!("{file}, {name}: no bounds matter");
    };
    let plural = if more == 1 { "" } else { "s" };
    proved(file, name, "bounds", &format!("fails for inputs of {more} bit{plural} more"));
}
