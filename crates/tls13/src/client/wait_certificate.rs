//! WAIT_CERT: the server's Certificate (RFC 9846, section 4.5.1).

use super::{Handshake, State, ask_certificate::AskCertificate, unexpected};
use crate::{code_points::HandshakeType, error::Error, message::certificate, record::Message};

pub(super) const NAME: &str = "WAIT_CERT";

#[derive(Debug)]
pub(crate) struct WaitCertificate(pub(super) Handshake);

impl WaitCertificate {
    pub(super) fn handle(mut self, message: &Message<'_>) -> Result<State, Error> {
        if message.kind != HandshakeType::CERTIFICATE {
            return Err(unexpected(message, NAME));
        }
        let peer = certificate::decode(message.body, &self.0.common.offered)?;
        //= 4.5.1.3-1
        if peer.chain.is_empty() {
            return Err(Error::NoCertificate);
        }
        self.0.transcript.add(message.raw);
        Ok(State::AskCertificate(AskCertificate { handshake: self.0, peer, resumed: false }))
    }
}
