//! WAIT_CV: the server's CertificateVerify (RFC 9846, section 4.5.2).

use super::{Handshake, Peer, State, unexpected, wait_finished::WaitFinished};
use crate::{
    code_points::HandshakeType,
    error::Error,
    message::certificate_verify::{self, Side},
    record::Message,
};

pub(super) const NAME: &str = "WAIT_CV";

#[derive(Debug)]
pub(crate) struct WaitCertificateVerify {
    pub(super) handshake: Handshake,
    pub(super) peer: Peer,
}

impl WaitCertificateVerify {
    pub(super) fn handle(mut self, message: &Message<'_>) -> Result<State, Error> {
        if message.kind != HandshakeType::CERTIFICATE_VERIFY {
            return Err(unexpected(message, NAME));
        }
        let Self { handshake, peer } = &self;
        let accepted = &handshake.common.config.signature_schemes;
        let transcript = &handshake.transcript;
        let scheme =
            certificate_verify::check(message.body, Side::Server, &peer.identity, accepted, transcript)?;
        self.handshake.transcript.add(message.raw);
        Ok(State::WaitFinished(WaitFinished {
            handshake: self.handshake,
            peer: self.peer,
            scheme: Some(scheme),
        }))
    }
}
