//! Mutants of a routine: one of its operations goes wrong.

use std::cell::Cell;

/// The routine that runs on this thread.
#[derive(Clone, Copy, Default)]
struct State {
    /// Whether a routine runs, rather than the proof around it.
    running: bool,
    /// Operations so far.
    count: usize,
    /// The operation that goes wrong.
    wrong: Option<usize>,
}

thread_local! {
    static STATE: Cell<State> = const { Cell::new(State { running: false, count: 0, wrong: None }) };
}

/// Runs a shipped routine. Only the operations in here are those that may go wrong, not those of the proof around it.
pub fn routine<T>(work: impl FnOnce() -> T) -> T {
    STATE.set(State { running: true, ..STATE.get() });
    let result = work();
    STATE.set(State { running: false, ..STATE.get() });
    result
}

/// Counts an operation of a routine; whether it is the one that goes wrong.
pub(crate) fn strikes() -> bool {
    let state = STATE.get();
    if state.running {
        STATE.set(State { count: state.count + 1, ..state });
    }
    state.running && state.wrong == Some(state.count)
}

/// Does `work` with this operation gone wrong, and also returns how many operations there were.
pub(crate) fn with_wrong<T>(wrong: Option<usize>, work: impl FnOnce() -> T) -> (T, usize) {
    STATE.set(State { running: false, count: 0, wrong });
    let result = work();
    (result, STATE.take().count)
}
