//! Early data at a server, and its protection against replay (RFC 9846, section 8).

use alloc::sync::Arc;
use core::{fmt::Debug, time::Duration};

use crate::time::Time;

/// Whether and how a server takes early data.
///
/// Early data has weaker protection than all else: an attacker who records it can send it again. Every server that knows
/// the tickets has to share one guard, and the application should act on early data only where doing so twice is harmless
/// (appendix E.5).
#[derive(Clone, Debug)]
pub struct EarlyDataPolicy {
    /// How much early data a client may send, in bytes.
    pub max_size: u32,
    /// How far a ticket's age may differ from what the client says, either way. Section 8.3 advises ten seconds.
    pub max_age_difference: Duration,
    /// Who remembers the ClientHellos that came with early data.
    pub guard: Arc<dyn ReplayGuard>,
}

impl EarlyDataPolicy {
    /// 14 KiB, and an age that differs by no more than ten seconds. A server that no longer takes early data still skips
    /// that much ([`MAX_SKIPPED_EARLY_DATA`](crate::limits::MAX_SKIPPED_EARLY_DATA)), with what records add to it.
    #[must_use]
    pub fn new(guard: Arc<dyn ReplayGuard>) -> Self {
        Self { max_size: 14 << 10, max_age_difference: Duration::from_secs(10), guard }
    }
}

/// Tells a ClientHello from its replay.
pub trait ReplayGuard: Debug + Send + Sync {
    /// Whether a ClientHello, named by the binder that was verified, has certainly not been seen before; it is from now on.
    /// False in doubt: the early data is refused then, and the handshake goes on without it.
    fn is_first(&self, binder: &[u8], now: Time) -> bool;
}
