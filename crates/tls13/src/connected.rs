//! CONNECTED (RFC 9846, appendix A): application data, key updates and exporters, the same at both ends.

mod answer;
mod request;

use alloc::{boxed::Box, sync::Arc};

use rustls_pki_types::ServerName;

pub(crate) use answer::Answer;
pub(crate) use request::Request;

use crate::{
    channel::Channel,
    code_points::{ContentType, HandshakeType},
    context::Context,
    credential::Credential,
    error::{CertificateError, Error},
    key_schedule::{ExporterSecret, ResumptionSecret, TrafficSecret},
    limits::MAX_KEY_UPDATES,
    message::{
        key_update::{self, KeyUpdateRequest},
        new_session_ticket::NewSessionTicket,
    },
    negotiated::Negotiated,
    question::Question,
    record::Message,
    resumption::{ClientSessions, Session},
    suite::Suite,
};

use request::Outcome;

/// The most key updates one sender may make (section 4.7.3).
const MAX_EPOCH: u64 = (1 << 48) - 1;

pub(crate) const NAME: &str = "CONNECTED";

/// An established connection.
#[derive(Debug)]
pub(crate) struct Connected {
    role: ConnectedRole,
    reading: TrafficSecret,
    writing: TrafficSecret,
    /// None if the application wants no more exports.
    exporter: Option<ExporterSecret>,
    negotiated: Box<Negotiated>,
    update_keys_after: u64,
    /// How often the keys for sending were updated.
    epoch: u64,
    /// The peer asked for an update of our keys: it precedes our next data.
    update_owed: bool,
    /// We asked for an update of the peer's keys, and it has not come.
    update_awaited: bool,
    /// We want to ask again as soon as we may.
    update_held: bool,
    /// A client has answered a request for its certificate.
    authenticated: bool,
    /// KeyUpdates since the last data.
    updates_in_a_row: u32,
}

/// What the two ends don't have in common.
#[derive(Debug)]
pub(crate) enum ConnectedRole {
    Client {
        /// None if tickets are of no use.
        tickets: Option<Box<TicketTaker>>,
        /// If the server may ask for a certificate.
        answer: Option<Box<Answer>>,
    },
    Server {
        /// If the client may be asked for a certificate.
        request: Option<Box<Request>>,
    },
}

/// What a client needs to make sessions of tickets.
#[derive(Debug)]
pub(crate) struct TicketTaker {
    pub(crate) secret: ResumptionSecret,
    pub(crate) sessions: Arc<dyn ClientSessions>,
    pub(crate) name: ServerName<'static>,
    pub(crate) has_kept: bool,
}

/// The secrets of an established connection.
#[derive(Debug)]
pub(crate) struct Secrets {
    pub(crate) reading: TrafficSecret,
    pub(crate) writing: TrafficSecret,
    pub(crate) exporter: ExporterSecret,
}

impl Connected {
    pub(crate) fn new(
        role: ConnectedRole,
        secrets: Secrets,
        negotiated: Box<Negotiated>,
        update_keys_after: u64,
    ) -> Self {
        let Secrets { reading, writing, exporter } = secrets;
        Self {
            role,
            reading,
            writing,
            exporter: Some(exporter),
            update_keys_after: update_keys_after.clamp(1, negotiated.suite.max_records()),
            negotiated,
            epoch: 0,
            update_owed: false,
            update_awaited: false,
            update_held: false,
            authenticated: false,
            updates_in_a_row: 0,
        }
    }

    pub(crate) fn negotiated(&self) -> &Negotiated {
        &self.negotiated
    }

    pub(crate) fn exporter(&self) -> Option<&ExporterSecret> {
        self.exporter.as_ref()
    }

    pub(crate) fn forget_exporter(&mut self) {
        self.exporter = None;
    }

    /// Those of reading and of writing.
    pub(crate) fn traffic_secrets(&self) -> (&[u8], &[u8]) {
        (self.reading.as_bytes(), self.writing.as_bytes())
    }

    fn suite(&self) -> Suite {
        self.negotiated.suite
    }

