//! The client's state machine (RFC 9846, appendix A.1): one state a file.

mod ask_certificate;
mod start;
mod wait_certificate;
mod wait_certificate_request;
mod wait_certificate_verify;
mod wait_encrypted_extensions;
mod wait_finished;
mod wait_server_hello;

use alloc::{sync::Arc, vec::Vec};

use rustls_pki_types::ServerName;

use crate::{
    channel::Channel,
    code_points::ExtensionType,
    config::ClientConfig,
    connected::{self, Connected},
    context::Context,
    error::{CertificateError, Error},
    key_schedule::{HandshakeSecret, TrafficSecret},
    question::Question,
    record::Message,
    role::{Role, sealed},
    suite::{Group, Suite},
    transcript::Transcript,
};

pub(crate) use start::start;

/// A state of appendix A.1.
#[derive(Debug)]
#[allow(missing_docs, private_interfaces, reason = "opaque to users, who see it as a type parameter only")]
#[allow(clippy::large_enum_variant, reason = "one a connection; the handshake moves it a few times")]
pub enum State {
    WaitServerHello(wait_server_hello::WaitServerHello),
    WaitEncryptedExtensions(wait_encrypted_extensions::WaitEncryptedExtensions),
    WaitCertificateRequest(wait_certificate_request::WaitCertificateRequest),
    WaitCertificate(wait_certificate::WaitCertificate),
    AskCertificate(ask_certificate::AskCertificate),
    WaitCertificateVerify(wait_certificate_verify::WaitCertificateVerify),
    WaitFinished(wait_finished::WaitFinished),
    Connected(Connected),
}

/// What every state knows.
#[derive(Debug)]
struct Common {
    config: Arc<ClientConfig>,
    name: ServerName<'static>,
    random: [u8; 32],
    /// The extensions of the last ClientHello.
    offered: Vec<ExtensionType>,
}

/// What every state after ServerHello knows besides.
#[derive(Debug)]
struct Handshake {
    common: Common,
    suite: Suite,
    group: Group,
    hello_retried: bool,
    transcript: Transcript,
    secret: HandshakeSecret,
    client_traffic_secret: TrafficSecret,
    server_traffic_secret: TrafficSecret,
    protocol: Option<Vec<u8>>,
    /// The server has sent a CertificateRequest.
    certificate_requested: bool,
}

impl State {
    /// The application's answer to [`Question::Certificate`].
    pub(crate) fn answer_certificate(self, answer: Result<(), CertificateError>) -> Result<Self, Error> {
        match self {
            Self::AskCertificate(state) => state.answer(answer),
            _ => Err(Error::NotNow("no certificate is in question")),
        }
    }
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
            Self::WaitServerHello(state) => state.handle(message, channel, cx),
            Self::WaitEncryptedExtensions(state) => state.handle(&message),
            Self::WaitCertificateRequest(state) => state.handle(&message),
            Self::WaitCertificate(state) => state.handle(&message),
            // The driver hands in no message before the question is answered.
            Self::AskCertificate(_) => Err(unexpected(&message, ask_certificate::NAME)),
            Self::WaitCertificateVerify(state) => state.handle(&message),
            Self::WaitFinished(state) => state.handle(message, channel, cx),
            Self::Connected(mut state) => {
                let mut message = message;
                state.handle(&mut message, channel, cx)?;
                Ok(Self::Connected(state))
            }
        }
    }

    fn resolve(self, _channel: &mut Channel, cx: &mut Context<'_>) -> Result<Self, Error> {
        match self {
            Self::AskCertificate(state) => state.resolve(cx),
            other => Ok(other),
        }
    }

    fn question(&self) -> Option<Question<'_>> {
        match self {
            Self::AskCertificate(state) => Some(state.question()),
            _ => None,
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Self::WaitServerHello(_) => wait_server_hello::NAME,
            Self::WaitEncryptedExtensions(_) => wait_encrypted_extensions::NAME,
            Self::WaitCertificateRequest(_) => wait_certificate_request::NAME,
            Self::WaitCertificate(_) => wait_certificate::NAME,
            Self::AskCertificate(_) => ask_certificate::NAME,
            Self::WaitCertificateVerify(_) => wait_certificate_verify::NAME,
            Self::WaitFinished(_) => wait_finished::NAME,
            Self::Connected(_) => connected::NAME,
        }
    }

    fn expects_change_cipher_spec(&self) -> bool {
        !matches!(self, Self::Connected(_))
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

fn unexpected(message: &Message<'_>, state: &'static str) -> Error {
    Error::UnexpectedMessage { got: message.kind, state }
}
