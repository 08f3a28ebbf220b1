//! Settings of a client and a server, as the fuzzer likes them. They are such that the two ends come together, unless an
//! application stands in the way.

use alloc::{sync::Arc, vec, vec::Vec};
use core::time::Duration;

use super::{
    choices::Choices,
    pki::{NOW, now, pki, sessions},
};
use crate::{
    CertificateCompression, ClientAuthentication, ClientConfig, CookieKey, Credentials, EarlyDataPolicy,
    Group, Hash, MaxFragmentLength, PadToMultipleOf, PaddingPolicy, Psk, RawPublicKeys, ReplayWindow,
    ServerConfig, Suite, TicketKey, TicketKeys, TicketStore, Time, Trust,
    code_points::{CertificateCompressionAlgorithm, CertificateType},
};

/// The settings of two ends.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    pub(super) client: ClientConfig,
    pub(super) server: ServerConfig,
    /// Connect once before, so that there is a session to resume.
    pub(super) warm_up: bool,
}

/// Groups with one that both have, and cheap ones rather than others.
const GROUPS: [&[Group]; 8] = [
    &[Group::X25519],
    &[Group::Secp256r1, Group::X25519],
    &[Group::X25519, Group::Secp256r1],
    &[Group::X25519, Group::Secp384r1],
    &[Group::X25519MlKem768, Group::X25519],
    &[Group::X25519, Group::Secp256r1MlKem768],
    &[Group::MlKem768, Group::X25519],
    &Group::DEFAULT,
];

/// Suites with one that both have.
const SUITES: [&[Suite]; 4] = [
    &Suite::ALL,
    &[Suite::Aes128GcmSha256],
    &[Suite::ChaCha20Poly1305Sha256, Suite::Aes128GcmSha256],
    &[Suite::Aes128GcmSha256, Suite::Aes256GcmSha384],
];

impl Settings {
    pub(super) fn choose(choices: &mut Choices<'_>) -> Self {
        let flags = choices.u16();
        let flag = |at: u32| flags >> at & 1 == 1;
        let mut client = ClientConfig::new(trust(choices));
        let mut server = ServerConfig::new(credentials(choices, &pki().server));
        client.groups = choices.of(&GROUPS).to_vec();
        server.groups = choices.of(&GROUPS).to_vec();
        client.key_shares = match choices.below(4) {
            0 => Some(vec![]),
            1 => client.groups.last().map(|&group| vec![group]),
            _ => None,
        };
        client.suites = choices.of(&SUITES).to_vec();
        server.suites = choices.of(&SUITES).to_vec();
        let fragment = [1 << 14, 1, 37, 1000];
        client.max_fragment = choices.of(&fragment);
        server.max_fragment = choices.of(&fragment);
        let limits = [u64::MAX, 1, 3];
        client.update_keys_after = choices.of(&limits);
        server.update_keys_after = choices.of(&limits);
        authentication(choices, &mut client, &mut server);
        compression(choices, &mut client, &mut server);

        client.middlebox_compatibility = flag(0);
        server.middlebox_compatibility = flag(1);
        server.insist_on_best_group = flag(2);
        server.client_chooses_suite = flag(3);
        client.request_ocsp_response = flag(4);
        client.request_scts = flag(5);
        server.request_ocsp_response = flag(6);
        server.request_scts = flag(7);
        client.verify_on_resumption = flag(8);
        server.verify_on_resumption = flag(9);
        client.send_server_name = flag(10);
        if flag(11) {
            client.protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
            server.protocols = vec![b"http/1.1".to_vec(), b"x".to_vec()];
        }
        client.post_handshake_auth = flag(13);
        client.grease = flag(14);
        server.grease = flag(15);
        let limits = [None, Some(64), Some(1000), Some(16385)];
        client.record_size_limit = choices.of(&limits);
        server.record_size_limit = choices.of(&limits);
        let policies: [Option<Arc<dyn PaddingPolicy>>; 2] = [None, Some(Arc::new(PadToMultipleOf(100)))];
        client.padding = choices.of(&policies);
        server.padding = choices.of(&policies);
        if choices.below(4) == 1 {
            server.cookie_key = Some(CookieKey::from_bytes([8; 32]));
        }
        let mut settings = Self { client, server, warm_up: flag(12) };
        settings.resumption(choices);
        settings.raw_public_keys(choices);
        let lengths = [None, Some(MaxFragmentLength::Bytes512), Some(MaxFragmentLength::Bytes1024)];
        settings.client.max_fragment_length = choices.of(&lengths);
        settings
    }

    /// Raw public keys in place of certificates or besides them, such that each end takes what the other shows.
    fn raw_public_keys(&mut self, choices: &mut Choices<'_>) {
        let chosen = choices.u8();
        let (client, server) = (&mut self.client, &mut self.server);
        if chosen & 1 == 1 {
            let (trust, credentials) =
                raw_public_key(choices, &pki().server, &client.trust, Some(&server.credentials));
            (client.trust, server.credentials) = (trust, credentials.unwrap());
        }
        if chosen & 2 == 2 {
            let trust = server.client_authentication.trust().cloned();
            let shown = client.credentials.as_ref();
            if let Some(trust) = &trust {
                let (trust, credentials) = raw_public_key(choices, &pki().client, trust, shown);
                client.credentials = credentials;
                server.client_authentication = match server.client_authentication {
                    ClientAuthentication::Required(_) => ClientAuthentication::Required(trust),
                    _ => ClientAuthentication::Optional(trust),
                };
            }
            if matches!(client.credentials, Some(Credentials::Application)) {
                let types = [CertificateType::RAW_PUBLIC_KEY, CertificateType::X509];
                client.certificate_types = Some(choices.of(&[types.to_vec(), vec![types[1], types[0]]]));
            }
        }
    }

