//! What an entry is given: it says which work is to be judged, and what comes out of it.

use crate::{client_request, trace};

/// Who looks on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Mode {
    /// Nobody: the code is run to be warm.
    Nobody,
    /// Memcheck, all the time; the secret is marked.
    Taint,
    /// The tracer, during the work.
    Trace,
}

/// The judge's ear.
#[derive(Debug)]
pub(crate) struct Judge {
    mode: Mode,
    secret_outputs: usize,
}

impl Judge {
    pub(crate) fn new(mode: Mode) -> Self {
        Self { mode, secret_outputs: 0 }
    }

    /// Does the work that is to be judged.
    #[inline(never)]
    pub(crate) fn work<T>(&mut self, work: impl FnOnce() -> T) -> T {
        match self.mode {
            Mode::Nobody | Mode::Taint => work(),
            Mode::Trace => trace::traced(work),
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

    /// So many outputs depended on the secret.
    pub(crate) fn secret_outputs(&self) -> usize {
        self.secret_outputs
    }
}
