//! A HelloRetryRequest without state (RFC 9846, sections 4.2.4 and 4.3.2): what the server would have to remember of the
//! first ClientHello goes into the cookie, and comes back with the second one.

use alloc::vec::Vec;
use core::{fmt, time::Duration};

use clearbox_ct::{Wiped, declassify, eq_bytes};
use clearbox_hmac::HmacSha256;
use clearbox_sha2::Sha256;
use rand_core::CryptoRng;

use crate::{
    code_points::{CipherSuite, NamedGroup},
    crypto::Digest,
    error::Error,
    suite::{Group, Suite},
    time::Time,
    wire::{Reader, Writer},
};

/// How long a client may take for its second ClientHello.
const LIFETIME: Duration = Duration::from_secs(60);

/// The key by which a server knows its own cookies again. Servers that answer for each other share it.
#[derive(Clone)]
pub struct CookieKey(Wiped<[u8; 32]>);

impl CookieKey {
    /// A new key.
    #[must_use]
    pub fn generate(rng: &mut dyn CryptoRng) -> Self {
        let mut key = Wiped::new([0; 32]);
        rng.fill_bytes(&mut *key);
        Self(key)
    }

    /// A key of 32 random bytes that is shared with other servers.
    #[must_use]
    pub fn from_bytes(key: [u8; 32]) -> Self {
        Self(Wiped::new(key))
    }
}

impl fmt::Debug for CookieKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CookieKey")
    }
}

/// What a cookie says of the first ClientHello and of the answer to it.
#[derive(Debug)]
pub(super) struct Remembered {
    pub(super) suite: Suite,
    pub(super) group: Group,
    pub(super) early_data_offered: bool,
    /// Transcript-Hash of the first ClientHello, by the suite's hash.
    pub(super) client_hello1: Digest,
    /// The SHA-256 of what the second ClientHello has to repeat.
    pub(super) unchanging_parts: [u8; 32],
}

impl Remembered {
    /// The cookie, bound to the client at `peer`, whatever the application knows it by.
    pub(super) fn seal(&self, key: &CookieKey, peer: &[u8], now: Time) -> Vec<u8> {
        let mut cookie = Vec::new();
        let mut w = Writer::new(&mut cookie);
        w.u16(CipherSuite::from(self.suite).0);
        w.u16(NamedGroup::from(self.group).0);
        w.u8(u8::from(self.early_data_offered));
        w.u64(now.as_millis());
        w.vec_u8(|w| w.bytes(self.client_hello1.as_bytes()));
        w.bytes(&self.unchanging_parts);
        let mac = mac(key, &cookie, peer);
        cookie.extend_from_slice(&mac);
        cookie
    }

    /// What an own cookie of this client says; None if it is not such a one, or too old.
    pub(super) fn open(cookie: &[u8], key: &CookieKey, peer: &[u8], now: Time) -> Option<Self> {
        let (content, tag) = cookie.split_last_chunk::<32>()?;
        // Public: the client learns from our answer whether its cookie was good.
        if !declassify(eq_bytes(&mac(key, content, peer), tag)) {
            return None;
        }
        let (remembered, issued_at) = Self::decode(content).ok()?;
        now.since(issued_at).filter(|age| *age <= LIFETIME)?;
        Some(remembered)
    }

    fn decode(content: &[u8]) -> Result<(Self, Time), Error> {
        let mut r = Reader::new(content, "cookie");
        let suite = Suite::from_code_point(CipherSuite(r.u16()?)).ok_or(r.error())?;
        let group = Group::from_code_point(NamedGroup(r.u16()?)).ok_or(r.error())?;
        let early_data_offered = r.u8()? != 0;
        let issued_at = Time::from_millis(r.u64()?);
        let client_hello1 = Digest::of_suite(suite.hash(), r.vec_u8()?.rest()).ok_or(r.error())?;
        let unchanging_parts = *r.array()?;
        r.finish()?;
        Ok((Self { suite, group, early_data_offered, client_hello1, unchanging_parts }, issued_at))
    }
}

/// Over the content, with its length before it, and the client.
fn mac(key: &CookieKey, content: &[u8], peer: &[u8]) -> [u8; 32] {
    let length = (content.len() as u64).to_be_bytes();
    HmacSha256::mac(&*key.0, &[&length, content, peer].concat())
}

/// The form in which a cookie remembers them.
pub(super) fn hash_of_parts(unchanging_parts: &[u8]) -> [u8; 32] {
    Sha256::digest(unchanging_parts)
}
