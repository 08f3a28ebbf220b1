//! KECCAK-f[1600] (FIPS 202, sections 3.2 to 3.4), safe and constant-time on every CPU: rotations and logic of words
//! only.

use clearbox_ct::Wiped;

use crate::table::RC;

/// KECCAK-f[1600]. Lane (x, y) is word x + 5y.
pub(crate) fn keccak_f(A: &mut [u64; 25]) {
    for &rc in &RC {
        *A = round(A, rc);
    }
}

/// The same of four states, one after the other: word i of state j is `A[i][j]`.
pub(crate) fn keccak_f_x4(A: &mut [[u64; 4]; 25]) {
    let mut one = Wiped::new([0; 25]);
    for j in 0..4 {
        for (word, of_four) in one.iter_mut().zip(&*A) {
            *word = of_four[j];
        }
        keccak_f(&mut one);
        for (of_four, word) in A.iter_mut().zip(one.iter()) {
            of_four[j] = *word;
        }
    }
}

/// Rnd = ι ∘ χ ∘ π ∘ ρ ∘ θ (section 3.3). The lanes are taken in the order in which π lays them down, so that χ
/// has its row as soon as they are rotated.
#[inline(always)]
#[rustfmt::skip]
fn round(A: &[u64; 25], rc: u64) -> [u64; 25] {
    // θ: the parities of the columns, and what each column is to be added to.
    let C: [u64; 5] = core::array::from_fn(|x| A[x] ^ A[x + 5] ^ A[x + 10] ^ A[x + 15] ^ A[x + 20]);
    let D: [u64; 5] = core::array::from_fn(|x| C[(x + 4) % 5] ^ C[(x + 1) % 5].rotate_left(1));
    // ρ and θ of the lane at word `i`.
    let lane = |i: usize, offset: u32| (A[i] ^ D[i % 5]).rotate_left(offset);

    let [a00, a01, a02, a03, a04] = chi([lane(0, 0), lane(6, 44), lane(12, 43), lane(18, 21), lane(24, 14)]);
    let [a05, a06, a07, a08, a09] = chi([lane(3, 28), lane(9, 20), lane(10, 3), lane(16, 45), lane(22, 61)]);
    let [a10, a11, a12, a13, a14] = chi([lane(1, 1), lane(7, 6), lane(13, 25), lane(19, 8), lane(20, 18)]);
    let [a15, a16, a17, a18, a19] = chi([lane(4, 27), lane(5, 36), lane(11, 10), lane(17, 15), lane(23, 56)]);
    let [a20, a21, a22, a23, a24] = chi([lane(2, 62), lane(8, 55), lane(14, 39), lane(15, 41), lane(21, 2)]);
    [
        a00 ^ rc, a01, a02, a03, a04, a05, a06, a07, a08, a09, a10, a11, a12,
        a13, a14, a15, a16, a17, a18, a19, a20, a21, a22, a23, a24,
    ]
}

/// χ of one row (section 3.2.4).
#[inline(always)]
fn chi(row: [u64; 5]) -> [u64; 5] {
    core::array::from_fn(|x| row[x] ^ (!row[(x + 1) % 5] & row[(x + 2) % 5]))
}
