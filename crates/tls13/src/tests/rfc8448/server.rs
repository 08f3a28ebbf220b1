//! The server's state machine, driven by the records of the traces' clients and by the random numbers of their servers.
//!
//! Its ServerHello has its extensions in another order than NSS's, so that the transcripts part there: what a server says
//! up to then, and all that doesn't depend on the transcript, is the trace's.

use std::{collections::VecDeque, sync::Arc, vec, vec::Vec};

use clearbox_vectors::{Step, trace};
use rand_core::{TryCryptoRng, TryRng};
use rustls_pki_types::CertificateDer;

use super::{handshake::SUITE, hello::split_server_hello};
use crate::{
    ClientAuthentication, Context, Credential, Credentials, Error, Event, ServerConfig, ServerConnection,
    Time, Trust,
    code_points::{HandshakeType, SignatureScheme},
    observe::{Direction, Observer},
    question::Question,
};

/// The server's clock, in milliseconds; the traces don't say what time it was.
pub(super) const NOW: u64 = 1_516_000_000_000;

/// The bytes called `name` in the steps of `who` whose descriptions begin with `what`.
pub(super) fn all(steps: &[Step], who: &str, what: &str, name: &str) -> Vec<Vec<u8>> {
    let chosen = steps.iter().filter(|step| step.who == who && step.what.starts_with(what));
    let values = chosen.flat_map(Step::values).filter(|(known, _)| *known == name);
    values.map(|(_, bytes)| bytes.to_vec()).collect()
}

pub(super) fn message(steps: &[Step], who: &str, name: &str) -> Vec<u8> {
    all(steps, who, "construct", name).remove(0)
}

/// Random numbers that were drawn before.
pub(super) struct Drawn(pub(super) VecDeque<u8>);

impl Drawn {
    /// The server's share, then its random.
    pub(super) fn by_server(steps: &[Step]) -> Self {
        let share = all(steps, "server", "create an ephemeral", "private key").remove(0);
        let random = message(steps, "server", "ServerHello")[6..38].to_vec();
        Self([share, random].concat().into())
    }
}

impl TryRng for Drawn {
    type Error = core::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        bytes.iter_mut().for_each(|byte| *byte = self.0.pop_front().expect("a number that the trace has"));
        Ok(())
    }
}

impl TryCryptoRng for Drawn {}

/// What the server sends and derives.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) messages: Vec<Vec<u8>>,
    pub(super) secrets: Vec<(&'static str, Vec<u8>)>,
}

impl Observer for Seen {
    fn message(&mut self, direction: Direction, _kind: HandshakeType, message: &[u8]) {
        if direction == Direction::Sent {
            self.messages.push(message.to_vec());
        }
    }

    fn secret(&mut self, label: &'static str, _client_random: &[u8; 32], secret: &[u8]) {
        self.secrets.push((label, secret.to_vec()));
    }
}

/// What became of a client's records.
pub(super) struct Answer {
    /// Its early data, or why the server has given up.
    pub(super) result: Result<Vec<u8>, Error>,
    pub(super) server: ServerConnection,
    pub(super) seen: Seen,
}

/// Hands `records` to a server until it waits for more, or for its signature.
pub(super) fn serve(config: ServerConfig, records: &[Vec<u8>], mut drawn: Drawn) -> Answer {
    let mut server = ServerConnection::accept(Arc::new(config)).unwrap();
    let (mut seen, mut input, mut early_data) = (Seen::default(), records.concat(), Vec::new());
    let result = loop {
        let now = Time::since_unix_epoch(core::time::Duration::from_millis(NOW));
        let mut cx = Context { now, rng: &mut drawn, observer: &mut seen };
        let received = match server.receive(&mut input, &mut cx) {
            Ok(received) => received,
            Err(error) => break Err(error),
        };
        if let Event::EarlyData(range) = &received.event {
            early_data.extend_from_slice(&input[range.clone()]);
        }
        input.drain(..received.consumed);
        if matches!(received.event, Event::NeedsInput | Event::Question) {
            assert!(input.is_empty());
            break Ok(early_data);
        }
    };
    Answer { result, server, seen }
}

/// A server with the trace's certificate, whose key is elsewhere.
pub(super) fn config(certificate: &[u8], scheme: SignatureScheme) -> ServerConfig {
    // Behind the header, the context, and the lengths of list and certificate; before its extensions, of which there
    // are none.
    let der = CertificateDer::from(certificate[4 + 1 + 3 + 3..certificate.len() - 2].to_vec());
    let credential = Credential::with_remote_key(vec![der], vec![scheme]).unwrap();
    let mut config = ServerConfig::new(Credentials::One(Arc::new(credential)));
    config.suites = vec![SUITE];
    config.grease = false;
    config
}

/// The server's ServerHello is the trace's but for the order of the extensions, in a record; returns what comes behind.
pub(super) fn check_hello(answer: &mut Answer, server_hello: &[u8]) -> Vec<u8> {
    let hello = &answer.seen.messages[0];
    assert_eq!(split_server_hello(hello), split_server_hello(server_hello));
    let mut sent = core::mem::take(answer.server.outgoing());
    let rest = sent.split_off(5 + hello.len());
    assert_eq!(sent, [&[22, 3, 3, 0, hello.len() as u8], &hello[..]].concat());
    rest
}

//? E.4-1
#[test]
fn a_server_answers_the_clients_of_rfc8448_as_theirs_did() {
    use SignatureScheme as S;
    let schemes = [(3, S::RSA_PSS_RSAE_SHA256), (6, S::ECDSA_SECP256R1_SHA256), (7, S::RSA_PSS_RSAE_SHA256)];
    for (section, scheme) in schemes {
        let steps = trace(section);
        let certificate = message(&steps, "server", "Certificate");
        let mut config = config(&certificate, scheme);
        let mut expected = vec![certificate];
        if section == 6 {
            let request = message(&steps, "server", "CertificateRequest");
            config.signature_schemes =
                request[13..].chunks(2).map(|pair| S(u16::from_be_bytes([pair[0], pair[1]]))).collect();
            config.client_authentication = ClientAuthentication::Required(Trust::Application);
            expected.insert(0, request);
        }
        let records = all(&steps, "client", "send handshake record", "complete record");
        let mut answer = serve(config, &records[..1], Drawn::by_server(&steps));
        assert_eq!(answer.result, Ok(Vec::new()), "{section}");
        let Some(Question::Signature { scheme: asked, .. }) = answer.server.question() else { panic!() };
        assert_eq!(asked, scheme);
        assert_eq!(answer.seen.messages[2..], expected);
        let rest = check_hello(&mut answer, &message(&steps, "server", "ServerHello"));
        // In section 7 a change_cipher_spec comes before the encrypted records.
        let compatibility =
            all(&steps, "server", "send change_cipher_spec record", "complete record").concat();
        assert!(rest.starts_with(&[&compatibility[..], &[23, 3, 3]].concat()), "{section}");
    }
}
