//! Powers, run on exponents: a product is a sum, a square is the double.

use clearbox_proofs::{Polynomial, prove_identity, proved, routine};

use super::{MONTGOMERY, for_each_modulus, number};
use crate::montgomery::{Modulus, Power, power_vartime, quarter};

impl Power for Polynomial {
    fn times(self, other: Self) -> Self {
        self + other
    }

    fn squared(self) -> Self {
        self + self
    }
}

fn roots<M: Modulus<N>, const N: usize>(which: &str) {
    let exponent = quarter(M::M);
    prove_identity(MONTGOMERY, "power_vartime", || {
        let [zero, one] = [0, 1].map(Polynomial::number);
        let raised = routine(|| power_vartime(one, zero, &exponent));
        (raised - Polynomial::number(number(exponent))).is_zero()
    });
    assert_eq!(number(exponent), number(M::M) >> 2);
    proved(MONTGOMERY, "quarter", "constants", which);
}

#[test]
fn powers_reach_their_exponents() {
    for_each_modulus!(roots);
}
