//! After the server's Finished, if it has asked for a certificate: which one? (RFC 9846, section 4.5.1.2)

use alloc::sync::Arc;

use super::{State, ask_signature::AskSignature, flight::Flight};
use crate::{
    channel::Channel,
    compression::compress,
    context::Context,
    credential::{Credential, Wish},
    error::Error,
    message::{
        certificate,
        certificate_request::CertificateRequest,
        certificate_verify::{Side, signed_content},
    },
    question::Question,
};

pub(super) const NAME: &str = "WAIT_FINISHED (asking for a credential)";

#[derive(Debug)]
pub(crate) struct AskCredential {
    pub(super) flight: Flight,
    pub(super) request: CertificateRequest,
}

impl AskCredential {
    fn wish(&self) -> Wish<'_> {
        Wish {
            server_name: None,
            certificate_types: core::slice::from_ref(&self.flight.certificate_type),
            schemes: &self.request.schemes,
            certificate_schemes: &self.request.certificate_schemes,
            authorities: &self.request.authorities,
        }
    }

    pub(super) fn question(&self) -> Question<'_> {
        Question::Credential {
            server_name: None,
            certificate_types: core::slice::from_ref(&self.flight.certificate_type),
            schemes: &self.request.schemes,
            certificate_schemes: &self.request.certificate_schemes,
            authorities: &self.request.authorities,
        }
    }

    pub(super) fn resolve(self, channel: &mut Channel, cx: &mut Context<'_>) -> Result<State, Error> {
        let chosen = match &self.flight.config.credentials {
            None => Some(None),
            Some(credentials) => self.wish().choose(credentials),
        };
        match chosen {
            Some(credential) => self.answer(credential, channel, cx),
            None => Ok(State::AskCredential(self)),
        }
    }

    /// Without a credential by which the server could verify a signature, says that there is none.
    pub(super) fn answer(
        self,
        credential: Option<Arc<Credential>>,
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<State, Error> {
        //= 4.5.2-5
        let fitting = credential.and_then(|credential| Some((self.wish().scheme(&credential)?, credential)));
        let mut flight = self.flight;
        //= 4.5.1-3 4.5.1-4
        let Some((scheme, credential)) = fitting else {
            flight.send(&certificate::encode(&[]), channel, cx);
            return flight.finish(channel, cx);
        };
        let message =
            certificate::encode_stapled(credential.identity(), credential.stapled(self.request.staples));
        let known = &flight.config.certificate_compression;
        let message = compress(known, &self.request.compressions, message);
        flight.send(&message, channel, cx);
        let content = signed_content(Side::Client, &flight.transcript.hash());
        Ok(State::AskSignature(AskSignature { flight, credential, scheme, content }))
    }
}
