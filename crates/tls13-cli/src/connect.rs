//! `tls13 connect`.

use std::{fs, net::TcpStream, path::PathBuf, sync::Arc};

use anyhow::{Context as _, Result, bail};
use tls13::{ClientConfig, Credentials, pki_types::ServerName};

mod first_connection;

use crate::{
    arguments::{Connect, ServerTrust},
    certificate::read_credential,
    onlooker::Onlooker,
    pipe,
    trust::server_trust,
};

pub(crate) fn run(arguments: &Connect) -> Result<()> {
    let (host, port) = split(&arguments.server)?;
    let mut config = settings(arguments)?;
    let read = |path: &PathBuf| fs::read(path).with_context(|| format!("can't read {}", path.display()));
    let early_data = arguments.early_data.as_ref().map(read).transpose()?.unwrap_or_default();
    let name = server_name(&arguments.trust, host)?;
    if arguments.resume {
        let onlooker = Onlooker::new(&arguments.look, "first connection: ".into())?;
        first_connection::get_session(&mut config, name.clone(), reach(host, port)?, onlooker)?;
    }
    let onlooker = Onlooker::new(&arguments.look, String::new())?;
    pipe::run(Arc::new(config), name, reach(host, port)?, onlooker, early_data)
}

fn settings(arguments: &Connect) -> Result<ClientConfig> {
    let mut config = ClientConfig::new(server_trust(arguments)?);
    config.protocols = arguments.alpn.iter().map(|name| name.clone().into_bytes()).collect();
    if !arguments.groups.is_empty() {
        config.groups.clone_from(&arguments.groups);
    }
    if !arguments.suites.is_empty() {
        config.suites.clone_from(&arguments.suites);
    }
    if let (Some(chain), Some(key)) = (&arguments.cert, &arguments.key) {
        config.credentials = Some(Credentials::One(read_credential(chain, key)?));
    }
    config.update_keys_after = arguments.update_keys_after;
    config.psks.clone_from(&arguments.psk);
    config.early_data = arguments.early_data.is_some();
    Ok(config)
}

fn reach(host: &str, port: u16) -> Result<TcpStream> {
    let socket =
        TcpStream::connect((host, port)).with_context(|| format!("can't reach {host} port {port}"))?;
    socket.set_nodelay(true)?;
    Ok(socket)
}

/// The name that the certificate has to be for.
pub(crate) fn server_name(trust: &ServerTrust, host: &str) -> Result<ServerName<'static>> {
    let name = trust.name.as_deref().unwrap_or(host).to_owned();
    ServerName::try_from(name.clone()).with_context(|| format!("{name} is no valid name of a server"))
}

/// `HOST`, `HOST:PORT`, `[IPv6]` or `[IPv6]:PORT`.
pub(crate) fn split(server: &str) -> Result<(&str, u16)> {
    let (host, port) = match server.strip_prefix('[') {
        Some(rest) => {
            let (host, after) =
                rest.split_once(']').context("the bracket of an IPv6 address is not closed")?;
            (host, after.strip_prefix(':'))
        }
        None => match server.rsplit_once(':') {
            Some((host, port)) if !host.contains(':') => (host, Some(port)),
            _ => (server, None),
        },
    };
    if host.is_empty() {
        bail!("which host? Give HOST or HOST:PORT");
    }
    match port {
        None => Ok((host, 443)),
        Some(port) => Ok((host, port.parse().with_context(|| format!("{port} is no port"))?)),
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn hosts_and_ports_are_told_apart() {
        for (text, host, port) in [
            ("example.org", "example.org", 443),
            ("example.org:8443", "example.org", 8443),
            ("127.0.0.1:1", "127.0.0.1", 1),
            ("::1", "::1", 443),
            ("[::1]", "::1", 443),
            ("[::1]:8443", "::1", 8443),
        ] {
            assert_eq!(split(text).unwrap(), (host, port));
        }
        for wrong in ["", ":443", "host:", "host:99999", "[::1"] {
            assert!(split(wrong).is_err(), "{wrong}");
        }
    }
}
