//! WAIT_CERT_CR: the server's Certificate, or a CertificateRequest before it (RFC 9846, section 4.4.2).

use super::{Handshake, State, unexpected, wait_certificate::WaitCertificate};
use crate::{
    code_points::HandshakeType, error::Error, message::certificate_request::CertificateRequest,
    record::Message,
};

pub(super) const NAME: &str = "WAIT_CERT_CR";

#[derive(Debug)]
pub(crate) struct WaitCertificateRequest(pub(super) Handshake);

impl WaitCertificateRequest {
    pub(super) fn handle(mut self, message: &Message<'_>) -> Result<State, Error> {
        match message.kind {
            HandshakeType::CERTIFICATE_REQUEST => {
                let request = CertificateRequest::decode(message.body)?;
                if !request.context.is_empty() {
                    return Err(Error::CertificateRequestContext);
                }
                self.0.certificate_request = Some(request);
                self.0.transcript.add(message.raw);
                Ok(State::WaitCertificate(WaitCertificate(self.0)))
            }
            HandshakeType::CERTIFICATE | HandshakeType::COMPRESSED_CERTIFICATE => {
                WaitCertificate(self.0).handle(message)
            }
            _ => Err(unexpected(message, NAME)),
        }
    }
}
