//! The two directions of a connection below its state machine: keys, records, and the bytes that wait to be sent.

use alloc::{sync::Arc, vec::Vec};

use crate::{
    alert,
    code_points::{AlertDescription, ContentType, HandshakeType, ProtocolVersion},
    context::Context,
    error::Error,
    key_schedule::TrafficSecret,
    limits::{MAX_PLAINTEXT, RECORD_HEADER},
    observe::Direction,
    record::{Boundary, Opener, PaddingPolicy, Sealer, encode_plaintext},
    suite::Suite,
};

/// Few flights are longer, so that their buffers needn't grow.
const USUAL_FLIGHT: usize = 2048;

/// Keys and outgoing bytes.
#[derive(Debug)]
pub(crate) struct Channel {
    reading: Option<Opener>,
    writing: Option<Sealer>,
    /// close_notify was sent: nothing may follow it (section 6.1).
    closed: bool,
    /// How many more bytes of records are dropped that can't be decrypted: early data that was refused.
    skipping: Option<usize>,
    /// Handshake messages that will share records, until keys change or the flight ends.
    flight: Vec<u8>,
    outgoing: Vec<u8>,
    /// The most content that a record takes.
    max_fragment: usize,
    /// The most that a record takes which the peer sends: content, type and padding.
    reading_limit: usize,
    padding: Option<Arc<dyn PaddingPolicy>>,
    /// The version that unencrypted records carry: a client's first flight may differ from all others.
    record_version: ProtocolVersion,
}

impl Channel {
    pub(crate) fn new(record_version: ProtocolVersion, max_fragment: usize) -> Self {
        let max_fragment = max_fragment.clamp(1, MAX_PLAINTEXT);
        Self {
            reading: None,
            writing: None,
            closed: false,
            skipping: None,
            flight: Vec::new(),
            outgoing: Vec::new(),
            max_fragment,
            reading_limit: MAX_PLAINTEXT + 1,
            padding: None,
            record_version,
        }
    }

    /// The same, padding what is encrypted.
    pub(crate) fn with_padding(mut self, padding: Option<Arc<dyn PaddingPolicy>>) -> Self {
        self.padding = padding;
        self
    }

    /// The bytes to send.
    pub(crate) fn outgoing(&mut self) -> &mut Vec<u8> {
        &mut self.outgoing
    }

    pub(crate) fn is_reading_encrypted(&self) -> bool {
        self.reading.is_some()
    }

    /// Whether the key for reading has not opened any record yet.
    pub(crate) fn has_read_nothing(&self) -> bool {
        self.reading.as_ref().is_some_and(|opener| opener.records() == 0)
    }

    /// Opens a record in place, `record` being all of it; the content then stands behind the header. Without keys
    /// it is as it came. None if it is a piece of refused early data.
    pub(crate) fn open(
        &mut self,
        kind: ContentType,
        record: &mut [u8],
    ) -> Result<Option<(ContentType, usize)>, Error> {
        let length = record.len() - RECORD_HEADER;
        let opened = match &mut self.reading {
            Some(opener) => opener.open(record),
            None => Ok((kind, length)),
        };
        match (opened, &mut self.skipping) {
            //= 4.3.10-6
            (Err(Error::BadRecordMac), Some(_)) => self.skip(length).map(|()| None),
            (opened, skipping) => {
                // What can be decrypted comes after the early data.
                *skipping = None;
                opened.map(Some)
            }
        }
    }

    /// Drops early data from here on, as long as it is no more than `limit` bytes in its encrypted form (section
    /// 4.3.10): what can't be decrypted, or without keys, whatever looks encrypted.
    pub(crate) fn skip_early_data(&mut self, limit: usize) {
        self.skipping = Some(limit);
    }

    /// Whether an encrypted record may come although there are no keys to read it.
    pub(crate) fn skips_without_keys(&self) -> bool {
        self.reading.is_none() && self.skipping.is_some()
    }

    /// Drops `length` bytes.
    pub(crate) fn skip(&mut self, length: usize) -> Result<(), Error> {
        let left = self.skipping.and_then(|left| left.checked_sub(length));
        self.skipping = Some(left.ok_or(Error::TooMuchSkippedEarlyData)?);
        Ok(())
    }

    /// Reads under the keys of `secret` from the next record on.
    //= 4.7.3-8 5.1-4
    pub(crate) fn read_with(&mut self, _proof: Boundary, suite: Suite, secret: &TrafficSecret) {
        self.reading = Some(Opener::new(secret.keys(suite)));
        self.limit_reading(self.reading_limit);
        //= 4.3.10-12 4.3.10-13
        self.skipping = None;
    }

    /// Writes under the keys of `secret` from here on.
    //= 5.1-3 5.1-6
    pub(crate) fn write_with(
        &mut self,
        suite: Suite,
        secret: &TrafficSecret,
        cx: &mut Context<'_>,
    ) -> Result<(), Error> {
        self.end_flight(cx)?;
        self.writing = Some(Sealer::new(secret.keys(suite)));
        Ok(())
    }

