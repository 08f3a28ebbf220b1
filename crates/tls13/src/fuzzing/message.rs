//! Every parser of handshake messages: none panics, and what one accepts says no more and no less than its bytes do.

use alloc::{vec, vec::Vec};

use super::{
    choices::Choices,
    spec::{extensions, numbers, split_extensions, vector, vectors},
};
use crate::{
    code_points::{CertificateType, ExtensionType as T, HandshakeType},
    crypto::Hash,
    identity::Identity,
    key_schedule::EarlySecret,
    message::{
        certificate::{self, Expected, Stapled},
        certificate_request::CertificateRequest,
        certificate_verify::CertificateVerify,
        client_hello::{ClientHello, unchanging_parts},
        compressed_certificate,
        encrypted_extensions::EncryptedExtensions,
        end_of_early_data, finished, hello_retry_request,
        key_update::{self, KeyUpdateRequest},
        new_session_ticket::NewSessionTicket,
        server_hello::Hello,
    },
    transcript::Transcript,
};

/// A handshake message without its length: its type, then its body.
pub fn message(data: &[u8]) {
    let mut choices = Choices::new(data);
    let kind = HandshakeType(choices.u8());
    let body = choices.rest();
    match kind {
        HandshakeType::CLIENT_HELLO => client_hello(body),
        HandshakeType::SERVER_HELLO => server_hello(body),
        HandshakeType::ENCRYPTED_EXTENSIONS => encrypted_extensions(body),
        HandshakeType::CERTIFICATE_REQUEST => certificate_request(body),
        HandshakeType::CERTIFICATE => certificate(body),
        HandshakeType::COMPRESSED_CERTIFICATE => compressed_certificate(body),
        HandshakeType::CERTIFICATE_VERIFY => certificate_verify(body),
        HandshakeType::FINISHED => finished(body),
        HandshakeType::NEW_SESSION_TICKET => new_session_ticket(body),
        HandshakeType::KEY_UPDATE => key_update(body),
        HandshakeType::END_OF_EARLY_DATA => {
            assert_eq!(end_of_early_data::check(body).is_ok(), body.is_empty());
        }
        _ => {}
    }
}

/// What a client may have offered: everything, so that answers are parsed and not refused.
fn offered() -> Vec<T> {
    (0..=u16::from(u8::MAX)).map(T).chain([T::ECH_OUTER_EXTENSIONS, T::ENCRYPTED_CLIENT_HELLO]).collect()
}

/// Encodes the message again from `fixed` and its own extensions, each encoded anew by `anew` from what was parsed; those
/// that `anew` doesn't know, or that can be written in more than one way, are taken as they came.
fn compare(body: &[u8], fixed: &[u8], anew: impl Fn(T, &[u8]) -> Option<Vec<u8>>) {
    let list: Vec<_> = split_extensions(body, fixed.len())
        .into_iter()
        .map(|(kind, data)| (kind, anew(T(kind), &data).unwrap_or(data)))
        .collect();
    assert_eq!([fixed, &extensions(&list)].concat(), body);
}

fn client_hello(body: &[u8]) {
    let parts = unchanging_parts(body);
    let Ok(hello) = ClientHello::decode(body) else { return };
    assert!(parts.is_ok_and(|parts| parts.len() <= body.len()));
    let fixed = [
        &[3, 3][..],
        hello.random,
        &vector(1, hello.session_id),
        &numbers(2, hello.suites.iter()),
        &vector(1, &[0]),
    ]
    .concat();
    compare(body, &fixed, |kind, data| client_hello_extension(&hello, kind, data));
}

