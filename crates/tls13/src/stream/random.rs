//! The operating system's random numbers.

use core::convert::Infallible;

use rand_core::{TryCryptoRng, TryRng};

/// Random numbers from the operating system.
///
/// # Panics
/// Every use panics if the operating system has none to give: going on without would be worse.
#[derive(Clone, Copy, Debug, Default)]
//= C.1-1
pub struct SystemRandom;

impl TryRng for SystemRandom {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    #[allow(clippy::panic, reason = "documented: no peer can cause it, and there is no safe way on")]
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        match getrandom::fill(bytes) {
            Ok(()) => Ok(()),
            Err(error) => panic!("the operating system gives no random numbers: {error}"),
        }
    }
}

impl TryCryptoRng for SystemRandom {}
