//! What was proved, as `cargo xtask proofs` gathers it.

/// Prints the line that says so: a file by its path from `crates/` on, the function in it, how it was proved (`bounds`,
/// `identity`, `exhaustive` …), and a remark.
pub fn proved(file: &str, name: &str, method: &str, remark: &str) {
    // A line of its own, even where the test harness has begun one ("test name ... ").
    println!("\nproved | {file} | {name} | {method} | {remark}");
}

/// Prints the line that says that this CPU can't run the function, so that nothing about it is proved here.
pub fn left_out(file: &str, name: &str) {
    proved(file, name, "left out", "this CPU lacks the instructions");
}
