//! The command line.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};
use tls13::{Group, Hash, Pin, Psk, Suite};

use crate::trust::parse_pin;

/// TLS 1.3 (RFC 9846) from scratch: without a command, a demonstration on this machine.
#[derive(Debug, Parser)]
#[command(name = "tls13", version, about)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Runs client and server over a socket on this machine and shows what they agree on.
    Demo,
    /// Connects to a server; stdin goes to it, what it sends goes to stdout.
    Connect(Connect),
    /// Serves files over HTTPS, or echoes.
    Serve(Serve),
    /// Finds out how a TLS 1.3 server is configured, and what it could do better.
    Check(Check),
}

#[derive(Debug, Args)]
pub(crate) struct Connect {
    /// The server, as HOST or HOST:PORT (port 443 if none is given).
    pub(crate) server: String,
    #[command(flatten)]
    pub(crate) trust: ServerTrust,
    /// Accept this certificate or key only, whoever issued it: cert:HEX or key:HEX, with the SHA-256 of the
    /// certificate or of its SubjectPublicKeyInfo in DER.
    #[arg(long, value_name = "PIN", value_parser = parse_pin, conflicts_with = "ca")]
    pub(crate) pin: Vec<Pin>,
    /// The client's own certificate chain, should the server ask for one.
    #[arg(long, value_name = "PEM", requires = "key")]
    pub(crate) cert: Option<PathBuf>,
    /// The private key of the client's certificate (PKCS#8, SEC1 or PKCS#1).
    #[arg(long, value_name = "PEM", requires = "cert")]
    pub(crate) key: Option<PathBuf>,
    /// Application protocols to offer (ALPN), separated by commas, most preferred first.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(crate) alpn: Vec<String>,
    /// Groups to offer, separated by commas, most preferred first: X25519MLKEM768, x25519, SecP256r1MLKEM768,
    /// SecP384r1MLKEM1024, secp256r1, secp384r1; and, only if named here, MLKEM768, MLKEM1024.
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = parse_group)]
    pub(crate) groups: Vec<Group>,
    /// Cipher suites to offer, separated by commas, most preferred first, such as TLS_AES_128_GCM_SHA256.
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = parse_suite)]
    pub(crate) suites: Vec<Suite>,
    /// Connects twice: first only to get a session from the server, which is waited for for five seconds, then resuming it
    /// with stdin and stdout. Without a session, the second handshake is a full one, and a line on stderr says so.
    #[arg(long)]
    pub(crate) resume: bool,
    /// Sends this file before the server has answered (0-RTT), as far as the session allows; the rest of it, or all of it if
    /// the server refuses, comes as ordinary data before stdin. An attacker can make the server see early data twice.
    #[arg(long, value_name = "FILE", requires = "resume")]
    pub(crate) early_data: Option<PathBuf>,
    /// A key that the server knows too, for use with SHA-256: its name and the key itself in hexadecimal digits. Should the
    /// server not take it, its certificate counts. Other users of this machine may see it among the running programs.
    #[arg(long, value_name = "IDENTITY:HEX", value_parser = parse_psk)]
    pub(crate) psk: Vec<Psk>,
    /// Renews the keys for sending after so many records.
    #[arg(long, value_name = "RECORDS", default_value_t = u64::MAX, hide_default_value = true)]
    pub(crate) update_keys_after: u64,
    #[command(flatten)]
    pub(crate) look: Look,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The server, as HOST or HOST:PORT (port 443 if none is given).
    pub(crate) server: String,
    #[command(flatten)]
    pub(crate) trust: ServerTrust,
    /// How long each connection may take, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub(crate) timeout: u64,
    /// Reports as JSON instead of words.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Whom a server has to be certified by, and as whom.
