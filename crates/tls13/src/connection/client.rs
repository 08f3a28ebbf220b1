//! The client's end.

use alloc::sync::Arc;

use rustls_pki_types::ServerName;

use super::Connection;
use crate::{
    channel::Channel,
    client::{self, State},
    code_points::ProtocolVersion,
    config::ClientConfig,
    context::Context,
    error::Error,
};

/// The client's end of a connection.
pub type ClientConnection = Connection<State>;

impl ClientConnection {
    /// Begins a handshake with the server called `name`; the ClientHello is among the outgoing bytes.
    ///
    /// # Errors
    /// `Configuration` if the settings can't lead to any handshake.
    pub fn connect(
        config: Arc<ClientConfig>,
        name: ServerName<'static>,
        cx: &mut Context<'_>,
    ) -> Result<Self, Error> {
        // A first ClientHello looks as old as it can (section 5.1).
        let mut channel = Channel::new(ProtocolVersion::TLS_1_0);
        let state = client::start(config, name, &mut channel, cx)?;
        channel.end_flight(cx)?;
        Ok(Self::new(state, channel))
    }
}