    /// A message after the handshake (section 4.7).
    pub(crate) fn handle(
        &mut self,
        message: &mut Message<'_>,
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<(), Error> {
        match message.kind {
            _ if self.is_in_the_middle() => self.received_authentication(message, cx),
            HandshakeType::KEY_UPDATE => self.received_key_update(message, channel, cx),
            HandshakeType::CERTIFICATE | HandshakeType::COMPRESSED_CERTIFICATE => {
                self.received_authentication(message, cx)
            }
            HandshakeType::CERTIFICATE_REQUEST => self.received_request(message),
            HandshakeType::NEW_SESSION_TICKET => self.received_ticket(message.body, cx),
            //= 4-2 4.2.2-3 4.6-4 4.7.2-5
            got => Err(Error::UnexpectedMessage { got, state: NAME }),
        }
    }

    /// A ticket becomes a session; without a store for it, it is passed over.
    fn received_ticket(&mut self, body: &[u8], cx: &Context<'_>) -> Result<(), Error> {
        let ConnectedRole::Client { tickets, .. } = &mut self.role else {
            return Err(Error::UnexpectedMessage { got: HandshakeType::NEW_SESSION_TICKET, state: NAME });
        };
        let ticket = NewSessionTicket::decode(body)?;
        //= 4.7.1-1
        let Some(taker) = tickets else { return Ok(()) };
        if let Some(session) = Session::new(&ticket, &taker.secret, &self.negotiated, cx.now) {
            //= 4.3.11-5
            taker.sessions.put(&taker.name, session);
            taker.has_kept = true;
        }
        Ok(())
    }

    /// The connection has failed: what it brought is not to be trusted.
    pub(crate) fn forget_sessions(&self) {
        if let ConnectedRole::Client { tickets: Some(taker), .. } = &self.role
            && taker.has_kept
        {
            taker.sessions.forget(&taker.name);
        }
    }

    fn received_request(&mut self, message: &Message<'_>) -> Result<(), Error> {
        match &mut self.role {
            ConnectedRole::Client { answer: Some(answer), .. } => {
                answer.received_request(message.body, message.raw)
            }
            //= 4.7.2-5
            _ => Err(Error::UnexpectedMessage { got: message.kind, state: NAME }),
        }
    }

    /// A message of the client's answer to a CertificateRequest.
    fn received_authentication(&mut self, message: &Message<'_>, cx: &Context<'_>) -> Result<(), Error> {
        let ConnectedRole::Server { request: Some(request) } = &mut self.role else {
            return Err(Error::UnexpectedMessage { got: message.kind, state: NAME });
        };
        if let Some(Outcome { peer, scheme }) = request.handle(message, &self.reading, cx)? {
            peer.identity.note(&mut self.negotiated);
            (self.negotiated.ocsp_response, self.negotiated.sct_list) = (peer.ocsp_response, peer.sct_list);
            self.negotiated.client_signature_scheme = scheme;
            self.authenticated = true;
        }
        Ok(())
    }

    /// Whether a client's answer has begun and is not complete: its messages come one after the other.
    //= 4.7.2-6
    fn is_in_the_middle(&self) -> bool {
        matches!(&self.role, ConnectedRole::Server { request: Some(request) } if request.is_in_the_middle())
    }

    /// Whether the client has answered since this was asked last.
    pub(crate) fn take_authenticated(&mut self) -> bool {
        core::mem::take(&mut self.authenticated)
    }

    /// At a server: asks for the client's certificate.
    pub(crate) fn request_certificate(
        &mut self,
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<(), Error> {
        match &mut self.role {
            //= 4.3.6-1
            ConnectedRole::Server { request: Some(request) } => request.send(channel, cx),
            _ => Err(Error::NotNow("the client can't be asked for a certificate after the handshake")),
        }
    }

    pub(crate) fn question(&self) -> Option<Question<'_>> {
        match &self.role {
            ConnectedRole::Client { answer, .. } => answer.as_ref()?.question(),
            ConnectedRole::Server { request } => request.as_ref()?.question(),
        }
    }

    pub(crate) fn resolve(&mut self, channel: &mut Channel, cx: &mut Context<'_>) -> Result<(), Error> {
        match &mut self.role {
            ConnectedRole::Client { answer: Some(answer), .. } => answer.resolve(&self.writing, channel, cx),
            _ => Ok(()),
        }
    }

    pub(crate) fn answer_certificate(&mut self, answer: Result<(), CertificateError>) -> Result<(), Error> {
        match &mut self.role {
            ConnectedRole::Server { request: Some(request) } => request.answer(answer),
            _ => Err(Error::NotNow("no certificate is in question")),
        }
    }

    pub(crate) fn answer_credential(
        &mut self,
        credential: Option<Arc<Credential>>,
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<(), Error> {
        match &mut self.role {
            ConnectedRole::Client { answer: Some(answer), .. } => {
                answer.choose(credential, &self.writing, channel, cx)
            }
            _ => Err(Error::NotNow("no credential is in question")),
        }
    }

    pub(crate) fn answer_signature(
        &mut self,
        signature: Option<&[u8]>,
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<(), Error> {
        match &mut self.role {
            ConnectedRole::Client { answer: Some(answer), .. } => {
                answer.sign(signature, &self.writing, channel, cx)
            }
            _ => Err(Error::NotNow("no signature is in question")),
        }
    }

    fn received_key_update(
        &mut self,
        message: &mut Message<'_>,
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<(), Error> {
        let request = key_update::decode(message.body)?;
        self.updates_in_a_row += 1;
        if self.updates_in_a_row > MAX_KEY_UPDATES {
            return Err(Error::TooManyKeyUpdates);
        }
        //= 4.7.3-3 4.7.3-10 7.2-1
        self.reading = self.reading.next();
        //= 4.7.3-8
        channel.read_with(message.boundary()?, self.suite(), &self.reading);
        //= 4.7.3-12
        self.update_owed |= request == KeyUpdateRequest::Requested && self.epoch < MAX_EPOCH;
        self.update_awaited = false;
        if core::mem::take(&mut self.update_held) {
            self.update_keys(true, channel, cx)?;
        }
        Ok(())
    }

    /// Takes note that data came.
    pub(crate) fn received_data(&mut self) -> Result<(), Error> {
        if self.is_in_the_middle() {
            return Err(Error::UnexpectedRecord(ContentType::APPLICATION_DATA));
        }
        self.updates_in_a_row = 0;
        Ok(())
    }

    /// Seals `data` into the outgoing bytes, in as many records as it takes.
    pub(crate) fn send(
        &mut self,
        data: &[u8],
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<(), Error> {
        //= 5.1-13
        for fragment in data.chunks(channel.max_fragment()) {
            //= 4.7.3-5 5.5-1
            if self.update_owed || channel.records_written() >= self.update_keys_after {
                self.renew_writing_key(KeyUpdateRequest::NotRequested, channel, cx)?;
            }
            channel.send_record(ContentType::APPLICATION_DATA, fragment, cx)?;
        }
        Ok(())
    }

    /// Updates the keys for sending, and asks for the same of the peer's if `both`. While an earlier request is
    /// unanswered, another is held back until it is, as section 4.7.3 demands.
    pub(crate) fn update_keys(
        &mut self,
        both: bool,
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<(), Error> {
        //= 4.7.3-6
        if both && self.update_awaited {
            self.update_held = true;
            return Ok(());
        }
        self.update_awaited |= both;
        let request = if both { KeyUpdateRequest::Requested } else { KeyUpdateRequest::NotRequested };
        self.renew_writing_key(request, channel, cx)
    }

    fn renew_writing_key(
        &mut self,
        request: KeyUpdateRequest,
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<(), Error> {
        //= 4.7.3-9 4.7.3-11
        if self.epoch == MAX_EPOCH {
            return Err(Error::KeyExhausted);
        }
        self.epoch += 1;
        self.update_owed = false;
        //= 4.7.3-7
        channel.send_message(&key_update::encode(request), cx);
        //= 4.7.3-2 7.2-1
        self.writing = self.writing.next();
        channel.write_with(self.suite(), &self.writing, cx)
    }
}
