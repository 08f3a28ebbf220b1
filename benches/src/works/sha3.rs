//! SHA3-256, and SHAKE128 of four messages, as the matrices of ML-KEM and ML-DSA are made.

use clearbox_sha3::{Sha3_256, Shake128, Shake128x4};

use super::{OURS, SIZES, sized};
use crate::contender::{Contender, Work};

/// Bytes of output: five blocks.
const OUTPUT: usize = 840;

/// Bytes of a seed with two indices.
const SEED: usize = 34;

pub(super) fn works() -> Vec<Work> {
    let mut works: Vec<Work> = SIZES.into_iter().map(sha3_256).collect();
    works.push(four());
    works
}

fn sha3_256(size: usize) -> Work {
    let work = Work::new(sized("SHA3-256", size), Contender::of_data(OURS, size, Sha3_256::digest));
    #[cfg(feature = "peers")]
    let work = work.against(Contender::of_data("aws-lc-rs", size, |data| {
        aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA3_256, data)
    }));
    work
}

/// The peer is our own SHAKE128, four times.
fn four() -> Work {
    let seeds = |data: &[u8]| -> [[u8; SEED]; 4] {
        core::array::from_fn(|i| data[i * SEED..][..SEED].try_into().expect("a seed"))
    };
    let at_once = Contender::of_data(OURS, 4 * SEED, move |data| {
        let mut outputs = [[0; OUTPUT]; 4];
        Shake128x4::new(&seeds(data)).squeeze(&mut outputs);
        outputs.concat()
    });
    let one_by_one = Contender::of_data("one by one", 4 * SEED, move |data| {
        seeds(data).map(|seed| Shake128::digest::<OUTPUT>(&seed)).concat()
    });
    Work::new("SHAKE128 of four", at_once).against(one_by_one)
}
