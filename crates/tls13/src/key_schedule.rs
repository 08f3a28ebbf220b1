//! The key schedule (RFC 9846, section 7): one type a secret, each made only from its predecessor.
//!
//! ```text
//! EarlySecret ──(shared secret)──▶ HandshakeSecret ──▶ MainSecret
//!      │                                │                  │
//! binders, TrafficSecret        TrafficSecret      TrafficSecret (client, server), ExporterSecret,
//! (client), ExporterSecret      (client, server)   ResumptionSecret
//! ```

mod traffic;

use clearbox_ct::wiped_after;

pub(crate) use traffic::{TrafficKeys, TrafficSecret};

use crate::{
    crypto::{Digest, Hash, Hkdf, Secret},
    error::Error,
    observe::Observer,
};

/// Derives something, and overwrites 4 KiB of the stack: what is moved later in the same step would take words of it along in
/// its gaps.
fn wiped<T>(derivation: impl FnOnce() -> T) -> T {
    wiped_after::<512, _>(derivation)
}

const ZEROS: [u8; Hash::MAX_LEN] = [0; Hash::MAX_LEN];

fn zeros(hash: Hash) -> &'static [u8] {
    ZEROS.get(..hash.len()).unwrap_or(&ZEROS)
}

/// Derive-Secret(`secret`, "derived", ""), the salt of the next extraction.
//= F.1.1-1
fn derived(secret: &Hkdf) -> Secret {
    secret.derive_secret(b"derived", &secret.hash().digest(b""))
}

/// Where a PSK comes from: its binder is derived by another label.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum PskKind {
    /// From a ticket.
    Resumption,
    /// Agreed on outside TLS.
    External,
    /// The same, imported by RFC 9258.
    Imported,
}

/// Early Secret.
#[derive(Debug)]
pub(crate) struct EarlySecret(Hkdf);

impl EarlySecret {
    /// Without a PSK: both inputs are zeros.
    pub(crate) fn without_psk(hash: Hash) -> Self {
        Self::from_psk(hash, zeros(hash))
    }

    pub(crate) fn from_psk(hash: Hash, psk: &[u8]) -> Self {
        wiped(|| Self(Hkdf::extract(hash, zeros(hash), psk)))
    }

    /// PskBinderEntry: as a Finished whose base key is binder_key (section 4.3.11.2); the hash is that of what came
    /// before and the ClientHello without its binders.
    pub(crate) fn binder(&self, kind: PskKind, truncated: &Digest) -> Digest {
        wiped(|| self.binder_key(kind).verify_data(truncated))
    }

    /// Whether the client's binder is right.
    pub(crate) fn verifies_binder(&self, kind: PskKind, truncated: &Digest, binder: &[u8]) -> bool {
        wiped(|| self.binder_key(kind).verifies(truncated, binder))
    }

    fn binder_key(&self, kind: PskKind) -> TrafficSecret {
        let label: &[u8] = match kind {
            PskKind::Resumption => b"res binder",
            PskKind::External => b"ext binder",
            PskKind::Imported => b"imp binder",
        };
        TrafficSecret::new(self.0.derive_secret(label, &self.0.hash().digest(b"")))
    }

    /// client_early_traffic_secret and early_exporter_secret; the hash is that of the ClientHello.
    pub(crate) fn early_secrets(
        &self,
        client_hello: &Digest,
        client_random: &[u8; 32],
        observer: &mut dyn Observer,
    ) -> (TrafficSecret, ExporterSecret) {
        wiped(|| {
            let client = self.0.derive_secret(b"c e traffic", client_hello);
            let exporter = self.0.derive_secret(b"e exp master", client_hello);
            observer.transcript_hash(client_hello.as_bytes());
            observer.secret("CLIENT_EARLY_TRAFFIC_SECRET", client_random, client.as_bytes());
            observer.secret("EARLY_EXPORTER_SECRET", client_random, exporter.as_bytes());
            (TrafficSecret::new(client), ExporterSecret(exporter))
        })
    }

    #[cfg(test)]
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.prk()
    }

    /// Mixes in the shared secret of the key exchange.
    //= 7.1-1
    pub(crate) fn into_handshake_secret(self, shared_secret: &[u8]) -> HandshakeSecret {
        wiped(|| HandshakeSecret(Hkdf::extract(self.0.hash(), derived(&self.0).as_bytes(), shared_secret)))
    }
}

