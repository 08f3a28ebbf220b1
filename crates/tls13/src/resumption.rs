//! Pre-shared keys (RFC 9846, sections 2.2, 4.3.11, 4.7.1 and 8): sessions that are resumed by tickets, keys agreed on
//! outside TLS, and early data with its protection against replay.

mod psk;
mod replay;
mod secret_bytes;
mod server_session;
mod session;
#[cfg(feature = "std")]
mod stores;
mod ticket_keys;

pub use psk::Psk;
pub use replay::{EarlyDataPolicy, ReplayGuard};
pub(crate) use server_session::ServerSession;
pub use server_session::Tickets;
pub use session::{ClientSessions, Session};
#[cfg(feature = "std")]
pub use stores::{ReplayWindow, SessionCache, TicketStore};
pub use ticket_keys::{TicketKey, TicketKeys};

/// The longest that a ticket may be used (section 4.7.1), in seconds: seven days.
pub(crate) const MAX_TICKET_LIFETIME: u32 = 604_800;
