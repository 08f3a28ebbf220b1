//! What goes with certificates, and how they are compressed (RFC 8879).

use std::{sync::Arc, vec, vec::Vec};

use super::pair::{Failure, Pair, TestRandom, authority, configs, issued, valid};
use crate::{
    CertificateCompression, ClientAuthentication, Credential, Credentials, Error, Roots, Trust,
    code_points::{AlertDescription as A, CertificateCompressionAlgorithm as Algorithm, HandshakeType},
};

/// Undoes what it does, and counts nothing: each byte is turned.
#[derive(Debug)]
struct Turning {
    algorithm: Algorithm,
    /// Claims to have decompressed more than it has.
    broken: bool,
}

impl CertificateCompression for Turning {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    fn compress(&self, message: &[u8]) -> Option<Vec<u8>> {
        Some(message.iter().map(|byte| !byte).collect())
    }

    fn decompress(&self, compressed: &[u8], _length: usize) -> Option<Vec<u8>> {
        let longer: &[u8] = if self.broken { &[0] } else { &[] };
        Some(compressed.iter().chain(longer).map(|byte| !byte).collect())
    }
}

fn turning(algorithm: u16, broken: bool) -> Arc<dyn CertificateCompression> {
    Arc::new(Turning { algorithm: Algorithm(algorithm), broken })
}

fn staple(credential: Credential, ocsp: Vec<u8>, scts: Vec<u8>) -> Result<Credential, Error> {
    credential.with_ocsp_response(ocsp)?.with_scts(scts)
}

fn stapled(name: &str) -> Arc<Credential> {
    let issued = issued(&authority(), name);
    let credential = Credential::new(issued.chain, &issued.key).unwrap();
    Arc::new(staple(credential, vec![1, 2, 3], vec![0, 3, 0, 1, 9]).unwrap())
}

/// A list of one SCT of this length, with its own length before it.
fn scts(length: u16) -> Vec<u8> {
    let header = [length + 2, length].map(u16::to_be_bytes).concat();
    [header, vec![9; length.into()]].concat()
}

#[test]
fn what_can_not_be_sent_can_not_be_configured() {
    let credential = || {
        let issued = issued(&authority(), "server.example");
        Credential::new(issued.chain, &issued.key).unwrap()
    };
    let malformed: [&[u8]; 6] = [&[], &[0], &[0, 0], &[0, 2, 0, 0], &[0, 3, 0, 2, 9], &[0, 3, 0, 1, 9, 9]];
    for list in malformed {
        assert!(matches!(credential().with_scts(list.into()), Err(Error::Configuration(_))), "{list:?}");
    }
    assert!(matches!(credential().with_ocsp_response(vec![]), Err(Error::Configuration(_))));
    // Two extensions: 4 bytes before each, 4 within the first, 4 within the second.
    let room = u16::MAX - 16;
    assert!(staple(credential(), vec![1; 1000], scts(room - 1000)).is_ok());
    assert!(matches!(staple(credential(), vec![1; 1001], scts(room - 1000)), Err(Error::Configuration(_))));
    assert!(matches!(credential().with_ocsp_response(vec![1; 1 << 16]), Err(Error::Configuration(_))));
}

#[test]
fn chains_fit_their_message() {
    let schemes = vec![crate::code_points::SignatureScheme::ED25519];
    let chain =
        |length| vec![issued(&authority(), "server.example").chain[0].clone(), vec![0; length].into()];
    for (length, fits) in [(0, false), (1, true), (16_000_000, true), (16_700_000, false)] {
        let credential = Credential::with_remote_key(chain(length), schemes.clone());
        assert_eq!(credential.is_ok(), fits, "{length}");
    }
}

#[test]
fn servers_staple_what_clients_ask_for() {
    for (ocsp, scts) in [(false, false), (true, false), (false, true), (true, true)] {
        let (mut client, mut server) = configs();
        server.credentials = Credentials::One(stapled("server.example"));
        (client.request_ocsp_response, client.request_scts) = (ocsp, scts);
        let pair = Pair::connected((client, server));
        let outcome = pair.client.negotiated().unwrap();
        //? 4.5.1-6 4.5.1.1-1
        assert_eq!(outcome.ocsp_response, ocsp.then(|| vec![1, 2, 3]));
        assert_eq!(outcome.sct_list, scts.then(|| vec![0, 3, 0, 1, 9]));
    }
}

