//! Selection of the parameters (RFC 9846, section 4.2.1): by the server's preference, among what the client offers.

use alloc::vec::Vec;

use crate::{
    code_points::{CertificateType, CipherSuite, NamedGroup},
    config::ServerConfig,
    error::Error,
    extension::{MaxFragmentLength, certificate_type},
    message::client_hello::ClientHello,
    suite::{Group, Suite},
    verify::Trust,
    wire::CodePoints,
};

//= 2.1-1 4.2.1-4 4.2.2-13
pub(super) fn suite(config: &ServerConfig, offered: CodePoints<'_>) -> Result<Suite, Error> {
    let mine = || config.suites.iter().copied();
    let first_of_mine = || mine().find(|&suite| offered.contains(CipherSuite::from(suite).0));
    let first_of_theirs =
        || offered.iter().find_map(|offer| mine().find(|&suite| CipherSuite::from(suite).0 == offer));
    let chosen = if config.client_chooses_suite { first_of_theirs() } else { first_of_mine() };
    chosen.ok_or(Error::NoCommonSuite)
}

/// The best group with the client's share for it; without any such share, the best group that both have.
//= 2-1 2.1-1 4.2.1-1 4.3.8-12
pub(super) fn group<'a>(
    config: &ServerConfig,
    hello: &ClientHello<'a>,
) -> Result<(Group, Option<&'a [u8]>), Error> {
    let share = |group: Group| hello.shares.iter().find(|share| share.group == NamedGroup::from(group));
    let mut in_common =
        config.groups.iter().copied().filter(|&group| hello.groups.contains(NamedGroup::from(group).0));
    let best = in_common.clone().next().ok_or(Error::NoCommonGroup)?;
    let with_share = in_common.find_map(|group| Some((group, share(group)?.key_exchange)));
    match with_share {
        Some((group, share)) if group == best || !config.insist_on_best_group => Ok((group, Some(share))),
        _ => Ok((best, None)),
    }
}

/// None if either end has no list; an error if the lists have nothing in common (RFC 7301, section 3.2).
pub(super) fn protocol(config: &ServerConfig, offered: Option<&[&[u8]]>) -> Result<Option<Vec<u8>>, Error> {
    match offered {
        Some(offered) if !config.protocols.is_empty() => {
            let chosen = config.protocols.iter().find(|mine| offered.contains(&mine.as_slice()));
            chosen.cloned().map(Some).ok_or(Error::NoCommonProtocol)
        }
        _ => Ok(None),
    }
}

/// What the two ends may show of themselves (RFC 7250).
#[derive(Debug)]
pub(super) struct CertificateTypes {
    /// The kinds that the client takes, and whether it has said so: then the server says which one it shows.
    pub(super) of_server: Vec<CertificateType>,
    pub(super) server_is_to_say: bool,
    /// The kind that the client is asked for, if it is asked and the two ends have one in common; and whether it has said
    /// which ones it has.
    pub(super) of_client: Option<CertificateType>,
    pub(super) client_has_said: bool,
}

impl CertificateTypes {
    /// What server_certificate_type says, if it is there. In a resumption it is what the server has shown before: a client
    /// may take silence for certificates, and refuse these.
    pub(super) fn to_say(&self, shown: Option<CertificateType>) -> Option<CertificateType> {
        shown.filter(|kind| self.server_is_to_say && self.of_server.contains(kind))
    }
}

pub(super) fn certificate_types(config: &ServerConfig, hello: &ClientHello<'_>) -> CertificateTypes {
    //= 4.5.1-14
    let known = [CertificateType::X509, CertificateType::RAW_PUBLIC_KEY];
    let or_default = |types: &Option<Vec<CertificateType>>| match types {
        Some(types) => types.iter().copied().filter(|kind| known.contains(kind)).collect(),
        None => certificate_type::DEFAULT.to_vec(),
    };
    let of_client = or_default(&hello.client_certificate_types);
    let wanted = config.client_authentication.trust().map(Trust::certificate_types).unwrap_or_default();
    CertificateTypes {
        of_server: or_default(&hello.server_certificate_types),
        server_is_to_say: hello.server_certificate_types.is_some(),
        of_client: wanted.iter().copied().find(|kind| of_client.contains(kind)),
        client_has_said: hello.client_certificate_types.is_some(),
    }
}

/// What the client asks for by max_fragment_length, unless record_size_limit stands in its place (RFC 8449, section 5).
pub(super) fn max_fragment_length(hello: &ClientHello<'_>) -> Result<Option<MaxFragmentLength>, Error> {
    let asked = hello.max_fragment_length.filter(|_| hello.record_size_limit.is_none());
    asked.map(MaxFragmentLength::from_code_point).transpose()
}
