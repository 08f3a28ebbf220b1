//! What bytes from the peer lead to: records, then messages, data and alerts.

use super::{Connection, Event, Received};
use crate::{
    alert::{self, Alert},
    code_points::{AlertDescription, ContentType},
    connected::Connected,
    context::Context,
    error::Error,
    limits::{MAX_EMPTY_RECORDS, MAX_PLAINTEXT, MAX_USER_CANCELED, RECORD_HEADER},
    observe::Direction,
    record::{Framed, deframe},
    role::Role,
};

impl<R: Role> Connection<R> {
    pub(super) fn try_receive(&mut self, input: &mut [u8], cx: &mut Context<'_>) -> Result<Received, Error> {
        //= 6.1-1
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
                Some(RecordEvent::EarlyData { length }) => {
                    return Ok(Received { consumed, event: Event::EarlyData(start..start + length) });
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
            if self
                .state
                .as_mut()
                .and_then(|state| state.connected_mut())
                .is_some_and(Connected::take_authenticated)
            {
                return Ok(Some(Event::Authenticated));
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
        if kind == ContentType::APPLICATION_DATA && self.channel.skips_without_keys() {
            return self.channel.skip(record.len() - RECORD_HEADER).map(|()| None);
        }
        let encrypted = self.channel.is_reading_encrypted();
        //= 5-5
        let expected = if encrypted { kind == ContentType::APPLICATION_DATA } else { is_plaintext(kind) };
        let alert_of_a_client_without_keys =
            encrypted && kind == ContentType::ALERT && self.accepts_unencrypted_alert();
        if !expected && !alert_of_a_client_without_keys {
            // What doesn't even decrypt is no record of the peer's.
            self.channel.open(kind, record)?;
            return Err(Error::UnexpectedRecord(kind));
        }
        let opened = if alert_of_a_client_without_keys {
            Some((kind, record.len() - RECORD_HEADER))
        } else {
            self.channel.open(kind, record)?
        };
        let Some((kind, length)) = opened else { return Ok(None) };
        //= 5.1-14
        if length > MAX_PLAINTEXT {
            return Err(Error::RecordOverflow);
        }
        cx.observer.record(Direction::Received, kind, length);
        let content = record.get(RECORD_HEADER..RECORD_HEADER + length).unwrap_or_default();
        self.handle_content(kind, content, cx)
    }

    /// A client that fails on the server's hello has no keys yet to encrypt its alert with. From anybody else, and
    /// later, an unencrypted alert is forged.
    fn accepts_unencrypted_alert(&self) -> bool {
        let waits = self.state.as_ref().is_some_and(R::waits_for_flight2);
        waits && self.channel.has_read_nothing()
    }

    fn handle_content(
        &mut self,
        kind: ContentType,
        content: &[u8],
        cx: &mut Context<'_>,
    ) -> Result<Option<RecordEvent>, Error> {
        //= 5.1-2
        if !self.joiner.is_empty() && kind != ContentType::HANDSHAKE {
            return Err(Error::InterleavedHandshake);
        }
        match kind {
            //= 5.4-3
            ContentType::HANDSHAKE | ContentType::ALERT if content.is_empty() => {
                Err(Error::EmptyRecord(kind))
            }
            ContentType::HANDSHAKE => {
                self.empty_records = 0;
                self.joiner.add(content);
                Ok(None)
            }
            ContentType::ALERT => self.handle_alert(content, cx),
            ContentType::APPLICATION_DATA => self.handle_data(content.len()),
            //= 5-2 5-5
            _ => Err(Error::UnexpectedRecord(kind)),
        }
    }

    fn handle_data(&mut self, length: usize) -> Result<Option<RecordEvent>, Error> {
        let state = self.state.as_mut().ok_or(Error::UnexpectedRecord(ContentType::APPLICATION_DATA))?;
        let event = if let Some(connected) = state.connected_mut() {
            connected.received_data()?;
            RecordEvent::Data { length }
        } else if let Some(left) = state.early_data_left_to_read() {
            //= 4.7.1-10
            *left = left.checked_sub(length).ok_or(Error::TooMuchEarlyData)?;
            RecordEvent::EarlyData { length }
        } else {
            return Err(Error::UnexpectedRecord(ContentType::APPLICATION_DATA));
        };
        if length == 0 {
            return self.count_empty_record().map(|()| None);
        }
        self.empty_records = 0;
        Ok(Some(event))
    }

    fn handle_alert(&mut self, content: &[u8], cx: &mut Context<'_>) -> Result<Option<RecordEvent>, Error> {
        let alert = alert::decode(content)?;
        if let Some(&description) = content.get(1) {
            cx.observer.alert(Direction::Received, AlertDescription(description));
        }
        match alert {
            //= 6-1
            Alert::CloseNotify if self.is_connected() => {
                self.peer_closed = true;
                Ok(Some(RecordEvent::PeerClosed))
            }
            Alert::CloseNotify => Err(Error::AlertReceived(AlertDescription::CLOSE_NOTIFY)),
            //= 6.1-4
            Alert::UserCanceled => {
                self.user_canceled += 1;
                if self.user_canceled > MAX_USER_CANCELED {
                    Err(Error::TooManyUserCanceled)
                } else {
                    Ok(None)
                }
            }
            //= 6-2 6-7 6-8
            Alert::Error(description) => Err(Error::AlertReceived(description)),
            Alert::Warning(description) => Err(Error::WarningReceived(description)),
        }
    }

    /// An unencrypted change_cipher_spec is dropped while middleboxes may expect one (section 5).
    //= 5-1 5-2 5-3
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
    EarlyData { length: usize },
    PeerClosed,
}

/// What may come before there are keys.
fn is_plaintext(kind: ContentType) -> bool {
    matches!(kind, ContentType::HANDSHAKE | ContentType::ALERT)
}
