//! Finds the records in a stream of bytes (RFC 9846, section 5.1).

use crate::{
    code_points::ContentType,
    error::Error,
    limits::{MAX_CIPHERTEXT, MAX_PLAINTEXT, RECORD_HEADER},
};

/// What stands at the beginning of some bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Framed {
    /// Not a whole record yet.
    Incomplete,
    /// A record of this type and this length, header included.
    Record { kind: ContentType, length: usize },
}

/// Looks at the header of the next record. `first` says that nothing has come before: then bytes that are no TLS at
/// all are told from TLS that is damaged. legacy_record_version is ignored, as section 5.1 demands.
pub(crate) fn deframe(input: &[u8], first: bool) -> Result<Framed, Error> {
    let Some(&kind) = input.first() else {
        return Ok(Framed::Incomplete);
    };
    let kind = ContentType(kind);
    let max = match kind {
        ContentType::APPLICATION_DATA => MAX_CIPHERTEXT,
        ContentType::CHANGE_CIPHER_SPEC | ContentType::ALERT | ContentType::HANDSHAKE => MAX_PLAINTEXT,
        //= E.5-6 E.5-7
        _ if first => return not_tls(input),
        //= 5-5
        _ => return Err(Error::UnexpectedRecord(kind)),
    };
    let Some(&[_, major, _, l0, l1]) = input.first_chunk::<RECORD_HEADER>() else {
        return Ok(Framed::Incomplete);
    };
    //= E.5-11
    if first && major != 3 {
        return Err(Error::NotTls);
    }
    let length = usize::from(u16::from_be_bytes([l0, l1]));
    //= 5.1-14 5.2-2 5.2-5
    if length > max {
        return Err(Error::RecordOverflow);
    }
    let whole = RECORD_HEADER + length;
    Ok(if input.len() < whole { Framed::Incomplete } else { Framed::Record { kind, length: whole } })
}

/// Names what came instead of TLS; waits for five bytes if they could still become the name of an HTTP method.
fn not_tls(input: &[u8]) -> Result<Framed, Error> {
    const HTTP: [&[u8]; 9] =
        [b"GET ", b"HEAD ", b"POST ", b"PUT ", b"DELETE", b"OPTIONS", b"CONNECT", b"PATCH", b"HTTP/"];
    let seen = input.get(..5).unwrap_or(input);
    let matching = HTTP.iter().any(|word| {
        let common = word.len().min(seen.len());
        word.get(..common) == seen.get(..common)
    });
    match matching {
        true if seen.len() < 5 => Ok(Framed::Incomplete),
        true => Err(Error::PlainHttp),
        false => Err(Error::NotTls),
    }
}