#[derive(Debug, Args)]
pub(crate) struct ServerTrust {
    /// Trust the CAs in this PEM file (may be given several times), instead of those of --roots.
    #[arg(long, value_name = "PEM")]
    pub(crate) ca: Vec<PathBuf>,
    /// The CAs to trust: those of Mozilla's browser, or this system's.
    #[arg(long, value_enum, default_value_t = RootSource::Web)]
    pub(crate) roots: RootSource,
    /// Refuse what the certificate revocation lists in this PEM file revoke.
    #[arg(long, value_name = "PEM")]
    pub(crate) crl: Vec<PathBuf>,
    /// The name that the certificate has to be for, if it is not HOST.
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct Serve {
    /// The directory whose files are served.
    #[arg(value_name = "DIR", required_unless_present = "echo", conflicts_with = "echo")]
    pub(crate) directory: Option<PathBuf>,
    /// Answers every byte with itself instead.
    #[arg(long)]
    pub(crate) echo: bool,
    /// The certificate chain, the server's own certificate first. Several may be given, each with its key: clients get
    /// the one that fits the name they ask for. Changed files are read anew.
    #[arg(long, value_name = "PEM", required_unless_present = "self_signed", requires = "key")]
    pub(crate) cert: Vec<PathBuf>,
    /// The certificate's private key (PKCS#8, SEC1 or PKCS#1); as many as there are certificates, in their order.
    #[arg(long, value_name = "PEM", requires = "cert")]
    pub(crate) key: Vec<PathBuf>,
    /// Ask clients for a certificate of the CAs in this PEM file, and refuse those without.
    #[arg(long, value_name = "PEM")]
    pub(crate) client_ca: Vec<PathBuf>,
    /// Accept clients without a certificate all the same.
    #[arg(long, requires = "client_ca")]
    pub(crate) client_optional: bool,
    /// Makes a certificate for localhost that vouches for itself, and prints its pin.
    #[arg(long, conflicts_with = "cert")]
    pub(crate) self_signed: bool,
    /// The address and port to listen on; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:4433")]
    pub(crate) listen: SocketAddr,
    /// Application protocols to accept (ALPN), separated by commas; http/1.1 for files.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(crate) alpn: Vec<String>,
    /// Groups to accept, separated by commas, most preferred first: X25519MLKEM768, x25519, SecP256r1MLKEM768,
    /// SecP384r1MLKEM1024, secp256r1, secp384r1; and, only if named here, MLKEM768, MLKEM1024.
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = parse_group)]
    pub(crate) groups: Vec<Group>,
    /// Cipher suites to accept, separated by commas, most preferred first.
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = parse_suite)]
    pub(crate) suites: Vec<Suite>,
    /// Sends no tickets, so that no session can be resumed.
    #[arg(long)]
    pub(crate) no_tickets: bool,
    /// Takes so many bytes of early data (0-RTT) from clients that resume a session; without this, none. The echo answers it
    /// at once; requests for files in it wait for the end of the handshake, which no replay reaches.
    #[arg(
        long,
        value_name = "BYTES",
        value_parser = clap::value_parser!(u32).range(1..=MAX_EARLY_DATA),
        conflicts_with = "no_tickets"
    )]
    pub(crate) early_data: Option<u32>,
    /// A key that a client knows too, for use with SHA-256, instead of the certificate: its name and the key itself in
    /// hexadecimal digits. Other users of this machine may see it among the running programs.
    #[arg(long, value_name = "IDENTITY:HEX", value_parser = parse_psk)]
    pub(crate) psk: Vec<Psk>,
    /// Renews the keys for sending after so many records.
    #[arg(long, value_name = "RECORDS", default_value_t = u64::MAX, hide_default_value = true)]
    pub(crate) update_keys_after: u64,
    #[command(flatten)]
    pub(crate) look: Look,
}

/// Whose CAs are trusted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum RootSource {
    /// Mozilla's, as the crate webpki-roots has them.
    Web,
    /// Those that this system trusts.
    System,
}

/// What is shown and written down of a connection.
#[derive(Clone, Debug, Args)]
pub(crate) struct Look {
    /// Shows each message, alert and state on stderr.
    #[arg(short, long)]
    pub(crate) verbose: bool,
    /// Appends the connection's secrets to this file, for programs that decrypt recordings (RFC 9850).
    #[arg(long, value_name = "FILE")]
    pub(crate) keylog: Option<PathBuf>,
}

/// No more early data can be allowed: it is kept in memory until the handshake ends.
const MAX_EARLY_DATA: i64 = 1 << 20;

/// `IDENTITY:HEX`; the identity may have colons.
fn parse_psk(text: &str) -> Result<Psk, String> {
    let (identity, digits) = text.rsplit_once(':').ok_or("not IDENTITY:HEX")?;
    let key = hex::decode(digits).map_err(|error| error.to_string())?;
    Psk::new(identity.as_bytes(), &key, Hash::Sha256).map_err(|error| error.to_string())
}

fn parse_group(name: &str) -> Result<Group, String> {
    by_name(&Group::ALL, name)
}

fn parse_suite(name: &str) -> Result<Suite, String> {
    by_name(&Suite::ALL, name)
}

fn by_name<T: Copy + std::fmt::Display>(all: &[T], name: &str) -> Result<T, String> {
    let found = all.iter().find(|known| known.to_string().eq_ignore_ascii_case(name));
    found.copied().ok_or_else(|| {
        let known: Vec<String> = all.iter().map(ToString::to_string).collect();
        format!("not one of {}", known.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};
    use tls13::Group;

    use super::{Arguments, parse_psk};

    #[test]
    fn the_help_of_groups_names_them_all() {
        let mut command = Arguments::command();
        for name in ["connect", "serve"] {
            let help = command.find_subcommand_mut(name).unwrap().render_long_help().to_string();
            let help: String = help.split_whitespace().map(|word| word.to_owned() + " ").collect();
            for group in Group::ALL {
                assert!(help.contains(&format!("{group}")), "{name}: {group}");
            }
        }
    }

    #[test]
    fn keys_known_to_both_ends_have_an_identity_and_digits() {
        assert_eq!(parse_psk("a:b:0aFF").unwrap().identity(), b"a:b");
        for wrong in ["", "a", "a:", ":00", "a:0", "a:xy"] {
            assert!(parse_psk(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn options_that_contradict_each_other_are_refused() {
        for (wrong, right) in [
            ("connect a --early-data file", "connect a --early-data file --resume"),
            (
                "serve --echo --self-signed --early-data 1 --no-tickets",
                "serve --echo --self-signed --early-data 1",
            ),
            (
                "serve --echo --self-signed --early-data 1048577",
                "serve --echo --self-signed --early-data 1048576",
            ),
        ] {
            let parse =
                |words: &str| Arguments::try_parse_from(["tls13"].into_iter().chain(words.split(' ')));
            assert!(parse(wrong).is_err() && parse(right).is_ok(), "{wrong}");
        }
    }
}
