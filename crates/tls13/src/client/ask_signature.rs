//! After the client's Certificate: sign (RFC 9846, section 4.5.2).

use alloc::{sync::Arc, vec::Vec};

use super::{State, flight::Flight};
use crate::{
    channel::Channel, code_points::SignatureScheme, context::Context, credential::Credential, error::Error,
    message::certificate_verify, question::Question,
};

pub(super) const NAME: &str = "WAIT_FINISHED (asking for a signature)";

#[derive(Debug)]
pub(crate) struct AskSignature {
    pub(super) flight: Flight,
    pub(super) credential: Arc<Credential>,
    pub(super) scheme: SignatureScheme,
    /// What is to be signed.
    pub(super) content: Vec<u8>,
}

impl AskSignature {
    pub(super) fn question(&self) -> Question<'_> {
        Question::Signature { scheme: self.scheme, content: &self.content }
    }

    pub(super) fn resolve(self, channel: &mut Channel, cx: &mut Context<'_>) -> Result<State, Error> {
        match self.credential.sign(self.scheme, &self.content, cx.rng)? {
            Some(signature) => self.answer(Some(&signature), channel, cx),
            None => Ok(State::AskSignature(self)),
        }
    }

    pub(super) fn answer(
        mut self,
        signature: Option<&[u8]>,
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<State, Error> {
        let signature = signature.ok_or(Error::SignerFailed)?;
        //= 4.5.2-2 4.5.2-3
        self.flight.send(&certificate_verify::encode(self.scheme, signature), channel, cx);
        self.flight.negotiated.client_signature_scheme = Some(self.scheme);
        self.flight.finish(channel, cx)
    }
}
