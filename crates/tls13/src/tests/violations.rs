//! For each protocol violation, the error and the alert that the RFC names: on the wire, not only in the error.

use std::{boxed::Box, vec, vec::Vec};

use super::{
    certificates::blamed,
    pair::{authority, issued},
    puppet::{ClientStage, HelloFields, ServerStage, Stage, extensions, key_pair, label, message, record},
};
use crate::{
    CertificateFault, Error, Group, Role, Suite,
    code_points::{
        AlertDescription as A, CipherSuite, ContentType, ExtensionType as T, HandshakeType, NamedGroup,
        SignatureScheme,
    },
    message::{certificate, certificate_verify, key_update, server_hello::HELLO_RETRY_REQUEST_RANDOM},
};

const HANDSHAKE: ContentType = ContentType::HANDSHAKE;

fn decode(what: &'static str) -> Error {
    Error::Decode { what }
}

fn unexpected(got: HandshakeType, state: &'static str) -> Error {
    Error::UnexpectedMessage { got, state }
}

/// The end has to have failed by `error`, sent its alert, and stay failed.
fn check<R: Role>(stage: &mut Stage<R>, result: &Result<(), Error>, error: &Error, alert: A, case: usize) {
    let name = label(case, error);
    assert_eq!(result.as_ref(), Err(error), "{name}");
    assert_eq!(error.alert(), Some(alert), "{name}");
    //? 6.2-2 6.2-4 6.2-5 6.2-7
    assert_eq!(stage.alert(), Some(alert), "{name}: on the wire");
    assert!(stage.end.negotiated().is_none(), "{name}: its state is gone");
    //? 6-3 6.2-3
    assert_eq!(stage.raw(vec![]), Err(error.clone()), "{name}: it stays failed");
    assert!(error.section().len() <= 7 && !error.hint().is_empty() && !std::format!("{error}").is_empty());
}

type HelloEdit = Box<dyn Fn(&mut HelloFields)>;

fn edit(edit: impl Fn(&mut HelloFields) + 'static) -> HelloEdit {
    Box::new(edit)
}

fn set(extension: T, data: &'static [u8]) -> HelloEdit {
    edit(move |hello| hello.set(extension, data))
}

fn remove(extension: T) -> HelloEdit {
    edit(move |hello| hello.remove(extension))
}

#[test]
fn a_right_hello_is_answered() {
    let mut stage = ServerStage::server(|_| ());
    stage.message(&ServerStage::hello().encode()).unwrap();
    assert_eq!(stage.sent().first().unwrap().0, HANDSHAKE);
}

