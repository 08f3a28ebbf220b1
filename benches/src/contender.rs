//! A piece of work, and who does it.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

/// One implementation that does a piece of work.
pub struct Contender {
    /// Whose implementation it is.
    pub name: &'static str,
    /// What it computes from fixed inputs, so that all can be seen to do the same; empty where results are random.
    answer: Vec<u8>,
    run: Box<dyn FnMut(u64) -> Duration>,
}

/// A piece of work.
pub struct Work {
    /// What is done, and to how much data.
    pub name: String,
    /// Who does it, ours first.
    pub contenders: Vec<Contender>,
}

impl Contender {
    /// An operation that can be repeated as it is.
    #[must_use]
    pub fn new(name: &'static str, mut operation: impl FnMut() + 'static) -> Self {
        // The loop is compiled together with the operation: what costs a call is done once for many of them.
        Self::timing_itself(name, move |times| {
            let start = Instant::now();
            for _ in 0..times {
                operation();
            }
            start.elapsed()
        })
    }

    /// An operation that uses up an input: `prepare` makes them, `batch` at a time, and its time doesn't count.
    #[must_use]
    pub fn batched<I>(
        name: &'static str,
        batch: usize,
        mut prepare: impl FnMut() -> I + 'static,
        mut operation: impl FnMut(&mut I) + 'static,
    ) -> Self {
        Self::timing_itself(name, move |times| {
            let mut total = Duration::ZERO;
            let mut left = usize::try_from(times).unwrap_or(usize::MAX);
            while left != 0 {
                let mut inputs: Vec<I> = (0..left.min(batch)).map(|_| prepare()).collect();
                left -= inputs.len();
                let start = Instant::now();
                inputs.iter_mut().for_each(&mut operation);
                total += start.elapsed();
            }
            total
        })
    }

    /// A function of data of `size` bytes, such as a hash. The data depends on the last result, so that one call has to
    /// wait for the one before.
    #[must_use]
    pub fn of_data<D: AsRef<[u8]>>(
        name: &'static str,
        size: usize,
        function: impl Fn(&[u8]) -> D + 'static,
    ) -> Self {
        let mut data = vec![0x5a; size];
        let answer = function(&data).as_ref().to_vec();
        let operation = move || data[0] = function(black_box(&data)).as_ref()[0];
        Self::new(name, operation).with_answer(answer)
    }

    /// `run` does the work as often as it is told, and returns the time that counts.
    #[must_use]
    pub fn timing_itself(name: &'static str, run: impl FnMut(u64) -> Duration + 'static) -> Self {
        Self { name, answer: Vec::new(), run: Box::new(run) }
    }

    /// States what it computes from fixed inputs.
    #[must_use]
    pub fn with_answer(self, answer: Vec<u8>) -> Self {
        Self { answer, ..self }
    }

    /// Does the work so many times, and returns how long it took.
    pub fn run(&mut self, times: u64) -> Duration {
        (self.run)(times)
    }
}

impl Work {
    /// A piece of work that our implementation does.
    #[must_use]
    pub fn new(name: impl Into<String>, ours: Contender) -> Self {
        Self { name: name.into(), contenders: vec![ours] }
    }

    /// Adds another contender.
    ///
    /// # Panics
    /// If it doesn't do the same.
    #[must_use]
    pub fn against(mut self, other: Contender) -> Self {
        assert_eq!(other.answer, self.contenders[0].answer, "{}: {} disagrees", self.name, other.name);
        self.contenders.push(other);
        self
    }
}

impl std::fmt::Debug for Contender {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Contender").field("name", &self.name).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Work {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Work").field("name", &self.name).field("contenders", &self.contenders).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::{Contender, Work};
    use std::{cell::Cell, rc::Rc};

    #[test]
    fn batches_prepare_as_many_inputs_as_are_used() {
        let counts = Rc::new(Cell::new((0, 0)));
        let (prepared, used) = (counts.clone(), counts.clone());
        let mut contender = Contender::batched(
            "ours",
            4,
            move || prepared.set((prepared.get().0 + 1, prepared.get().1)),
            move |()| used.set((used.get().0, used.get().1 + 1)),
        );
        contender.run(10);
        assert_eq!(counts.get(), (10, 10));
    }

    #[test]
    #[should_panic(expected = "sum: theirs disagrees")]
    fn whoever_computes_something_else_is_no_contender() {
        let sum = |data: &[u8]| [data.iter().fold(0u8, |sum, byte| sum.wrapping_add(*byte))];
        let work = Work::new("sum", Contender::of_data("ours", 8, sum));
        let _ = work.against(Contender::of_data("theirs", 9, sum));
    }
}