fn client_hello_extension(hello: &ClientHello<'_>, kind: T, data: &[u8]) -> Option<Vec<u8>> {
    Some(match kind {
        T::SERVER_NAME => {
            let name = vector(2, hello.host_name.unwrap().as_bytes());
            vector(2, &[&[0], &name[..]].concat())
        }
        T::SUPPORTED_GROUPS => numbers(2, hello.groups.iter()),
        T::KEY_SHARE => {
            let entry = |group: u16, key: &[u8]| [&group.to_be_bytes()[..], &vector(2, key)].concat();
            let list = hello.shares.iter().flat_map(|share| entry(share.group.0, share.key_exchange));
            vector(2, &list.collect::<Vec<u8>>())
        }
        T::SIGNATURE_ALGORITHMS => numbers(2, hello.schemes.iter()),
        T::APPLICATION_LAYER_PROTOCOL_NEGOTIATION => vectors(2, 1, hello.protocols.as_ref().unwrap()),
        T::COOKIE => vector(2, hello.cookie.unwrap()),
        T::CERTIFICATE_AUTHORITIES => vectors(2, 2, &hello.authorities),
        T::PRE_SHARED_KEY => {
            let psks = hello.psks.as_ref().unwrap();
            let identities: Vec<u8> = psks
                .identities
                .iter()
                .flat_map(|psk| {
                    [vector(2, psk.identity), psk.obfuscated_ticket_age.to_be_bytes().to_vec()].concat()
                })
                .collect();
            let binders = vectors(2, 1, &psks.binders);
            assert_eq!(psks.binders_length, binders.len());
            [vector(2, &identities), binders].concat()
        }
        T::EARLY_DATA => {
            assert!(hello.early_data);
            vec![]
        }
        T::TICKET_REQUEST => {
            let request = hello.ticket_request.unwrap();
            vec![request.new_session, request.resumption]
        }
        T::MAX_FRAGMENT_LENGTH => vec![hello.max_fragment_length.unwrap()],
        T::RECORD_SIZE_LIMIT => hello.record_size_limit.unwrap().to_be_bytes().to_vec(),
        T::POST_HANDSHAKE_AUTH => {
            assert!(hello.post_handshake_auth);
            vec![]
        }
        T::COMPRESS_CERTIFICATE => numbers(1, hello.compressions.iter().map(|algorithm| algorithm.0)),
        T::PSK_KEY_EXCHANGE_MODES => {
            assert_eq!(hello.psk_dhe_ke, data[1..].contains(&1));
            return None;
        }
        T::STATUS_REQUEST => {
            assert_eq!(hello.staples.ocsp_response, data.first().is_none_or(|&kind| kind == 1));
            return None;
        }
        T::CLIENT_CERTIFICATE_TYPE => certificate_types(hello.client_certificate_types.as_deref()),
        T::SERVER_CERTIFICATE_TYPE => certificate_types(hello.server_certificate_types.as_deref()),
        T::SUPPORTED_VERSIONS => {
            assert!(data[1..].chunks(2).any(|version| version == [3, 4]));
            return None;
        }
        _ => return None,
    })
}

/// A list with something in it that goes without saying.
fn certificate_types(types: Option<&[CertificateType]>) -> Vec<u8> {
    let types: Vec<u8> = types.unwrap().iter().map(|kind| kind.0).collect();
    assert!(!matches!(types[..], [] | [0]));
    vector(1, &types)
}

fn server_hello(body: &[u8]) {
    let offered = offered();
    let Ok(hello) = Hello::decode(body, &offered) else { return };
    let fixed =
        [&[3, 3][..], hello.random, &vector(1, hello.session_id), &hello.cipher_suite.0.to_be_bytes(), &[0]]
            .concat();
    if hello.is_retry_request() {
        let Ok(requested) = hello_retry_request::Requested::decode(&hello) else { return };
        compare(body, &fixed, |kind, _| match kind {
            T::SUPPORTED_VERSIONS => Some(vec![3, 4]),
            T::KEY_SHARE => requested.group.map(|group| group.0.to_be_bytes().to_vec()),
            T::COOKIE => Some(vector(2, requested.cookie.unwrap())),
            _ => None,
        });
        return;
    }
    let (Ok(share), Ok(psk)) = (hello.key_share(), hello.selected_identity()) else { return };
    compare(body, &fixed, |kind, _| match kind {
        T::SUPPORTED_VERSIONS => Some(vec![3, 4]),
        T::KEY_SHARE => Some([&share.group.0.to_be_bytes()[..], &vector(2, share.key_exchange)].concat()),
        T::PRE_SHARED_KEY => Some(psk.unwrap().to_be_bytes().to_vec()),
        _ => None,
    });
}

fn encrypted_extensions(body: &[u8]) {
    let offered = offered();
    let Ok(parsed) = EncryptedExtensions::decode(body, &offered) else { return };
    compare(body, &[], |kind, _| match kind {
        T::SERVER_NAME => Some(vec![]),
        T::APPLICATION_LAYER_PROTOCOL_NEGOTIATION => Some(vectors(2, 1, [parsed.protocol.unwrap()])),
        T::EARLY_DATA => {
            assert!(parsed.early_data);
            Some(vec![])
        }
        T::CLIENT_CERTIFICATE_TYPE => Some(vec![parsed.client_certificate_type.unwrap().0]),
        T::SERVER_CERTIFICATE_TYPE => Some(vec![parsed.server_certificate_type.unwrap().0]),
        T::MAX_FRAGMENT_LENGTH => Some(vec![parsed.max_fragment_length.unwrap()]),
        T::RECORD_SIZE_LIMIT => Some(parsed.record_size_limit.unwrap().to_be_bytes().to_vec()),
        _ => None,
    });
}

