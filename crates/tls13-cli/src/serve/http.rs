//! As much of HTTP/1.1 as a server of static files needs (RFC 9112): GET and HEAD, connections kept open.

use std::io::{self, Read, Write};

use anyhow::Result;

use super::{
    Client,
    files::{Found, Root},
};

/// The longest head of a request, in bytes.
const MAX_HEAD: usize = 16 << 10;

/// The most header fields of a request.
const MAX_FIELDS: usize = 64;

/// What a request asks for.
#[derive(PartialEq, Eq, Debug)]
struct Request {
    target: String,
    head_only: bool,
    keep_open: bool,
}

/// Why a request is not served; each ends the connection.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Refusal {
    BadRequest,
    MethodNotAllowed,
    HeadTooLarge,
}

impl Refusal {
    fn status(self) -> &'static str {
        match self {
            Self::BadRequest => "400 Bad Request",
            Self::MethodNotAllowed => "405 Method Not Allowed",
            Self::HeadTooLarge => "431 Request Header Fields Too Large",
        }
    }
}

/// Answers requests until the client, or one of them, ends the connection; then reads to the client's close_notify.
///
/// The handshake is complete: no replay of early data gets that far, so that requests in it are like any other
/// (RFC 8470, section 3).
pub(super) fn serve(client: &mut Client, root: &Root) -> Result<()> {
    let mut pending = client.take_early_data();
    loop {
        let keep_open = match next_request(client, &mut pending)? {
            None => {
                // If the client has gone, it doesn't matter whether our close_notify still arrives.
                let _ = client.close();
                return Ok(());
            }
            Some(Ok(request)) => {
                answer(client, root, &request)?;
                request.keep_open
            }
            Some(Err(refusal)) => {
                send_text(client, refusal.status(), false, false)?;
                false
            }
        };
        if !keep_open {
            client.close()?;
            let mut rest = [0; 4096];
            while client.read(&mut rest)? > 0 {}
            return Ok(());
        }
    }
}

/// The next request of a connection, or None if the client has closed. `pending` holds what was read of the one after.
fn next_request(client: &mut Client, pending: &mut Vec<u8>) -> Result<Option<Result<Request, Refusal>>> {
    let mut buffer = [0; 4096];
    loop {
        match parse(pending) {
            Ok(Some((request, length))) => {
                pending.drain(..length);
                return Ok(Some(Ok(request)));
            }
            Ok(None) => {}
            Err(refusal) => return Ok(Some(Err(refusal))),
        }
        let read = match client.read(&mut buffer) {
            // Between requests nothing is lost: many clients just go, or stay silent.
            Err(error) if pending.is_empty() && has_gone(&error) => return Ok(None),
            other => other?,
        };
        if read == 0 {
            return Ok(None);
        }
        pending.extend_from_slice(&buffer[..read]);
    }
}

/// Whether the client has left without a word, or says nothing for too long.
fn has_gone(error: &io::Error) -> bool {
    use io::ErrorKind as K;
    matches!(
        error.kind(),
        K::UnexpectedEof | K::ConnectionReset | K::BrokenPipe | K::WouldBlock | K::TimedOut
    )
}

/// A request at the beginning of `bytes`, and its length; None if it is not whole yet. Bodies are not accepted.
fn parse(bytes: &[u8]) -> Result<Option<(Request, usize)>, Refusal> {
    let mut fields = [httparse::EMPTY_HEADER; MAX_FIELDS];
    let mut parsed = httparse::Request::new(&mut fields);
    let length = match parsed.parse(bytes) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) if bytes.len() < MAX_HEAD => return Ok(None),
        Ok(httparse::Status::Partial) | Err(httparse::Error::TooManyHeaders) => {
            return Err(Refusal::HeadTooLarge);
        }
        Err(_) => return Err(Refusal::BadRequest),
    };
    let value = |name: &str| {
        let field = parsed.headers.iter().find(|field| field.name.eq_ignore_ascii_case(name));
        field.map(|field| String::from_utf8_lossy(field.value).to_ascii_lowercase())
    };
    let has_body =
        value("transfer-encoding").is_some() || value("content-length").is_some_and(|length| length != "0");
    let head_only = match parsed.method {
        Some("GET") => false,
        Some("HEAD") => true,
        _ => return Err(Refusal::MethodNotAllowed),
    };
    if has_body {
        return Err(Refusal::BadRequest);
    }
    let connection = value("connection").unwrap_or_default();
    let keep_open = match parsed.version {
        Some(1) => !connection.contains("close"),
        _ => connection.contains("keep-alive"),
    };
    let target = parsed.path.unwrap_or_default().to_owned();
    Ok(Some((Request { target, head_only, keep_open }, length)))
}

