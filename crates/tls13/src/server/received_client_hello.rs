//! RECVD_CH: which credential, if there is no PSK? Then ServerHello to Certificate (RFC 9846, sections 4.2.3, 4.4.1 and
//! 4.5.1).

use alloc::{string::String, sync::Arc, vec::Vec};

use rand_core::CryptoRng;

use super::{
    State, early_data,
    flight::{Flight, Proof},
    negotiated::Negotiated,
    psk::{Picked, Source},
    select::CertificateTypes,
    tickets,
};
use crate::{
    channel::Channel,
    code_points::{CertificateCompressionAlgorithm, CertificateType, ExtensionType, SignatureScheme},
    compression::{algorithms, compress},
    config::{Credentials, ServerConfig},
    context::Context,
    credential::{Credential, Wish},
    crypto,
    error::{CertificateError, Error},
    extension::{MaxFragmentLength, Staples, record_size_limit, ticket_request::TicketRequest},
    grease::reserved_extension,
    identity::Identity,
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
    verify::{Owner, Trust, judge},
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
    /// What the two ends may show of themselves.
    pub(super) certificate_types: CertificateTypes,
    /// The client may be asked for its certificate later.
    pub(super) post_handshake_auth: bool,
    /// The longest records that the client wants.
    pub(super) record_size_limit: Option<u16>,
    /// The same in either direction, as older clients say it.
    pub(super) max_fragment_length: Option<MaxFragmentLength>,
    pub(super) staples: Staples,
    pub(super) compressions: Vec<CertificateCompressionAlgorithm>,
}

impl ReceivedClientHello {
    /// The client whose session is resumed, if it is to be judged again.
    fn client_to_judge(&self) -> Option<&Identity> {
        let Source::Session(session) = &self.psk.as_ref()?.source else { return None };
        let judge = self.config.verify_on_resumption && !session.peer.is_nobody();
        judge.then_some(&session.peer)
    }

    /// Whether the client of the session is still accepted.
    pub(super) fn answer_certificate(
        self,
        answer: Result<(), CertificateError>,
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<State, Error> {
        if self.client_to_judge().is_none() {
            return Err(Error::NotNow("no certificate is in question"));
        }
        answer?;
        self.by_psk(channel, cx)
    }

    pub(super) fn question(&self) -> Question<'_> {
        if let Some(identity) = self.client_to_judge() {
            return identity.question(None, None);
        }
        Question::Credential {
            server_name: self.server_name.as_deref(),
            certificate_types: &self.certificate_types.of_server,
            schemes: &self.schemes,
            certificate_schemes: &self.certificate_schemes,
            authorities: &self.authorities,
        }
    }