    fn resumption(&mut self, choices: &mut Choices<'_>) {
        let (client, server) = (&mut self.client, &mut self.server);
        match choices.below(4) {
            0 => {}
            1 => server.tickets = Some(Arc::new(TicketStore::new(4))),
            _ => {
                let keys = TicketKeys::new(TicketKey::from_bytes([5; 16], [6; 32]), vec![]);
                server.tickets = Some(Arc::new(keys));
            }
        }
        server.tickets_sent = choices.of(&[2, 1, 0, 5]);
        if choices.below(4) > 0 {
            client.sessions = Some(sessions());
        }
        let psk = |name: &[u8], hash| Psk::new(name, b"a key of enough entropy", hash).unwrap();
        match choices.below(8) {
            1 => {
                client.psks = vec![psk(b"unknown", Hash::Sha256), psk(b"known", Hash::Sha256)];
                server.psks = vec![psk(b"known", Hash::Sha256)];
            }
            2 => {
                client.psks = vec![psk(b"other hash", Hash::Sha384)];
                server.psks = client.psks.clone();
            }
            3 => {
                client.psks = Psk::import(b"imported", b"key", b"context", Hash::Sha256).unwrap().to_vec();
                server.psks = client.psks.clone();
            }
            _ => {}
        }
        client.early_data = choices.bool();
        if choices.bool() {
            let started = Time::from_millis((NOW - 1000) * 1000);
            let window = ReplayWindow::new(Duration::from_secs(20), 16, started);
            let policy = EarlyDataPolicy::new(Arc::new(window));
            server.early_data =
                Some(EarlyDataPolicy { max_size: choices.of(&[16384, 10, 0, 100_000]), ..policy });
        }
        debug_assert!(now().as_secs() == NOW);
    }
}

fn trust(choices: &mut Choices<'_>) -> Trust {
    if choices.below(4) == 0 { Trust::Application } else { Trust::Roots(pki().roots.clone()) }
}

fn credentials(choices: &mut Choices<'_>, side: &super::pki::Side) -> Credentials {
    match choices.below(5) {
        0 => Credentials::Application,
        1 => Credentials::One(side.remote.clone()),
        2 => Credentials::Several(vec![side.near.clone(), side.remote.clone()]),
        _ => Credentials::One(side.near.clone()),
    }
}

/// How `side` is judged, and what it shows: by `trust` and as in `credentials`, or otherwise.
fn raw_public_key(
    choices: &mut Choices<'_>,
    side: &super::pki::Side,
    trust: &Trust,
    credentials: Option<&Credentials>,
) -> (Trust, Option<Credentials>) {
    let keys = match choices.bool() {
        true => RawPublicKeys::application(),
        false => RawPublicKeys::pinned(side.raw.public_key_info().cloned()),
    };
    let (credentials, has_raw) = match (choices.below(5), credentials) {
        (_, None) => (None, false),
        (0, kept) => (kept.cloned(), matches!(kept, Some(Credentials::Application))),
        (1, _) => (Some(Credentials::One(side.raw.clone())), true),
        (2, _) => (Some(Credentials::One(side.remote_raw.clone())), true),
        (3, _) => (Some(Credentials::Several(vec![side.raw.clone(), side.near.clone()])), true),
        _ => (Some(Credentials::Several(vec![side.remote.clone(), side.remote_raw.clone()])), true),
    };
    let trust = match choices.below(3) {
        0 if has_raw => Trust::RawPublicKeys(keys),
        1 => Trust::RawPublicKeys(keys.after_certificates(trust.clone())),
        _ => Trust::RawPublicKeys(keys.or_certificates(trust.clone())),
    };
    (trust, credentials)
}

fn authentication(choices: &mut Choices<'_>, client: &mut ClientConfig, server: &mut ServerConfig) {
    let has_credentials = choices.below(4) > 0;
    if has_credentials {
        client.credentials = Some(credentials(choices, &pki().client));
    }
    server.client_authentication = match choices.below(4) {
        0 | 1 => ClientAuthentication::None,
        2 if has_credentials => ClientAuthentication::Required(trust(choices)),
        _ => ClientAuthentication::Optional(trust(choices)),
    };
}

fn compression(choices: &mut Choices<'_>, client: &mut ClientConfig, server: &mut ServerConfig) {
    let lists: [&[u16]; 4] = [&[], &[1], &[2, 1], &[3]];
    let known = |list: &[u16]| -> Vec<Arc<dyn CertificateCompression>> {
        list.iter().map(|&algorithm| Arc::new(Turning(algorithm)) as _).collect()
    };
    client.certificate_compression = known(choices.of(&lists));
    server.certificate_compression = known(choices.of(&lists));
}

/// Compresses nothing, but changes every byte.
#[derive(Debug)]
struct Turning(u16);

impl CertificateCompression for Turning {
    fn algorithm(&self) -> CertificateCompressionAlgorithm {
        CertificateCompressionAlgorithm(self.0)
    }

    fn compress(&self, message: &[u8]) -> Option<Vec<u8>> {
        Some(message.iter().map(|byte| !byte).collect())
    }

    fn decompress(&self, compressed: &[u8], _length: usize) -> Option<Vec<u8>> {
        self.compress(compressed)
    }
}
