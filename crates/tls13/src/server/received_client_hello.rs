//! RECVD_CH: which credential, if there is no PSK? Then ServerHello to Certificate (RFC 9846, sections 4.2.3, 4.4.1 and
//! 4.5.1).

use alloc::{string::String, sync::Arc, vec::Vec};

use rand_core::CryptoRng;
use rustls_pki_types::CertificateDer;

use super::{
    State, early_data,
    flight::{Flight, Proof},
    negotiated::Negotiated,
    psk::{Picked, Source},
    tickets,
};
use crate::{
    channel::Channel,
    code_points::{CertificateCompressionAlgorithm, ExtensionType, SignatureScheme},
    compression::{algorithms, compress},
    config::{ClientAuthentication, ServerConfig},
    context::Context,
    credential::{Credential, Wish},
    crypto,
    error::{CertificateError, Error},
    extension::{Staples, record_size_limit, ticket_request::TicketRequest},
    grease::reserved_extension,
    key_schedule::EarlySecret,
    message::{
        certificate,
        certificate_request::CertificateRequest,
        certificate_verify::{Side, signed_content},
        encrypted_extensions, server_hello,
    },
    negotiated::EarlyData,
    question::Question,
    record::Boundary,
    suite::{Group, Suite},
    transcript::Transcript,
    verify::{Owner, Trust, check},
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
    /// The same for signatures in certificates.
    pub(super) certificate_schemes: Vec<SignatureScheme>,
    pub(super) authorities: Vec<Vec<u8>>,
    pub(super) protocol: Option<Vec<u8>>,
    /// The PSK that is used, its binder verified.
    pub(super) psk: Option<Picked>,
    pub(super) early_data: EarlyData,
    /// The client wants tickets; if it says how many.
    pub(super) wants_tickets: bool,
    pub(super) ticket_request: Option<TicketRequest>,
    /// The client says which kinds of certificates it takes.
    pub(super) certificate_type_asked: bool,
    /// The client may be asked for its certificate later.
    pub(super) post_handshake_auth: bool,
    /// The longest records that the client wants.
    pub(super) record_size_limit: Option<u16>,
    pub(super) staples: Staples,
    pub(super) compressions: Vec<CertificateCompressionAlgorithm>,
}

impl ReceivedClientHello {
    /// The chain of the client whose session is resumed, if it is to be judged again.
    fn chain_to_judge(&self) -> Option<&[CertificateDer<'static>]> {
        let Source::Session(session) = &self.psk.as_ref()?.source else { return None };
        let judge = self.config.verify_on_resumption && !session.peer_certificates.is_empty();
        judge.then_some(&session.peer_certificates[..])
    }

    /// Whether the client of the session is still accepted.
    pub(super) fn answer_certificate(
        self,
        answer: Result<(), CertificateError>,
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<State, Error> {
        if self.chain_to_judge().is_none() {
            return Err(Error::NotNow("no certificate is in question"));
        }
        answer?;
        self.by_psk(channel, cx)
    }

    pub(super) fn question(&self) -> Question<'_> {
        if let Some(chain) = self.chain_to_judge() {
            return Question::Certificate { chain, name: None, ocsp_response: None };
        }
        Question::Credential {
            server_name: self.server_name.as_deref(),
            schemes: &self.schemes,
            certificate_schemes: &self.certificate_schemes,
            authorities: &self.authorities,
        }
    }

