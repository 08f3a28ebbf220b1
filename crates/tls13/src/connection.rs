//! What a user drives: bytes in, bytes out, events up.

mod client;
mod server;

use alloc::vec::Vec;
use core::ops::Range;

use crate::{
    alert::{self, Alert},
    channel::Channel,
    code_points::{AlertDescription, ContentType},
    connected,
    context::Context,
    error::Error,
    limits::{MAX_EMPTY_RECORDS, MAX_PLAINTEXT, MAX_USER_CANCELED, RECORD_HEADER},
    negotiated::Negotiated,
    observe::Direction,
    question::Question,
    record::{Framed, Joiner, deframe},
    role::Role,
};

pub use client::ClientConnection;
pub use server::ServerConnection;

/// One end of a TLS 1.3 connection, without socket, clock and random numbers: those are the caller's.
///
/// The caller moves bytes: what the transport brings goes to [`receive`](Self::receive), and what
/// [`outgoing`](Self::outgoing) holds goes to the transport, after every call. [`crate::Stream`] does it for any
/// blocking `Read + Write`.
///
/// The first error ends the connection: its alert, if it has one, is among the outgoing bytes, and every later call
/// gives the same error.
#[derive(Debug)]
pub struct Connection<R> {
    /// None after an error: the secrets of a failed connection are forgotten.
    state: Option<R>,
    channel: Channel,
    joiner: Joiner,
    error: Option<Error>,
    anything_received: bool,
    peer_closed: bool,
    closed: bool,
    empty_records: u32,
    user_canceled: u32,
    announced: bool,
}

/// What [`Connection::receive`] found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Received {
    /// So many bytes at the beginning of the input are done with: the next call begins behind them.
    pub consumed: usize,
    /// What happened.
    pub event: Event,
}

/// What happened on a connection.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Event {
    /// Nothing more can be done with this input: bring more bytes from the transport behind what is left of it.
    NeedsInput,
    /// Data from the peer, decrypted, in this range of the input.
    Data(Range<usize>),
    /// The handshake is complete; it comes once.
    Connected,
    /// The connection waits for the application to answer [`Connection::question`].
    Question,
    /// The peer has closed its direction in good order; all its data has come.
    PeerClosed,
}

impl<R: Role> Connection<R> {
    fn new(state: R, channel: Channel) -> Self {
        Self {
            state: Some(state),
            channel,
            joiner: Joiner::default(),
            error: None,
            anything_received: false,
            peer_closed: false,
            closed: false,
            empty_records: 0,
            user_canceled: 0,
            announced: false,
        }
    }

    /// Takes in bytes from the transport. `input` begins where the last call stopped consuming; records in it are
    /// decrypted in place. Call it again with the rest until it says [`Event::NeedsInput`].
    ///
    /// # Errors
    /// Whatever is wrong with the peer's bytes.
    pub fn receive(&mut self, input: &mut [u8], cx: &mut Context<'_>) -> Result<Received, Error> {
        self.check_alive()?;
        let received = self.try_receive(input, cx);
        received.map_err(|error| self.fail(error, cx))
    }

    /// The bytes for the transport. The caller takes them from the front as the transport accepts them.
    pub fn outgoing(&mut self) -> &mut Vec<u8> {
        self.channel.outgoing()
    }

    /// Encrypts `data` for the peer into the outgoing bytes, renewing keys when it is time.
    ///
    /// # Errors
    /// `NotNow` before the handshake is complete and after [`close`](Self::close).
    pub fn send(&mut self, data: &[u8], cx: &mut Context<'_>) -> Result<(), Error> {
        self.with_connected(cx, |state, channel, cx| state.send(data, channel, cx))
    }

    /// Renews the keys for sending now; with `both`, asks the peer to renew its own too.
    ///
    /// # Errors
    /// `NotNow` before the handshake is complete and after [`close`](Self::close).
    pub fn update_keys(&mut self, both: bool, cx: &mut Context<'_>) -> Result<(), Error> {
        self.with_connected(cx, |state, channel, cx| state.update_keys(both, channel, cx))
    }

