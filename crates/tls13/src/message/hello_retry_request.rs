//! HelloRetryRequest (RFC 9846, section 4.2.4).

use alloc::vec::Vec;

use super::server_hello::{HELLO_RETRY_REQUEST_RANDOM, Hello, encode_hello};
use crate::{
    code_points::{ExtensionType as T, NamedGroup},
    error::Error,
    extension::{cookie, key_share, put, supported_versions},
    suite::{Group, Suite},
};

/// What a HelloRetryRequest asks for.
#[derive(Debug)]
pub(crate) struct Requested<'a> {
    pub(crate) group: Option<NamedGroup>,
    pub(crate) cookie: Option<&'a [u8]>,
}

impl<'a> Requested<'a> {
    pub(crate) fn decode(hello: &Hello<'a>) -> Result<Self, Error> {
        Ok(Self {
            group: hello.extensions.get(T::KEY_SHARE, "key_share", key_share::decode_retry)?,
            cookie: hello.extensions.get(T::COOKIE, "cookie", cookie::decode)?,
        })
    }
}

/// Asks for a share of `group`, and for the cookie to be sent back if there is one.
//= 4.2.4-1 4.2.4-2 4.2.4-3 9.2-3
pub(crate) fn encode(session_id: &[u8], suite: Suite, group: Group, cookie: Option<&[u8]>) -> Vec<u8> {
    encode_hello(&HELLO_RETRY_REQUEST_RANDOM, session_id, suite, |w| {
        put(w, T::SUPPORTED_VERSIONS, supported_versions::encode_server);
        put(w, T::KEY_SHARE, |w| key_share::encode_retry(w, group));
        if let Some(cookie) = cookie {
            put(w, T::COOKIE, |w| cookie::encode(w, cookie));
        }
    })
}