    fn wish(&self) -> Wish<'_> {
        let server_name = self.server_name.as_deref();
        Wish {
            server_name,
            schemes: &self.schemes,
            certificate_schemes: &self.certificate_schemes,
            authorities: &self.authorities,
        }
    }

    pub(super) fn resolve(self, channel: &mut Channel, cx: &mut Context<'_>) -> Result<State, Error> {
        if let Some(chain) = self.chain_to_judge() {
            let trust = match &self.config.client_authentication {
                ClientAuthentication::None => None,
                ClientAuthentication::Optional(trust) | ClientAuthentication::Required(trust) => Some(trust),
            };
            return match trust.map_or(Some(Ok(())), |trust| check(trust, chain, Owner::Client, cx.now.into()))
            {
                Some(answer) => self.answer_certificate(answer, channel, cx),
                None => Ok(State::ReceivedClientHello(self)),
            };
        }
        if self.psk.is_some() {
            return self.by_psk(channel, cx);
        }
        if self.schemes.is_empty() {
            //= 4.3.3-3
            return Err(Error::MissingExtension(ExtensionType::SIGNATURE_ALGORITHMS));
        }
        match self.wish().choose(&self.config.credentials) {
            Some(Some(credential)) => self.answer(Some(credential), channel, cx),
            Some(None) => Err(Error::NoCommonSignatureScheme),
            None => Ok(State::ReceivedClientHello(self)),
        }
    }

    /// Sends everything: with a PSK, no certificate is needed.
    fn by_psk(mut self, channel: &mut Channel, cx: &mut Context<'_>) -> Result<State, Error> {
        let Some(psk) = self.psk.take() else { return Err(Error::PskNotOffered) };
        let difference = match &psk.source {
            Source::Session(session) => session.age_difference(psk.obfuscated_ticket_age, cx.now),
            //= 4.3.11-2
            Source::External(_) => 0,
        };
        let flight = self.hello(psk.early_secret, Some(psk.index), channel, cx)?;
        //= 4.4.2-7 4.4.2-8 F.1-1
        flight.finish(Proof::Psk(psk.source, difference), channel, cx)
    }

    /// Sends everything up to Certificate.
    pub(super) fn answer(
        mut self,
        credential: Option<Arc<Credential>>,
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<State, Error> {
        let Some(credential) = credential else {
            //= 9.2-14
            return Err(match self.server_name {
                Some(name) => Error::UnknownServerName(name),
                None => Error::MissingExtension(ExtensionType::SERVER_NAME),
            });
        };
        //= 4.2.1-4 4.5.2-4
        let scheme = self.wish().scheme(&credential).ok_or(Error::NoCommonSignatureScheme)?;
        let early_secret = EarlySecret::without_psk(self.suite.hash());
        let (staples, compressions) = (self.staples, core::mem::take(&mut self.compressions));
        let mut flight = self.hello(early_secret, None, channel, cx)?;
        //= 4.4.2-1 4.4.2-2
        if let Some(request) = certificate_request(&flight.config, cx.rng) {
            flight.send(&request.encode(), channel, cx);
        }
        //= 4.5.1-1 4.5.1.2-9
        let message = certificate::encode_stapled(credential.chain(), credential.stapled(staples));
        let message = compress(&flight.config.certificate_compression, &compressions, message);
        flight.send(&message, channel, cx);
        let to_certificate = flight.transcript.hash();
        cx.observer.transcript_hash(to_certificate.as_bytes());
        let content = signed_content(Side::Server, &to_certificate);
        Ok(State::Negotiated(Negotiated { flight, credential, scheme, content }))
    }

    /// Sends ServerHello and EncryptedExtensions, the latter by the keys of the handshake.
    fn hello(
        mut self,
        early_secret: EarlySecret,
        selected_identity: Option<u16>,
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<Flight, Error> {
        let (share, shared_secret) = crypto::respond(self.group, &self.client_share, cx.rng)?;
        //= 4.2.3-4 4.2.3-5
        let mut random = [0; 32];
        cx.rng.fill_bytes(&mut random);
        let early_keys = match self.early_data {
            EarlyData::Accepted => {
                let to_client_hello = self.transcript.hash();
                Some(early_secret.early_secrets(&to_client_hello, &self.client_random, cx.observer).0)
            }
            _ => None,
        };
        let share = (self.group, share.as_slice());
        let hello = server_hello::encode(&random, &self.session_id, self.suite, share, selected_identity);
        self.transcript.add(&hello);
        channel.send_message(&hello, cx);
        //= E.4-1
        let compatible = self.config.middlebox_compatibility || !self.session_id.is_empty();
        if compatible && !self.hello_retried {
            channel.send_change_cipher_spec(cx)?;
        }

        let secret = early_secret.into_handshake_secret(shared_secret.as_bytes());
        let (client_traffic_secret, server_traffic_secret) =
            secret.traffic_secrets(&self.transcript.hash(), &self.client_random, cx.observer);
        channel.write_with(self.suite, &server_traffic_secret, cx)?;
        //= 4.3.11.3-1
        let reading = early_keys.as_ref().unwrap_or(&client_traffic_secret);
        channel.read_with(self.boundary, self.suite, reading);
        //= 4.3.10-6
        // Early data is still as long as the last connection allowed.
        let my_limit = self.config.record_size_limit.unwrap_or(record_size_limit::MAX);
        if let Some(limit) = self.record_size_limit {
            channel.limit_writing(limit);
            if early_keys.is_none() {
                channel.limit_reading(my_limit.into());
            }
        }
        if matches!(self.early_data, EarlyData::Refused(_)) && !self.hello_retried {
            channel.skip_early_data(early_data::skip_limit(&self.config));
        }
        let resumed = selected_identity.is_some();
        let tickets =
            if self.wants_tickets { tickets::count(&self.config, self.ticket_request, resumed) } else { 0 };
        //= 4.3.7-3
        let is_best = self.config.groups.first() == Some(&self.group);
        let extensions = encrypted_extensions::encode(&encrypted_extensions::Contents {
            //= 4.3.7-4
            groups: if is_best { &[] } else { &self.config.groups },
            name_used: self.config.acknowledge_server_name && self.server_name.is_some() && !resumed,
            protocol: self.protocol.as_deref(),
            //= 4.3.10-6 4.3.10-11
            early_data: early_keys.is_some(),
            expected_tickets: self.ticket_request.map(|_| tickets),
            certificate_type: self.certificate_type_asked && !resumed,
            record_size_limit: self.record_size_limit.map(|_| my_limit),
        });
        let mut flight = Flight {
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
            early_data: self.early_data,
            tickets,
            post_handshake_auth: self.post_handshake_auth,
        };
        //= 4.4.1-1
        flight.send(&extensions, channel, cx);
        Ok(flight)
    }
}

/// The longest list of CAs that is sent, in bytes; a longer one is left out.
const MAX_AUTHORITIES: usize = 8 << 10;

/// What is asked of the client's certificate, if the configuration wants one.
pub(crate) fn certificate_request(
    config: &ServerConfig,
    rng: &mut dyn CryptoRng,
) -> Option<CertificateRequest> {
    let trust = match &config.client_authentication {
        ClientAuthentication::None => return None,
        ClientAuthentication::Optional(trust) | ClientAuthentication::Required(trust) => trust,
    };
    let mut authorities = match (&config.requested_authorities, trust) {
        (Some(names), _) => names.clone(),
        (None, Trust::Roots(roots)) => roots.names(),
        (None, Trust::Pins(_) | Trust::Application) => Vec::new(),
    };
    if authorities.iter().map(|name| name.len() + 2).sum::<usize>() > MAX_AUTHORITIES {
        authorities.clear();
    }
    Some(CertificateRequest {
        context: Vec::new(),
        grease: config.grease.then(|| reserved_extension(rng)),
        schemes: config.signature_schemes.clone(),
        certificate_schemes: Vec::new(),
        authorities,
        compressions: algorithms(&config.certificate_compression),
        staples: Staples { ocsp_response: config.request_ocsp_response, scts: config.request_scts },
    })
}