fn answer(client: &mut Client, root: &Root, request: &Request) -> Result<()> {
    let Some(Found { file, length, content_type }) = root.find(&request.target) else {
        return send_text(client, "404 Not Found", request.head_only, request.keep_open);
    };
    send_head(client, "200 OK", length, &content_type, request.keep_open)?;
    if !request.head_only {
        // Should the file grow meanwhile, the stated length holds; should it shrink, the connection fails.
        let sent = io::copy(&mut file.take(length), client)?;
        anyhow::ensure!(sent == length, "the file became shorter while it was sent");
    }
    Ok(())
}

fn send_text(client: &mut Client, status: &str, head_only: bool, keep_open: bool) -> Result<()> {
    let body = format!("{status}\n");
    send_head(client, status, body.len() as u64, "text/plain", keep_open)?;
    if !head_only {
        client.write_all(body.as_bytes())?;
    }
    Ok(())
}

fn send_head(
    client: &mut Client,
    status: &str,
    length: u64,
    content_type: &str,
    keep_open: bool,
) -> Result<()> {
    let connection = if keep_open { "keep-alive" } else { "close" };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nContent-Type: {content_type}\r\n\
         X-Content-Type-Options: nosniff\r\nConnection: {connection}\r\n\r\n"
    );
    Ok(client.write_all(head.as_bytes())?)
}

#[cfg(test)]
mod tests {
    use super::{MAX_HEAD, Refusal, Request, parse};

    fn request(target: &str, head_only: bool, keep_open: bool) -> Request {
        Request { target: target.into(), head_only, keep_open }
    }

    #[test]
    fn requests_are_parsed_one_by_one() {
        let first = b"GET /a?b HTTP/1.1\r\nHost: x\r\n\r\n";
        let both = [&first[..], b"HEAD / HTTP/1.1\r\nConnection: Close\r\n\r\n"].concat();
        assert_eq!(parse(&both), Ok(Some((request("/a?b", false, true), first.len()))));
        let rest = &both[first.len()..];
        assert_eq!(parse(rest), Ok(Some((request("/", true, false), rest.len()))));
        assert_eq!(parse(&rest[..rest.len() - 1]), Ok(None));
        let old = b"GET / HTTP/1.0\r\n\r\n";
        assert_eq!(parse(old), Ok(Some((request("/", false, false), old.len()))));
    }

    #[test]
    fn what_is_not_served_is_refused() {
        assert_eq!(parse(b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\n"), Err(Refusal::MethodNotAllowed));
        assert_eq!(parse(b"GET / HTTP/1.1\r\nContent-Length: 3\r\n\r\n"), Err(Refusal::BadRequest));
        assert_eq!(parse(b"GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"), Err(Refusal::BadRequest));
        assert_eq!(parse(b"\x16\x03\x01"), Err(Refusal::BadRequest));
        let long = [b"GET / HTTP/1.1\r\nX: ".as_slice(), &[b'x'; MAX_HEAD]].concat();
        assert_eq!(parse(&long), Err(Refusal::HeadTooLarge));
        let many = format!("GET / HTTP/1.1\r\n{}\r\n", "X: y\r\n".repeat(65));
        assert_eq!(parse(many.as_bytes()), Err(Refusal::HeadTooLarge));
    }
}
