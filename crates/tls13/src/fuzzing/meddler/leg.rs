//! The keys of one end, as the key log tells them: to open what it sends, and to seal what it shall read.

use alloc::vec::Vec;

use crate::{
    Suite,
    code_points::{ContentType, HandshakeType, ProtocolVersion, SignatureScheme},
    crypto::{Hash, Secret},
    fuzzing::{
        end::{End, Log, Side},
        random::Repeating,
    },
    key_schedule::TrafficSecret,
    limits::{MAX_CIPHERTEXT, RECORD_HEADER},
    message::{
        certificate_verify::{self, signed_content},
        finished,
        server_hello::HELLO_RETRY_REQUEST_RANDOM,
    },
    record::{Opener, Sealer, encode_plaintext},
    transcript::Transcript,
};

/// Which secret protects a record: None, or the index of one in [`LABELS`].
pub(super) type Epoch = Option<usize>;

/// The labels of RFC 9850, behind the name of the end.
const LABELS: [&str; 3] = ["EARLY_TRAFFIC_SECRET", "HANDSHAKE_TRAFFIC_SECRET", "TRAFFIC_SECRET_0"];

fn secret(epoch: usize, name: &str, log: &Log) -> Option<TrafficSecret> {
    let bytes = log.secret_of(&alloc::format!("{name}_{}", LABELS[epoch]))?;
    let hash = if bytes.len() == 32 { Hash::Sha256 } else { Hash::Sha384 };
    Secret::from_bytes(hash, bytes).map(TrafficSecret::new)
}

/// The suite that this end has agreed to, as the ServerHello that it saw says.
fn suite(log: &Log) -> Option<Suite> {
    let hello = log.messages.iter().rev().find(|(_, message)| message[0] == HandshakeType::SERVER_HELLO.0);
    let (_, message) = hello?;
    let at = 4 + 34 + 1 + usize::from(*message.get(38)?);
    let code_point = u16::from_be_bytes([*message.get(at)?, *message.get(at + 1)?]);
    Suite::from_code_point(crate::code_points::CipherSuite(code_point))
}

/// Opens what an end sends.
#[derive(Default)]
pub(super) struct Opening {
    current: Option<(usize, TrafficSecret, Suite, Opener)>,
}

impl Opening {
    /// None if no key fits.
    pub(super) fn open(
        &mut self,
        kind: ContentType,
        record: &[u8],
        name: &str,
        log: &Log,
    ) -> Option<(Epoch, ContentType, Vec<u8>)> {
        if kind != ContentType::APPLICATION_DATA {
            return Some((None, kind, record[RECORD_HEADER..].to_vec()));
        }
        if let Some((epoch, secret, suite, opener)) = &mut self.current {
            if let Some((kind, content)) = try_open(opener, record) {
                return Some((Some(*epoch), kind, content));
            }
            // Has it updated its keys?
            let next = secret.next();
            let mut next_opener = Opener::new(next.keys(*suite));
            if let Some((kind, content)) = try_open(&mut next_opener, record) {
                (*secret, *opener) = (next, next_opener);
                return Some((Some(*epoch), kind, content));
            }
        }
        let known = self.current.as_ref().map_or(0, |(epoch, ..)| epoch + 1);
        for epoch in known..LABELS.len() {
            let Some(secret) = secret(epoch, name, log) else { continue };
            // Early data goes by the suite of the session, whichever that was.
            for suite in Suite::ALL.into_iter().filter(|suite| suite.hash().len() == secret.as_bytes().len())
            {
                let mut opener = Opener::new(secret.keys(suite));
                if let Some((kind, content)) = try_open(&mut opener, record) {
                    self.current = Some((epoch, secret, suite, opener));
                    return Some((Some(epoch), kind, content));
                }
            }
        }
        None
    }
}

fn try_open(opener: &mut Opener, record: &[u8]) -> Option<(ContentType, Vec<u8>)> {
    let mut copy = record.to_vec();
    let (kind, length) = opener.open(&mut copy).ok()?;
    Some((kind, copy[RECORD_HEADER..RECORD_HEADER + length].to_vec()))
}

/// Seals what an end shall read.
#[derive(Default)]
pub(super) struct Sealing {
    current: Option<(usize, TrafficSecret, Suite, Sealer)>,
}

impl Sealing {
    /// Sends content of this type, with so many bytes of padding.
    pub(super) fn send<T: Side>(
        &mut self,
        epoch: Epoch,
        (kind, content, padding): (ContentType, &[u8], usize),
        name: &str,
        to: &mut End<T>,
    ) {
        let mut record = Vec::new();
        let Some(epoch) = epoch else {
            encode_plaintext(kind, ProtocolVersion::TLS_1_2, content, &mut record);
            return to.deliver(&record);
        };
        if self.current.as_ref().is_none_or(|(current, ..)| *current != epoch) {
            let (Some(secret), Some(suite)) = (secret(epoch, name, &to.log), suite(&to.log)) else { return };
            if suite.hash().len() != secret.as_bytes().len() {
                return;
            }
            let sealer = Sealer::new(secret.keys(suite));
            self.current = Some((epoch, secret, suite, sealer));
        }
        let Some((.., sealer)) = &mut self.current else { return };
        // The type that the sealer writes is the last byte of the padding, if there is any.
        let (mut inner, mut last) = (content.to_vec(), kind);
        if padding > 0 {
            inner.push(kind.0);
            inner.resize((inner.len() + padding - 1).min(MAX_CIPHERTEXT - 17), 0);
            last = ContentType(0);
        }
        if sealer.seal(last, &inner, &mut record).is_ok() {
            to.deliver(&record);
        }
    }

    /// A KeyUpdate has gone to the end.
    pub(super) fn update(&mut self) {
        if let Some((_, secret, suite, sealer)) = &mut self.current {
            *secret = secret.next();
            *sealer = Sealer::new(secret.keys(*suite));
        }
    }
}

/// What `to` has seen so far.
fn transcript(log: &Log) -> Option<Transcript> {
    let mut transcript = Transcript::new(suite(log)?.hash());
    for (_, message) in &log.messages {
        let retry = message[0] == HandshakeType::SERVER_HELLO.0
            && message.get(6..38) == Some(&HELLO_RETRY_REQUEST_RANDOM[..]);
        if retry {
            transcript.replace_by_message_hash();
        }
        transcript.add(message);
    }
    Some(transcript)
}

/// CertificateVerify and Finished as `to` expects them after what it has seen; None for any other message.
pub(super) fn repaired<S: Side, T: Side>(message: &[u8], name: &str, to: &End<T>) -> Option<Vec<u8>> {
    match HandshakeType(message[0]) {
        HandshakeType::CERTIFICATE_VERIFY => {
            let side = match name {
                "CLIENT" => certificate_verify::Side::Client,
                _ => certificate_verify::Side::Server,
            };
            let content = signed_content(side, &transcript(&to.log)?.hash());
            let scheme = SignatureScheme::ECDSA_SECP256R1_SHA256;
            let signature = S::credential().near.sign(scheme, &content, &mut Repeating(9)).ok()??;
            Some(certificate_verify::encode(scheme, &signature))
        }
        HandshakeType::FINISHED => {
            let base_key = secret(1, name, &to.log)?;
            let transcript = transcript(&to.log)?;
            (transcript.hash().as_bytes().len() == base_key.as_bytes().len())
                .then(|| finished::encode(&base_key, &transcript))
        }
        _ => None,
    }
}
