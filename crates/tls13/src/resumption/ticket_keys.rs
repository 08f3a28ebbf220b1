//! Tickets that hold the whole session, encrypted under keys that servers can share (RFC 5077, section 4, in today's
//! algorithms).

use alloc::vec::Vec;
use core::fmt;

use clearbox_aes_gcm::Aes256Gcm;
use clearbox_ct::Wiped;
use clearbox_hkdf::HkdfSha256;
use rand_core::CryptoRng;

use super::Tickets;
use crate::time::Time;

const NAME: usize = 16;
const SALT: usize = 32;
const TAG: usize = 16;

/// A key for tickets and its name. Who has it can decrypt the connections that resume by its tickets, were it not for
/// their key exchange, and can pose as their clients: keep it as safe as the server's private key.
#[derive(Clone)]
pub struct TicketKey {
    name: [u8; NAME],
    secret: Wiped<[u8; 32]>,
}

impl TicketKey {
    /// A new key.
    #[must_use]
    pub fn generate(rng: &mut dyn CryptoRng) -> Self {
        let (mut name, mut secret) = ([0; NAME], Wiped::new([0; 32]));
        rng.fill_bytes(&mut name);
        rng.fill_bytes(&mut *secret);
        Self { name, secret }
    }

    /// A key that is shared with other servers: its public name of 16 bytes and the secret of 32 random bytes.
    #[must_use]
    pub fn from_bytes(name: [u8; 16], secret: [u8; 32]) -> Self {
        Self { name, secret: Wiped::new(secret) }
    }

    /// Key and nonce of the ticket with this salt. Each ticket has its own, so no nonce ever comes twice.
    fn aead(&self, salt: &[u8; SALT]) -> (Aes256Gcm, [u8; 12]) {
        let mut okm = Wiped::new([0; 32 + 12]);
        let expanded = HkdfSha256::extract(salt, &*self.secret).expand(b"clearbox ticket", &mut *okm);
        debug_assert!(expanded.is_ok(), "44 bytes are few");
        let (key, nonce) = okm.split_first_chunk::<32>().unwrap_or((&[0; 32], &[]));
        (Aes256Gcm::new(key), nonce.first_chunk::<12>().copied().unwrap_or_default())
    }

    fn seal(&self, session: &[u8], rng: &mut dyn CryptoRng) -> Option<Vec<u8>> {
        let mut salt = [0; SALT];
        rng.fill_bytes(&mut salt);
        let (aead, nonce) = self.aead(&salt);
        let mut ticket = Vec::with_capacity(NAME + SALT + session.len() + TAG);
        ticket.extend_from_slice(&self.name);
        ticket.extend_from_slice(&salt);
        ticket.extend_from_slice(session);
        let body = ticket.get_mut(NAME + SALT..)?;
        let tag = aead.seal_in_place(&nonce, &self.name, body).ok()?;
        ticket.extend_from_slice(&tag);
        Some(ticket)
    }

    fn open(&self, ticket: &[u8]) -> Option<Vec<u8>> {
        let (salt, sealed) = ticket.strip_prefix(&self.name)?.split_first_chunk::<SALT>()?;
        let (ciphertext, tag) = sealed.split_last_chunk::<TAG>()?;
        let (aead, nonce) = self.aead(salt);
        let mut session = ciphertext.to_vec();
        aead.open_in_place(&nonce, &self.name, &mut session, tag).ok()?;
        Some(session)
    }
}

impl fmt::Debug for TicketKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TicketKey")
    }
}

/// The keys of a server's tickets: one to make them, and earlier ones that still open theirs.
///
/// A plain value: to rotate, make the next one by [`rotated`](Self::rotated) and put it into the configuration of the
/// connections to come. Rotate at least as often as forward secrecy is to reach: who gets a key can read the early data
/// that was sent by its tickets.
#[derive(Clone, Debug)]
pub struct TicketKeys {
    current: TicketKey,
    earlier: Vec<TicketKey>,
}

impl TicketKeys {
    /// So many earlier keys are kept when keys are rotated.
    const KEPT: usize = 3;

    /// Tickets are made by `current`, and opened by `earlier` keys too.
    #[must_use]
    pub fn new(current: TicketKey, earlier: Vec<TicketKey>) -> Self {
        Self { current, earlier }
    }

    /// With a new key, the present one becoming an earlier one; the oldest is dropped when there are more than four.
    #[must_use]
    pub fn rotated(&self, rng: &mut dyn CryptoRng) -> Self {
        let earlier =
            core::iter::once(&self.current).chain(&self.earlier).take(Self::KEPT).cloned().collect();
        Self { current: TicketKey::generate(rng), earlier }
    }
}

impl Tickets for TicketKeys {
    fn issue(&self, session: &[u8], _now: Time, rng: &mut dyn CryptoRng) -> Option<Vec<u8>> {
        self.current.seal(session, rng)
    }

    fn redeem(&self, ticket: &[u8], _now: Time) -> Option<Vec<u8>> {
        core::iter::once(&self.current).chain(&self.earlier).find_map(|key| key.open(ticket))
    }
}