#[test]
fn servers_reject_bad_client_hellos() {
    let cases: Vec<(HelloEdit, Error, A)> = vec![
        //? 6-9
        (edit(|h| h.tail = vec![0]), decode("ClientHello"), A::DECODE_ERROR),
        (edit(|h| h.session_id = vec![1; 33]), decode("ClientHello"), A::DECODE_ERROR),
        (edit(|h| h.suites = vec![0, 3, 1, 2, 3]), decode("ClientHello"), A::DECODE_ERROR),
        (edit(|h| h.suites = vec![0, 0]), decode("ClientHello"), A::DECODE_ERROR),
        (edit(|h| h.compression = vec![0]), decode("ClientHello"), A::DECODE_ERROR),
        //? 4.2.2-16
        (edit(|h| h.compression = vec![2, 0, 1]), Error::Compression, A::ILLEGAL_PARAMETER),
        (edit(|h| h.compression = vec![1, 1]), Error::Compression, A::ILLEGAL_PARAMETER),
        //? E.2-3
        (edit(|h| h.without_extensions = true), Error::PeerTooOld, A::PROTOCOL_VERSION),
        (remove(T::SUPPORTED_VERSIONS), Error::PeerTooOld, A::PROTOCOL_VERSION),
        //? 4.3.1-6 4.3.1-9 E.2-1
        (set(T::SUPPORTED_VERSIONS, &[4, 3, 3, 3, 2]), Error::PeerTooOld, A::PROTOCOL_VERSION),
        //? 4.3-2
        (set(T::SUPPORTED_VERSIONS, &[2, 3, 4, 0]), decode("supported_versions"), A::DECODE_ERROR),
        //? 4.2.2-7 E.5-9
        (edit(|h| h.version = 0x0304), Error::LegacyVersion, A::PROTOCOL_VERSION),
        (edit(|h| h.version = 0x0300), Error::LegacyVersion, A::PROTOCOL_VERSION),
        //? 9.2-12
        (remove(T::KEY_SHARE), Error::MissingExtension(T::KEY_SHARE), A::MISSING_EXTENSION),
        (remove(T::SUPPORTED_GROUPS), Error::MissingExtension(T::SUPPORTED_GROUPS), A::MISSING_EXTENSION),
        //? 4.3.3-3 9.2-12
        (
            remove(T::SIGNATURE_ALGORITHMS),
            Error::MissingExtension(T::SIGNATURE_ALGORITHMS),
            A::MISSING_EXTENSION,
        ),
        (set(T::SUPPORTED_GROUPS, &[0, 0]), decode("supported_groups"), A::DECODE_ERROR),
        (set(T::SIGNATURE_ALGORITHMS, &[0, 3, 4, 3, 0]), decode("signature_algorithms"), A::DECODE_ERROR),
        (set(T::SIGNATURE_ALGORITHMS_CERT, &[0, 0]), decode("signature_algorithms_cert"), A::DECODE_ERROR),
        //? 4.2.1-4 4.5.1.2-2 4.5.1.2-4 4.5.2-4
        (set(T::SIGNATURE_ALGORITHMS, &[0, 2, 8, 4]), Error::NoCommonSignatureScheme, A::HANDSHAKE_FAILURE),
        //? 2.1-1 4.2.1-4
        (edit(|h| h.suites = vec![0, 2, 0x13, 0x05]), Error::NoCommonSuite, A::HANDSHAKE_FAILURE),
        //? 2.1-1 4.2.1-1
        (
            edit(|h| {
                h.set(T::SUPPORTED_GROUPS, &[0, 2, 0, 0x19]);
                h.set(T::KEY_SHARE, &[0, 0]);
            }),
            Error::NoCommonGroup,
            A::HANDSHAKE_FAILURE,
        ),
        (set(T::KEY_SHARE, &[0, 4, 0, 0x1d, 0, 0]), decode("key_share"), A::DECODE_ERROR),
        (
            set(T::KEY_SHARE, &[0, 10, 0, 0x1d, 0, 1, 1, 0, 0x1d, 0, 1, 1]),
            Error::BadKeyShareList,
            A::ILLEGAL_PARAMETER,
        ),
        (set(T::KEY_SHARE, &[0, 5, 0, 0x18, 0, 1, 1]), Error::BadKeyShareList, A::ILLEGAL_PARAMETER),
        (
            set(T::KEY_SHARE, &[0, 5, 0, 0x1d, 0, 1, 1]),
            Error::BadKeyShare(NamedGroup::X25519),
            A::ILLEGAL_PARAMETER,
        ),
        (
            set(T::KEY_SHARE, &[0, 5, 0, 0x17, 0, 1, 4]),
            Error::BadKeyShare(NamedGroup::SECP256R1),
            A::ILLEGAL_PARAMETER,
        ),
        //? 6-10 7.4.2-3
        (
            edit(|h| {
                // A point of low order: the shared secret would be zero.
                let mut share = vec![0, 36, 0, 0x1d, 0, 32];
                share.extend_from_slice(&[0; 32]);
                h.set(T::KEY_SHARE, &share);
            }),
            Error::BadKeyShare(NamedGroup::X25519),
            A::ILLEGAL_PARAMETER,
        ),
        //? 4.3-7
        (
            edit(|h| h.extensions.push((T::SUPPORTED_VERSIONS, vec![2, 3, 4]))),
            Error::DuplicateExtension(T::SUPPORTED_VERSIONS),
            A::ILLEGAL_PARAMETER,
        ),
        (
            edit(|h| h.extensions.extend([(T(0xfafa), vec![]), (T(0xfafa), vec![])])),
            Error::DuplicateExtension(T(0xfafa)),
            A::DECODE_ERROR,
        ),
        //? 4.3-5
        (
            set(T::OID_FILTERS, &[0, 0]),
            Error::ForbiddenExtension { extension: T::OID_FILTERS, message: HandshakeType::CLIENT_HELLO },
            A::ILLEGAL_PARAMETER,
        ),
        //? 4.3.11-18
        (
            edit(|h| h.extensions.insert(0, (T::PRE_SHARED_KEY, vec![]))),
            Error::PreSharedKeyNotLast,
            A::ILLEGAL_PARAMETER,
        ),
        (set(T::SERVER_NAME, &[0, 4, 0, 0, 1, 0]), Error::BadServerName, A::ILLEGAL_PARAMETER),
        (set(T::SERVER_NAME, &[0, 4, 1, 0, 1, b'a']), Error::BadServerName, A::ILLEGAL_PARAMETER),
        (set(T::SERVER_NAME, &[0, 3, 0, 0, 0]), decode("server_name"), A::DECODE_ERROR),
        (set(T::COOKIE, &[0, 0]), decode("cookie"), A::DECODE_ERROR),
        (
            set(T::APPLICATION_LAYER_PROTOCOL_NEGOTIATION, &[0, 1, 0]),
            decode("application_layer_protocol_negotiation"),
            A::DECODE_ERROR,
        ),
        (
            set(T::APPLICATION_LAYER_PROTOCOL_NEGOTIATION, &[0, 3, 2, b'h', b'2']),
            Error::NoCommonProtocol,
            A::NO_APPLICATION_PROTOCOL,
        ),
    ];
    for (case, (edit, error, alert)) in cases.iter().enumerate() {
        let mut stage = ServerStage::server(|config| config.protocols = vec![b"http/1.1".to_vec()]);
        let mut hello = ServerStage::hello();
        edit(&mut hello);
        let result = stage.message(&hello.encode());
        check(&mut stage, &result, error, *alert, case);
    }
}

//? 4.2.2-13 4.2.2-18 4.3.1-7 9.3-1 9.3-2 9.3-4
#[test]
fn unknown_code_points_in_a_client_hello_are_passed_over() {
    let mut stage = ServerStage::server(|_| ());
    let mut hello = ServerStage::hello();
    hello.suites = vec![0, 6, 0x5a, 0x5a, 0x13, 0x01, 0xff, 0xff];
    hello.set(T::SUPPORTED_VERSIONS, &[6, 0x7f, 0x1c, 3, 4, 0x1a, 0x1a]);
    hello.set(T::SIGNATURE_ALGORITHMS, &[0, 4, 0xfe, 0xfe, 4, 3]);
    hello.set(T::SUPPORTED_GROUPS, &[0, 6, 0x2a, 0x2a, 0, 0x1d, 0xff, 0]);
    let mut share = vec![0, 41, 0x2a, 0x2a, 0, 1, 0];
    share.extend([0, 0x1d, 0, 32]);
    share.extend(key_pair().public());
    hello.set(T::KEY_SHARE, &share);
    hello.set(T(0x1234), b"anything at all");
    // Known to the RFC, not to this server, and malformed: not looked at.
    hello.set(T::STATUS_REQUEST, &[9]);
    stage.message(&hello.encode()).unwrap();
    assert_eq!(stage.sent().len(), 2);
}