#[test]
fn clients_staple_what_servers_ask_for() {
    let issued = authority().issue_client("client.example", valid(), &mut TestRandom(3)).unwrap();
    let credential = Credential::new(issued.chain, &issued.key).unwrap();
    let credential = Arc::new(staple(credential, vec![1], vec![0, 3, 0, 1, 9]).unwrap());
    for wanted in [false, true] {
        let (mut client, mut server) = configs();
        client.credentials = Some(Credentials::One(credential.clone()));
        let roots = Roots::from_certificates([authority().certificate()]).unwrap();
        server.client_authentication = ClientAuthentication::Required(Trust::Roots(roots));
        (server.request_ocsp_response, server.request_scts) = (wanted, wanted);
        let pair = Pair::connected((client, server));
        let outcome = pair.server.negotiated().unwrap();
        //? 4.5.1-7 4.5.1.1-5
        assert_eq!(outcome.ocsp_response, wanted.then(|| vec![1]));
        assert_eq!(outcome.sct_list.is_some(), wanted);
    }
}

#[test]
fn certificates_are_compressed_both_ways_by_what_both_ends_know() {
    let issued = authority().issue_client("client.example", valid(), &mut TestRandom(3)).unwrap();
    let (mut client, mut server) = configs();
    client.credentials = Some(Credentials::One(super::pair::credential(&issued)));
    let roots = Roots::from_certificates([authority().certificate()]).unwrap();
    server.client_authentication = ClientAuthentication::Required(Trust::Roots(roots));
    client.certificate_compression = vec![turning(1, false), turning(2, false)];
    server.certificate_compression = vec![turning(3, false), turning(2, false)];
    let seen = compressed_messages(client.clone(), server.clone());
    assert_eq!(seen, [HandshakeType::COMPRESSED_CERTIFICATE; 2]);

    server.certificate_compression = vec![turning(3, false)];
    assert_eq!(compressed_messages(client, server), [HandshakeType::CERTIFICATE; 2]);
}

/// The kinds of the server's and of the client's certificate message.
fn compressed_messages(client: crate::ClientConfig, server: crate::ServerConfig) -> Vec<HandshakeType> {
    use crate::observe::{Direction, Observer};
    #[derive(Default)]
    struct Seen(Vec<HandshakeType>);
    impl Observer for Seen {
        fn message(&mut self, direction: Direction, kind: HandshakeType, _message: &[u8]) {
            let certificate = [HandshakeType::CERTIFICATE, HandshakeType::COMPRESSED_CERTIFICATE];
            if direction == Direction::Received && certificate.contains(&kind) {
                self.0.push(kind);
            }
        }
    }
    let mut seen = Seen::default();
    let mut rng = TestRandom(9);
    let now = crate::Time::since_unix_epoch(core::time::Duration::from_secs(super::pair::NOW));
    let mut cx = crate::Context { now, rng: &mut rng, observer: &mut seen };
    let name = super::pair::server_name();
    let mut client = crate::ClientConnection::connect(Arc::new(client), name, &mut cx).unwrap();
    let mut server = crate::ServerConnection::accept(Arc::new(server)).unwrap();
    while !(client.is_connected() && server.is_connected()) {
        let mut bytes = core::mem::take(client.outgoing());
        while !bytes.is_empty() {
            let received = server.receive(&mut bytes, &mut cx).unwrap();
            bytes.drain(..received.consumed);
        }
        let mut bytes = core::mem::take(server.outgoing());
        while !bytes.is_empty() {
            let received = client.receive(&mut bytes, &mut cx).unwrap();
            bytes.drain(..received.consumed);
        }
    }
    seen.0
}

#[test]
fn compression_that_does_not_come_out_right_is_refused() {
    let (mut client, mut server) = configs();
    client.certificate_compression = vec![turning(1, true)];
    server.certificate_compression = vec![turning(1, false)];
    let failure = Pair::new((client, server)).run().unwrap_err();
    let error = Error::BadCompression(Algorithm::ZLIB);
    assert_eq!(error.alert(), Some(A::BAD_CERTIFICATE));
    assert_eq!(failure, Failure::Client(error));

    use crate::compression::decompress;
    let known = vec![turning(1, false)];
    let body = |algorithm: u8, length: [u8; 3]| [&[0, algorithm][..], &length, &[0, 0, 1, 7]].concat();
    let error = decompress(&known, &body(2, [0, 0, 1])).unwrap_err();
    assert_eq!(
        (error.alert(), error),
        (Some(A::ILLEGAL_PARAMETER), Error::CompressionNotOffered(Algorithm(2)))
    );
    let error = decompress(&known, &body(1, [1, 0x90, 1])).unwrap_err();
    assert_eq!((error.alert(), error), (Some(A::BAD_CERTIFICATE), Error::CertificateTooLong(0x1_9001)));
    assert_eq!(decompress(&known, &body(1, [0, 0, 2])), Err(Error::BadCompression(Algorithm(1))));
    assert_eq!(decompress(&known, &body(1, [0, 0, 1])), Ok(vec![!7]));
    assert!(matches!(decompress(&known, &body(1, [0, 0, 1])[..7]), Err(Error::Decode { .. })));
}
