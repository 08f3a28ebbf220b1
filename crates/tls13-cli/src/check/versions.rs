//! Which versions of TLS the server speaks besides TLS 1.3. Those before are not spoken here: a ClientHello asks, and
//! the first bytes of the answer tell.

use std::io::{self, Read};

use serde::Serialize;
use tls13::{
    Error,
    code_points::{AlertDescription, ContentType, HandshakeType, ProtocolVersion},
};

use super::{
    cursor::Cursor,
    failure::{Answer, Failure},
    old_hello,
    prober::Prober,
};

#[derive(Serialize, Debug)]
pub(super) struct Versions {
    pub(super) tls13: Answer,
    pub(super) tls12: Answer,
    /// TLS 1.1 or 1.0.
    pub(super) older: Answer,
    /// Whether the answer in TLS 1.2 tells that the server speaks TLS 1.3, too (RFC 9846, section 4.2.3).
    pub(super) downgrade_protection: Option<bool>,
}

/// The end of ServerHello.random in which a server of TLS 1.3 hides that it is one: this, and 1 or 0.
const SENTINEL: &[u8] = b"DOWNGRD";

/// What an old ServerHello says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct OldServer {
    version: ProtocolVersion,
    has_sentinel: bool,
}

/// Whether TLS 1.3 was spoken, and if so or if the failure leaves it open, what else is.
pub(super) fn ask<T>(prober: &mut Prober, tls13: &Result<T, Failure>) -> Versions {
    if let Err(failure @ (Failure::Network(..) | Failure::Tls(Error::NotTls | Error::PlainHttp))) = tls13 {
        let unasked = || Answer::Unknown(Failure::NotAsked("the first answer was no TLS").to_string());
        let tls13 = Answer::Unknown(failure.to_string());
        return Versions { tls13, tls12: unasked(), older: unasked(), downgrade_protection: None };
    }
    let newer = hello(prober, ProtocolVersion::TLS_1_2);
    let older = hello(prober, ProtocolVersion::TLS_1_1);
    let speaks_12 = matches!(&newer, Ok(server) if server.version == ProtocolVersion::TLS_1_2);
    let sentinel = newer.as_ref().ok().map(|server| server.has_sentinel);
    Versions {
        tls13: speaks_13(tls13, sentinel),
        tls12: if newer.is_ok() && !speaks_12 { Answer::No } else { Answer::of(&newer) },
        older: Answer::of(&older),
        downgrade_protection: sentinel.filter(|_| speaks_12 && tls13.is_ok()),
    }
}

/// A refusal alone doesn't tell whether it is for the version; an old answer without the sentinel does.
fn speaks_13<T>(outcome: &Result<T, Failure>, sentinel: Option<bool>) -> Answer {
    const TOO_OLD: Error = Error::AlertReceived(AlertDescription::PROTOCOL_VERSION);
    match outcome {
        Ok(_) => Answer::Yes,
        // These come after the server has chosen the version.
        Err(Failure::Tls(Error::Certificate(_) | Error::BadSignature(_) | Error::BadFinished)) => Answer::Yes,
        Err(Failure::Tls(Error::PeerTooOld | TOO_OLD)) => Answer::No,
        Err(_) if sentinel == Some(false) => Answer::No,
        Err(failure) => Answer::Unknown(failure.to_string()),
    }
}

fn hello(prober: &mut Prober, version: ProtocolVersion) -> Result<OldServer, Failure> {
    let hello = old_hello::encode(version, &prober.name);
    prober.exchange(&hello, |transport| {
        let mut header = [0; 5];
        read(transport, &mut header)?;
        let length = u16::from_be_bytes([header[3], header[4]]);
        // What tells is at the beginning; nobody's first record is longer than this.
        let mut record = vec![0; usize::from(length).min(1 << 14)];
        read(transport, &mut record)?;
        decode(ContentType(header[0]), &record)
    })
}

fn read(transport: &mut impl Read, buffer: &mut [u8]) -> Result<(), Failure> {
    transport.read_exact(buffer).map_err(|error| match error.kind() {
        io::ErrorKind::UnexpectedEof => {
            Failure::Network("the server closed the connection without an answer".into())
        }
        _ => error.into(),
    })
}

fn decode(kind: ContentType, record: &[u8]) -> Result<OldServer, Failure> {
    let mut content = Cursor(record);
    let decoded = match kind {
        ContentType::ALERT => content
            .u16()
            .map(|alert| Err(Failure::from(Error::AlertReceived(AlertDescription(alert.to_be_bytes()[1]))))),
        ContentType::HANDSHAKE if content.u8() == Some(HandshakeType::SERVER_HELLO.0) => {
            server_hello(content).map(Ok)
        }
        _ => None,
    };
    decoded.unwrap_or(Err(Failure::Tls(Error::Decode { what: "ServerHello" })))
}

fn server_hello(mut message: Cursor<'_>) -> Option<OldServer> {
    let _length = message.take(3)?;
    let version = ProtocolVersion(message.u16()?);
    let random = message.take(32)?;
    Some(OldServer { version, has_sentinel: random.get(24..31) == Some(SENTINEL) })
}

#[cfg(test)]
mod tests {
    use super::{ContentType, Error, Failure, OldServer, ProtocolVersion, decode};

    fn server_hello(version: u16, end: &[u8]) -> Vec<u8> {
        let [high, low] = version.to_be_bytes();
        [&[2, 0, 0, 70, high, low][..], &[9; 24], end, &[0; 36]].concat()
    }

    #[test]
    fn an_old_answer_tells_its_version_and_its_sentinel() {
        let read = |record: &[u8]| decode(ContentType::HANDSHAKE, record).unwrap();
        let old = OldServer { version: ProtocolVersion::TLS_1_2, has_sentinel: false };
        assert_eq!(read(&server_hello(0x0303, &[7; 8])), old);
        assert_eq!(read(&server_hello(0x0303, b"DOWNGRD\x01")), OldServer { has_sentinel: true, ..old });
        let older = OldServer { version: ProtocolVersion::TLS_1_0, has_sentinel: true };
        assert_eq!(read(&server_hello(0x0301, b"DOWNGRD\x00")), older);
    }

    #[test]
    fn other_answers_say_why_there_is_no_version() {
        let alert = decode(ContentType::ALERT, &[2, 70]);
        assert!(alert.unwrap_err().is_refusal());
        for (kind, record) in
            [(ContentType::HANDSHAKE, &[2, 0, 0, 70, 3][..]), (ContentType(0x48), b"TTP/1.1")]
        {
            let failure = decode(kind, record).unwrap_err();
            assert!(matches!(failure, Failure::Tls(Error::Decode { .. })));
        }
    }
}
