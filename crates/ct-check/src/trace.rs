//! The second judge: a tracer. The processor's trap flag stops the program after each instruction; a signal handler then
//! notes where the next one is and which addresses it uses. For all secrets, these notes have to be the same.
//!
//! Each secret has a process of its own, a copy of this one: so memory is the same for all, also where it is allocated.

mod decoded;
mod handler;
mod log;

use std::io;

use crate::{
    entries::Entry,
    judge::{Judge, Mode},
};
use log::Log;

/// The longest secret.
const ROOM: usize = 8192;

/// What came of it.
#[derive(Debug)]
pub(crate) struct Verdict {
    /// Instructions in each of the traces.
    pub(crate) steps: u64,
    /// Secrets compared.
    pub(crate) secrets: usize,
}

/// Judges an entry, by the backend that is chosen.
///
/// # Errors
/// What is wrong: traces that differ, a forbidden instruction, or nothing traced.
pub(crate) fn judge(entry: &Entry) -> Result<Verdict, String> {
    let secrets = (entry.secrets)();
    // The secret has the same address each time.
    let mut room = vec![0; ROOM];
    room[..secrets[0].len()].copy_from_slice(&secrets[0]);
    (entry.run)(&room[..secrets[0].len()], &mut Judge::new(Mode::Nobody));
    let log = Log::get();
    log.begin_reference();
    for (i, secret) in secrets.iter().enumerate() {
        room[..secret.len()].copy_from_slice(secret);
        in_child(|| (entry.run)(&room[..secret.len()], &mut Judge::new(Mode::Trace)))?;
        log.verdict().map_err(|fault| format!("secret {i} of {}: {fault}", secrets.len()))?;
        log.begin_comparison();
    }
    Ok(Verdict { steps: log.steps(), secrets: secrets.len() })
}

/// Runs `work` in a copy of this process.
#[allow(unsafe_code)]
fn in_child(work: impl FnOnce()) -> Result<(), String> {
    // SAFETY: this process has one thread, so the child may do whatever it could do.
    let child = unsafe { libc::fork() };
    if child == 0 {
        handler::install();
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).is_ok();
        // SAFETY: ends the child, without the parent's business at exit.
        unsafe { libc::_exit(if done { 0 } else { 1 }) };
    }
    let mut status = 0;
    // SAFETY: `status` lives while it is written.
    if child < 0 || unsafe { libc::waitpid(child, &raw mut status, 0) } != child {
        return Err(format!("fork: {}", io::Error::last_os_error()));
    }
    if status == 0 { Ok(()) } else { Err(format!("the traced process ended with status {status:#x}")) }
}

/// Does `work` with the trap flag set.
#[inline(never)]
pub(crate) fn traced<T>(work: impl FnOnce() -> T) -> T {
    handler::set_trap_flag();
    let result = work();
    handler::clear_trap_flag();
    result
}
