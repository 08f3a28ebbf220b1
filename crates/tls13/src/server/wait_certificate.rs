//! WAIT_CERT: the client's Certificate, which may be empty (RFC 9846, section 4.5.1.3).

use super::{
    State, ask_certificate::AskCertificate, flight2::Flight2, unexpected, wait_finished::WaitFinished,
};
use crate::{
    code_points::HandshakeType, config::ClientAuthentication, error::Error, message::certificate,
    record::Message,
};

pub(super) const NAME: &str = "WAIT_CERT";

#[derive(Debug)]
pub(crate) struct WaitCertificate(pub(super) Flight2);

impl WaitCertificate {
    pub(super) fn handle(mut self, message: &Message<'_>) -> Result<State, Error> {
        if message.kind != HandshakeType::CERTIFICATE {
            return Err(unexpected(message, NAME));
        }
        let certificate = certificate::decode(message.body, &[])?;
        self.0.transcript.add(message.raw);
        if !certificate.chain.is_empty() {
            return Ok(State::AskCertificate(AskCertificate { flight2: self.0, chain: certificate.chain }));
        }
        match self.0.config.client_authentication {
            ClientAuthentication::Required(_) => Err(Error::ClientCertificateRequired),
            _ => Ok(State::WaitFinished(WaitFinished(self.0))),
        }
    }
}