#[test]
fn servers_reject_a_changed_second_client_hello() {
    let second_share = |group: u8| {
        move |hello: &mut HelloFields| {
            let mut share = vec![0, 69, 0, group, 0, 65];
            share.extend(
                crate::crypto::KeyPair::generate(Group::Secp256r1, &mut super::pair::TestRandom(3)).public(),
            );
            hello.set(T::KEY_SHARE, &share);
        }
    };
    let with = |more: fn(&mut HelloFields)| {
        edit(move |hello| {
            second_share(0x17)(hello);
            more(hello);
        })
    };
    let changed = (Error::ClientHelloChanged, A::ILLEGAL_PARAMETER);
    let cases: Vec<(HelloEdit, (Error, A))> = vec![
        (edit(|_| ()), (Error::ShareNotAskedFor, A::ILLEGAL_PARAMETER)),
        (with(|hello| hello.random = [8; 32]), changed.clone()),
        (with(|hello| hello.session_id = vec![1]), changed.clone()),
        (with(|hello| hello.suites = vec![0, 4, 0x13, 0x01, 0x13, 0x02]), changed.clone()),
        (with(|hello| hello.set(T::SERVER_NAME, &[0, 4, 0, 0, 1, b'a'])), changed.clone()),
        (with(|hello| hello.set(T::COOKIE, &[0, 1, 1])), changed),
        (edit(second_share(0x1d)), (Error::ShareNotAskedFor, A::ILLEGAL_PARAMETER)),
    ];
    for (case, (edit, (error, alert))) in cases.iter().enumerate() {
        let mut stage = ServerStage::server(|config| config.groups = vec![Group::Secp256r1]);
        stage.message(&ServerStage::hello().encode()).unwrap();
        assert_eq!(stage.sent().len(), 1);
        let mut hello = ServerStage::hello();
        edit(&mut hello);
        let result = stage.message(&hello.encode());
        check(&mut stage, &result, error, *alert, case);
    }
    let mut stage = ServerStage::server(|config| config.groups = vec![Group::Secp256r1]);
    stage.message(&ServerStage::hello().encode()).unwrap();
    let mut hello = ServerStage::hello();
    second_share(0x17)(&mut hello);
    // Padding may change (section 4.2.2), and unencrypted change_cipher_spec may come between.
    hello.set(T::PADDING, &[0; 9]);
    stage.raw(record(ContentType::CHANGE_CIPHER_SPEC, &[1])).unwrap();
    stage.message(&hello.encode()).unwrap();
}

#[test]
fn clients_reject_bad_server_hellos() {
    let x25519 = Error::BadKeyShare(NamedGroup::X25519);
    let unsolicited =
        |extension| Error::UnsolicitedExtension { extension, message: HandshakeType::SERVER_HELLO };
    let forbidden = |extension| Error::ForbiddenExtension { extension, message: HandshakeType::SERVER_HELLO };
    let cases: Vec<(HelloEdit, Error, A)> = vec![
        (edit(|h| h.tail = vec![0]), decode("ServerHello"), A::DECODE_ERROR),
        (edit(|h| h.session_id = vec![1; 33]), decode("ServerHello"), A::DECODE_ERROR),
        //? 4.2.3-6
        (edit(|h| h.session_id = vec![1; 32]), Error::SessionIdNotEchoed, A::ILLEGAL_PARAMETER),
        (edit(|h| h.session_id = vec![]), Error::SessionIdNotEchoed, A::ILLEGAL_PARAMETER),
        //? 4.2.3-9
        (edit(|h| h.compression = vec![1]), Error::Compression, A::ILLEGAL_PARAMETER),
        //? 4.2.3-2 E.5-9
        (edit(|h| h.version = 0x0304), Error::LegacyVersion, A::PROTOCOL_VERSION),
        //? 4.2.3-7
        (
            edit(|h| h.suites = vec![0x13, 0x02]),
            Error::SuiteNotOffered(CipherSuite::TLS_AES_256_GCM_SHA384),
            A::ILLEGAL_PARAMETER,
        ),
        (
            edit(|h| h.suites = vec![0x13, 0x07]),
            Error::SuiteNotOffered(CipherSuite(0x1307)),
            A::ILLEGAL_PARAMETER,
        ),
        (edit(|h| h.without_extensions = true), Error::PeerTooOld, A::PROTOCOL_VERSION),
        //? E.1-3
        (remove(T::SUPPORTED_VERSIONS), Error::PeerTooOld, A::PROTOCOL_VERSION),
        //? 4.2.3-16 4.2.3-18
        (
            edit(|h| {
                h.remove(T::SUPPORTED_VERSIONS);
                h.random[24..].copy_from_slice(b"DOWNGRD\x01");
            }),
            Error::Downgrade,
            A::ILLEGAL_PARAMETER,
        ),
        //? 4.2.3-16 4.2.3-18
        (
            edit(|h| {
                h.without_extensions = true;
                h.version = 0x0301;
                h.random[24..].copy_from_slice(b"DOWNGRD\x00");
            }),
            Error::Downgrade,
            A::ILLEGAL_PARAMETER,
        ),
        //? 4.3.1-15 4.3.1-16 4.3.1-17
        (set(T::SUPPORTED_VERSIONS, &[3, 3]), Error::VersionNotOffered, A::ILLEGAL_PARAMETER),
        (set(T::SUPPORTED_VERSIONS, &[3, 5]), Error::VersionNotOffered, A::ILLEGAL_PARAMETER),
        (set(T::SUPPORTED_VERSIONS, &[3, 4, 0]), decode("supported_versions"), A::DECODE_ERROR),
        (remove(T::KEY_SHARE), Error::MissingExtension(T::KEY_SHARE), A::MISSING_EXTENSION),
        (
            set(T::KEY_SHARE, &[0, 0x17, 0, 1, 4]),
            Error::GroupNotOffered(NamedGroup::SECP256R1),
            A::ILLEGAL_PARAMETER,
        ),
        (set(T::KEY_SHARE, &[0, 0x1d, 0, 1, 4]), x25519, A::ILLEGAL_PARAMETER),
        (set(T::KEY_SHARE, &[0, 0x1d, 0, 0]), decode("key_share"), A::DECODE_ERROR),
        //? 4.3-4
        (set(T(0x1234), &[]), unsolicited(T(0x1234)), A::UNSUPPORTED_EXTENSION),
        (set(T::PRE_SHARED_KEY, &[0, 0]), unsolicited(T::PRE_SHARED_KEY), A::UNSUPPORTED_EXTENSION),
        //? 4.3-5
        (
            set(T::APPLICATION_LAYER_PROTOCOL_NEGOTIATION, &[0, 3, 2, b'h', b'2']),
            forbidden(T::APPLICATION_LAYER_PROTOCOL_NEGOTIATION),
            A::ILLEGAL_PARAMETER,
        ),
        (
            edit(|h| h.extensions.push((T::SUPPORTED_VERSIONS, vec![3, 4]))),
            Error::DuplicateExtension(T::SUPPORTED_VERSIONS),
            A::ILLEGAL_PARAMETER,
        ),
    ];
    for (case, (edit, error, alert)) in cases.iter().enumerate() {
        let (mut stage, client_hello) = ClientStage::client(|_| ());
        let mut hello = ClientStage::answer(&client_hello);
        edit(&mut hello);
        let result = stage.message(&hello.encode());
        check(&mut stage, &result, error, *alert, case);
    }
}

