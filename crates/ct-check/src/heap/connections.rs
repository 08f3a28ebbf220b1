//! Connections of every kind: by each suite, group and way to authenticate, resumed, with early data, and cut short.

use std::{sync::Arc, time::Duration};

use clearbox_demo_pki::{Authority, Issued, Kind, Validity};
use tls13::{
    ClientAuthentication, ClientConfig, Credential, Credentials, EarlyDataPolicy, Group, Hash, Psk,
    ReplayWindow, Roots, ServerConfig, SessionCache, Suite, TicketKey, TicketKeys, Time, Trust,
};

use super::{
    Known, Scenario,
    ends::{Around, Ends, NOW, Random},
    watched,
};

/// What all of them do.
pub(crate) const CONNECTIONS: [Scenario; 5] = [
    Scenario { name: "connections by PSK", run: by_psk },
    Scenario { name: "connections by certificates on both sides", run: by_certificates },
    Scenario { name: "connections resumed, with early data", run: resumed },
    Scenario { name: "connections by each group", run: by_group },
    Scenario { name: "connections cut short", run: cut_short },
];

/// A secret that is freed on purpose.
pub(crate) const PLANTED: Scenario = Scenario { name: "a secret that is freed", run: freed };

const KEY: &[u8] = b"a pre-shared key that nobody guesses";

/// A client and a server that know this key. They strew nothing in: the seed of that stays in memory, and is no secret.
fn settings(suite: Suite) -> (ClientConfig, ServerConfig) {
    let mut client = ClientConfig::new(Trust::Pins(vec![]));
    let mut server = ServerConfig::new(Credentials::Application);
    let hash = if suite == Suite::Aes256GcmSha384 { Hash::Sha384 } else { Hash::Sha256 };
    client.psks = vec![Psk::new(b"identity", KEY, hash).expect("short")];
    server.psks = client.psks.clone();
    (client.suites, server.suites) = (vec![suite], vec![suite]);
    (client.grease, server.grease) = (false, false);
    (client, server)
}

fn by_psk() -> Known {
    let mut around = Around::new();
    around.known.secrets.push(KEY.to_vec());
    for suite in Suite::ALL {
        watched(|| converse(&mut Ends::new(settings(suite), &mut around)));
    }
    around.known
}

/// Everything that an application does with a connection.
fn converse(ends: &mut Ends<'_>) {
    ends.connect();
    ends.talk(b"some data");
    ends.update_keys();
    ends.talk(&[7; 20_000]);
    ends.export();
    ends.close();
}

fn by_certificates() -> Known {
    let mut around = Around::new();
    let (authority, issued) = pki(&mut around.known);
    let certificate = authority.certificate();
    for [server, client] in issued.as_chunks().0 {
        watched(|| {
            let roots = || Roots::from_certificates([certificate]).expect("a certificate");
            let credential = |issued: &Issued| {
                let credential = Credential::new(issued.chain.clone(), &issued.key);
                Credentials::One(Arc::new(credential.expect("a certificate and its key")))
            };
            let (mut of_client, mut of_server) =
                (ClientConfig::new(Trust::Roots(roots())), ServerConfig::new(credential(server)));
            (of_client.grease, of_server.grease) = (false, false);
            of_client.credentials = Some(credential(client));
            of_server.client_authentication = ClientAuthentication::Required(Trust::Roots(roots()));
            converse(&mut Ends::new((of_client, of_server), &mut around));
        });
    }
    around.known
}

/// A CA, and of each kind of key a certificate for a server and one for a client. Their keys are secret.
fn pki(known: &mut Known) -> (Authority, Vec<Issued>) {
    const KINDS: [Kind; 5] =
        [Kind::EcdsaP256, Kind::EcdsaP384, Kind::Ed25519, Kind::Rsa { bits: 2048 }, Kind::MlDsa44];
    let (validity, rng) = (Validity::days_around(NOW, 10), &mut Random::new(b"pki"));
    let authority = Authority::new("Test CA", validity, rng).expect("good settings");
    let mut all = Vec::new();
    for kind in KINDS {
        let server = authority.issue_of_kind(kind, &["server.example"], validity, rng);
        let client = authority.issue_client_of_kind(kind, "client.example", validity, rng);
        for issued in [server, client].map(|issued| issued.expect("good settings")) {
            known.secrets.push(issued.key.secret_der().to_vec());
            known.public.extend(issued.chain.iter().map(|certificate| certificate.to_vec()));
            all.push(issued);
        }
    }
    (authority, all)
}

fn resumed() -> Known {
    const KEY: [u8; 32] = *b"nobody but the servers know this";
    let mut around = Around::new();
    around.known.secrets.push(KEY.to_vec());
    watched(|| {
        let (mut client, mut server) = settings(Suite::Aes128GcmSha256);
        client.sessions = Some(Arc::new(SessionCache::new(2)));
        client.early_data = true;
        server.tickets = Some(Arc::new(TicketKeys::new(TicketKey::from_bytes([7; 16], KEY), vec![])));
        let begin = Time::since_unix_epoch(Duration::from_secs(NOW - 1000));
        let window = ReplayWindow::new(Duration::from_secs(20), 16, begin);
        server.early_data = Some(EarlyDataPolicy::new(Arc::new(window)));
        converse(&mut Ends::new((client.clone(), server.clone()), &mut around));
        // There would be no room for the ticket beside it.
        client.psks.clear();
        for _ in 0..2 {
            let mut ends = Ends::new((client.clone(), server.clone()), &mut around);
            ends.send_early(b"early data");
            converse(&mut ends);
            assert!(ends.is_resumed());
        }
    });
    around.known
}

fn by_group() -> Known {
    let mut around = Around::new();
    for group in Group::ALL {
        watched(|| {
            let (mut client, mut server) = settings(Suite::ChaCha20Poly1305Sha256);
            (client.groups, server.groups) = (vec![group], vec![group]);
            converse(&mut Ends::new((client, server), &mut around));
        });
    }
    // By a HelloRetryRequest.
    watched(|| {
        let (client, mut server) = settings(Suite::ChaCha20Poly1305Sha256);
        server.groups = vec![Group::Secp384r1];
        converse(&mut Ends::new((client, server), &mut around));
    });
    around.known
}

/// Dropped after so many flights, or ended by a wrong record after them.
fn cut_short() -> Known {
    let mut around = Around::new();
    for flights in 0..4 {
        for damaged in [false, true] {
            watched(|| {
                let mut ends = Ends::new(settings(Suite::Aes256GcmSha384), &mut around);
                ends.exchange(flights);
                if damaged {
                    ends.fail();
                }
            });
        }
    }
    around.known
}

fn freed() -> Known {
    let secret = Random::new(b"secret").drawn(40);
    watched(|| drop(secret.clone()));
    Known { secrets: vec![secret], public: Vec::new() }
}
