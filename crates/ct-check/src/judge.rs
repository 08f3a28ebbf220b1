//! What an entry is given: it says which work is to be judged, and what comes out of it.

use crate::{client_request, residue, trace};

/// Who looks on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Mode {
    /// Nobody: the code is run to be warm.
    Nobody,
    /// Memcheck, all the time; the secret is marked.
    Taint,
    /// The tracer, during the work.
    Trace,
    /// Who looks at what the work leaves in memory.
    Residue,
}

/// The judge's ear.
#[derive(Debug)]
pub(crate) struct Judge {
    mode: Mode,
    secret_outputs: usize,
    stacks: Vec<Vec<u8>>,
    secrets: Vec<Vec<u8>>,
}

impl Judge {
    pub(crate) fn new(mode: Mode) -> Self {
        Self { mode, secret_outputs: 0, stacks: Vec::new(), secrets: Vec::new() }
    }

    /// Does the work that is to be judged.
    #[inline(never)]
    pub(crate) fn work<T>(&mut self, work: impl FnOnce() -> T) -> T {
        match self.mode {
            Mode::Nobody | Mode::Taint => work(),
            Mode::Trace => trace::traced(work),
            Mode::Residue => {
                let (result, stack) = residue::observed(work);
                self.stacks.push(stack);
                result
            }
        }
    }

    /// Takes what came out of the work and has to depend on the secret. From here on it is public.
    pub(crate) fn release(&mut self, output: &[u8]) {
        if self.mode == Mode::Taint {
            let secret = client_request::count_undefined(output.as_ptr(), output.len());
            self.secret_outputs += usize::from(secret > 0);
            client_request::make_defined(output.as_ptr(), output.len());
        }
    }

    /// The same, of what is as secret as what went in.
    pub(crate) fn release_secret(&mut self, output: &[u8]) {
        self.release(output);
        if self.mode == Mode::Residue {
            self.secrets.push(output.to_vec());
        }
    }

    /// Secrets that came out.
    pub(crate) fn secrets(&self) -> &[Vec<u8>] {
        &self.secrets
    }

    /// The stack below each work, after it.
    pub(crate) fn stacks(&self) -> &[Vec<u8>] {
        &self.stacks
    }

    /// So many outputs depended on the secret.
    pub(crate) fn secret_outputs(&self) -> usize {
        self.secret_outputs
    }
}
