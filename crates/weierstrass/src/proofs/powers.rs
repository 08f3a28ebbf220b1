//! Powers, run on exponents: a product is a sum, a square is the double.

use clearbox_proofs::{Polynomial, prove_identity, proved, routine};

use super::{MONTGOMERY, for_each_modulus, number};
use crate::montgomery::{Modulus, Power, minus_2, power_vartime, quarter};

impl Power for Polynomial {
    fn times(self, other: Self) -> Self {
        self + other
    }

    fn squared(self) -> Self {
        self + self
    }
}

fn inverses_and_roots<M: Modulus<N>, const N: usize>(which: &str) {
    let exponents = [minus_2(M::M), quarter(M::M)];
    for exponent in exponents {
        prove_identity(MONTGOMERY, "power_vartime", || {
            let [zero, one] = [0, 1].map(Polynomial::number);
            let raised = routine(|| power_vartime(one, zero, &exponent));
            (raised - Polynomial::number(number(exponent))).is_zero()
        });
    }
    let m = number(M::M);
    assert_eq!(number(exponents[0]), &m - 2u8);
    proved(MONTGOMERY, "minus_2", "constants", which);
    assert_eq!(number(exponents[1]), &m >> 2);
    proved(MONTGOMERY, "quarter", "constants", which);
}

#[test]
fn powers_reach_their_exponents() {
    for_each_modulus!(inverses_and_roots);
}
