//! A point in time, to the millisecond, as the ages of tickets are counted.

use core::time::Duration;

use rustls_pki_types::UnixTime;

/// Time since the beginning of 1970 (UTC), without leap seconds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Time {
    milliseconds: u64,
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
        Self { milliseconds: u64::try_from(duration.as_millis()).unwrap_or(u64::MAX) }
    }

    /// Milliseconds since the beginning of 1970.
    #[must_use]
    pub fn as_millis(self) -> u64 {
        self.milliseconds
    }

    /// Seconds since the beginning of 1970, rounded down.
    #[must_use]
    pub fn as_secs(self) -> u64 {
        self.milliseconds / 1000
    }

    /// How long ago `earlier` was; None if it is still to come.
    #[must_use]
    pub fn since(self, earlier: Self) -> Option<Duration> {
        self.milliseconds.checked_sub(earlier.milliseconds).map(Duration::from_millis)
    }

    pub(crate) fn from_millis(milliseconds: u64) -> Self {
        Self { milliseconds }
    }
}

impl From<Time> for UnixTime {
    fn from(time: Time) -> Self {
        Self::since_unix_epoch(Duration::from_millis(time.milliseconds))
    }
}
