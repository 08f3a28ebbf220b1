//! Between WAIT_CERT and WAIT_CV: is this client's certificate to be trusted? The configuration answers, or the
//! application.

use super::{State, flight2::Flight2, wait_certificate_verify::WaitCertificateVerify};
use crate::{
    context::Context,
    error::{CertificateError, CertificateFault, Error},
    identity::Identity,
    question::Question,
    verify::{Owner, judge},
};

pub(super) const NAME: &str = "WAIT_CERT (asking)";

#[derive(Debug)]
pub(crate) struct AskCertificate {
    pub(super) flight2: Flight2,
    pub(super) identity: Identity,
}

impl AskCertificate {
    pub(super) fn question(&self) -> Question<'_> {
        self.identity.question(None, None)
    }

    pub(super) fn resolve(self, cx: &Context<'_>) -> Result<State, Error> {
        let answer = match self.flight2.config.client_authentication.trust() {
            None => Some(Err(CertificateFault::Refused.into())),
            Some(trust) => judge(trust, &self.identity, Owner::Client, cx.now.into()),
        };
        match answer {
            Some(answer) => self.answer(answer),
            None => Ok(State::AskCertificate(self)),
        }
    }

    pub(super) fn answer(self, answer: Result<(), CertificateError>) -> Result<State, Error> {
        answer?;
        let Self { flight2, identity } = self;
        Ok(State::WaitCertificateVerify(WaitCertificateVerify { flight2, identity }))
    }
}
