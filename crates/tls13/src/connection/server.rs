//! The server's end.

use alloc::sync::Arc;

use super::Connection;
use crate::{
    channel::Channel,
    code_points::{ContentType, ProtocolVersion},
    config::ServerConfig,
    context::Context,
    error::Error,
    role::sealed,
    server::{self, State, skip_limit},
};

/// The server's end of a connection.
pub type ServerConnection = Connection<State>;

impl ServerConnection {
    /// Waits for a client.
    ///
    /// # Errors
    /// `Configuration` if the settings can't lead to any handshake.
    pub fn accept(config: Arc<ServerConfig>) -> Result<Self, Error> {
        Self::accept_from(config, &[])
    }

    /// Waits for the client that the application knows by `peer`, such as its address: cookies are good for this client
    /// only.
    ///
    /// # Errors
    /// `Configuration` if the settings can't lead to any handshake.
    pub fn accept_from(config: Arc<ServerConfig>, peer: &[u8]) -> Result<Self, Error> {
        let mut channel =
            Channel::new(ProtocolVersion::TLS_1_2, config.max_fragment).with_padding(config.padding.clone());
        if config.cookie_key.is_some() {
            // Early data that was sent with a first ClientHello, of which nothing is known here.
            channel.skip_early_data(skip_limit(&config));
        }
        Ok(Self::new(server::start(config, peer)?, channel))
    }

    /// Asks the client for its certificate after the handshake (section 4.7.2), by what the configuration says of client
    /// authentication. The answer comes as [`crate::Event::Authenticated`], perhaps much later, since it may take a person.
    ///
    /// # Errors
    /// `NotNow` before the handshake is complete, if the client doesn't let itself be asked, if the last request is not
    /// answered yet, or if the configuration has no client authentication.
    pub fn request_certificate(&mut self, cx: &mut Context<'_>) -> Result<(), Error> {
        let ready = self.state.as_mut().and_then(|state| sealed::Role::connected_mut(state));
        let connected = ready.ok_or(Error::NotNow("the handshake is not complete"))?;
        if self.closed {
            return Err(Error::NotNow("this end has closed the connection for sending"));
        }
        connected.request_certificate(&mut self.channel, cx)?;
        self.channel.end_flight(cx)
    }

    /// Encrypts `data` for the client before its Finished has come: the answer to early data, for instance. Who
    /// gets it is not known yet, and may be one who replays a ClientHello without being able to read the answer.
    ///
    /// # Errors
    /// `NotNow` before this end's own Finished was sent, after the handshake, and after [`close`](Self::close).
    pub fn send_half_rtt(&mut self, data: &[u8], cx: &mut Context<'_>) -> Result<(), Error> {
        self.check_alive()?;
        let waiting = self.state.as_ref().is_some_and(State::may_send_half_rtt);
        if self.closed || !waiting {
            return Err(Error::NotNow("the server's flight is not sent yet, or the handshake is over"));
        }
        let sent = self.channel.send_records(ContentType::APPLICATION_DATA, data, cx);
        sent.map_err(|error| self.fail(error, cx))
    }
}
