//! The server's end.

use alloc::sync::Arc;

use super::Connection;
use crate::{
    channel::Channel,
    code_points::ProtocolVersion,
    config::ServerConfig,
    error::Error,
    server::{self, State},
};

/// The server's end of a connection.
pub type ServerConnection = Connection<State>;

impl ServerConnection {
    /// Waits for a client.
    ///
    /// # Errors
    /// `Configuration` if the settings can't lead to any handshake.
    pub fn accept(config: Arc<ServerConfig>) -> Result<Self, Error> {
        Ok(Self::new(server::start(config)?, Channel::new(ProtocolVersion::TLS_1_2)))
    }
}
