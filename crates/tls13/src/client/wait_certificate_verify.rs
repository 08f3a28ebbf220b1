//! WAIT_CV: the server's CertificateVerify (RFC 9846, section 4.5.2).

use alloc::vec::Vec;

use rustls_pki_types::CertificateDer;

use super::{Handshake, State, unexpected, wait_finished::WaitFinished};
use crate::{
    code_points::HandshakeType,
    error::Error,
    message::certificate_verify::{CertificateVerify, server_signed_content},
    record::Message,
    verify::{OFFERED_SCHEMES, verify_by_scheme},
};

pub(super) const NAME: &str = "WAIT_CV";

#[derive(Debug)]
pub(crate) struct WaitCertificateVerify {
    pub(super) handshake: Handshake,
    pub(super) chain: Vec<CertificateDer<'static>>,
}

impl WaitCertificateVerify {
    pub(super) fn handle(mut self, message: &Message<'_>) -> Result<State, Error> {
        if message.kind != HandshakeType::CERTIFICATE_VERIFY {
            return Err(unexpected(message, NAME));
        }
        let CertificateVerify { scheme, signature } = CertificateVerify::decode(message.body)?;
        if !OFFERED_SCHEMES.contains(&scheme) {
            return Err(Error::SchemeNotOffered(scheme));
        }
        let end_entity = self.chain.first().ok_or(Error::NoCertificate)?;
        let content = server_signed_content(&self.handshake.transcript.hash());
        verify_by_scheme(scheme, end_entity, &content, signature)?;
        self.handshake.transcript.add(message.raw);
        Ok(State::WaitFinished(WaitFinished { handshake: self.handshake, chain: self.chain, scheme }))
    }
}
