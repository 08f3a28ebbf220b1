//! A server that asks for its client's certificate after the handshake (RFC 9846, section 4.7.2).

use alloc::{sync::Arc, vec::Vec};

use crate::{
    channel::Channel,
    code_points::{CertificateType, HandshakeType, SignatureScheme},
    compression::decompress,
    config::{ClientAuthentication, ServerConfig},
    context::Context,
    error::{CertificateError, Error},
    key_schedule::TrafficSecret,
    message::{
        certificate::{self, Certificate, Expected},
        certificate_verify::{self, Side},
        finished,
    },
    question::Question,
    record::Message,
    server::certificate_request,
    transcript::Transcript,
    verify::{Owner, judge},
};

use super::NAME;

/// What a server needs to ask, and the answer at hand.
#[derive(Debug)]
pub(crate) struct Request {
    config: Arc<ServerConfig>,
    /// What the client shows of itself; None if the two ends have nothing in common.
    certificate_type: Option<CertificateType>,
    /// Up to the client's Finished.
    transcript: Transcript,
    awaited: Option<Awaited>,
}

/// An answer that is not complete yet.
#[derive(Debug)]
struct Awaited {
    context: Vec<u8>,
    transcript: Transcript,
    peer: Certificate,
    scheme: Option<SignatureScheme>,
    next: Next,
}

/// What has to come next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Next {
    Certificate,
    /// From the application: whether the certificate is good.
    Judgement,
    CertificateVerify,
    Finished,
}

/// Who the client has turned out to be.
pub(super) struct Outcome {
    pub(super) peer: Certificate,
    pub(super) scheme: Option<SignatureScheme>,
}

impl Request {
    pub(crate) fn new(
        config: Arc<ServerConfig>,
        transcript: Transcript,
        certificate_type: Option<CertificateType>,
    ) -> Self {
        Self { config, certificate_type, transcript, awaited: None }
    }

    /// Sends a CertificateRequest.
    pub(super) fn send(&mut self, channel: &mut Channel, cx: &mut Context<'_>) -> Result<(), Error> {
        if self.awaited.is_some() {
            return Err(Error::NotNow("the client has not answered the last request yet"));
        }
        let kind = self.certificate_type;
        let request = kind.and_then(|kind| certificate_request(&self.config, kind, cx.rng));
        let mut request = request
            .ok_or(Error::NotNow("the client can't be asked for a certificate of any kind wanted here"))?;
        // Unique in the connection, and not to be foreseen by who might sign in advance.
        //= 4.4.2-4
        request.context = alloc::vec![0; 16];
        cx.rng.fill_bytes(&mut request.context);
        let message = request.encode();
        let mut transcript = self.transcript.clone();
        transcript.add(&message);
        channel.send_message(&message, cx);
        self.awaited = Some(Awaited {
            context: request.context,
            transcript,
            peer: Certificate::default(),
            scheme: None,
            next: Next::Certificate,
        });
        Ok(())
    }

    /// Whether the answer has begun and is not complete: nothing else may come between.
    pub(super) fn is_in_the_middle(&self) -> bool {
        self.awaited.as_ref().is_some_and(|awaited| awaited.next != Next::Certificate)
    }

    pub(super) fn question(&self) -> Option<Question<'_>> {
        let awaited = self.awaited.as_ref().filter(|awaited| awaited.next == Next::Judgement)?;
        Some(awaited.peer.identity.question(None, None))
    }

    /// One message of the answer; the last one leads to the outcome. `base_key` is the client's application traffic
    /// secret.
    pub(super) fn handle(
        &mut self,
        message: &Message<'_>,
        base_key: &TrafficSecret,
        cx: &Context<'_>,
    ) -> Result<Option<Outcome>, Error> {
        let unexpected = || Error::UnexpectedMessage { got: message.kind, state: NAME };
        let awaited = self.awaited.as_mut().ok_or_else(unexpected)?;
        match (awaited.next, message.kind) {
            (Next::Certificate, HandshakeType::CERTIFICATE | HandshakeType::COMPRESSED_CERTIFICATE) => {
                let kind = self.certificate_type.unwrap_or(CertificateType::X509);
                awaited.received_certificate(&self.config, kind, message)?;
                awaited.judge(&self.config, cx)?;
            }
            (Next::CertificateVerify, HandshakeType::CERTIFICATE_VERIFY) => {
                let accepted = &self.config.signature_schemes;
                let Awaited { peer, transcript, .. } = awaited;
                let scheme = certificate_verify::check(
                    message.body,
                    Side::Client,
                    &peer.identity,
                    accepted,
                    transcript,
                )?;
                awaited.transcript.add(message.raw);
                (awaited.scheme, awaited.next) = (Some(scheme), Next::Finished);
            }
            (Next::Finished, HandshakeType::FINISHED) => {
                finished::check(message.body, base_key, &awaited.transcript)?;
                let answered = self.awaited.take();
                return Ok(answered.map(|Awaited { peer, scheme, .. }| Outcome { peer, scheme }));
            }
            _ => return Err(unexpected()),
        }
        Ok(None)
    }

    /// The application's judgement on the certificate.
    pub(super) fn answer(&mut self, answer: Result<(), CertificateError>) -> Result<(), Error> {
        let awaited = self.awaited.as_mut().filter(|awaited| awaited.next == Next::Judgement);
        let awaited = awaited.ok_or(Error::NotNow("no certificate is in question"))?;
        answer?;
        awaited.next = Next::CertificateVerify;
        Ok(())
    }
}

impl Awaited {
    fn received_certificate(
        &mut self,
        config: &ServerConfig,
        certificate_type: CertificateType,
        message: &Message<'_>,
    ) -> Result<(), Error> {
        let known = &config.certificate_compression;
        let offered = &certificate::offered_to_clients(config);
        let expected = Expected { context: &self.context, certificate_type, offered };
        self.peer = if message.kind == HandshakeType::CERTIFICATE {
            certificate::decode(message.body, &expected)?
        } else if known.is_empty() {
            return Err(Error::UnexpectedMessage { got: message.kind, state: NAME });
        } else {
            certificate::decode(&decompress(known, message.body)?, &expected)?
        };
        self.transcript.add(message.raw);
        Ok(())
    }

    /// By the configuration, if it can.
    fn judge(&mut self, config: &ServerConfig, cx: &Context<'_>) -> Result<(), Error> {
        let trust = match &config.client_authentication {
            ClientAuthentication::Required(_) if self.peer.identity.is_nobody() => {
                return Err(Error::ClientCertificateRequired);
            }
            ClientAuthentication::Required(trust) | ClientAuthentication::Optional(trust) => trust,
            ClientAuthentication::None => return Err(Error::NoCertificate),
        };
        self.next = match self.peer.identity.is_nobody() {
            true => Next::Finished,
            false => match judge(trust, &self.peer.identity, Owner::Client, cx.now.into()) {
                Some(judgement) => {
                    judgement?;
                    Next::CertificateVerify
                }
                None => Next::Judgement,
            },
        };
        Ok(())
    }
}
