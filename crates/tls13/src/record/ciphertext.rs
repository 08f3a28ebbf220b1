//! TLSCiphertext (RFC 9846, section 5.2): sealing and opening records.

use alloc::vec::Vec;

use super::{nonce::nonce, padding, plaintext::header};
use crate::{
    code_points::{ContentType, ProtocolVersion},
    crypto::TAG_LEN,
    error::Error,
    key_schedule::TrafficKeys,
    limits::{MAX_PLAINTEXT, RECORD_HEADER},
};

/// Encrypts the records of one direction under one key.
#[derive(Debug)]
pub(crate) struct Sealer {
    keys: TrafficKeys,
    sequence_number: u64,
}

impl Sealer {
    //= 5.3-1
    pub(crate) fn new(keys: TrafficKeys) -> Self {
        Self { keys, sequence_number: 0 }
    }

    /// How many records this key has encrypted.
    pub(crate) fn records(&self) -> u64 {
        self.sequence_number
    }

    /// Appends one record with `content`, which is at most 2^14 bytes long, straight from where it is.
    pub(crate) fn seal(&mut self, kind: ContentType, content: &[u8], out: &mut Vec<u8>) -> Result<(), Error> {
        self.seal_with_trailer(content, &[kind.0], out)
    }

    /// The same with so many bytes of padding, which together with the content are at most 2^14.
    pub(crate) fn seal_padded(
        &mut self,
        kind: ContentType,
        content: &[u8],
        padding: usize,
        out: &mut Vec<u8>,
    ) -> Result<(), Error> {
        //= 5.4-1
        let mut trailer = alloc::vec![0; 1 + padding];
        if let Some(first) = trailer.first_mut() {
            *first = kind.0;
        }
        self.seal_with_trailer(content, &trailer, out)
    }

    /// `trailer` is the content's type and the padding.
    //= 5.2-1
    fn seal_with_trailer(&mut self, content: &[u8], trailer: &[u8], out: &mut Vec<u8>) -> Result<(), Error> {
        //= 5.3-2
        let next = self.sequence_number.checked_add(1).ok_or(Error::KeyExhausted)?;
        //= 5.5-1 5.5-2
        if self.sequence_number >= self.keys.max_records {
            return Err(Error::KeyExhausted);
        }
        let inner_len = content.len() + trailer.len();
        let header =
            header(ContentType::APPLICATION_DATA, ProtocolVersion::TLS_1_2, (inner_len + TAG_LEN) as u16);
        let start = out.len() + RECORD_HEADER;
        out.reserve(RECORD_HEADER + inner_len + TAG_LEN);
        out.extend_from_slice(&header);
        out.resize(start + inner_len, 0);
        let nonce = nonce(&self.keys.iv, self.sequence_number);
        let body = out.get_mut(start..).unwrap_or_default();
        let tag = self.keys.aead.seal(&nonce, &header, content, trailer, body);
        out.extend_from_slice(&tag);
        self.sequence_number = next;
        Ok(())
    }
}

/// Decrypts the records of one direction under one key.
#[derive(Debug)]
pub(crate) struct Opener {
    keys: TrafficKeys,
    sequence_number: u64,
    /// How long content, type and padding may be together.
    limit: usize,
}

impl Opener {
    //= 5.3-1
    pub(crate) fn new(keys: TrafficKeys) -> Self {
        Self { keys, sequence_number: 0, limit: MAX_PLAINTEXT + 1 }
    }

    /// Takes no more from now on than this end has said (RFC 8449).
    pub(crate) fn limit_to(&mut self, limit: usize) {
        self.limit = limit;
    }

    /// How many records this key has decrypted.
    pub(crate) fn records(&self) -> u64 {
        self.sequence_number
    }

    /// Opens a record in place; `record` is all of it, header included. Returns the type of the content, which then
    /// stands right behind the header, and its length.
    pub(crate) fn open(&mut self, record: &mut [u8]) -> Result<(ContentType, usize), Error> {
        let (header, body) = record.split_first_chunk_mut::<RECORD_HEADER>().ok_or(Error::BadRecordMac)?;
        //= 5.3-2 5.5-3
        let next = self.sequence_number.checked_add(1).ok_or(Error::KeyExhausted)?;
        let nonce = nonce(&self.keys.iv, self.sequence_number);
        let inner_len = self.keys.aead.open(&nonce, header, body)?;
        self.sequence_number = next;
        //= 5.4-6
        if inner_len > self.limit {
            return Err(Error::RecordOverflow);
        }
        let (length, kind) = padding::strip_vartime(body.get(..inner_len).unwrap_or_default())?;
        Ok((kind, length))
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::{Opener, Sealer};
    use crate::{
        code_points::ContentType,
        crypto::Hash,
        error::Error,
        key_schedule::{EarlySecret, TrafficKeys},
        suite::Suite,
    };

    //? 5.3-2
    #[test]
    fn sequence_numbers_never_wrap() {
        let secret = EarlySecret::without_psk(Hash::Sha256).into_handshake_secret(&[1; 32]);
        let (secret, _) = secret.traffic_secrets(&Hash::Sha256.digest(b""), &[0; 32], &mut ());
        let keys = || secret.keys(Suite::Aes128GcmSha256);
        let unlimited = TrafficKeys { max_records: u64::MAX, ..keys() };
        let mut sealer = Sealer { keys: unlimited, sequence_number: u64::MAX - 1 };
        let mut opener = Opener { sequence_number: u64::MAX - 1, ..Opener::new(keys()) };
        let mut record = Vec::new();
        sealer.seal(ContentType::APPLICATION_DATA, b"last", &mut record).unwrap();
        assert_eq!(opener.open(&mut record.clone()), Ok((ContentType::APPLICATION_DATA, 4)));
        assert_eq!(
            sealer.seal(ContentType::APPLICATION_DATA, b"x", &mut Vec::new()),
            Err(Error::KeyExhausted)
        );
        assert_eq!(opener.open(&mut record), Err(Error::KeyExhausted));
    }

    #[test]
    fn padding_is_zero() {
        let secret = EarlySecret::without_psk(Hash::Sha256).into_handshake_secret(&[1; 32]);
        let (secret, _) = secret.traffic_secrets(&Hash::Sha256.digest(b""), &[0; 32], &mut ());
        let keys = || secret.keys(Suite::Aes128GcmSha256);
        let (kind, mut record) = (ContentType::APPLICATION_DATA, Vec::new());
        Sealer::new(keys()).seal_padded(kind, b"x", 100, &mut record).unwrap();
        assert_eq!(Opener::new(keys()).open(&mut record), Ok((kind, 1)));
        assert_eq!(record[5..7], [b'x', kind.0]);
        //? 5.4-1
        assert_eq!(record[7..record.len() - 16], [0; 100]);
    }

    //? 5.5-1 5.5-2
    #[test]
    fn keys_encrypt_no_more_records_than_they_may() {
        let secret = EarlySecret::without_psk(Hash::Sha256).into_handshake_secret(&[1; 32]);
        let (secret, _) = secret.traffic_secrets(&Hash::Sha256.digest(b""), &[0; 32], &mut ());
        let mut sealer = Sealer::new(secret.keys(Suite::Aes128GcmSha256));
        sealer.sequence_number = (1 << 24) + 15;
        sealer.seal(ContentType::ALERT, b"x", &mut Vec::new()).unwrap();
        assert_eq!(sealer.seal(ContentType::ALERT, b"x", &mut Vec::new()), Err(Error::KeyExhausted));
    }
}