fn into_retry(hello: &mut HelloFields) {
    hello.random = HELLO_RETRY_REQUEST_RANDOM;
    hello.set(T::KEY_SHARE, &[0, 0x17]);
}

#[test]
fn clients_reject_bad_hello_retry_requests() {
    let cases: Vec<(HelloEdit, Error, A)> = vec![
        //? 4.2.3-12 4.2.4-5
        (remove(T::KEY_SHARE), Error::RetryWithoutChange, A::ILLEGAL_PARAMETER),
        //? 4.3.8-9 4.3.8-10
        (set(T::KEY_SHARE, &[0, 0x1d]), Error::GroupNotOffered(NamedGroup::X25519), A::ILLEGAL_PARAMETER),
        //? 4.3.8-9 4.3.8-10
        (set(T::KEY_SHARE, &[0, 0x19]), Error::GroupNotOffered(NamedGroup::SECP521R1), A::ILLEGAL_PARAMETER),
        (set(T::KEY_SHARE, &[0, 0x17, 0]), decode("key_share"), A::DECODE_ERROR),
        (set(T::COOKIE, &[0, 0]), decode("cookie"), A::DECODE_ERROR),
        (
            set(T(0x1234), &[]),
            Error::UnsolicitedExtension { extension: T(0x1234), message: HandshakeType::SERVER_HELLO },
            A::UNSUPPORTED_EXTENSION,
        ),
        //? 4.2.4-4
        (edit(|h| h.session_id = vec![]), Error::SessionIdNotEchoed, A::ILLEGAL_PARAMETER),
    ];
    for (case, (edit, error, alert)) in cases.iter().enumerate() {
        let (mut stage, client_hello) = ClientStage::client(|_| ());
        let mut hello = ClientStage::answer(&client_hello);
        into_retry(&mut hello);
        edit(&mut hello);
        let result = stage.message(&hello.encode());
        check(&mut stage, &result, error, *alert, case);
    }
}

#[test]
fn clients_answer_one_hello_retry_request_only() {
    let (mut stage, client_hello) = ClientStage::client(|config| config.suites = Suite::ALL.to_vec());
    let mut retry = ClientStage::answer(&client_hello);
    into_retry(&mut retry);
    retry.set(T::COOKIE, &[0, 3, 1, 2, 3]);
    stage.message(&retry.encode()).unwrap();
    let sent = stage.sent();
    assert_eq!(
        sent.iter().map(|(kind, _)| *kind).collect::<Vec<_>>(),
        [ContentType::CHANGE_CIPHER_SPEC, HANDSHAKE]
    );
    let second = crate::message::client_hello::ClientHello::decode(&sent[1].1[4..]).unwrap();
    //? 4.2.4-7 4.3.2-1
    assert_eq!(second.cookie, Some(&[1, 2, 3][..]), "the cookie is echoed");
    let result = stage.message(&retry.encode());
    //? 4.2.4-6
    let error = unexpected(HandshakeType::SERVER_HELLO, "WAIT_SH");
    check(&mut stage, &result, &error, A::UNEXPECTED_MESSAGE, 0);

    // The suite of the ServerHello has to be that of the HelloRetryRequest.
    let (mut stage, client_hello) = ClientStage::client(|config| config.suites = Suite::ALL.to_vec());
    let mut hello = ClientStage::answer(&client_hello);
    into_retry(&mut hello);
    stage.message(&hello.encode()).unwrap();
    let mut hello = ClientStage::answer(&client_hello);
    hello.suites = vec![0x13, 0x02];
    let result = stage.message(&hello.encode());
    //? 4.2.4-10
    let error = Error::SuiteNotOffered(CipherSuite::TLS_AES_256_GCM_SHA384);
    check(&mut stage, &result, &error, A::ILLEGAL_PARAMETER, 1);
}