fn certificate_request(body: &[u8]) {
    let Ok(request) = CertificateRequest::decode(body) else { return };
    compare(body, &vector(1, &request.context), |kind, _| match kind {
        T::SIGNATURE_ALGORITHMS => Some(numbers(2, request.schemes.iter().map(|scheme| scheme.0))),
        T::CERTIFICATE_AUTHORITIES => Some(vectors(2, 2, &request.authorities)),
        T::COMPRESS_CERTIFICATE => Some(numbers(1, request.compressions.iter().map(|a| a.0))),
        _ => None,
    });
    // What this end writes it reads.
    let again = request.encode();
    assert!(CertificateRequest::decode(&again[4..]).is_ok());
}

fn certificate(body: &[u8]) {
    let offered = offered();
    raw_public_key(body, &offered);
    let expected = Expected { context: &[], certificate_type: CertificateType::X509, offered: &offered };
    let Ok(parsed) = certificate::decode(body, &expected) else { return };
    let Identity::Certificates(chain) = &parsed.identity else { panic!("a chain was agreed on") };
    // The list is split naively: its certificates are those that were parsed.
    let (mut at, mut position) = (4, 0);
    while at < body.len() {
        let length = usize::from(body[at]) << 16 | usize::from(body[at + 1]) << 8 | usize::from(body[at + 2]);
        assert_eq!(&body[at + 3..at + 3 + length], &chain[position][..]);
        at += 3 + length;
        let end = at + 2 + (usize::from(body[at]) << 8 | usize::from(body[at + 1]));
        compare(&body[at..end], &[], |kind, _| match kind {
            T::STATUS_REQUEST if position == 0 => {
                Some([&[1][..], &vector(3, parsed.ocsp_response.as_ref().unwrap())].concat())
            }
            T::SIGNED_CERTIFICATE_TIMESTAMP if position == 0 => parsed.sct_list.clone(),
            _ => None,
        });
        (at, position) = (end, position + 1);
    }
    assert_eq!(position, chain.len());
}

/// The same message where a raw public key was agreed on.
fn raw_public_key(body: &[u8], offered: &[T]) {
    let expected = Expected { context: &[], certificate_type: CertificateType::RAW_PUBLIC_KEY, offered };
    let Ok(parsed) = certificate::decode(body, &expected) else { return };
    assert!(parsed.ocsp_response.is_none() && parsed.sct_list.is_none());
    let entries = match &parsed.identity {
        Identity::RawPublicKey(key) => [vector(3, key), vec![0, 0]].concat(),
        nobody => {
            assert!(nobody.is_nobody());
            vec![]
        }
    };
    assert_eq!([&[0][..], &vector(3, &entries)].concat(), body);
    assert_eq!(&certificate::encode_entries(&[], &parsed.identity, Stapled::default())[4..], body);
}

fn compressed_certificate(body: &[u8]) {
    let Ok(parsed) = compressed_certificate::decode(body) else { return };
    let length = &(parsed.uncompressed_length as u32).to_be_bytes()[1..];
    assert_eq!([&parsed.algorithm.0.to_be_bytes()[..], length, &vector(3, parsed.compressed)].concat(), body);
}

fn certificate_verify(body: &[u8]) {
    let Ok(parsed) = CertificateVerify::decode(body) else { return };
    assert_eq!([&parsed.scheme.0.to_be_bytes()[..], &vector(2, parsed.signature)].concat(), body);
}

fn finished(body: &[u8]) {
    for hash in [Hash::Sha256, Hash::Sha384] {
        let transcript = Transcript::new(hash);
        let secret = EarlySecret::without_psk(hash).into_handshake_secret(&[1; 32]);
        let (base_key, _) = secret.traffic_secrets(&transcript.hash(), &[0; 32], &mut ());
        let accepted = finished::check(body, &base_key, &transcript).is_ok();
        assert_eq!(accepted, body == &finished::encode(&base_key, &transcript)[4..]);
    }
}

fn new_session_ticket(body: &[u8]) {
    let Ok(ticket) = NewSessionTicket::decode(body) else { return };
    let fixed = [
        &ticket.ticket_lifetime.to_be_bytes()[..],
        &ticket.ticket_age_add.to_be_bytes(),
        &vector(1, ticket.ticket_nonce),
        &vector(2, ticket.ticket),
    ]
    .concat();
    compare(body, &fixed, |kind, _| match kind {
        T::EARLY_DATA => Some(ticket.max_early_data_size.to_be_bytes().to_vec()),
        _ => None,
    });
}

fn key_update(body: &[u8]) {
    match key_update::decode(body) {
        Ok(KeyUpdateRequest::NotRequested) => assert_eq!(body, [0]),
        Ok(KeyUpdateRequest::Requested) => assert_eq!(body, [1]),
        Err(_) => assert!(!matches!(body, [0 | 1])),
    }
}
