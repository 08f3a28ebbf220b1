//! The server's state machine (RFC 9846, appendix A.2): one state a file.

mod ask_certificate;
mod cookie;
mod early_data;
mod flight;
mod flight2;
mod negotiated;
mod psk;
mod received_client_hello;
mod select;
mod start;
mod tickets;
mod wait_certificate;
mod wait_certificate_verify;
mod wait_end_of_early_data;
mod wait_finished;

use alloc::sync::Arc;

use crate::{
    channel::Channel,
    connected::{self, Connected},
    context::Context,
    credential::Credential,
    error::{CertificateError, Error},
    question::Question,
    record::Message,
    role::{Role, sealed},
};

pub use cookie::CookieKey;
pub(crate) use early_data::skip_limit;
pub(crate) use received_client_hello::certificate_request;
pub(crate) use start::start;

/// A state of appendix A.2.
#[derive(Debug)]
#[allow(missing_docs, private_interfaces, reason = "opaque to users, who see it as a type parameter only")]
#[allow(clippy::large_enum_variant, reason = "one a connection; the handshake moves it a few times")]
//= 4-1
pub enum State {
    Start(start::Start),
    ReceivedClientHello(received_client_hello::ReceivedClientHello),
    Negotiated(negotiated::Negotiated),
    WaitEndOfEarlyData(wait_end_of_early_data::WaitEndOfEarlyData),
    WaitCertificate(wait_certificate::WaitCertificate),
    AskCertificate(ask_certificate::AskCertificate),
    WaitCertificateVerify(wait_certificate_verify::WaitCertificateVerify),
    WaitFinished(wait_finished::WaitFinished),
    Connected(Connected),
}

impl Role for State {}

#[allow(private_interfaces, reason = "the trait is sealed")]
impl sealed::Role for State {
    fn handle(
        self,
        message: Message<'_>,
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<Self, Error> {
        match self {
            Self::Start(state) => state.handle(message, channel, cx),
            // The driver hands in no message before a question is answered.
            Self::ReceivedClientHello(_) | Self::Negotiated(_) | Self::AskCertificate(_) => {
                Err(unexpected(&message, self.name()))
            }
            Self::WaitEndOfEarlyData(state) => state.handle(message, channel),
            Self::WaitCertificate(state) => state.handle(&message),
            Self::WaitCertificateVerify(state) => state.handle(&message),
            Self::WaitFinished(state) => state.handle(message, channel, cx),
            Self::Connected(mut state) => {
                let mut message = message;
                state.handle(&mut message, channel, cx)?;
                Ok(Self::Connected(state))
            }
        }
    }

    fn resolve(self, channel: &mut Channel, cx: &mut Context<'_>) -> Result<Self, Error> {
        match self {
            Self::ReceivedClientHello(state) => state.resolve(channel, cx),
            Self::Negotiated(state) => state.resolve(channel, cx),
            Self::AskCertificate(state) => state.resolve(cx),
            Self::Connected(mut state) => {
                state.resolve(channel, cx)?;
                Ok(Self::Connected(state))
            }
            other => Ok(other),
        }
    }

    fn answer_certificate(
        self,
        answer: Result<(), CertificateError>,
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<Self, Error> {
        match self {
            Self::ReceivedClientHello(state) => state.answer_certificate(answer, channel, cx),
            Self::AskCertificate(state) => state.answer(answer),
            Self::Connected(mut state) => {
                state.answer_certificate(answer)?;
                Ok(Self::Connected(state))
            }
            _ => Err(Error::NotNow("no certificate is in question")),
        }
    }

    fn answer_credential(
        self,
        credential: Option<Arc<Credential>>,
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<Self, Error> {
        match self {
            Self::ReceivedClientHello(state) => state.answer(credential, channel, cx),
            _ => Err(Error::NotNow("no credential is in question")),
        }
    }

    fn answer_signature(
        self,
        signature: Option<&[u8]>,
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<Self, Error> {
        match self {
            Self::Negotiated(state) => state.answer(signature, channel, cx),
            _ => Err(Error::NotNow("no signature is in question")),
        }
    }

    fn question(&self) -> Option<Question<'_>> {
        match self {
            Self::ReceivedClientHello(state) => Some(state.question()),
            Self::Negotiated(state) => Some(state.question()),
            Self::AskCertificate(state) => Some(state.question()),
            Self::Connected(state) => state.question(),
            _ => None,
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Start(_) => start::NAME,
            Self::ReceivedClientHello(_) => received_client_hello::NAME,
            Self::Negotiated(_) => negotiated::NAME,
            Self::WaitEndOfEarlyData(_) => wait_end_of_early_data::NAME,
            Self::WaitCertificate(_) => wait_certificate::NAME,
            Self::AskCertificate(_) => ask_certificate::NAME,
            Self::WaitCertificateVerify(_) => wait_certificate_verify::NAME,
            Self::WaitFinished(_) => wait_finished::NAME,
            Self::Connected(_) => connected::NAME,
        }
    }

    fn expects_change_cipher_spec(&self) -> bool {
        match self {
            Self::Start(state) => state.expects_change_cipher_spec(),
            Self::Connected(_) => false,
            _ => true,
        }
    }

    fn waits_for_flight2(&self) -> bool {
        matches!(
            self,
            Self::Negotiated(_)
                | Self::WaitEndOfEarlyData(_)
                | Self::WaitCertificate(_)
                | Self::AskCertificate(_)
                | Self::WaitCertificateVerify(_)
                | Self::WaitFinished(_)
        )
    }

    fn early_data_left_to_read(&mut self) -> Option<&mut usize> {
        match self {
            Self::WaitEndOfEarlyData(state) => Some(&mut state.left),
            _ => None,
        }
    }

    fn connected(&self) -> Option<&Connected> {
        match self {
            Self::Connected(state) => Some(state),
            _ => None,
        }
    }

    fn connected_mut(&mut self) -> Option<&mut Connected> {
        match self {
            Self::Connected(state) => Some(state),
            _ => None,
        }
    }
}

//= 4-2 4.2.2-3 4.7.3-1
impl State {
    /// Whether this end's Finished is sent, and the client's still to come.
    pub(crate) fn may_send_half_rtt(&self) -> bool {
        !matches!(self, Self::Negotiated(_)) && sealed::Role::waits_for_flight2(self)
    }
}

fn unexpected(message: &Message<'_>, state: &'static str) -> Error {
    Error::UnexpectedMessage { got: message.kind, state }
}