#[test]
fn clients_reject_bad_encrypted_extensions() {
    let alpn = T::APPLICATION_LAYER_PROTOCOL_NEGOTIATION;
    let message = HandshakeType::ENCRYPTED_EXTENSIONS;
    let cases: Vec<(T, &[u8], Error, A)> = vec![
        (alpn, &[0, 3, 2, b'h', b'3'], Error::ProtocolNotOffered, A::ILLEGAL_PARAMETER),
        (
            alpn,
            &[0, 6, 2, b'h', b'2', 2, b'h', b'2'],
            decode("application_layer_protocol_negotiation"),
            A::DECODE_ERROR,
        ),
        (alpn, &[0, 0], decode("application_layer_protocol_negotiation"), A::DECODE_ERROR),
        (T::SERVER_NAME, &[0], decode("server_name"), A::DECODE_ERROR),
        (T::SUPPORTED_GROUPS, &[0, 1, 0], decode("supported_groups"), A::DECODE_ERROR),
        //? 4.4.1-2 4.4.1-3
        (
            T::KEY_SHARE,
            &[],
            Error::ForbiddenExtension { extension: T::KEY_SHARE, message },
            A::ILLEGAL_PARAMETER,
        ),
        (
            T::EARLY_DATA,
            &[],
            Error::UnsolicitedExtension { extension: T::EARLY_DATA, message },
            A::UNSUPPORTED_EXTENSION,
        ),
        (
            T(0x4a4a),
            &[],
            Error::UnsolicitedExtension { extension: T(0x4a4a), message },
            A::UNSUPPORTED_EXTENSION,
        ),
    ];
    for (case, (extension, data, error, alert)) in cases.iter().enumerate() {
        let mut stage = ClientStage::after_hello(|config| config.protocols = vec![b"h2".to_vec()]);
        let result = stage.encrypted_extensions(&[(*extension, data.to_vec())]);
        check(&mut stage, &result, error, *alert, case);
    }
}

#[test]
fn clients_reject_bad_certificate_messages() {
    let chain = issued(&authority(), "server.example").chain;
    let certificate = |edit: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = certificate::encode(&chain);
        edit(&mut bytes);
        bytes
    };
    let entry = message(HandshakeType::CERTIFICATE, |w| {
        w.vec_u8(|_| ());
        w.vec_u24(|w| {
            w.vec_u24(|w| w.bytes(&chain[0]));
            w.vec_u16(|w| w.bytes(&extensions(&[(T::STATUS_REQUEST, vec![1])])));
        });
    });
    let endless = message(HandshakeType::CERTIFICATE, |w| {
        w.vec_u8(|_| ());
        w.vec_u24(|w| {
            for _ in 0..=crate::limits::MAX_CERTIFICATES {
                w.vec_u24(|w| w.u8(1));
                w.vec_u16(|_| ());
            }
        });
    });
    let with_context = message(HandshakeType::CERTIFICATE, |w| {
        w.vec_u8(|w| w.u8(1));
        w.vec_u24(|_| ());
    });
    let garbage = certificate::encode(&[vec![0x30, 0].into()]);
    let status =
        Error::UnsolicitedExtension { extension: T::STATUS_REQUEST, message: HandshakeType::CERTIFICATE };
    let cases: Vec<(Vec<u8>, Error, A)> = vec![
        //? 4.5.1.3-1
        (certificate::encode(&[]), Error::NoCertificate, A::DECODE_ERROR),
        (certificate(&|bytes| bytes[7] ^= 1), decode("Certificate"), A::DECODE_ERROR),
        (with_context, Error::CertificateRequestContext, A::ILLEGAL_PARAMETER),
        //? 4.3-4
        (entry, status, A::UNSUPPORTED_EXTENSION),
        (endless, CertificateFault::TooMany.into(), A::CERTIFICATE_UNKNOWN),
        (garbage, blamed(CertificateFault::BadEncoding, 0, "").into(), A::DECODE_ERROR),
        (
            certificate(&|bytes| *bytes.iter_mut().rev().nth(9).unwrap() ^= 1),
            blamed(CertificateFault::BadSignature, 0, "CN=server.example").into(),
            A::BAD_CERTIFICATE,
        ),
        //? 4-2
        (
            message(HandshakeType::CERTIFICATE_VERIFY, |w| w.bytes(&[4, 3, 0, 0])),
            unexpected(HandshakeType::CERTIFICATE_VERIFY, "WAIT_CERT_CR"),
            A::UNEXPECTED_MESSAGE,
        ),
    ];
    for (case, (bytes, error, alert)) in cases.iter().enumerate() {
        let mut stage = ClientStage::after_hello(|_| ());
        stage.encrypted_extensions(&[]).unwrap();
        let result = stage.message(bytes);
        check(&mut stage, &result, error, *alert, case);
    }
}

