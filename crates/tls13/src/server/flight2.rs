//! WAIT_FLIGHT2: what the client still has to send (RFC 9846, appendix A.2).

use alloc::sync::Arc;

use super::{State, wait_certificate::WaitCertificate, wait_finished::WaitFinished};
use crate::{
    config::{ClientAuthentication, ServerConfig},
    connected::Secrets,
    key_schedule::TrafficSecret,
    negotiated::Negotiated,
    transcript::Transcript,
};

/// What every state knows that waits for the client's second flight.
#[derive(Debug)]
pub(super) struct Flight2 {
    pub(super) config: Arc<ServerConfig>,
    pub(super) transcript: Transcript,
    pub(super) client_traffic_secret: TrafficSecret,
    pub(super) secrets: Secrets,
    pub(super) negotiated: Negotiated,
}

impl Flight2 {
    /// The client's Certificate comes first if it was asked for.
    pub(super) fn wait(self) -> State {
        match self.config.client_authentication {
            ClientAuthentication::None => State::WaitFinished(WaitFinished(self)),
            _ => State::WaitCertificate(WaitCertificate(self)),
        }
    }
}
