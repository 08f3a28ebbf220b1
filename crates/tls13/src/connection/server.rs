//! The server's end.

use alloc::sync::Arc;

use super::Connection;
use crate::{
    channel::Channel,
    code_points::ProtocolVersion,
    config::ServerConfig,
    context::Context,
    credential::Credential,
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

    /// Answers [`crate::Question::Credential`]; None says that there is none for that name.
    ///
    /// # Errors
    /// `NotNow` if that is not the question; otherwise why the handshake can't go on.
    pub fn answer_credential(
        &mut self,
        credential: Option<Arc<Credential>>,
        cx: &mut Context<'_>,
    ) -> Result<(), Error> {
        self.answer(cx, |state, channel, cx| state.answer_credential(credential, channel, cx))
    }

    /// Answers [`crate::Question::Signature`]; None says that the signer failed.
    ///
    /// # Errors
    /// `NotNow` if that is not the question; `SignerFailed`.
    pub fn answer_signature(&mut self, signature: Option<&[u8]>, cx: &mut Context<'_>) -> Result<(), Error> {
        self.answer(cx, |state, channel, cx| state.answer_signature(signature, channel, cx))
    }
}