#[test]
fn certificate_requests_are_checked_and_answered_by_an_empty_certificate() {
    let request = |context: &'static [u8], list: Vec<(T, Vec<u8>)>| {
        message(HandshakeType::CERTIFICATE_REQUEST, |w| {
            w.vec_u8(|w| w.bytes(context));
            w.vec_u16(|w| w.bytes(&extensions(&list)));
        })
    };
    let schemes = (T::SIGNATURE_ALGORITHMS, vec![0, 2, 4, 3]);
    let cases: Vec<(Vec<u8>, Error, A)> = vec![
        (request(b"x", vec![schemes.clone()]), Error::CertificateRequestContext, A::ILLEGAL_PARAMETER),
        (request(b"", vec![]), Error::MissingExtension(T::SIGNATURE_ALGORITHMS), A::MISSING_EXTENSION),
    ];
    for (case, (bytes, error, alert)) in cases.iter().enumerate() {
        let mut stage = ClientStage::after_hello(|_| ());
        stage.encrypted_extensions(&[]).unwrap();
        let result = stage.message(bytes);
        check(&mut stage, &result, error, *alert, case);
    }

    let mut stage = ClientStage::after_hello(|_| ());
    stage.encrypted_extensions(&[]).unwrap();
    // Unknown extensions of a CertificateRequest are passed over.
    //? 4.4.2-6 9.3-5
    stage.message(&request(b"", vec![schemes.clone(), (T(0x1234), vec![])])).unwrap();
    stage.message(&certificate::encode(&issued(&authority(), "server.example").chain)).unwrap();
    let (scheme, signature) = stage.certificate_verify();
    stage.message(&certificate_verify::encode(scheme, &signature)).unwrap();
    let finished = stage.finished();
    stage.message(&finished).unwrap();
    let flight = stage.sent().pop().unwrap().1;
    //? 4.5.1-2 4.5.1-3 4.5.1-4
    assert_eq!(flight[..8], [11, 0, 0, 4, 0, 0, 0, 0], "an empty Certificate");
    assert_eq!(flight[8], HandshakeType::FINISHED.0);
    assert!(stage.end.is_connected());

    // No compression was offered.
    let compressed =
        message(HandshakeType::COMPRESSED_CERTIFICATE, |w| w.bytes(&[0, 1, 0, 0, 1, 0, 0, 1, 0]));
    let error = unexpected(HandshakeType::COMPRESSED_CERTIFICATE, "WAIT_CERT");
    for (case, requested) in [false, true].into_iter().enumerate() {
        let mut stage = ClientStage::after_hello(|_| ());
        stage.encrypted_extensions(&[]).unwrap();
        if requested {
            stage.message(&request(b"", vec![schemes.clone()])).unwrap();
        }
        let result = stage.message(&compressed);
        check(&mut stage, &result, &error, A::UNEXPECTED_MESSAGE, case);
    }
}

