//! The multiples of the base point, arranged for vectors.

use crate::table::{BASE_LIMBS, SummandLimbs};

/// Of four rows, each limb of what summands have, y + x, y − x and 2d·xy, for all eight multiples side by side.
pub(super) type Multiples = [[[u8; 64]; 15]; 4];

/// Aligned so that no load crosses lines of the cache.
#[repr(align(64))]
pub(super) struct Arranged(pub(super) [Multiples; 8]);

/// Entry i has rows i, 8 + i, 16 + i and 24 + i of `BASE_LIMBS`.
pub(super) static BASE_MULTIPLES: Arranged = Arranged(arranged(&BASE_LIMBS));

const fn arranged(rows: &[[SummandLimbs; 8]; 32]) -> [Multiples; 8] {
    let mut all = [[[[0; 64]; 15]; 4]; 8];
    let mut at = 0;
    while at < 8 * 8 * 15 * 4 {
        let (i, lane, limb, multiple) = (at / 480, at / 120 % 4, at / 8 % 15, at % 8);
        let bytes = rows[8 * lane + i][multiple][limb / 5][limb % 5].to_le_bytes();
        let mut byte = 0;
        while byte < 8 {
            all[i][lane][limb][8 * multiple + byte] = bytes[byte];
            byte += 1;
        }
        at += 1;
    }
    all
}
