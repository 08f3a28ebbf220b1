//! START: send the ClientHello (RFC 9846, section 4.2.2).

use alloc::{sync::Arc, vec::Vec};

use rustls_pki_types::{DnsName, ServerName};

use super::{
    Common, State,
    early_data::Early,
    psk::{self, OfferedPsk},
    wait_server_hello::WaitServerHello,
};
use crate::{
    channel::Channel,
    compression::algorithms,
    config::{ClientConfig, check_lists, check_protocols, check_record_size_limit, has_twice},
    context::Context,
    crypto::KeyPair,
    error::Error,
    extension::Staples,
    grease::Grease,
    message::client_hello::Contents,
    negotiated::{EarlyData, EarlyDataRefusal},
    suite::Group,
    time::Time,
    transcript::{Transcript, Unhashed},
    verify::OFFERED_SCHEMES,
};

/// What the client has said in its ClientHello and needs again, for a second one or to judge the answer.
#[derive(Debug)]
pub(super) struct Offer {
    pub(super) session_id: Vec<u8>,
    pub(super) shares: Vec<KeyPair>,
    pub(super) cookie: Option<Vec<u8>>,
    pub(super) psks: Vec<OfferedPsk>,
    pub(super) grease: Option<Grease>,
}

impl Offer {
    /// The ClientHello in its encoded form, with its binders over `before` and itself. Its extensions are noted in
    /// `common`.
    pub(super) fn encode(&self, common: &mut Common, before: Option<&Transcript>, now: Time) -> Vec<u8> {
        let config = &common.config;
        let identities: Vec<_> = self.psks.iter().map(|psk| psk.identity(now)).collect();
        let binder_lengths: Vec<_> = self.psks.iter().map(|psk| psk.hash.len()).collect();
        let (mut client_hello, extensions) = Contents {
            random: &common.random,
            session_id: &self.session_id,
            suites: &config.suites,
            host_name: host_name(config, &common.name),
            groups: &config.groups,
            shares: &self.shares,
            schemes: &config.signature_schemes,
            protocols: &config.protocols,
            cookie: self.cookie.as_deref(),
            post_handshake_auth: config.post_handshake_auth,
            record_size_limit: config.record_size_limit,
            max_fragment_length: config.max_fragment_length,
            staples: Staples { ocsp_response: config.request_ocsp_response, scts: config.request_scts },
            compressions: &algorithms(&config.certificate_compression),
            client_certificate_types: &config.shown_certificate_types(),
            server_certificate_types: config.trust.certificate_types(),
            //= 4.3.9-1 4.3.9-2 9.2-8
            psk_modes: config.sessions.is_some() || !config.psks.is_empty(),
            ticket_request: None,
            early_data: common.early.is_some(),
            identities: &identities,
            grease: self.grease,
            is_second: before.is_some(),
            binder_lengths: &binder_lengths,
        }
        .encode();
        psk::fill_in_binders(&mut client_hello, &self.psks, before);
        common.offered = extensions;
        client_hello
    }
}

/// The name for server_name. IP addresses are not sent (RFC 6066, section 3), and neither is a trailing dot.
//= 4.5.1.2-7 9.2-13
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
    //= 4.2.2-9 4.2.2-10 4.2.2-11 4.2.2-12
    let mut session_id = Vec::new();
    if config.middlebox_compatibility {
        session_id.resize(32, 0);
        cx.rng.fill_bytes(&mut session_id);
    }
    //= 4.3.8-1 4.3.8-2 4.3.8-5 4.3.8-6
    let usual = usual_shares(&config);
    let chosen = config.key_shares.as_ref().unwrap_or(&usual);
    //= 4.3.8-2
    let in_order = config.groups.iter().filter(|group| chosen.contains(group));
    let shares = in_order.map(|&group| KeyPair::generate(group, cx.rng)).collect();
    let grease = config.grease.then(|| Grease::new(cx.rng));
    let psks = psk::offer(&config, &name, cx.now);
    //= 4.3.10-1 4.3.10-2
    let early = psks.first().and_then(|psk| Early::offer(&config, psk));
    let mut common = Common {
        config,
        name,
        random,
        offered: Vec::new(),
        change_cipher_spec_sent: false,
        early_data: early
            .as_ref()
            .map_or(EarlyData::NotOffered, |_| EarlyData::Refused(EarlyDataRefusal::Disabled)),
        early,
    };
    //= 4.3.2-2
    let offer = Offer { session_id, shares, cookie: None, psks, grease };
    let client_hello = offer.encode(&mut common, None, cx.now);
    //= 4.2.2-1
    channel.send_message(&client_hello, cx);
    if let (Some(first), true) = (offer.psks.first(), common.early.is_some()) {
        common.send_change_cipher_spec(channel, cx)?;
        common.start_early_data(first, &client_hello, channel, cx)?;
    }
    Ok(State::WaitServerHello(WaitServerHello::first(common, offer, Unhashed::new(client_hello))))
}

/// A share for the best group; and one for X25519 where that is the hybrid with it, which servers of the last decade
/// don't know.
fn usual_shares(config: &ClientConfig) -> Vec<Group> {
    let first = config.groups.first().copied();
    let hybrid = first == Some(Group::X25519MlKem768);
    let fallback = config.groups.iter().copied().find(|&group| hybrid && group == Group::X25519);
    first.into_iter().chain(fallback).collect()
}

/// Settings that can't lead to any handshake are refused before anything is sent.
fn check(config: &ClientConfig) -> Result<(), Error> {
    check_lists(&config.suites, &config.groups, &config.signature_schemes)?;
    //= 9.3-3
    if config.signature_schemes.iter().any(|scheme| !OFFERED_SCHEMES.contains(scheme)) {
        return Err(Error::Configuration("a signature scheme is listed that is not implemented"));
    }
    //= 4.3.8-5 4.3.8-6
    let shares = config.key_shares.as_deref().unwrap_or_default();
    if shares.iter().any(|group| !config.groups.contains(group)) || has_twice(shares) {
        return Err(Error::Configuration("key shares are for groups that are offered, one for each"));
    }
    config.check_certificate_types()?;
    check_record_size_limit(config.record_size_limit)?;
    check_protocols(&config.protocols)
}
