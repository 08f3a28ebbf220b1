//! The secrets of an established connection, for kernel TLS or another process to go on with it. Dangerous: who has them
//! reads and forges everything.

use alloc::vec::Vec;
use core::fmt;

use super::Connection;
use crate::{error::Error, role::Role, suite::Suite};

/// What it takes to go on with a connection elsewhere.
#[derive(Debug)]
pub struct DangerousSecrets {
    /// The suite that all keys are for.
    pub suite: Suite,
    /// For what the peer sends.
    pub reading: DirectionSecrets,
    /// For what this end sends.
    pub writing: DirectionSecrets,
}

/// One direction of a connection.
pub struct DirectionSecrets {
    /// application_traffic_secret_N (RFC 9846, section 7.1), from which key, IV and the next secret are made.
    pub traffic_secret: Vec<u8>,
    /// The number of the next record under it.
    pub sequence_number: u64,
}

impl fmt::Debug for DirectionSecrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DirectionSecrets")
    }
}

impl Drop for DirectionSecrets {
    fn drop(&mut self) {
        clearbox_ct::wipe(self.traffic_secret.as_mut_slice());
    }
}

impl<R: Role> Connection<R> {
    /// The secrets of this connection as it is now. Whoever goes on with it elsewhere must not go on with it here: the
    /// same nonces would encrypt other data.
    ///
    /// # Errors
    /// `NotNow` before the handshake is complete, and while there are bytes that wait to be sent.
    pub fn dangerous_secrets(&mut self) -> Result<DangerousSecrets, Error> {
        self.check_alive()?;
        let idle = self.channel.outgoing().is_empty() && self.joiner.is_empty();
        let connected = self.state.as_ref().and_then(|state| state.connected()).filter(|_| idle);
        let connected =
            connected.ok_or(Error::NotNow("secrets can be taken out of an idle connection only"))?;
        let (reading, writing) = connected.traffic_secrets();
        let (read, written) = self.channel.sequence_numbers();
        let direction = |secret: &[u8], sequence_number| DirectionSecrets {
            traffic_secret: secret.to_vec(),
            sequence_number,
        };
        Ok(DangerousSecrets {
            suite: connected.negotiated().suite,
            reading: direction(reading, read),
            writing: direction(writing, written),
        })
    }
}
