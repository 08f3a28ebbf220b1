//! WAIT_CERT: the client's Certificate, which may be empty (RFC 9846, section 4.5.1.3).

use super::{
    State, ask_certificate::AskCertificate, flight2::Flight2, unexpected, wait_finished::WaitFinished,
};
use crate::{
    code_points::{CertificateType, HandshakeType},
    compression::decompress,
    config::ClientAuthentication,
    error::Error,
    message::certificate::{self, Expected},
    record::Message,
};

pub(super) const NAME: &str = "WAIT_CERT";

#[derive(Debug)]
pub(crate) struct WaitCertificate(pub(super) Flight2);

impl WaitCertificate {
    pub(super) fn handle(mut self, message: &Message<'_>) -> Result<State, Error> {
        let Flight2 { config, certificate_type, .. } = &self.0;
        let certificate_type = certificate_type.unwrap_or(CertificateType::X509);
        let offered = &certificate::offered_to_clients(config);
        let expected = Expected { context: &[], certificate_type, offered };
        let known = &config.certificate_compression;
        let certificate = match message.kind {
            HandshakeType::CERTIFICATE => certificate::decode(message.body, &expected)?,
            HandshakeType::COMPRESSED_CERTIFICATE if !known.is_empty() => {
                certificate::decode(&decompress(known, message.body)?, &expected)?
            }
            _ => return Err(unexpected(message, NAME)),
        };
        self.0.transcript.add(message.raw);
        if !certificate.identity.is_nobody() {
            let negotiated = &mut self.0.negotiated;
            (negotiated.ocsp_response, negotiated.sct_list) =
                (certificate.ocsp_response, certificate.sct_list);
            let identity = certificate.identity;
            return Ok(State::AskCertificate(AskCertificate { flight2: self.0, identity }));
        }
        match self.0.config.client_authentication {
            ClientAuthentication::Required(_) => Err(Error::ClientCertificateRequired),
            _ => Ok(State::WaitFinished(WaitFinished(self.0))),
        }
    }
}
