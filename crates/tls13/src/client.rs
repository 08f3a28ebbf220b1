//! The client's state machine (RFC 9846, appendix A.1): one state a file.

mod ask_certificate;
mod ask_credential;
mod ask_signature;
mod early_data;
mod flight;
mod psk;
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
    code_points::{CertificateType, ExtensionType},
    config::ClientConfig,
    connected::{self, Connected},
    context::Context,
    credential::Credential,
    error::{CertificateError, Error},
    key_schedule::{HandshakeSecret, TrafficSecret},
    message::{certificate::Certificate, certificate_request::CertificateRequest},
    negotiated::EarlyData,
    question::Question,
    record::Message,
    role::{Role, sealed},
    suite::{Group, Suite},
    transcript::Transcript,
};

use early_data::Early;
pub(crate) use start::start;

/// A state of appendix A.1.
#[derive(Debug)]
#[allow(missing_docs, private_interfaces, reason = "opaque to users, who see it as a type parameter only")]
#[allow(clippy::large_enum_variant, reason = "one a connection; the handshake moves it a few times")]
//= 4-1
pub enum State {
    WaitServerHello(wait_server_hello::WaitServerHello),
    WaitEncryptedExtensions(wait_encrypted_extensions::WaitEncryptedExtensions),
    WaitCertificateRequest(wait_certificate_request::WaitCertificateRequest),
    WaitCertificate(wait_certificate::WaitCertificate),
    AskCertificate(ask_certificate::AskCertificate),
    WaitCertificateVerify(wait_certificate_verify::WaitCertificateVerify),
    WaitFinished(wait_finished::WaitFinished),
    AskCredential(ask_credential::AskCredential),
    AskSignature(ask_signature::AskSignature),
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
    change_cipher_spec_sent: bool,
    /// Present while early data may be sent.
    early: Option<Early>,
    /// What has become of early data so far.
    early_data: EarlyData,
}

impl Common {
    /// The dummy of compatibility mode, once: after a ClientHello that offers early data, otherwise before the second
    /// flight (appendix E.4).
    fn send_change_cipher_spec(&mut self, channel: &mut Channel, cx: &mut Context<'_>) -> Result<(), Error> {
        let sent = core::mem::replace(&mut self.change_cipher_spec_sent, true);
        if self.config.middlebox_compatibility && !sent {
            channel.send_change_cipher_spec(cx)
        } else {
            Ok(())
        }
    }
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
    /// What the two ends show of themselves, if they show anything.
    client_certificate_type: CertificateType,
    server_certificate_type: CertificateType,
    /// What the server asked of our certificate, if it did.
    certificate_request: Option<CertificateRequest>,
    /// The PSK that the server took.
    psk: Option<psk::Source>,
}

/// The server's certificates.
type Peer = Certificate;

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
            Self::WaitEncryptedExtensions(state) => state.handle(&message, channel, cx),
            Self::WaitCertificateRequest(state) => state.handle(&message),
            Self::WaitCertificate(state) => state.handle(&message),
            // The driver hands in no message before a question is answered.
            Self::AskCertificate(_) | Self::AskCredential(_) | Self::AskSignature(_) => {
                Err(unexpected(&message, self.name()))
            }
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
            Self::AskCertificate(state) => state.resolve(cx),
            Self::AskCredential(state) => state.resolve(channel, cx),
            Self::AskSignature(state) => state.resolve(channel, cx),
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
        _channel: &mut Channel,
        _cx: &mut Context<'_>,
    ) -> Result<Self, Error> {
        match self {
            Self::AskCertificate(state) => state.answer(answer),
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
            Self::AskCredential(state) => state.answer(credential, channel, cx),
            Self::Connected(mut state) => {
                state.answer_credential(credential, channel, cx)?;
                Ok(Self::Connected(state))
            }
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
            Self::AskSignature(state) => state.answer(signature, channel, cx),
            Self::Connected(mut state) => {
                state.answer_signature(signature, channel, cx)?;
                Ok(Self::Connected(state))
            }
            _ => Err(Error::NotNow("no signature is in question")),
        }
    }

    fn question(&self) -> Option<Question<'_>> {
        match self {
            Self::AskCertificate(state) => Some(state.question()),
            Self::AskCredential(state) => Some(state.question()),
            Self::AskSignature(state) => Some(state.question()),
            Self::Connected(state) => state.question(),
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
            Self::AskCredential(_) => ask_credential::NAME,
            Self::AskSignature(_) => ask_signature::NAME,
            Self::Connected(_) => connected::NAME,
        }
    }

    fn expects_change_cipher_spec(&self) -> bool {
        !matches!(self, Self::AskCredential(_) | Self::AskSignature(_) | Self::Connected(_))
    }

    fn waits_for_flight2(&self) -> bool {
        false
    }

    fn early_data_left_to_read(&mut self) -> Option<&mut usize> {
        None
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

//= 4-2 4.7.3-1
fn unexpected(message: &Message<'_>, state: &'static str) -> Error {
    Error::UnexpectedMessage { got: message.kind, state }
}
