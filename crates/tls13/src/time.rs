//! A point in time, and how long ago another one was.

use core::time::Duration;

use rustls_pki_types::UnixTime;

/// Time since the beginning of 1970 (UTC), without leap seconds.
///
/// It is as fine as the clock: two times that were rounded to milliseconds before they are subtracted can be a millisecond
/// further apart than they were, and servers that find a ticket older than it can be refuse early data.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Time {
    since_unix_epoch: Duration,
}

impl Time {
    /// The system's time; 1970 if its clock is set to before that.
    #[cfg(feature = "std")]
    #[must_use]
    pub fn now() -> Self {
        use std::time::SystemTime;
        Self::since_unix_epoch(SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default())
    }

    /// So long after the beginning of 1970.
    #[must_use]
    pub fn since_unix_epoch(duration: Duration) -> Self {
        Self { since_unix_epoch: duration }
    }

    /// Milliseconds since the beginning of 1970, rounded down; at most 2^64 - 1.
    #[must_use]
    pub fn as_millis(self) -> u64 {
        u64::try_from(self.since_unix_epoch.as_millis()).unwrap_or(u64::MAX)
    }

    /// Seconds since the beginning of 1970, rounded down.
    #[must_use]
    pub fn as_secs(self) -> u64 {
        self.since_unix_epoch.as_secs()
    }

    /// How long ago `earlier` was; None if it is still to come.
    #[must_use]
    pub fn since(self, earlier: Self) -> Option<Duration> {
        self.since_unix_epoch.checked_sub(earlier.since_unix_epoch)
    }

    /// So much later; the end of the reckoning if there is no such time.
    #[must_use]
    pub fn saturating_add(self, duration: Duration) -> Self {
        Self { since_unix_epoch: self.since_unix_epoch.saturating_add(duration) }
    }

    pub(crate) fn from_millis(milliseconds: u64) -> Self {
        Self { since_unix_epoch: Duration::from_millis(milliseconds) }
    }
}

impl From<Time> for UnixTime {
    fn from(time: Time) -> Self {
        Self::since_unix_epoch(time.since_unix_epoch)
    }
}
