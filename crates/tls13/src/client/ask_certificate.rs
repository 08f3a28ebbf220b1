//! Between WAIT_CERT and WAIT_CV, and if it is wanted before a session is resumed: is this the server's certificate? The configuration answers, or the application.

use super::{
    Handshake, Peer, State, psk::Source, wait_certificate_verify::WaitCertificateVerify,
    wait_finished::WaitFinished,
};
use crate::{
    context::Context,
    error::{CertificateError, Error},
    question::Question,
    verify::{Owner, judge},
};

pub(super) const NAME: &str = "WAIT_CERT (asking)";

#[derive(Debug)]
pub(crate) struct AskCertificate {
    pub(super) handshake: Handshake,
    pub(super) peer: Peer,
    /// The certificates are those of a session that is resumed: no signature follows.
    pub(super) resumed: bool,
}

impl AskCertificate {
    pub(super) fn question(&self) -> Question<'_> {
        let name = &self.handshake.common.name;
        self.peer.identity.question(Some(name), self.peer.ocsp_response.as_deref())
    }

    pub(super) fn resolve(self, cx: &Context<'_>) -> Result<State, Error> {
        let common = &self.handshake.common;
        match judge(&common.config.trust, &self.peer.identity, Owner::Server(&common.name), cx.now.into()) {
            Some(answer) => self.answer(answer),
            None => Ok(State::AskCertificate(self)),
        }
    }

    pub(super) fn answer(self, answer: Result<(), CertificateError>) -> Result<State, Error> {
        answer?;
        let Self { handshake, peer, resumed } = self;
        if resumed {
            let scheme = match &handshake.psk {
                Some(Source::Session(session)) => session.signature_scheme,
                _ => None,
            };
            return Ok(State::WaitFinished(WaitFinished { handshake, peer, scheme }));
        }
        Ok(State::WaitCertificateVerify(WaitCertificateVerify { handshake, peer }))
    }
}
