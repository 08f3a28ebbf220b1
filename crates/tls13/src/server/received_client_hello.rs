//! RECVD_CH: which credential? Then ServerHello to Certificate (RFC 9846, sections 4.2.3, 4.4.1 and 4.5.1).

use alloc::{string::String, sync::Arc, vec::Vec};

use super::{State, negotiated::Negotiated};
use crate::{
    channel::Channel,
    code_points::SignatureScheme,
    config::{ClientAuthentication, ServerConfig},
    context::Context,
    credential::{Credential, Wish},
    crypto,
    error::Error,
    key_schedule::EarlySecret,
    message::{
        certificate,
        certificate_request::CertificateRequest,
        certificate_verify::{Side, signed_content},
        encrypted_extensions, server_hello,
    },
    question::Question,
    record::Boundary,
    suite::{Group, Suite},
    transcript::Transcript,
    verify::Trust,
};

pub(super) const NAME: &str = "RECVD_CH";

#[derive(Debug)]
pub(crate) struct ReceivedClientHello {
    pub(super) config: Arc<ServerConfig>,
    pub(super) boundary: Boundary,
    pub(super) transcript: Transcript,
    pub(super) suite: Suite,
    pub(super) group: Group,
    pub(super) hello_retried: bool,
    pub(super) client_random: [u8; 32],
    pub(super) session_id: Vec<u8>,
    pub(super) client_share: Vec<u8>,
    pub(super) server_name: Option<String>,
    pub(super) schemes: Vec<SignatureScheme>,
    pub(super) authorities: Vec<Vec<u8>>,
    pub(super) protocol: Option<Vec<u8>>,
}

impl ReceivedClientHello {
    pub(super) fn question(&self) -> Question<'_> {
        Question::Credential {
            server_name: self.server_name.as_deref(),
            schemes: &self.schemes,
            authorities: &self.authorities,
        }
    }

    fn wish(&self) -> Wish<'_> {
        let server_name = self.server_name.as_deref();
        Wish { server_name, schemes: &self.schemes, authorities: &self.authorities }
    }

    pub(super) fn resolve(self, channel: &mut Channel, cx: &mut Context<'_>) -> Result<State, Error> {
        match self.wish().choose(&self.config.credentials) {
            Some(Some(credential)) => self.answer(Some(credential), channel, cx),
            Some(None) => Err(Error::NoCommonSignatureScheme),
            None => Ok(State::ReceivedClientHello(self)),
        }
    }

    /// Sends everything up to Certificate, by the keys of the handshake from EncryptedExtensions on.
    pub(super) fn answer(
        mut self,
        credential: Option<Arc<Credential>>,
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<State, Error> {
        let Some(credential) = credential else {
            return Err(Error::UnknownServerName(self.server_name.unwrap_or_else(|| "(none)".into())));
        };
        //= 4.2.1-4 4.5.2-4
        let scheme = self.wish().scheme(&credential).ok_or(Error::NoCommonSignatureScheme)?;
        let (share, shared_secret) = crypto::respond(self.group, &self.client_share, cx.rng)?;
        //= 4.2.3-4 4.2.3-5
        let mut random = [0; 32];
        cx.rng.fill_bytes(&mut random);
        let hello = server_hello::encode(&random, &self.session_id, self.suite, self.group, &share);
        self.send(&hello, channel, cx);
        //= E.4-1
        if !self.session_id.is_empty() && !self.hello_retried {
            channel.send_change_cipher_spec(cx)?;
        }

        let to_server_hello = self.transcript.hash();
        let secret =
            EarlySecret::without_psk(self.suite.hash()).into_handshake_secret(shared_secret.as_bytes());
        let (client_traffic_secret, server_traffic_secret) =
            secret.traffic_secrets(&to_server_hello, &self.client_random, cx.observer);
        channel.write_with(self.suite, &server_traffic_secret, cx)?;

        //= 4.4.1-1
        self.send(
            &encrypted_extensions::encode(self.server_name.is_some(), self.protocol.as_deref()),
            channel,
            cx,
        );
        //= 4.4.2-1 4.4.2-2
        if let Some(request) = certificate_request(&self.config) {
            self.send(&request.encode(), channel, cx);
        }
        //= 4.5.1-1 4.5.1.2-9
        self.send(&certificate::encode(credential.chain()), channel, cx);
        let to_certificate = self.transcript.hash();
        cx.observer.transcript_hash(to_certificate.as_bytes());
        channel.read_with(self.boundary, self.suite, &client_traffic_secret);
        Ok(State::Negotiated(Negotiated {
            content: signed_content(Side::Server, &to_certificate),
            config: self.config,
            transcript: self.transcript,
            suite: self.suite,
            group: self.group,
            hello_retried: self.hello_retried,
            client_random: self.client_random,
            server_name: self.server_name,
            protocol: self.protocol,
            secret,
            client_traffic_secret,
            server_traffic_secret,
            credential,
            scheme,
        }))
    }

    fn send(&mut self, message: &[u8], channel: &mut Channel, cx: &mut Context<'_>) {
        self.transcript.add(message);
        channel.send_message(message, cx);
    }
}

/// The longest list of CAs that is sent, in bytes; a longer one is left out.
const MAX_AUTHORITIES: usize = 8 << 10;

/// What is asked of the client's certificate, if the configuration wants one.
fn certificate_request(config: &ServerConfig) -> Option<CertificateRequest> {
    let trust = match &config.client_authentication {
        ClientAuthentication::None => return None,
        ClientAuthentication::Optional(trust) | ClientAuthentication::Required(trust) => trust,
    };
    let mut authorities = match trust {
        Trust::Roots(roots) => roots.names(),
        Trust::Pins(_) | Trust::Application => Vec::new(),
    };
    if authorities.iter().map(|name| name.len() + 2).sum::<usize>() > MAX_AUTHORITIES {
        authorities.clear();
    }
    Some(CertificateRequest { schemes: config.signature_schemes.clone(), authorities })
}
