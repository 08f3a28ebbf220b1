//! What survives from one connection to the next: sessions, ticket keys and the clock.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tls13::{
    ClientSessions, ReplayWindow, Session, SystemRandom, TicketKey, TicketKeys, Time, pki_types::ServerName,
};

/// The newest session of the last connection.
#[derive(Debug, Default)]
pub(crate) struct LastSession {
    offered: Mutex<Option<Session>>,
    received: Mutex<Option<Session>>,
}

impl LastSession {
    /// Before a connection: offers what the last one has received, or nothing.
    pub(crate) fn begin(&self, resume: bool) {
        let last = take(&self.received);
        *lock(&self.offered) = last.filter(|_| resume);
    }

    /// Of the session that the next connection will offer, how much early data it takes.
    pub(crate) fn received_early_data_size(&self) -> Option<u32> {
        lock(&self.received).as_ref().map(Session::max_early_data_size)
    }

    /// The same of the session that is offered now.
    pub(crate) fn offered_early_data_size(&self) -> Option<u32> {
        lock(&self.offered).as_ref().map(Session::max_early_data_size)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn take(mutex: &Mutex<Option<Session>>) -> Option<Session> {
    lock(mutex).take()
}

impl ClientSessions for LastSession {
    fn put(&self, _name: &ServerName<'static>, session: Session) {
        *lock(&self.received) = Some(session);
    }

    fn take(&self, _name: &ServerName<'static>) -> Option<Session> {
        take(&self.offered)
    }

    fn forget(&self, _name: &ServerName<'static>) {
        *lock(&self.received) = None;
    }
}

/// Everything that connections share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) sessions: Arc<LastSession>,
    pub(crate) ticket_keys: Arc<TicketKeys>,
    pub(crate) replay_window: Arc<ReplayWindow>,
    pub(crate) now: Time,
}

impl Shared {
    pub(crate) fn new() -> Self {
        let now = Time::now();
        // As if this process had been running for long.
        let started = Time::since_unix_epoch(Duration::from_secs(now.as_secs() - 86400));
        let key = TicketKey::generate(&mut SystemRandom);
        Self {
            sessions: Arc::default(),
            ticket_keys: Arc::new(TicketKeys::new(key, Vec::new())),
            replay_window: Arc::new(ReplayWindow::new(Duration::from_secs(120), 1000, started)),
            now,
        }
    }

    pub(crate) fn wait(&mut self, seconds: u64) {
        self.now = self.now.saturating_add(Duration::from_secs(seconds));
    }
}
