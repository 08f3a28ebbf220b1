//! WAIT_CERT: the server's Certificate (RFC 9846, section 4.5.1).

use super::{Handshake, State, ask_certificate::AskCertificate, unexpected};
use crate::{
    code_points::HandshakeType,
    compression::decompress,
    error::Error,
    message::certificate::{self, Expected},
    record::Message,
};

pub(super) const NAME: &str = "WAIT_CERT";

#[derive(Debug)]
pub(crate) struct WaitCertificate(pub(super) Handshake);

impl WaitCertificate {
    pub(super) fn handle(mut self, message: &Message<'_>) -> Result<State, Error> {
        let expected = Expected {
            context: &[],
            certificate_type: self.0.server_certificate_type,
            offered: &self.0.common.offered,
        };
        let known = &self.0.common.config.certificate_compression;
        let peer = match message.kind {
            HandshakeType::CERTIFICATE => certificate::decode(message.body, &expected)?,
            HandshakeType::COMPRESSED_CERTIFICATE if !known.is_empty() => {
                certificate::decode(&decompress(known, message.body)?, &expected)?
            }
            _ => return Err(unexpected(message, NAME)),
        };
        //= 4.5.1.3-1
        if peer.identity.is_nobody() {
            return Err(Error::NoCertificate);
        }
        self.0.transcript.add(message.raw);
        Ok(State::AskCertificate(AskCertificate { handshake: self.0, peer, resumed: false }))
    }
}