    fn wish(&self) -> Wish<'_> {
        let server_name = self.server_name.as_deref();
        Wish {
            server_name,
            certificate_types: &self.certificate_types.of_server,
            schemes: &self.schemes,
            certificate_schemes: &self.certificate_schemes,
            authorities: &self.authorities,
        }
    }

    pub(super) fn resolve(self, channel: &mut Channel, cx: &mut Context<'_>) -> Result<State, Error> {
        if let Some(identity) = self.client_to_judge() {
            let trust = self.config.client_authentication.trust();
            let judge = |trust| judge(trust, identity, Owner::Client, cx.now.into());
            return match trust.map_or(Some(Ok(())), judge) {
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
        self.check_certificate_types()?;
        match self.wish().choose(&self.config.credentials) {
            Some(Some(credential)) => self.answer(Some(credential), channel, cx),
            Some(None) => Err(Error::NoCommonSignatureScheme),
            None => Ok(State::ReceivedClientHello(self)),
        }
    }

    /// Whether each end can show something that the other takes (RFC 7250, section 4.2).
    fn check_certificate_types(&self) -> Result<(), Error> {
        let CertificateTypes { of_server, of_client, .. } = &self.certificate_types;
        let taken = |credential: &Arc<Credential>| of_server.contains(&credential.certificate_type());
        let common = match &self.config.credentials {
            Credentials::One(only) => taken(only),
            Credentials::Several(all) => all.is_empty() || all.iter().any(taken),
            // It sees the list, and may have an alert of its own for it.
            Credentials::Application => true,
        };
        if !common {
            return Err(Error::NoCommonCertificateType);
        }
        if self.config.client_authentication.trust().is_some() && of_client.is_none() {
            return Err(Error::NoCommonClientCertificateType);
        }
        Ok(())
    }

    /// Sends everything: with a PSK, no certificate is needed.
    fn by_psk(mut self, channel: &mut Channel, cx: &mut Context<'_>) -> Result<State, Error> {
        let Some(psk) = self.psk.take() else { return Err(Error::PskNotOffered) };
        let difference = match &psk.source {
            Source::Session(session) => session.age_difference(psk.obfuscated_ticket_age, cx.now),
            //= 4.3.11-2
            Source::External(_) => 0,
        };
        let shown_before = match &psk.source {
            Source::Session(session) => Some(session.own_certificate_type),
            Source::External(_) => None,
        };
        let shown = Shown::Psk { index: psk.index, shown_before };
        let flight = self.hello(psk.early_secret, shown, channel, cx)?;
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
        if self.certificate_types.of_server.is_empty() {
            return Err(Error::NoCommonCertificateType);
        }
        let Some(credential) = credential else {
            //= 9.2-14
            return Err(match self.server_name {
                Some(name) => Error::UnknownServerName(name),
                None => Error::MissingExtension(ExtensionType::SERVER_NAME),
            });
        };
        let shown = credential.certificate_type();
        if !self.certificate_types.of_server.contains(&shown) {
            return Err(Error::NoCommonCertificateType);
        }
        //= 4.2.1-4 4.5.2-4
        let scheme = self.wish().scheme(&credential).ok_or(Error::NoCommonSignatureScheme)?;
        let early_secret = EarlySecret::without_psk(self.suite.hash());
        let (staples, compressions) = (self.staples, core::mem::take(&mut self.compressions));
        let mut flight = self.hello(early_secret, Shown::Certificate(shown), channel, cx)?;
        let request =
            flight.certificate_type.and_then(|kind| certificate_request(&flight.config, kind, cx.rng));
        //= 4.4.2-1 4.4.2-2
        if let Some(request) = request {
            flight.send(&request.encode(), channel, cx);
        }
        //= 4.5.1-1 4.5.1.2-9
        let message = certificate::encode_stapled(credential.identity(), credential.stapled(staples));
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
        shown: Shown,
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
        let selected_identity = shown.selected_identity();
        let client_certificate_type = self.client_certificate_type(shown);
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
        let both_ways = self.max_fragment_length.map(MaxFragmentLength::record_limit);
        if let Some(limit) = self.record_size_limit.or(both_ways) {
            channel.limit_writing(limit);
            if early_keys.is_none() {
                channel.limit_reading(both_ways.unwrap_or(my_limit).into());
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
            client_certificate_type,
            server_certificate_type: self.certificate_types.to_say(shown.certificate_type()),
            record_size_limit: self.record_size_limit.map(|_| my_limit),
            max_fragment_length: self.max_fragment_length,
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
            certificate_type: self.certificate_types.of_client,
            own_certificate_type: shown.certificate_type().unwrap_or(CertificateType::X509),
        };
        //= 4.4.1-1
        flight.send(&extensions, channel, cx);
        Ok(flight)
    }
}

/// By what the server shows who it is.
#[derive(Clone, Copy, Debug)]
enum Shown {
    Certificate(CertificateType),
    Psk {
        index: u16,
        /// If it is a session's, what the server has shown in its first handshake.
        shown_before: Option<CertificateType>,
    },
}

impl Shown {
    fn selected_identity(self) -> Option<u16> {
        match self {
            Self::Certificate(_) => None,
            Self::Psk { index, .. } => Some(index),
        }
    }

    fn certificate_type(self) -> Option<CertificateType> {
        match self {
            Self::Certificate(kind) => Some(kind),
            Self::Psk { shown_before, .. } => shown_before,
        }
    }
}

impl ReceivedClientHello {
    /// What client_certificate_type says: it stands there only where the client is, or may be later, asked for a
    /// certificate (RFC 7250, section 4.2).
    fn client_certificate_type(&self, shown: Shown) -> Option<CertificateType> {
        let may_be_asked = match shown {
            Shown::Certificate(_) => true,
            Shown::Psk { shown_before, .. } => shown_before.is_some() && self.post_handshake_auth,
        };
        let said = self.certificate_types.client_has_said;
        self.certificate_types.of_client.filter(|_| said && may_be_asked)
    }
}

/// The longest list of CAs that is sent, in bytes; a longer one is left out.
const MAX_AUTHORITIES: usize = 8 << 10;

/// What is asked of the client's certificate, which is of this kind, if the configuration wants one.
pub(crate) fn certificate_request(
    config: &ServerConfig,
    kind: CertificateType,
    rng: &mut dyn CryptoRng,
) -> Option<CertificateRequest> {
    let trust = config.client_authentication.trust()?;
    let is_x509 = kind == CertificateType::X509;
    let mut authorities = match (&config.requested_authorities, trust.for_certificates()) {
        _ if !is_x509 => Vec::new(),
        (Some(names), _) => names.clone(),
        (None, Some(Trust::Roots(roots))) => roots.names(),
        (None, _) => Vec::new(),
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
        staples: Staples {
            ocsp_response: config.request_ocsp_response && is_x509,
            scts: config.request_scts && is_x509,
        },
    })
}
