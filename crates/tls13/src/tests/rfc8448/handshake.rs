//! What the handshakes of all sections have in common, from a key pair to the last alert.

use std::{boxed::Box, format, vec::Vec};

use super::trace::{Trace, hkdf_label};
use crate::{
    alert::{self, Alert},
    code_points::{AlertDescription, ContentType, HandshakeType, ProtocolVersion},
    crypto::{Hash, KeyPair},
    key_schedule::{EarlySecret, MainSecret, ResumptionSecret, TrafficSecret},
    message::finished,
    record::{Framed, Joiner, Opener, Sealer, deframe, encode_plaintext},
    suite::Suite,
    transcript::Transcript,
};

pub(super) const SUITE: Suite = Suite::Aes128GcmSha256;

/// A handshake that follows its trace.
pub(super) struct Handshake {
    pub(super) trace: Trace,
    pub(super) transcript: Transcript,
    /// How many records were equal to the trace's.
    pub(super) records: usize,
}

/// What comes of the shared secret.
pub(super) struct HandshakeSecrets {
    pub(super) client: TrafficSecret,
    pub(super) server: TrafficSecret,
    pub(super) main: MainSecret,
}

/// The two ends of one direction under one key.
pub(super) struct Wire {
    who: &'static str,
    sealer: Sealer,
    opener: Opener,
}

impl Wire {
    /// From `who` to the other end.
    pub(super) fn new(who: &'static str, secret: &TrafficSecret) -> Self {
        Self { who, sealer: Sealer::new(secret.keys(SUITE)), opener: Opener::new(secret.keys(SUITE)) }
    }
}

impl Handshake {
    pub(super) fn of_section(section: u8) -> Self {
        Self { trace: Trace::of_section(section), transcript: Transcript::new(Hash::Sha256), records: 0 }
    }

    /// A key pair made of the trace's private key.
    pub(super) fn key_pair(&mut self, who: &str) -> KeyPair {
        let step = self.trace.next(who, "create an ephemeral");
        let private: [u8; 32] = step.bytes("private key").try_into().unwrap();
        let pair = if step.what.contains("P-256") {
            KeyPair::Secp256r1(Box::new(clearbox_p256::ecdh::SecretKey::from_bytes(&private).unwrap()))
        } else {
            KeyPair::X25519(Box::new(clearbox_x25519::SecretKey::from_bytes(private)))
        };
        assert_eq!(pair.public(), step.bytes("public key"));
        pair
    }

    /// A handshake message of the trace's; what it says is compared elsewhere.
    pub(super) fn message(&mut self, who: &str, name: &str) -> Vec<u8> {
        let article = if name.starts_with('E') { "an" } else { "a" };
        let step = self.trace.next(who, &format!("construct {article} {name} handshake message"));
        step.bytes(name).to_vec()
    }

    /// A record that is not encrypted.
    pub(super) fn plaintext(
        &mut self,
        who: &str,
        (kind, version): (ContentType, ProtocolVersion),
        payload: &[u8],
    ) {
        let mut record = Vec::new();
        encode_plaintext(kind, version, payload, &mut record);
        self.expect_record(who, kind, payload, &record);
        assert_eq!(record[5..], *payload);
    }

    /// Seals `payload` into exactly the trace's record, and opens that again.
    pub(super) fn carry(&mut self, wire: &mut Wire, kind: ContentType, payload: &[u8]) {
        let mut record = Vec::new();
        wire.sealer.seal(kind, payload, &mut record).unwrap();
        self.expect_record(wire.who, kind, payload, &record);
        assert_eq!(wire.opener.open(&mut record), Ok((kind, payload.len())));
        assert_eq!(record[5..5 + payload.len()], *payload);
    }

    fn expect_record(&mut self, who: &str, kind: ContentType, payload: &[u8], record: &[u8]) {
        let values = [("payload", payload), ("complete record", record)];
        self.trace.expect(who, &format!("send {kind} record"), &values);
        let kind = ContentType(record[0]);
        assert_eq!(deframe(record, true), Ok(Framed::Record { kind, length: record.len() }));
        self.records += 1;
    }

    /// Handshake messages that share a record.
    pub(super) fn carry_messages(&mut self, wire: &mut Wire, messages: &[Vec<u8>]) {
        let payload = messages.concat();
        self.carry(wire, ContentType::HANDSHAKE, &payload);
        let mut joiner = Joiner::default();
        joiner.add(&payload);
        for expected in messages {
            let message = joiner.next().unwrap().unwrap();
            assert_eq!((message.kind, message.raw), (HandshakeType(expected[0]), &expected[..]));
            joiner.consume(expected.len());
        }
        assert!(joiner.is_empty());
    }

