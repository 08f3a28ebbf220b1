//! Measures all contenders of a piece of work in turns, so that whatever the machine does meanwhile happens to all.

use std::time::Duration;

use crate::contender::{Contender, Work};

/// How often each contender has its turn.
const ROUNDS: usize = 101;

/// How long a turn lasts, about: shorter than what other processes get between two of ours, so that many are undisturbed.
const TURN: Duration = Duration::from_millis(2);

/// What was measured of one contender.
#[derive(Clone, Debug)]
pub struct Measured {
    /// The contender.
    pub name: &'static str,
    /// Nanoseconds an operation took in each round, in ascending order.
    nanoseconds: Vec<f64>,
}

impl Measured {
    pub(crate) fn new(name: &'static str, mut nanoseconds: Vec<f64>) -> Self {
        nanoseconds.sort_by(f64::total_cmp);
        Self { name, nanoseconds }
    }

    /// Nanoseconds of an operation in the median round.
    #[must_use]
    pub fn median(&self) -> f64 {
        self.nanoseconds[self.nanoseconds.len() / 2]
    }

    /// Nanoseconds of an operation in the best round.
    #[must_use]
    pub fn minimum(&self) -> f64 {
        self.nanoseconds[0]
    }
}

/// Measures the contenders of `work`, in their order there.
#[must_use]
pub fn measure(work: &mut Work) -> Vec<Measured> {
    let contenders = &mut work.contenders;
    let times: Vec<u64> = contenders.iter_mut().map(operations_in_a_turn).collect();
    let mut rounds = vec![Vec::with_capacity(ROUNDS); contenders.len()];
    for round in 0..ROUNDS {
        for turn in 0..contenders.len() {
            // Another one begins each round.
            let i = (round + turn) % contenders.len();
            rounds[i].push(contenders[i].run(times[i]).as_nanos() as f64 / times[i] as f64);
        }
    }
    contenders.iter().zip(rounds).map(|(contender, rounds)| Measured::new(contender.name, rounds)).collect()
}

fn operations_in_a_turn(contender: &mut Contender) -> u64 {
    let mut times = 1;
    loop {
        let elapsed = contender.run(times);
        if elapsed >= TURN / 4 {
            let scale = TURN.as_secs_f64() / elapsed.as_secs_f64();
            return ((times as f64 * scale) as u64).max(1);
        }
        times *= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::{Measured, TURN, operations_in_a_turn};
    use crate::contender::Contender;

    #[test]
    fn median_and_minimum_are_of_the_rounds() {
        let measured = Measured::new("ours", vec![5.0, 1.0, 3.0]);
        assert_eq!((measured.median(), measured.minimum()), (3.0, 1.0));
    }

    #[test]
    fn a_turn_holds_as_many_operations_as_fit() {
        let mut one_millisecond = Contender::timing_itself("ours", |times| TURN / 20 * times as u32);
        assert_eq!(operations_in_a_turn(&mut one_millisecond), 20);
    }
}
