//! Powers to fixed exponents, by chains of squarings and multiplications. The tests run them on exponents (`proofs.rs`).

/// What the chains need of a number.
pub(crate) trait Power: Sized {
    /// self · other.
    fn times(&self, other: &Self) -> Self;
    /// self^(2^n).
    fn square_n(&self, n: u32) -> Self;
}

/// z^(p − 2).
pub(crate) fn power_p_minus_2<Z: Power>(z: &Z) -> Z {
    // p − 2 = 2^255 − 21 = (2^250 − 1) · 2^5 + 11.
    let (z_250_0, z11) = long_powers(z);
    z_250_0.square_n(5).times(&z11)
}

/// z^((p − 5) / 8), the power that square roots begin with.
pub(crate) fn power_p_5_8<Z: Power>(z: &Z) -> Z {
    // (p − 5) / 8 = 2^252 − 3 = (2^250 − 1) · 2^2 + 1.
    let (z_250_0, _) = long_powers(z);
    z_250_0.square_n(2).times(z)
}

/// z^(2^250 − 1) and z^11.
fn long_powers<Z: Power>(z: &Z) -> (Z, Z) {
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
    (z_200_0.square_n(50).times(&z_50_0), z11)
}