    /// Writes unencrypted again: a second ClientHello, after early data was refused.
    pub(crate) fn write_unencrypted(&mut self) {
        self.writing = None;
    }

    /// Wipes the keys; nothing can be read or written any more but what is already outgoing.
    //= 6-4
    pub(crate) fn forget_keys(&mut self) {
        self.reading = None;
        self.writing = None;
        self.flight = Vec::new();
    }

    /// How many records the current key has encrypted.
    pub(crate) fn records_written(&self) -> u64 {
        self.writing.as_ref().map_or(0, Sealer::records)
    }

    /// The numbers of the next records to read and to write.
    pub(crate) fn sequence_numbers(&self) -> (u64, u64) {
        (self.reading.as_ref().map_or(0, Opener::records), self.records_written())
    }

    /// Queues a whole handshake message.
    pub(crate) fn send_message(&mut self, message: &[u8], cx: &mut Context<'_>) {
        if self.closed {
            return;
        }
        let kind = HandshakeType(message.first().copied().unwrap_or_default());
        cx.observer.message(Direction::Sent, kind, message);
        if self.flight.is_empty() {
            self.flight.reserve(message.len().max(USUAL_FLIGHT));
        }
        self.flight.extend_from_slice(message);
    }

    /// Puts the queued handshake messages into records.
    //= 5.1-2 5.1-7 5.1-13 5.4-2
    pub(crate) fn end_flight(&mut self, cx: &mut Context<'_>) -> Result<(), Error> {
        let flight = core::mem::take(&mut self.flight);
        if self.outgoing.capacity() == 0 && !flight.is_empty() {
            self.outgoing.reserve(flight.len() + USUAL_FLIGHT);
        }
        self.send_records(ContentType::HANDSHAKE, &flight, cx)?;
        //= 5.1-11 5.1-16
        self.record_version = ProtocolVersion::TLS_1_2;
        Ok(())
    }

    /// The dummy change_cipher_spec of compatibility mode (appendix E.4), which is never encrypted.
    pub(crate) fn send_change_cipher_spec(&mut self, cx: &mut Context<'_>) -> Result<(), Error> {
        self.end_flight(cx)?;
        cx.observer.record(Direction::Sent, ContentType::CHANGE_CIPHER_SPEC, 1);
        encode_plaintext(ContentType::CHANGE_CIPHER_SPEC, ProtocolVersion::TLS_1_2, &[1], &mut self.outgoing);
        Ok(())
    }

    /// An alert, after whatever was queued before it.
    //= 5.1-8 5.1-9 5.1-10
    pub(crate) fn send_alert(
        &mut self,
        description: AlertDescription,
        cx: &mut Context<'_>,
    ) -> Result<(), Error> {
        self.end_flight(cx)?;
        cx.observer.alert(Direction::Sent, description);
        self.send_record(ContentType::ALERT, &alert::encode(description), cx)?;
        self.closed |= description == AlertDescription::CLOSE_NOTIFY;
        Ok(())
    }

    /// `content` in as many records as it takes.
    pub(crate) fn send_records(
        &mut self,
        kind: ContentType,
        content: &[u8],
        cx: &mut Context<'_>,
    ) -> Result<(), Error> {
        content.chunks(self.max_fragment).try_for_each(|fragment| self.send_record(kind, fragment, cx))
    }

    /// Sends no longer records from here on than the peer takes (RFC 8449): content, type and padding.
    pub(crate) fn limit_writing(&mut self, limit: u16) {
        self.max_fragment = self.max_fragment.min(usize::from(limit).saturating_sub(1)).max(1);
    }

    #[cfg(test)]
    pub(crate) fn set_max_fragment(&mut self, max_fragment: usize) {
        self.max_fragment = max_fragment;
    }

    /// Takes no longer records from here on than this end has said.
    pub(crate) fn limit_reading(&mut self, limit: usize) {
        self.reading_limit = limit;
        if let Some(opener) = &mut self.reading {
            opener.limit_to(limit);
        }
    }

    pub(crate) fn max_fragment(&self) -> usize {
        self.max_fragment
    }

    /// One record of at most 2^14 bytes.
    pub(crate) fn send_record(
        &mut self,
        kind: ContentType,
        fragment: &[u8],
        cx: &mut Context<'_>,
    ) -> Result<(), Error> {
        if self.closed {
            return Ok(());
        }
        cx.observer.record(Direction::Sent, kind, fragment.len());
        match &mut self.writing {
            Some(sealer) => {
                let room = self.max_fragment.saturating_sub(fragment.len());
                let wanted =
                    self.padding.as_ref().map_or(0, |policy| policy.padding(kind, fragment.len(), room));
                match wanted.min(room) {
                    0 => sealer.seal(kind, fragment, &mut self.outgoing)?,
                    padding => sealer.seal_padded(kind, fragment, padding, &mut self.outgoing)?,
                }
            }
            None => encode_plaintext(kind, self.record_version, fragment, &mut self.outgoing),
        }
        Ok(())
    }
}
