//! RFC 8448, section 3: key schedule, traffic keys and every record, byte for byte. The server's RSA signature is taken
//! as given.

use std::vec::Vec;

use clearbox_vectors::{Step, ran, trace};

use crate::{
    code_points::{ContentType, ExtensionType, NamedGroup, ProtocolVersion},
    crypto::{Digest, Hash, KeyPair},
    key_schedule::{EarlySecret, TrafficSecret},
    message::{
        client_hello::ClientHello, finished, new_session_ticket::NewSessionTicket, server_hello::Hello,
    },
    record::{Opener, Sealer, encode_plaintext},
    suite::Suite,
    transcript::Transcript,
};

const SUITE: Suite = Suite::Aes128GcmSha256;

/// The steps of the trace, taken one after another.
struct Trace(Vec<Step>);

impl Trace {
    /// The next step of `who` whose description begins with `what`.
    fn next(&mut self, who: &str, what: &str) -> Step {
        let at = self.0.iter().position(|step| step.who == who && step.what.starts_with(what));
        self.0.remove(at.unwrap_or_else(|| panic!("no step {{{who}}} {what}")))
    }

    fn secret(&mut self, who: &str, label: &str) -> Vec<u8> {
        self.next(who, &std::format!("derive secret \"tls13 {label}\"")).bytes("expanded").to_vec()
    }
}

fn key_pair(step: &Step) -> KeyPair {
    let private = step.bytes("private key").try_into().unwrap();
    let pair = KeyPair::X25519(clearbox_x25519::SecretKey::from_bytes(private));
    assert_eq!(pair.public(), step.bytes("public key"));
    pair
}

fn check_keys(step: &Step, secret: &TrafficSecret) {
    assert_eq!(step.bytes("PRK"), secret.as_bytes());
    let hkdf = secret.secret().hkdf();
    let (mut key, mut iv) = ([0; 16], [0; 12]);
    hkdf.expand_label(b"key", b"", &mut key);
    hkdf.expand_label(b"iv", b"", &mut iv);
    assert_eq!((step.bytes("key expanded"), step.bytes("iv expanded")), (&key[..], &iv[..]));
}

/// The two ends of one direction.
struct Wire {
    sealer: Sealer,
    opener: Opener,
    records: usize,
}

impl Wire {
    fn new(secret: &TrafficSecret) -> Self {
        let (sealer, opener) = (Sealer::new(secret.keys(SUITE)), Opener::new(secret.keys(SUITE)));
        Self { sealer, opener, records: 0 }
    }

    /// Seals the step's payload into exactly its record, and opens that again.
    fn carry(&mut self, kind: ContentType, step: &Step) {
        let payload = step.bytes("payload");
        let mut record = Vec::new();
        self.sealer.seal(kind, payload, &mut record).unwrap();
        assert_eq!(record, step.bytes("complete record"));
        assert_eq!(self.opener.open(&mut record), Ok((kind, payload.len())));
        assert_eq!(record[5..5 + payload.len()], *payload);
        self.records += 1;
    }
}

fn check_plaintext(version: ProtocolVersion, step: &Step) {
    let mut record = Vec::new();
    encode_plaintext(ContentType::HANDSHAKE, version, step.bytes("payload"), &mut record);
    assert_eq!(record, step.bytes("complete record"));
}