#[test]
fn clients_reject_bad_proofs() {
    let pkcs1 = SignatureScheme::RSA_PKCS1_SHA256;
    let sha384 = SignatureScheme::ECDSA_SECP384R1_SHA384; // It doesn't fit the key.
    let good = SignatureScheme::ECDSA_SECP256R1_SHA256;
    let pss = SignatureScheme::RSA_PSS_RSAE_SHA256;
    for (case, (scheme, flip, error, alert)) in [
        (pss, 0, Error::SchemeNotOffered(pss), A::ILLEGAL_PARAMETER),
        (pkcs1, 0, Error::SchemeNotOffered(pkcs1), A::ILLEGAL_PARAMETER),
        (sha384, 0, Error::SchemeNotOffered(sha384), A::ILLEGAL_PARAMETER),
        //? 4.5.2-8 4.5.2-9
        (good, 1, Error::BadSignature(good), A::DECRYPT_ERROR),
    ]
    .into_iter()
    .enumerate()
    {
        let mut stage = ClientStage::after_certificate();
        let (_, mut signature) = stage.certificate_verify();
        *signature.last_mut().unwrap() ^= flip;
        let result = stage.message(&certificate_verify::encode(scheme, &signature));
        check(&mut stage, &result, &error, alert, case);
    }
    // A CertificateVerify that is left out.
    //? 4-2 4.5.2-3
    //? 4-2 4.5.2-3
    //? 4-2 4.5.2-3
    //? 4-2 4.5.2-3
    //? 4-2 4.5.2-3
    let mut stage = ClientStage::after_certificate();
    let finished = stage.finished();
    let result = stage.message(&finished);
    check(&mut stage, &result, &unexpected(HandshakeType::FINISHED, "WAIT_CV"), A::UNEXPECTED_MESSAGE, 3);

    for (case, (edit, error, alert)) in [
        //? 4.5.3-1 4.5.3-2
        ((|bytes| *bytes.last_mut().unwrap() ^= 1) as fn(&mut Vec<u8>), Error::BadFinished, A::DECRYPT_ERROR),
        (
            |bytes| {
                bytes.pop();
                bytes[3] -= 1;
            },
            Error::BadFinished,
            A::DECRYPT_ERROR,
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let mut stage = ClientStage::before_finished();
        let mut finished = stage.finished();
        edit(&mut finished);
        let result = stage.message(&finished);
        check(&mut stage, &result, &error, alert, case);
        let mut stage = ServerStage::before_finished();
        let mut finished = stage.finished();
        edit(&mut finished);
        let result = stage.message(&finished);
        check(&mut stage, &result, &error, alert, case);
    }
}

#[test]
fn records_out_of_order_or_form_are_rejected() {
    let data = ContentType::APPLICATION_DATA;
    let ccs = ContentType::CHANGE_CIPHER_SPEC;
    type Act = fn(&mut ServerStage) -> Result<(), Error>;
    let before_anything: Vec<(Act, Error, A)> = vec![
        (|s| s.raw(b"GET / HTTP/1.1\r\n".to_vec()), Error::PlainHttp, A::UNEXPECTED_MESSAGE),
        (|s| s.raw(b"SSH-2.0-x\r\n".to_vec()), Error::NotTls, A::UNEXPECTED_MESSAGE),
        (|s| s.raw(vec![22, 9, 9, 0, 1, 0]), Error::NotTls, A::UNEXPECTED_MESSAGE),
        (
            |s| s.raw(record(ContentType::APPLICATION_DATA, &[1])),
            Error::UnexpectedRecord(data),
            A::UNEXPECTED_MESSAGE,
        ),
        //? 5-3
        (
            |s| s.raw(record(ContentType::CHANGE_CIPHER_SPEC, &[1])),
            Error::UnexpectedRecord(ccs),
            A::UNEXPECTED_MESSAGE,
        ),
        //? 5.4-3
        (|s| s.raw(record(HANDSHAKE, &[])), Error::EmptyRecord(HANDSHAKE), A::UNEXPECTED_MESSAGE),
        (
            |s| s.raw(record(ContentType::ALERT, &[])),
            Error::EmptyRecord(ContentType::ALERT),
            A::UNEXPECTED_MESSAGE,
        ),
        //? 5.1-10
        (|s| s.raw(record(ContentType::ALERT, &[1, 0, 1, 0])), decode("Alert"), A::DECODE_ERROR),
        //? 5.1-14
        (|s| s.raw(vec![22, 3, 1, 0x40, 1]), Error::RecordOverflow, A::RECORD_OVERFLOW),
        //? 5.1-2
        (
            |s| {
                s.raw(record(HANDSHAKE, &[1, 0]))?;
                s.raw(record(ContentType::ALERT, &[1, 0]))
            },
            Error::InterleavedHandshake,
            A::UNEXPECTED_MESSAGE,
        ),
        //? 4-2
        (
            |s| s.raw(record(HANDSHAKE, &message(HandshakeType::FINISHED, |_| ()))),
            unexpected(HandshakeType::FINISHED, "START"),
            A::UNEXPECTED_MESSAGE,
        ),
        //? 5.1-4 5.1-5
        (
            |s| s.raw(record(HANDSHAKE, &[ServerStage::hello().encode(), vec![20]].concat())),
            Error::MessageSpansKeyChange,
            A::UNEXPECTED_MESSAGE,
        ),
        (
            |s| s.raw(record(HANDSHAKE, &[1, 1, 0, 1])),
            Error::MessageTooLong { message: HandshakeType::CLIENT_HELLO, length: 0x1_0001 },
            A::ILLEGAL_PARAMETER,
        ),
    ];
    for (case, (act, error, alert)) in before_anything.iter().enumerate() {
        let mut stage = ServerStage::server(|_| ());
        let result = act(&mut stage);
        check(&mut stage, &result, error, *alert, case);
    }

    let before_finished: Vec<(Act, Error, A)> = vec![
        (
            |s| s.record(ContentType::APPLICATION_DATA, &[1]),
            Error::UnexpectedRecord(data),
            A::UNEXPECTED_MESSAGE,
        ),
        (|s| s.raw(record(HANDSHAKE, &[20])), Error::BadRecordMac, A::BAD_RECORD_MAC),
        //? 5.4-3
        (|s| s.record(HANDSHAKE, &[]), Error::EmptyRecord(HANDSHAKE), A::UNEXPECTED_MESSAGE),
        //? 5.4-4 5.4-5
        (|s| s.record(ContentType(0), &[]), Error::NoContentType, A::UNEXPECTED_MESSAGE),
        //? 5-5
        (
            |s| s.record(ContentType(99), &[1]),
            Error::UnexpectedRecord(ContentType(99)),
            A::UNEXPECTED_MESSAGE,
        ),
        //? 5-2
        (
            |s| s.record(ContentType::CHANGE_CIPHER_SPEC, &[1]),
            Error::UnexpectedRecord(ccs),
            A::UNEXPECTED_MESSAGE,
        ),
        //? 5-2
        (
            |s| s.raw(record(ContentType::CHANGE_CIPHER_SPEC, &[2])),
            Error::ChangeCipherSpec,
            A::UNEXPECTED_MESSAGE,
        ),
        (
            |s| s.raw(record(ContentType::CHANGE_CIPHER_SPEC, &[1, 1])),
            Error::ChangeCipherSpec,
            A::UNEXPECTED_MESSAGE,
        ),
        //? 5-5
        (|s| s.raw(vec![99, 3, 3, 0, 1, 0]), Error::UnexpectedRecord(ContentType(99)), A::UNEXPECTED_MESSAGE),
        //? 5.2-2 5.2-5
        (|s| s.raw(vec![23, 3, 3, 0x41, 1]), Error::RecordOverflow, A::RECORD_OVERFLOW),
        //? 5.2-3
        (|s| s.raw(vec![23, 3, 3, 0, 1, 0]), Error::BadRecordMac, A::BAD_RECORD_MAC),
        (
            |s| {
                let mut bytes = s.sealed(HANDSHAKE, &[20]);
                *bytes.last_mut().unwrap() ^= 1;
                s.raw(bytes)
            },
            Error::BadRecordMac,
            A::BAD_RECORD_MAC,
        ),
        //? 5.1-4 5.1-5
        (
            |s| {
                let finished = s.finished();
                s.record(HANDSHAKE, &[finished, vec![24]].concat())
            },
            Error::MessageSpansKeyChange,
            A::UNEXPECTED_MESSAGE,
        ),
        //? 4.7.3-1
        (
            |s| s.message(&key_update::encode(key_update::KeyUpdateRequest::NotRequested)),
            unexpected(HandshakeType::KEY_UPDATE, "WAIT_FINISHED"),
            A::UNEXPECTED_MESSAGE,
        ),
    ];
    for (case, (act, error, alert)) in before_finished.iter().enumerate() {
        let mut stage = ServerStage::before_finished();
        let result = act(&mut stage);
        check(&mut stage, &result, error, *alert, case);
    }
}

#[test]
fn messages_after_the_handshake_are_checked() {
    let ccs = ContentType::CHANGE_CIPHER_SPEC;
    type Act = fn(&mut ClientStage) -> Result<(), Error>;
    let cases: Vec<(Act, Error, A)> = vec![
        //? 5-3
        (
            |s| s.raw(record(ContentType::CHANGE_CIPHER_SPEC, &[1])),
            Error::UnexpectedRecord(ccs),
            A::UNEXPECTED_MESSAGE,
        ),
        //? 4.7.3-4
        (
            |s| s.message(&message(HandshakeType::KEY_UPDATE, |w| w.u8(2))),
            Error::BadKeyUpdateRequest,
            A::ILLEGAL_PARAMETER,
        ),
        (|s| s.message(&message(HandshakeType::KEY_UPDATE, |_| ())), decode("KeyUpdate"), A::DECODE_ERROR),
        (
            |s| s.message(&[message(HandshakeType::KEY_UPDATE, |w| w.u8(0)), vec![4]].concat()),
            Error::MessageSpansKeyChange,
            A::UNEXPECTED_MESSAGE,
        ),
        //? 4.6-4
        (
            |s| s.message(&message(HandshakeType::END_OF_EARLY_DATA, |_| ())),
            unexpected(HandshakeType::END_OF_EARLY_DATA, "CONNECTED"),
            A::UNEXPECTED_MESSAGE,
        ),
        (
            |s| s.message(&message(HandshakeType::NEW_SESSION_TICKET, |_| ())),
            decode("NewSessionTicket"),
            A::DECODE_ERROR,
        ),
        (
            |s| {
                s.message(&message(HandshakeType::NEW_SESSION_TICKET, |w| {
                    w.bytes(&[0; 8]);
                    w.vec_u8(|_| ());
                    w.vec_u16(|w| w.u8(1));
                    w.vec_u16(|w| w.bytes(&extensions(&[(T::KEY_SHARE, vec![])])));
                }))
            },
            Error::ForbiddenExtension { extension: T::KEY_SHARE, message: HandshakeType::NEW_SESSION_TICKET },
            A::ILLEGAL_PARAMETER,
        ),
    ];
    for (case, (act, error, alert)) in cases.iter().enumerate() {
        let mut stage = ClientStage::connected();
        let result = act(&mut stage);
        check(&mut stage, &result, error, *alert, case);
    }
    let mut stage = ServerStage::connected();
    //? 4.2.2-3
    let result = stage.message(&ServerStage::hello().encode());
    check(
        &mut stage,
        &result,
        &unexpected(HandshakeType::CLIENT_HELLO, "CONNECTED"),
        A::UNEXPECTED_MESSAGE,
        0,
    );
    let mut stage = ServerStage::connected();
    let result = stage.message(&message(HandshakeType::NEW_SESSION_TICKET, |_| ()));
    let error = unexpected(HandshakeType::NEW_SESSION_TICKET, "CONNECTED");
    check(&mut stage, &result, &error, A::UNEXPECTED_MESSAGE, 1);
}

#[test]
fn alerts_end_the_connection_without_an_answer() {
    //? 6-2 6-8 6.2-1
    for (alert, level) in [(A::HANDSHAKE_FAILURE, 2), (A(200), 2), (A::GENERAL_ERROR, 2)] {
        let (mut stage, _) = ClientStage::client(|_| ());
        let result = stage.raw(record(ContentType::ALERT, &[level, alert.0]));
        assert_eq!(result, Err(Error::AlertReceived(alert)));
        assert!(stage.sent().is_empty());
        let mut stage = ServerStage::connected();
        assert_eq!(stage.record(ContentType::ALERT, &[level, alert.0]), Err(Error::AlertReceived(alert)));
        assert!(stage.sent().is_empty());
    }
    // A warning is an error all the same; who sends one is told.
    let mut stage = ServerStage::connected();
    //? 6-7
    let result = stage.record(ContentType::ALERT, &[1, A::HANDSHAKE_FAILURE.0]);
    check(&mut stage, &result, &Error::WarningReceived(A::HANDSHAKE_FAILURE), A::DECODE_ERROR, 0);
    let mut stage = ServerStage::connected();
    //? 6-7
    let result = stage.record(ContentType::ALERT, &[3, A::HANDSHAKE_FAILURE.0]);
    check(&mut stage, &result, &Error::AlertLevel(3), A::ILLEGAL_PARAMETER, 1);
    // A client that can't use the ServerHello has no keys for its alert yet.
    let mut stage = ServerStage::before_finished();
    let result = stage.raw(record(ContentType::ALERT, &[2, A::UNSUPPORTED_EXTENSION.0]));
    assert_eq!(result, Err(Error::AlertReceived(A::UNSUPPORTED_EXTENSION)));
    // Nobody else may: whoever forges a close_notify could end a connection as if the peer had.
    let forged = || record(ContentType::ALERT, &[1, A::CLOSE_NOTIFY.0]);
    let mut stage = ServerStage::connected();
    //? 5.2-3
    assert_eq!(stage.raw(forged()), Err(Error::BadRecordMac));
    let mut stage = ClientStage::connected();
    assert_eq!(stage.raw(forged()), Err(Error::BadRecordMac));
    let mut stage = ClientStage::after_hello(|_| ());
    assert_eq!(stage.raw(forged()), Err(Error::BadRecordMac));
    // Closing in the handshake is no success.
    let mut stage = ServerStage::before_finished();
    let result = stage.record(ContentType::ALERT, &[1, A::CLOSE_NOTIFY.0]);
    assert_eq!(result, Err(Error::AlertReceived(A::CLOSE_NOTIFY)));
}
