//! What a connection is given with each call, since it has no clock, no random numbers and no log of its own.

use core::fmt;

use crate::{observe::Observer, time::Time};
use rand_core::CryptoRng;

/// Time, randomness and an onlooker, lent for one call.
pub struct Context<'a> {
    /// The time now.
    pub now: Time,
    /// Random bytes that nobody can predict.
    pub rng: &'a mut dyn CryptoRng,
    /// Who looks on; `&mut ()` if nobody.
    pub observer: &'a mut dyn Observer,
}

impl fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context").field("now", &self.now).finish_non_exhaustive()
    }
}
