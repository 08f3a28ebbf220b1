//! Selection of the parameters (RFC 9846, section 4.2.1): by the server's preference, among what the client offers.

use alloc::vec::Vec;

use crate::{
    code_points::{CipherSuite, NamedGroup},
    config::ServerConfig,
    error::Error,
    message::client_hello::ClientHello,
    suite::{Group, Suite},
    wire::CodePoints,
};

//= 2.1-1 4.2.1-4 4.2.2-13
pub(super) fn suite(config: &ServerConfig, offered: CodePoints<'_>) -> Result<Suite, Error> {
    let mine = config.suites.iter().copied();
    mine.into_iter().find(|&suite| offered.contains(CipherSuite::from(suite).0)).ok_or(Error::NoCommonSuite)
}

/// The best group with the client's share for it; without any such share, the best group that both have.
//= 2-1 2.1-1 4.2.1-1 4.3.8-12
pub(super) fn group<'a>(
    config: &ServerConfig,
    hello: &ClientHello<'a>,
) -> Result<(Group, Option<&'a [u8]>), Error> {
    let with_share = config.groups.iter().find_map(|&group| {
        let share = hello.shares.iter().find(|share| share.group == NamedGroup::from(group))?;
        Some((group, Some(share.key_exchange)))
    });
    let in_common = || config.groups.iter().find(|&&group| hello.groups.contains(NamedGroup::from(group).0));
    with_share.or_else(|| in_common().map(|&group| (group, None))).ok_or(Error::NoCommonGroup)
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