    /// Says by close_notify that nothing more will be sent. Receiving goes on until the peer closes too. During the
    /// handshake, user_canceled comes before it.
    ///
    /// # Errors
    /// The connection's error, if it has failed before.
    pub fn close(&mut self, cx: &mut Context<'_>) -> Result<(), Error> {
        self.check_alive()?;
        if core::mem::replace(&mut self.closed, true) {
            return Ok(());
        }
        if !self.is_connected() {
            self.channel.send_alert(AlertDescription::USER_CANCELED, cx)?;
        }
        self.channel.send_alert(AlertDescription::CLOSE_NOTIFY, cx)
    }

    /// To be called when the transport has ended.
    ///
    /// # Errors
    /// `Truncated` or `HandshakeInterrupted` unless the peer has closed by close_notify: an attacker can end a
    /// transport, but can't forge that.
    pub fn end_of_input(&mut self, cx: &mut Context<'_>) -> Result<(), Error> {
        self.check_alive()?;
        let Some(state) = &self.state else { return Ok(()) };
        if self.is_connected() {
            return if self.peer_closed { Ok(()) } else { Err(self.fail(Error::Truncated, cx)) };
        }
        let state = state.name();
        Err(self.fail(Error::HandshakeInterrupted { state }, cx))
    }

    /// Whether the handshake is complete.
    #[must_use]
    pub fn is_connected(&self) -> bool {
        self.negotiated().is_some()
    }

    /// Whether this end has said that it will send nothing more.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// What was agreed on, once the handshake is complete.
    #[must_use]
    pub fn negotiated(&self) -> Option<&Negotiated> {
        self.state.as_ref()?.connected().map(connected::Connected::negotiated)
    }