/// Handshake Secret.
#[derive(Debug)]
pub(crate) struct HandshakeSecret(Hkdf);

impl HandshakeSecret {
    /// client_handshake_traffic_secret and server_handshake_traffic_secret; the hash is that of ClientHello to
    /// ServerHello.
    pub(crate) fn traffic_secrets(
        &self,
        to_server_hello: &Digest,
        client_random: &[u8; 32],
        observer: &mut dyn Observer,
    ) -> (TrafficSecret, TrafficSecret) {
        wiped(|| {
            let client = self.0.derive_secret(b"c hs traffic", to_server_hello);
            let server = self.0.derive_secret(b"s hs traffic", to_server_hello);
            observer.transcript_hash(to_server_hello.as_bytes());
            observer.secret("CLIENT_HANDSHAKE_TRAFFIC_SECRET", client_random, client.as_bytes());
            observer.secret("SERVER_HANDSHAKE_TRAFFIC_SECRET", client_random, server.as_bytes());
            (TrafficSecret::new(client), TrafficSecret::new(server))
        })
    }

    //= 7.1-1
    pub(crate) fn into_main_secret(self) -> MainSecret {
        wiped(|| {
            let hash = self.0.hash();
            MainSecret(Hkdf::extract(hash, derived(&self.0).as_bytes(), zeros(hash)))
        })
    }

    #[cfg(test)]
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.prk()
    }
}

/// Main Secret.
#[derive(Debug)]
pub(crate) struct MainSecret(Hkdf);

impl MainSecret {
    /// client_application_traffic_secret_0, server_application_traffic_secret_0 and exporter_secret; the hash is that
    /// of ClientHello to the server's Finished.
    pub(crate) fn application_secrets(
        &self,
        to_server_finished: &Digest,
        client_random: &[u8; 32],
        observer: &mut dyn Observer,
    ) -> (TrafficSecret, TrafficSecret, ExporterSecret) {
        wiped(|| {
            let client = self.0.derive_secret(b"c ap traffic", to_server_finished);
            let server = self.0.derive_secret(b"s ap traffic", to_server_finished);
            let exporter = self.0.derive_secret(b"exp master", to_server_finished);
            observer.transcript_hash(to_server_finished.as_bytes());
            observer.secret("CLIENT_TRAFFIC_SECRET_0", client_random, client.as_bytes());
            observer.secret("SERVER_TRAFFIC_SECRET_0", client_random, server.as_bytes());
            observer.secret("EXPORTER_SECRET", client_random, exporter.as_bytes());
            (TrafficSecret::new(client), TrafficSecret::new(server), ExporterSecret(exporter))
        })
    }

    /// resumption_secret; the hash is that of ClientHello to the client's Finished.
    pub(crate) fn resumption_secret(&self, to_client_finished: &Digest) -> ResumptionSecret {
        wiped(|| ResumptionSecret(self.0.derive_secret(b"res master", to_client_finished)))
    }

    #[cfg(test)]
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.prk()
    }
}

/// resumption_secret (section 4.7.1).
#[derive(Debug)]
pub(crate) struct ResumptionSecret(Secret);

impl ResumptionSecret {
    #[cfg(test)]
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// The PSK of the ticket with this nonce.
    pub(crate) fn psk(&self, ticket_nonce: &[u8]) -> Secret {
        wiped(|| self.0.hkdf().expand_secret(b"resumption", ticket_nonce))
    }
}

/// exporter_secret and early_exporter_secret (section 7.5).
#[derive(Clone, Debug)]
pub(crate) struct ExporterSecret(Secret);

impl ExporterSecret {
    #[cfg(test)]
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// TLS-Exporter(`label`, `context`, `out.len()`). At most 255 hash lengths can be had, and a label of 249 bytes.
    //= 7.5-1
    pub(crate) fn export(&self, label: &[u8], context: &[u8], out: &mut [u8]) -> Result<(), Error> {
        wiped(|| {
            let hash = self.0.hash();
            if out.len() > 255 * hash.len() || label.len() > 249 {
                return Err(Error::NotNow(
                    "an exporter gives at most 255 hash lengths, for a label of at most 249 bytes",
                ));
            }
            let per_label = self.0.hkdf().derive_secret(label, &hash.digest(b""));
            per_label.hkdf().expand_label(b"exporter", hash.digest(context).as_bytes(), out);
            Ok(())
        })
    }
}
