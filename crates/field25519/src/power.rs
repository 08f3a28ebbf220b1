//! A power to a fixed exponent, by a chain of squarings and multiplications. The tests run it on exponents (`proofs.rs`).

/// What the chain needs of a number.
pub(crate) trait Power: Sized {
    /// self · other.
    fn times(&self, other: &Self) -> Self;
    /// self^(2^n).
    fn square_n(&self, n: u32) -> Self;
}

/// z^((p − 5) / 8), the power that square roots begin with.
pub(crate) fn power_p_5_8<Z: Power>(z: &Z) -> Z {
    // (p − 5) / 8 = 2^252 − 3 = (2^250 − 1) · 2^2 + 1.
    // Names say the exponent: `z_10_0` is z to 2^10 − 2^0.
    let z2 = z.square_n(1);
    let z9 = z2.square_n(2).times(z);
    let z11 = z9.times(&z2);
    let z_5_0 = z11.square_n(1).times(&z9);
    let z_10_0 = z_5_0.square_n(5).times(&z_5_0);
    let z_20_0 = z_10_0.square_n(10).times(&z_10_0);
    let z_40_0 = z_20_0.square_n(20).times(&z_20_0);
    let z_50_0 = z_40_0.square_n(10).times(&z_10_0);
    let z_100_0 = z_50_0.square_n(50).times(&z_50_0);
    let z_200_0 = z_100_0.square_n(100).times(&z_100_0);
    let z_250_0 = z_200_0.square_n(50).times(&z_50_0);
    z_250_0.square_n(2).times(z)
}