//? 5.3-1 F.1.1-1
#[test]
fn rfc8448_section_3_vectors_are_reproduced() {
    let mut trace = Trace(trace(3));
    let client = key_pair(&trace.next("client", "create an ephemeral"));
    let client_hello = trace.next("client", "construct a ClientHello").bytes("ClientHello").to_vec();
    check_plaintext(ProtocolVersion::TLS_1_0, &trace.next("client", "send handshake record"));
    let early = EarlySecret::without_psk(Hash::Sha256);
    assert_eq!(early.as_bytes(), trace.next("server", "extract secret \"early\"").bytes("secret"));

    let server = key_pair(&trace.next("server", "create an ephemeral"));
    let server_hello = trace.next("server", "construct a ServerHello").bytes("ServerHello").to_vec();
    let shared = check_hellos(&client_hello, &server_hello, &client, &server);
    check_plaintext(ProtocolVersion::TLS_1_2, &trace.next("server", "send handshake record"));

    let mut transcript = Transcript::new(Hash::Sha256);
    transcript.add(&client_hello);
    transcript.add(&server_hello);
    let handshake_step = trace.next("server", "extract secret \"handshake\"");
    assert_eq!(handshake_step.bytes("IKM"), &shared[..]);
    let handshake = early.into_handshake_secret(&shared);
    assert_eq!(handshake.as_bytes(), handshake_step.bytes("secret"));
    let (client_secret, server_secret) = handshake.traffic_secrets(&transcript.hash(), &[0; 32], &mut ());
    assert_eq!(client_secret.as_bytes(), trace.secret("server", "c hs traffic"));
    assert_eq!(server_secret.as_bytes(), trace.secret("server", "s hs traffic"));
    let main = handshake.into_main_secret();
    assert_eq!(main.as_bytes(), trace.next("server", "extract secret \"master\"").bytes("secret"));
    check_keys(&trace.next("server", "derive write traffic keys for handshake"), &server_secret);
    check_keys(&trace.next("server", "derive read traffic keys for handshake"), &client_secret);

    for name in ["EncryptedExtensions", "Certificate", "CertificateVerify"] {
        let step = trace.next(
            "server",
            &std::format!(
                "construct a{} {name} handshake",
                if name == "EncryptedExtensions" { "n" } else { "" }
            ),
        );
        transcript.add(step.bytes(name));
    }
    let server_finished = trace.next("server", "construct a Finished").bytes("Finished").to_vec();
    assert_eq!(finished::encode(&server_secret, &transcript), server_finished);
    finished::check(&server_finished[4..], &server_secret, &transcript).unwrap();
    transcript.add(&server_finished);
    let mut from_server = Wire::new(&server_secret);
    from_server.carry(ContentType::HANDSHAKE, &trace.next("server", "send handshake record"));

    let to_server_finished: Digest = transcript.hash();
    let (client_app, server_app, exporter) = main.application_secrets(&to_server_finished, &[0; 32], &mut ());
    assert_eq!(client_app.as_bytes(), trace.secret("server", "c ap traffic"));
    assert_eq!(server_app.as_bytes(), trace.secret("server", "s ap traffic"));
    assert_eq!(exporter.as_bytes(), trace.secret("server", "exp master"));
    check_keys(&trace.next("server", "derive write traffic keys for application"), &server_app);

    let client_finished = trace.next("client", "construct a Finished").bytes("Finished").to_vec();
    assert_eq!(finished::encode(&client_secret, &transcript), client_finished);
    transcript.add(&client_finished);
    let mut from_client = Wire::new(&client_secret);
    from_client.carry(ContentType::HANDSHAKE, &trace.next("client", "send handshake record"));
    check_keys(&trace.next("client", "derive write traffic keys for application"), &client_app);
    let resumption = main.resumption_secret(&transcript.hash());
    assert_eq!(resumption.as_bytes(), trace.secret("client", "res master"));
    let psk = trace.next("server", "generate resumption secret").bytes("expanded").to_vec();
    assert_eq!(resumption.psk(&[0, 0]).as_bytes(), psk);

    let (mut from_server, mut from_client) = (Wire::new(&server_app), Wire::new(&client_app));
    let ticket = trace.next("server", "construct a NewSessionTicket").bytes("NewSessionTicket").to_vec();
    let parsed = NewSessionTicket::decode(&ticket[4..]).unwrap();
    assert_eq!((parsed.ticket_nonce, parsed.max_early_data_size), (&[0, 0][..], 1024));
    from_server.carry(ContentType::HANDSHAKE, &trace.next("server", "send handshake record"));
    from_client.carry(ContentType::APPLICATION_DATA, &trace.next("client", "send application_data"));
    from_server.carry(ContentType::APPLICATION_DATA, &trace.next("server", "send application_data"));
    from_client.carry(ContentType::ALERT, &trace.next("client", "send alert"));
    from_server.carry(ContentType::ALERT, &trace.next("server", "send alert"));
    ran("TLS 1.3 records", "RFC 8448, section 3", 4 + from_server.records + from_client.records, 9);
}

/// Both hellos parse, and their shares lead to the same secret at both ends.
fn check_hellos(client_hello: &[u8], server_hello: &[u8], client: &KeyPair, server: &KeyPair) -> Vec<u8> {
    let offer = ClientHello::decode(&client_hello[4..]).unwrap();
    assert_eq!(offer.host_name, Some("server"));
    assert_eq!(offer.shares[0].key_exchange, client.public());
    let offered = [ExtensionType::KEY_SHARE, ExtensionType::SUPPORTED_VERSIONS];
    let answer = Hello::decode(&server_hello[4..], &offered).unwrap();
    let share = answer.key_share().unwrap();
    assert_eq!((share.group, share.key_exchange), (NamedGroup::X25519, &server.public()[..]));
    let shared = client.agree(share.key_exchange).unwrap();
    assert_eq!(shared.as_bytes(), server.agree(offer.shares[0].key_exchange).unwrap().as_bytes());
    shared.as_bytes().to_vec()
}
