//! START: send the ClientHello (RFC 9846, section 4.2.2).

use alloc::{sync::Arc, vec::Vec};

use rustls_pki_types::{DnsName, ServerName};

use super::{Common, State, wait_server_hello::WaitServerHello};
use crate::{
    channel::Channel,
    config::{ClientConfig, check_protocols},
    context::Context,
    crypto::KeyPair,
    error::Error,
    message::client_hello::Contents,
    suite::Group,
    transcript::Unhashed,
};

/// What the client has said in its ClientHello and needs again, for a second one or to judge the answer.
#[derive(Debug)]
pub(super) struct Offer {
    pub(super) session_id: Vec<u8>,
    pub(super) shares: Vec<KeyPair>,
    pub(super) cookie: Option<Vec<u8>>,
}

impl Offer {
    /// The ClientHello in its encoded form. Its extensions are noted in `common`.
    pub(super) fn encode(&self, common: &mut Common) -> Vec<u8> {
        let config = &common.config;
        let (client_hello, extensions) = Contents {
            random: &common.random,
            session_id: &self.session_id,
            suites: &config.suites,
            host_name: host_name(config, &common.name),
            groups: &config.groups,
            shares: &self.shares,
            schemes: &config.signature_schemes,
            protocols: &config.protocols,
            cookie: self.cookie.as_deref(),
            status_request: config.request_ocsp_response,
        }
        .encode();
        common.offered = extensions;
        client_hello
    }
}

/// The name for server_name. IP addresses are not sent (RFC 6066, section 3), and neither is a trailing dot.
fn host_name<'a>(config: &ClientConfig, name: &'a ServerName<'_>) -> Option<&'a str> {
    match name {
        ServerName::DnsName(name) if config.send_server_name => Some(without_dot(name)),
        _ => None,
    }
}

fn without_dot<'a>(name: &'a DnsName<'_>) -> &'a str {
    let name = name.as_ref();
    name.strip_suffix('.').unwrap_or(name)
}

/// Sends the first ClientHello.
pub(crate) fn start(
    config: Arc<ClientConfig>,
    name: ServerName<'static>,
    channel: &mut Channel,
    cx: &mut Context<'_>,
) -> Result<State, Error> {
    check(&config)?;
    let mut random = [0; 32];
    cx.rng.fill_bytes(&mut random);
    let mut session_id = Vec::new();
    if config.middlebox_compatibility {
        session_id.resize(32, 0);
        cx.rng.fill_bytes(&mut session_id);
    }
    let first_group: Option<Group> = config.groups.first().copied();
    let shares = first_group.into_iter().map(|group| KeyPair::generate(group, cx.rng)).collect();
    let mut common = Common { config, name, random, offered: Vec::new() };
    let offer = Offer { session_id, shares, cookie: None };
    let client_hello = offer.encode(&mut common);
    channel.send_message(&client_hello, cx);
    Ok(State::WaitServerHello(WaitServerHello::first(common, offer, Unhashed::new(client_hello))))
}

/// Settings that can't lead to any handshake are refused before anything is sent.
fn check(config: &ClientConfig) -> Result<(), Error> {
    if config.suites.is_empty() {
        return Err(Error::Configuration("a client needs a cipher suite"));
    }
    if config.groups.is_empty() {
        return Err(Error::Configuration("a client needs a key exchange group"));
    }
    if config.signature_schemes.is_empty() {
        return Err(Error::Configuration("a client needs a signature scheme"));
    }
    check_protocols(&config.protocols)
}
