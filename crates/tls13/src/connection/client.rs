//! The client's end.

use alloc::sync::Arc;

use clearbox_ct::wiped_after;
use rustls_pki_types::ServerName;

use super::{Connection, STACK_WORDS};
use crate::{
    channel::Channel,
    client::{self, State},
    code_points::ProtocolVersion,
    config::ClientConfig,
    context::Context,
    error::Error,
    negotiated::EarlyData,
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
        //= 5.1-15
        wiped_after::<STACK_WORDS, _>(|| {
            let mut channel = Channel::new(ProtocolVersion::TLS_1_0, config.max_fragment)
                .with_padding(config.padding.clone());
            let state = client::start(config, name, &mut channel, cx)?;
            channel.end_flight(cx)?;
            Ok(Self::new(state, channel))
        })
    }

    /// How many bytes of early data may be sent now: none unless the configuration allows it and a session for it is being
    /// resumed, and none once the server has answered.
    pub fn early_data_left(&mut self) -> usize {
        self.state.as_mut().map_or(0, State::early_data_left)
    }

    /// Whether early data was offered, and it is clear by now that the server doesn't take it.
    #[must_use]
    pub fn early_data_is_refused(&self) -> bool {
        let refused = self.state.as_ref().is_some_and(State::early_data_is_refused);
        refused
            || self.negotiated().is_some_and(|outcome| matches!(outcome.early_data, EarlyData::Refused(_)))
    }

    /// Sends the beginning of `data` as early data, as much as may be, and returns how much that was. Whoever sends early
    /// data has to reckon with its being replayed by an attacker, and with its being refused:
    /// [`crate::Negotiated::early_data`] then says so, and none of it has reached the server's application.
    ///
    /// # Errors
    /// The connection's error, if it has failed before.
    pub fn send_early_data(&mut self, data: &[u8], cx: &mut Context<'_>) -> Result<usize, Error> {
        self.check_alive()?;
        if self.closed {
            return Err(Error::NotNow("this end has closed the connection for sending"));
        }
        let Some(state) = &mut self.state else { return Ok(0) };
        state.send_early_data(data, &mut self.channel, cx).map_err(|error| self.fail(error, cx))
    }

    /// The exporter for early data (section 7.5), while early data may be sent. What it gives is open to replay too.
    ///
    /// # Errors
    /// `NotNow` at any other time, or if label or output are too long.
    //= 7.5-2
    pub fn export_early(&mut self, label: &[u8], context: &[u8], out: &mut [u8]) -> Result<(), Error> {
        self.check_alive()?;
        let exporter = self.state.as_mut().and_then(State::early_exporter);
        exporter.ok_or(Error::NotNow("there is no early data"))?.export(label, context, out)
    }
}
