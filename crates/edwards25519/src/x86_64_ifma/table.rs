//! The multiples of the base point, arranged for vectors.

use crate::table::{BASE_LIMBS, SummandLimbs};

/// Of a row's eight multiples, each limb of what a summand has, y + x, y − x and 2d·xy.
pub(super) type Multiples = [[[u8; 32]; 15]; 8];

/// Rows side by side, aligned so that no load crosses lines of the cache.
#[repr(align(64))]
pub(super) struct Arranged(pub(super) [Multiples; 8]);

/// Entry i has rows i, 8 + i, 16 + i and 24 + i of `BASE_LIMBS`, side by side.
pub(super) static BASE_MULTIPLES: Arranged = Arranged(arranged(&BASE_LIMBS));

const fn arranged(rows: &[[SummandLimbs; 8]; 32]) -> [Multiples; 8] {
    let mut all = [[[[0; 32]; 15]; 8]; 8];
    let mut at = 0;
    while at < 8 * 8 * 15 * 4 {
        let (i, multiple, limb, lane) = (at / 480, at / 60 % 8, at / 4 % 15, at % 4);
        let bytes = rows[8 * lane + i][multiple][limb / 5][limb % 5].to_le_bytes();
        let mut byte = 0;
        while byte < 8 {
            all[i][multiple][limb][8 * lane + byte] = bytes[byte];
            byte += 1;
        }
        at += 1;
    }
    all
}
