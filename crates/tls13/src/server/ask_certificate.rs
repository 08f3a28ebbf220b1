//! Between WAIT_CERT and WAIT_CV: is this client's certificate to be trusted? The configuration answers, or the
//! application.

use alloc::vec::Vec;

use rustls_pki_types::CertificateDer;

use super::{State, flight2::Flight2, wait_certificate_verify::WaitCertificateVerify};
use crate::{
    config::ClientAuthentication,
    context::Context,
    error::{CertificateError, CertificateFault, Error},
    question::Question,
    verify::{Owner, check},
};

pub(super) const NAME: &str = "WAIT_CERT (asking)";

#[derive(Debug)]
pub(crate) struct AskCertificate {
    pub(super) flight2: Flight2,
    pub(super) chain: Vec<CertificateDer<'static>>,
}

impl AskCertificate {
    pub(super) fn question(&self) -> Question<'_> {
        Question::Certificate { chain: &self.chain, name: None, ocsp_response: None }
    }

    pub(super) fn resolve(self, cx: &Context<'_>) -> Result<State, Error> {
        let answer = match &self.flight2.config.client_authentication {
            ClientAuthentication::None => Some(Err(CertificateFault::Refused.into())),
            ClientAuthentication::Optional(trust) | ClientAuthentication::Required(trust) => {
                check(trust, &self.chain, Owner::Client, cx.now.into())
            }
        };
        match answer {
            Some(answer) => self.answer(answer),
            None => Ok(State::AskCertificate(self)),
        }
    }

    pub(super) fn answer(self, answer: Result<(), CertificateError>) -> Result<State, Error> {
        answer?;
        let Self { flight2, chain } = self;
        Ok(State::WaitCertificateVerify(WaitCertificateVerify { flight2, chain }))
    }
}