    /// Early Secret, which `who` is the first to extract.
    pub(super) fn early_secret(&mut self, who: &str, psk: Option<&[u8]>) -> EarlySecret {
        let without = || EarlySecret::without_psk(Hash::Sha256);
        let early = psk.map_or_else(without, |psk| EarlySecret::from_psk(Hash::Sha256, psk));
        let values = [("IKM", psk.unwrap_or(&[0; 32])), ("secret", early.as_bytes())];
        self.trace.expect(who, "extract secret \"early\"", &values);
        early
    }

    /// From the key exchange to the traffic secrets of the handshake; the transcript ends with ServerHello.
    pub(super) fn handshake_secrets(&mut self, early: EarlySecret, shared: &[u8]) -> HandshakeSecrets {
        const BOTH: [&str; 2] = ["server", "client"];
        let (trace, hash) = (&mut self.trace, self.transcript.hash());
        let salt = trace.expect_salt(&BOTH, "handshake", early.as_bytes());
        let handshake = early.into_handshake_secret(shared);
        let secret = handshake.as_bytes().to_vec();
        let values = [("salt", &salt[..]), ("IKM", shared), ("secret", &secret)];
        trace.expect("server", "extract secret \"handshake\"", &values);

        let (client, server) = handshake.traffic_secrets(&hash, &[0; 32], &mut ());
        let hash = hash.as_bytes();
        trace.expect_secret("server", &secret, ("c hs traffic", hash), client.as_bytes());
        trace.expect_secret("server", &secret, ("s hs traffic", hash), server.as_bytes());
        trace.expect_keys("server", "write traffic keys for handshake data", &server);

        let salt = trace.expect_salt(&["server"], "master", &secret);
        let main = handshake.into_main_secret();
        let values = [("salt", &salt[..]), ("IKM", &[0; 32]), ("secret", main.as_bytes())];
        trace.expect("server", "extract secret \"master\"", &values);
        HandshakeSecrets { client, server, main }
    }

    /// Finished of `who`, whose traffic secret is the base key, over the transcript so far; it is added to that.
    pub(super) fn finished(&mut self, who: &str, base_key: &TrafficSecret) -> Vec<u8> {
        let finished_key = base_key.secret().hkdf().expand_secret(b"finished", b"");
        let verify_data = base_key.verify_data(&self.transcript.hash());
        let values = [
            ("PRK", base_key.as_bytes()),
            ("hash", b""),
            ("info", &hkdf_label(32, "finished", b"")),
            ("expanded", finished_key.as_bytes()),
            ("finished", verify_data.as_bytes()),
        ];
        self.trace.expect(who, "calculate finished \"tls13 finished\"", &values);
        let message = self.message(who, "Finished");
        assert_eq!(finished::encode(base_key, &self.transcript), message);
        assert_eq!(finished::check(&message[4..], base_key, &self.transcript), Ok(()));
        self.transcript.add(&message);
        message
    }

    /// The traffic secrets of the client and the server for application data, and the exporter's; the transcript ends
    /// with the server's Finished.
    pub(super) fn application_secrets(&mut self, main: &MainSecret) -> (TrafficSecret, TrafficSecret) {
        let (trace, hash) = (&mut self.trace, self.transcript.hash());
        let (client, server, exporter) = main.application_secrets(&hash, &[0; 32], &mut ());
        let (secret, hash) = (main.as_bytes(), hash.as_bytes());
        trace.expect_secret("server", secret, ("c ap traffic", hash), client.as_bytes());
        trace.expect_secret("server", secret, ("s ap traffic", hash), server.as_bytes());
        trace.expect_secret("server", secret, ("exp master", hash), exporter.as_bytes());
        trace.expect_keys("server", "write traffic keys for application data", &server);
        trace.expect_keys("client", "write traffic keys for application data", &client);
        (client, server)
    }

    /// resumption_secret; the transcript ends with the client's Finished.
    pub(super) fn resumption_secret(&mut self, main: &MainSecret) -> ResumptionSecret {
        let hash = self.transcript.hash();
        let secret = main.resumption_secret(&hash);
        let derived = ("res master", hash.as_bytes());
        self.trace.expect_secret("client", main.as_bytes(), derived, secret.as_bytes());
        secret
    }

    /// The same data in both directions.
    pub(super) fn exchange_data(&mut self, from_client: &mut Wire, from_server: &mut Wire) {
        let data: Vec<u8> = (0..50).collect();
        self.carry(from_client, ContentType::APPLICATION_DATA, &data);
        self.carry(from_server, ContentType::APPLICATION_DATA, &data);
    }

    /// close_notify in both directions, and the end of the trace; returns how many records there were.
    pub(super) fn close(mut self, from_client: &mut Wire, from_server: &mut Wire) -> usize {
        let alert = alert::encode(AlertDescription::CLOSE_NOTIFY);
        assert_eq!(alert::decode(&alert), Ok(Alert::CloseNotify));
        self.carry(from_client, ContentType::ALERT, &alert);
        self.carry(from_server, ContentType::ALERT, &alert);
        self.trace.end();
        self.records
    }
}
