//! WAIT_FLIGHT2: what the client still has to send (RFC 9846, appendix A.2).

use alloc::{boxed::Box, sync::Arc};

use super::{
    State, early_data, wait_certificate::WaitCertificate, wait_end_of_early_data::WaitEndOfEarlyData,
    wait_finished::WaitFinished,
};
use crate::{
    code_points::CertificateType,
    config::{ClientAuthentication, ServerConfig},
    connected::Secrets,
    key_schedule::{MainSecret, TrafficSecret},
    negotiated::{EarlyData, Negotiated},
    time::Time,
    transcript::Transcript,
};

/// What every state knows that waits for the client's second flight.
#[derive(Debug)]
pub(crate) struct Flight2 {
    pub(super) config: Arc<ServerConfig>,
    pub(super) transcript: Transcript,
    pub(super) client_traffic_secret: TrafficSecret,
    pub(super) main: MainSecret,
    pub(super) secrets: Secrets,
    pub(super) negotiated: Box<Negotiated>,
    /// How many tickets to send.
    pub(super) tickets: u8,
    pub(super) post_handshake_auth: bool,
    /// What the client shows of itself, if it is asked.
    pub(super) certificate_type: Option<CertificateType>,
    /// What the server has shown, now or when the session began.
    pub(super) own_certificate_type: CertificateType,
    pub(super) authenticated_at: Time,
}

impl Flight2 {
    /// Early data comes first if it was taken, and the client's Certificate if it was asked for, which it is not with a
    /// PSK.
    pub(super) fn wait(self) -> State {
        let by_psk = self.negotiated.resumed || self.negotiated.psk_identity.is_some();
        match self.config.client_authentication {
            _ if self.negotiated.early_data == EarlyData::Accepted => {
                let left = early_data::limit(&self.config);
                State::WaitEndOfEarlyData(WaitEndOfEarlyData { flight2: self, left })
            }
            ClientAuthentication::None => State::WaitFinished(WaitFinished(self)),
            _ if by_psk => State::WaitFinished(WaitFinished(self)),
            _ => State::WaitCertificate(WaitCertificate(self)),
        }
    }
}
