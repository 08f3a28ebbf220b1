//! ClientHello, ServerHello and HelloRetryRequest: read, and written again from what was read.
//!
//! Extensions may come in any order, and NSS, whose traces these are, has another one than this crate. So the messages
//! written again are compared with their extensions sorted by type.

use std::{collections::BTreeMap, vec::Vec};

use super::handshake::Handshake;
use crate::{
    code_points::{
        CipherSuite, ContentType, ExtensionType as T, NamedGroup, ProtocolVersion, SignatureScheme,
    },
    crypto::KeyPair,
    message::{
        client_hello::{ClientHello, Contents},
        hello_retry_request::{self, Requested},
        server_hello::{self, Hello},
    },
    suite::{Group, Suite},
    wire::Reader,
};

pub(super) type Extensions = BTreeMap<T, Vec<u8>>;

/// What NSS offers and this crate doesn't: renegotiation_info and session_ticket, which are for TLS 1.2,
/// and padding.
const NOT_OURS: [T; 3] = [T(0xff01), T(35), T::PADDING];

/// A message's fixed fields without its header, and its extensions, which end it.
pub(super) fn split(message: &[u8], fixed: impl FnOnce(&mut Reader<'_>)) -> (Vec<u8>, Extensions) {
    let mut reader = Reader::new(&message[4..], "message");
    fixed(&mut reader);
    let fields = message[4..message.len() - reader.rest().len()].to_vec();
    let mut block = reader.vec_u16().unwrap();
    reader.finish().unwrap();
    let mut extensions = Extensions::new();
    while !block.is_empty() {
        let kind = T(block.u16().unwrap());
        extensions.insert(kind, block.vec_u16().unwrap().rest().to_vec());
    }
    (fields, extensions)
}

fn split_client_hello(message: &[u8]) -> (Vec<u8>, Extensions) {
    split(message, |reader| {
        reader.take(2 + 32).unwrap();
        reader.vec_u8().unwrap();
        reader.vec_u16().unwrap();
        reader.vec_u8().unwrap();
    })
}

/// Also a HelloRetryRequest.
pub(super) fn split_server_hello(message: &[u8]) -> (Vec<u8>, Extensions) {
    split(message, |reader| {
        reader.take(2 + 32).unwrap();
        reader.vec_u8().unwrap();
        reader.take(2 + 1).unwrap();
    })
}

/// The types of the extensions that a ClientHello offers.
pub(super) fn offered(client_hello: &[u8]) -> Vec<T> {
    split_client_hello(client_hello).1.into_keys().collect()
}

/// The signature schemes that a ClientHello offers.
pub(super) fn schemes(client_hello: &[u8]) -> Vec<SignatureScheme> {
    ClientHello::decode(&client_hello[4..]).unwrap().schemes.iter().map(SignatureScheme).collect()
}

impl Handshake {
    /// A ClientHello with the share of `pair`, in a record of this version.
    pub(super) fn client_hello(&mut self, pair: &KeyPair, version: ProtocolVersion) -> Vec<u8> {
        let message = self.message("client", "ClientHello");
        check_client_hello(&message, pair);
        self.plaintext("client", (ContentType::HANDSHAKE, version), &message);
        self.transcript.add(&message);
        message
    }

    /// The ServerHello that answers it with the share of `pair`, and with the PSK `selected` if there is one.
    pub(super) fn server_hello(
        &mut self,
        client_hello: &[u8],
        pair: &KeyPair,
        selected: Option<u16>,
    ) -> Vec<u8> {
        let message = self.message("server", "ServerHello");
        check_server_hello(&message, client_hello, pair, selected);
        self.plaintext("server", (ContentType::HANDSHAKE, ProtocolVersion::TLS_1_2), &message);
        self.transcript.add(&message);
        message
    }
}

/// What both ends find to be their shared secret.
pub(super) fn agree(one: &KeyPair, other: &KeyPair) -> Vec<u8> {
    let [shared, same] = [(one, other), (other, one)].map(|(own, peer)| own.agree(&peer.public()).unwrap());
    assert_eq!(shared.as_bytes(), same.as_bytes());
    shared.as_bytes().to_vec()
}

/// The client's hello brings the share of `pair` and no other; this crate's encoding of the same contents differs only
/// in the groups that it doesn't know, in [`NOT_OURS`], and in binders, which it fills in later.
pub(super) fn check_client_hello(message: &[u8], pair: &KeyPair) {
    let hello = ClientHello::decode(&message[4..]).unwrap();
    assert_eq!(hello.host_name, Some("server"));
    let suite = |code_point| Suite::from_code_point(CipherSuite(code_point)).unwrap();
    let groups = hello.groups.iter().filter_map(|group| Group::from_code_point(NamedGroup(group)));
    let groups: Vec<Group> = groups.collect();
    let all_groups_ours = groups.len() == hello.groups.iter().count();
    let (identities, binders) = match &hello.psks {
        Some(psks) => (&psks.identities[..], psks.binders.iter().map(|binder| binder.len()).collect()),
        None => (&[][..], Vec::new()),
    };
    let (ours, _) = Contents {
        grease: None,
        is_second: false,
        post_handshake_auth: hello.post_handshake_auth,
        record_size_limit: hello.record_size_limit,
        random: hello.random,
        session_id: hello.session_id,
        suites: &hello.suites.iter().map(suite).collect::<Vec<_>>(),
        host_name: hello.host_name,
        groups: &groups,
        shares: core::slice::from_ref(pair),
        schemes: &schemes(message),
        protocols: &[],
        cookie: hello.cookie,
        staples: hello.staples,
        compressions: &hello.compressions,
        max_fragment_length: None,
        client_certificate_types: &[],
        server_certificate_types: &[],
        psk_modes: hello.psk_dhe_ke,
        ticket_request: hello.ticket_request,
        early_data: hello.early_data,
        identities,
        binder_lengths: &binders,
    }
    .encode();
    let ((fields, mut theirs), (our_fields, mut ours)) =
        (split_client_hello(message), split_client_hello(&ours));
    assert_eq!(our_fields, fields);
    theirs.retain(|kind, _| !NOT_OURS.contains(kind));
    for extensions in [&mut theirs, &mut ours] {
        if !all_groups_ours {
            extensions.remove(&T::SUPPORTED_GROUPS);
        }
        if let Some(psks) = extensions.get_mut(&T::PRE_SHARED_KEY) {
            psks.truncate(psks.len() - binders.iter().sum::<usize>());
        }
    }
    assert_eq!(ours, theirs);
}

fn check_server_hello(message: &[u8], client_hello: &[u8], pair: &KeyPair, selected: Option<u16>) {
    let hello = Hello::decode(&message[4..], &offered(client_hello)).unwrap();
    assert!(!hello.is_retry_request());
    let (suite, share) = (Suite::from_code_point(hello.cipher_suite).unwrap(), hello.key_share().unwrap());
    assert_eq!((share.group, share.key_exchange), (pair.group().into(), &pair.public()[..]));
    assert_eq!(hello.selected_identity(), Ok(selected));
    let share = (pair.group(), share.key_exchange);
    let ours = server_hello::encode(hello.random, hello.session_id, suite, share, selected);
    assert_eq!(split_server_hello(&ours), split_server_hello(message));
}

/// The server asks for a share of `group` and gives a cookie, which is returned. This crate's server doesn't need one, so
/// that all but that is the same.
pub(super) fn check_retry_request(message: &[u8], client_hello: &[u8], group: Group) -> Vec<u8> {
    let hello = Hello::decode(&message[4..], &offered(client_hello)).unwrap();
    assert!(hello.is_retry_request());
    let requested = Requested::decode(&hello).unwrap();
    assert_eq!(requested.group, Some(group.into()));
    let cookie = requested.cookie.unwrap().to_vec();
    let suite = Suite::from_code_point(hello.cipher_suite).unwrap();
    let ours = hello_retry_request::encode(hello.session_id, suite, group, None);
    let (fields, mut theirs) = split_server_hello(message);
    theirs.remove(&T::COOKIE).unwrap();
    assert_eq!(split_server_hello(&ours), (fields, theirs));
    cookie
}
