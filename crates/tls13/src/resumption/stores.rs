//! Stores in memory, each bounded and shared among threads.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
    vec::Vec,
};

use rand_core::CryptoRng;
use rustls_pki_types::ServerName;

use super::{ClientSessions, MAX_TICKET_LIFETIME, ReplayGuard, Session, Tickets, secret_bytes::SecretBytes};
use crate::time::Time;

/// What a thread that panicked left behind is whole: no invariant spans two statements here.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A client's sessions in memory.
#[derive(Debug)]
pub struct SessionCache {
    capacity: usize,
    /// The oldest first.
    sessions: Mutex<VecDeque<(ServerName<'static>, Session)>>,
}

impl SessionCache {
    /// Keeps so many sessions altogether; the oldest gives way.
    #[must_use]
    pub fn new(capacity: usize) -> Self {
        Self { capacity, sessions: Mutex::default() }
    }
}

impl ClientSessions for SessionCache {
    fn put(&self, name: &ServerName<'static>, session: Session) {
        let mut sessions = lock(&self.sessions);
        sessions.push_back((name.clone(), session));
        if sessions.len() > self.capacity {
            sessions.pop_front();
        }
    }

    fn take(&self, name: &ServerName<'static>) -> Option<Session> {
        let mut sessions = lock(&self.sessions);
        let newest = sessions.iter().rposition(|(known, _)| known == name)?;
        sessions.remove(newest).map(|(_, session)| session)
    }

    fn forget(&self, name: &ServerName<'static>) {
        lock(&self.sessions).retain(|(known, _)| known != name);
    }
}

/// A server's sessions in memory: its tickets are names that say nothing, and each is good for one resumption. That
/// makes it a [`ReplayGuard`] too, for as long as no other server knows the sessions.
#[derive(Debug)]
pub struct TicketStore {
    capacity: usize,
    sessions: Mutex<Stored>,
}

#[derive(Debug, Default)]
struct Stored {
    by_ticket: HashMap<[u8; 32], SecretBytes>,
    /// The oldest first; some may be redeemed already.
    order: VecDeque<[u8; 32]>,
}

impl TicketStore {
    /// Keeps so many sessions; the oldest gives way.
    #[must_use]
    pub fn new(capacity: usize) -> Self {
        Self { capacity, sessions: Mutex::default() }
    }
}

impl Tickets for TicketStore {
    fn issue(&self, session: &[u8], _now: Time, rng: &mut dyn CryptoRng) -> Option<Vec<u8>> {
        let mut ticket = [0; 32];
        rng.fill_bytes(&mut ticket);
        let mut stored = lock(&self.sessions);
        stored.by_ticket.insert(ticket, SecretBytes::new(session.to_vec()));
        stored.order.push_back(ticket);
        if stored.order.len() > self.capacity {
            let oldest = stored.order.pop_front();
            oldest.and_then(|oldest| stored.by_ticket.remove(&oldest));
        }
        Some(ticket.to_vec())
    }

    fn redeem(&self, ticket: &[u8], _now: Time) -> Option<Vec<u8>> {
        let session = lock(&self.sessions).by_ticket.remove(ticket)?;
        Some(session.as_bytes().to_vec())
    }
}

impl ReplayGuard for TicketStore {
    /// A ticket that could be redeemed is one that came for the first time.
    fn is_first(&self, _binder: &[u8], _now: Time) -> bool {
        true
    }
}

/// Remembers the ClientHellos of the last while (RFC 9846, section 8.2).
#[derive(Debug)]
pub struct ReplayWindow {
    window: Duration,
    capacity: usize,
    started_at: Time,
    seen: Mutex<Seen>,
}

/// Two generations of binders, each of one window.
#[derive(Debug)]
struct Seen {
    since: Time,
    young: HashSet<Vec<u8>>,
    old: HashSet<Vec<u8>>,
}

impl ReplayWindow {
    /// Remembers ClientHellos for `window`, which has to be at least twice the age difference that the policy allows, but
    /// no more than `capacity` of them: when there are more, early data is refused until some are old.
    ///
    /// Replays of what came before `started_at` can't be told: for one window from then on, all early data is refused.
    #[must_use]
    pub fn new(window: Duration, capacity: usize, started_at: Time) -> Self {
        // No ticket lives longer than this.
        let window = window.min(Duration::from_secs(MAX_TICKET_LIFETIME.into()));
        let seen = Seen { since: started_at, young: HashSet::new(), old: HashSet::new() };
        Self { window, capacity, started_at, seen: Mutex::new(seen) }
    }
}

impl ReplayGuard for ReplayWindow {
    fn is_first(&self, binder: &[u8], now: Time) -> bool {
        let mut seen = lock(&self.seen);
        match now.since(seen.since) {
            // The clock was set back: nothing is certain any more.
            None => return false,
            Some(age) if age > 2 * self.window => {
                seen.young.clear();
                seen.old.clear();
                seen.since = now;
            }
            Some(age) if age > self.window => {
                seen.old = core::mem::take(&mut seen.young);
                seen.since = now;
            }
            Some(_) => {}
        }
        let known = seen.young.contains(binder) || seen.old.contains(binder);
        let full = seen.young.len() + seen.old.len() >= self.capacity;
        //= 8.2-4
        let settled = now.since(self.started_at).is_some_and(|age| age > self.window);
        //= 8-3 8.2-1 8.2-2
        if known || full || !settled {
            return false;
        }
        seen.young.insert(binder.to_vec())
    }
}