    /// The question that the connection waits on.
    #[must_use]
    pub fn question(&self) -> Option<Question<'_>> {
        self.state.as_ref()?.question()
    }

    /// Fills `out` with bytes that both ends can make and nobody else (section 7.5). `label` names their use, at
    /// most 249 bytes; `context` is mixed in.
    ///
    /// # Errors
    /// `NotNow` before the handshake is complete, or if label or output are too long.
    pub fn export(&self, label: &[u8], context: &[u8], out: &mut [u8]) -> Result<(), Error> {
        let connected = self.state.as_ref().and_then(|state| state.connected());
        let connected =
            connected.ok_or(Error::NotNow("there is no exporter before the handshake is complete"))?;
        connected.exporter().export(label, context, out)
    }

    fn check_alive(&self) -> Result<(), Error> {
        self.error.clone().map_or(Ok(()), Err)
    }

    /// Ends the connection by `error`: the peer gets the alert, the secrets are forgotten.
    fn fail(&mut self, error: Error, cx: &mut Context<'_>) -> Error {
        if let Some(alert) = error.alert().filter(|_| !self.closed) {
            // The error at hand is the one to report.
            let _ = self.channel.send_alert(alert, cx);
        }
        self.state = None;
        self.joiner = Joiner::default();
        self.channel.forget_keys();
        self.error = Some(error.clone());
        error
    }

    fn with_connected(
        &mut self,
        cx: &mut Context<'_>,
        act: impl FnOnce(&mut connected::Connected, &mut Channel, &mut Context<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.check_alive()?;
        if self.closed {
            return Err(Error::NotNow("this end has closed the connection for sending"));
        }
        let connected = self.state.as_mut().and_then(|state| state.connected_mut());
        let connected = connected.ok_or(Error::NotNow("the handshake is not complete"))?;
        act(connected, &mut self.channel, cx).map_err(|error| self.fail(error, cx))
    }

    /// Lets the state machine take a step that the application's answer allows, and what follows from it.
    fn step(
        &mut self,
        cx: &mut Context<'_>,
        step: impl FnOnce(R, &mut Channel, &mut Context<'_>) -> Result<R, Error>,
    ) -> Result<(), Error> {
        let Some(state) = self.state.take() else { return Ok(()) };
        let mut state = step(state, &mut self.channel, cx)?;
        loop {
            cx.observer.state(state.name());
            let asked = state.question().is_some();
            if !asked {
                break;
            }
            let before = state.name();
            state = state.resolve(&mut self.channel, cx)?;
            if state.name() == before {
                break;
            }
        }
        self.state = Some(state);
        self.channel.end_flight(cx)
    }

    fn answer(
        &mut self,
        cx: &mut Context<'_>,
        step: impl FnOnce(R, &mut Channel, &mut Context<'_>) -> Result<R, Error>,
    ) -> Result<(), Error> {
        self.check_alive()?;
        if self.question().is_none() {
            return Err(Error::NotNow("no question is open"));
        }
        self.step(cx, step).map_err(|error| self.fail(error, cx))
    }

    fn try_receive(&mut self, input: &mut [u8], cx: &mut Context<'_>) -> Result<Received, Error> {
        if self.peer_closed {
            // Whatever follows a close_notify is ignored (section 6.1).
            return Ok(Received { consumed: input.len(), event: Event::PeerClosed });
        }
        let mut consumed = 0;
        loop {
            if let Some(event) = self.handle_messages(cx)? {
                return Ok(Received { consumed, event });
            }
            let rest = input.get_mut(consumed..).unwrap_or_default();
            let (kind, length) = match deframe(rest, !self.anything_received)? {
                Framed::Incomplete => return Ok(Received { consumed, event: Event::NeedsInput }),
                Framed::Record { kind, length } => (kind, length),
            };
            self.anything_received = true;
            let record = rest.get_mut(..length).unwrap_or_default();
            let event = self.handle_record(kind, record, cx)?;
            let start = consumed + RECORD_HEADER;
            consumed += length;
            match event {
                None => {}
                Some(RecordEvent::Data { length }) => {
                    return Ok(Received { consumed, event: Event::Data(start..start + length) });
                }
                Some(RecordEvent::PeerClosed) => {
                    return Ok(Received { consumed: input.len(), event: Event::PeerClosed });
                }
            }
        }
    }

    /// Hands whole handshake messages to the state machine, until one of them leads to an event.
    fn handle_messages(&mut self, cx: &mut Context<'_>) -> Result<Option<Event>, Error> {
        loop {
            if self.question().is_some() {
                return Ok(Some(Event::Question));
            }
            if self.is_connected() && !core::mem::replace(&mut self.announced, true) {
                return Ok(Some(Event::Connected));
            }
            let joiner = core::mem::take(&mut self.joiner);
            let Some(message) = joiner.next()? else {
                self.joiner = joiner;
                return Ok(None);
            };
            cx.observer.message(Direction::Received, message.kind, message.raw);
            let length = message.raw.len();
            self.step(cx, |state, channel, cx| state.handle(message, channel, cx))?;
            self.joiner = joiner;
            self.joiner.consume(length);
        }
    }

    /// Decrypts one record and does what it says. Its content, if it is data, stands behind its header.
    fn handle_record(
        &mut self,
        kind: ContentType,
        record: &mut [u8],
        cx: &mut Context<'_>,
    ) -> Result<Option<RecordEvent>, Error> {
        if kind == ContentType::CHANGE_CIPHER_SPEC {
            return self.handle_change_cipher_spec(record, cx).map(|()| None);
        }
        let encrypted = self.channel.is_reading_encrypted();
        let expected = if encrypted { kind == ContentType::APPLICATION_DATA } else { is_plaintext(kind) };
        let alert_of_a_client_without_keys =
            encrypted && kind == ContentType::ALERT && self.channel.accepts_unencrypted_alert();
        if !expected && !alert_of_a_client_without_keys {
            return Err(Error::UnexpectedRecord(kind));
        }
        let (kind, length) = if alert_of_a_client_without_keys {
            (kind, record.len() - RECORD_HEADER)
        } else {
            self.channel.open(kind, record)?
        };
        if length > MAX_PLAINTEXT {
            return Err(Error::RecordOverflow);
        }
        cx.observer.record(Direction::Received, kind, length);
        let content = record.get(RECORD_HEADER..RECORD_HEADER + length).unwrap_or_default();
        self.handle_content(kind, content, cx)
    }

    fn handle_content(
        &mut self,
        kind: ContentType,
        content: &[u8],
        cx: &mut Context<'_>,
    ) -> Result<Option<RecordEvent>, Error> {
        if !self.joiner.is_empty() && kind != ContentType::HANDSHAKE {
            return Err(Error::InterleavedHandshake);
        }
        match kind {
            ContentType::HANDSHAKE | ContentType::ALERT if content.is_empty() => {
                Err(Error::EmptyRecord(kind))
            }
            ContentType::HANDSHAKE => {
                self.joiner.add(content);
                Ok(None)
            }
            ContentType::ALERT => self.handle_alert(content, cx),
            ContentType::APPLICATION_DATA => self.handle_data(content.len()),
            _ => Err(Error::UnexpectedRecord(kind)),
        }
    }

    fn handle_data(&mut self, length: usize) -> Result<Option<RecordEvent>, Error> {
        let connected = self.state.as_mut().and_then(|state| state.connected_mut());
        let connected = connected.ok_or(Error::UnexpectedRecord(ContentType::APPLICATION_DATA))?;
        if length == 0 {
            return self.count_empty_record().map(|()| None);
        }
        connected.received_data();
        self.empty_records = 0;
        Ok(Some(RecordEvent::Data { length }))
    }

    fn handle_alert(&mut self, content: &[u8], cx: &mut Context<'_>) -> Result<Option<RecordEvent>, Error> {
        let alert = alert::decode(content)?;
        if let Some(&description) = content.get(1) {
            cx.observer.alert(Direction::Received, AlertDescription(description));
        }
        match alert {
            Alert::CloseNotify if self.is_connected() => {
                self.peer_closed = true;
                Ok(Some(RecordEvent::PeerClosed))
            }
            Alert::CloseNotify => Err(Error::AlertReceived(AlertDescription::CLOSE_NOTIFY)),
            Alert::UserCanceled => {
                self.user_canceled += 1;
                if self.user_canceled > MAX_USER_CANCELED {
                    Err(Error::TooManyUserCanceled)
                } else {
                    Ok(None)
                }
            }
            Alert::Error(description) => Err(Error::AlertReceived(description)),
        }
    }

    /// An unencrypted change_cipher_spec is dropped while middleboxes may expect one (section 5).
    fn handle_change_cipher_spec(&mut self, record: &[u8], cx: &mut Context<'_>) -> Result<(), Error> {
        cx.observer.record(
            Direction::Received,
            ContentType::CHANGE_CIPHER_SPEC,
            record.len() - RECORD_HEADER,
        );
        if !self.state.as_ref().is_some_and(|state| state.expects_change_cipher_spec()) {
            return Err(Error::UnexpectedRecord(ContentType::CHANGE_CIPHER_SPEC));
        }
        if record.get(RECORD_HEADER..) != Some(&[1]) {
            return Err(Error::ChangeCipherSpec);
        }
        if !self.joiner.is_empty() {
            return Err(Error::InterleavedHandshake);
        }
        self.count_empty_record()
    }

    fn count_empty_record(&mut self) -> Result<(), Error> {
        self.empty_records += 1;
        if self.empty_records > MAX_EMPTY_RECORDS { Err(Error::TooManyEmptyRecords) } else { Ok(()) }
    }
}

/// What a record leads to, apart from handshake messages.
enum RecordEvent {
    Data { length: usize },
    PeerClosed,
}

/// What may come before there are keys.
fn is_plaintext(kind: ContentType) -> bool {
    matches!(kind, ContentType::HANDSHAKE | ContentType::ALERT)
}
