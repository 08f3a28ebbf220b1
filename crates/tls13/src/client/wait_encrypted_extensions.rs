//! WAIT_EE: EncryptedExtensions (RFC 9846, section 4.4.1).

use super::{Handshake, State, unexpected, wait_certificate_request::WaitCertificateRequest};
use crate::{
    code_points::HandshakeType, error::Error, message::encrypted_extensions::EncryptedExtensions,
    record::Message,
};

pub(super) const NAME: &str = "WAIT_EE";

#[derive(Debug)]
pub(crate) struct WaitEncryptedExtensions(pub(super) Handshake);

impl WaitEncryptedExtensions {
    pub(super) fn handle(mut self, message: &Message<'_>) -> Result<State, Error> {
        if message.kind != HandshakeType::ENCRYPTED_EXTENSIONS {
            return Err(unexpected(message, NAME));
        }
        let extensions = EncryptedExtensions::decode(message.body, &self.0.common.offered)?;
        if let Some(protocol) = extensions.protocol {
            if !self.0.common.config.protocols.iter().any(|offered| offered == protocol) {
                return Err(Error::ProtocolNotOffered);
            }
            self.0.protocol = Some(protocol.to_vec());
        }
        self.0.transcript.add(message.raw);
        Ok(State::WaitCertificateRequest(WaitCertificateRequest(self.0)))
    }
}
