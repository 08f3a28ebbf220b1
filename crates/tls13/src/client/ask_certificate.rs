//! Between WAIT_CERT and WAIT_CV: is this the server's certificate? The configuration answers, or the application.

use alloc::vec::Vec;

use rustls_pki_types::CertificateDer;

use super::{Handshake, State, wait_certificate_verify::WaitCertificateVerify};
use crate::{
    context::Context,
    error::{CertificateError, Error},
    question::Question,
    verify::check_server,
};

pub(super) const NAME: &str = "WAIT_CERT (asking)";

#[derive(Debug)]
pub(crate) struct AskCertificate {
    pub(super) handshake: Handshake,
    pub(super) chain: Vec<CertificateDer<'static>>,
}

impl AskCertificate {
    pub(super) fn question(&self) -> Question<'_> {
        Question::Certificate { chain: &self.chain, name: &self.handshake.common.name }
    }

    pub(super) fn resolve(self, cx: &Context<'_>) -> Result<State, Error> {
        let common = &self.handshake.common;
        match check_server(&common.config.trust, &self.chain, &common.name, cx.now) {
            Some(answer) => self.answer(answer),
            None => Ok(State::AskCertificate(self)),
        }
    }

    pub(super) fn answer(self, answer: Result<(), CertificateError>) -> Result<State, Error> {
        answer?;
        let Self { handshake, chain } = self;
        Ok(State::WaitCertificateVerify(WaitCertificateVerify { handshake, chain }))
    }
}
