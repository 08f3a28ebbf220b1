//! WAIT_CV: the client's CertificateVerify (RFC 9846, section 4.5.2).

use super::{State, flight2::Flight2, unexpected, wait_finished::WaitFinished};
use crate::{
    code_points::HandshakeType,
    error::Error,
    identity::Identity,
    message::certificate_verify::{self, Side},
    record::Message,
};

pub(super) const NAME: &str = "WAIT_CV";

#[derive(Debug)]
pub(crate) struct WaitCertificateVerify {
    pub(super) flight2: Flight2,
    pub(super) identity: Identity,
}

impl WaitCertificateVerify {
    pub(super) fn handle(mut self, message: &Message<'_>) -> Result<State, Error> {
        if message.kind != HandshakeType::CERTIFICATE_VERIFY {
            return Err(unexpected(message, NAME));
        }
        let Flight2 { config, transcript, .. } = &self.flight2;
        let accepted = &config.signature_schemes;
        let scheme =
            certificate_verify::check(message.body, Side::Client, &self.identity, accepted, transcript)?;
        self.flight2.negotiated.client_signature_scheme = Some(scheme);
        self.flight2.transcript.add(message.raw);
        self.identity.note(&mut self.flight2.negotiated);
        Ok(State::WaitFinished(WaitFinished(self.flight2)))
    }
}
