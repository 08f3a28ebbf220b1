//! The count of cases that ran, asserted by each harness and gathered by `cargo xtask vectors`.

/// Asserts that a harness ran as many cases as it should, and prints the line that `cargo xtask vectors` gathers:
/// the algorithm, the source of the vectors, and the number. Call it at the end of each vector test, once per
/// backend, with the backend in `source` where there are several.
///
/// # Panics
/// If `ran` differs from `expected`.
pub fn ran(algorithm: &str, source: &str, ran: usize, expected: usize) {
    assert_eq!(ran, expected, "{algorithm}, {source}: number of cases");
    // A line of its own, even where the test harness has begun one ("test name ... ").
    println!("\nvectors | {algorithm} | {source} | {ran}");
}
