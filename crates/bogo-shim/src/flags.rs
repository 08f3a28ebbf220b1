//! The command line. Flags may say to which connection they apply: the first one, a resumption, or what follows on the
//! same connection after early data was refused.

use std::fmt::Debug;

use crate::outcome::{Failure, unimplemented};

/// Which connection flags are asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Phase {
    Initial,
    Resume,
    Retry,
}

/// A flag with its value, if it takes one.
#[derive(Clone, Debug)]
struct Flag {
    /// None: it applies always.
    phase: Option<Phase>,
    name: String,
    value: Option<String>,
}

/// The whole command line.
#[derive(Debug)]
pub(crate) struct CommandLine(Vec<Flag>);

/// The flags of one connection, in their order.
#[derive(Debug)]
pub(crate) struct Flags<'a> {
    given: Vec<(&'a str, Option<&'a str>)>,
}

/// Flags without a value.
const SWITCHES: &[&str] = &[
    "allow-unknown-alpn-protos",
    "async",
    "check-close-notify",
    "decline-alpn",
    "decline-ocsp-callback",
    "enable-early-data",
    "enable-ocsp-stapling",
    "enable-signed-cert-timestamps",
    "expect-accept-early-data",
    "expect-extended-master-secret",
    "expect-hrr",
    "expect-no-hrr",
    "expect-no-offer-early-data",
    "expect-no-peer-cert",
    "expect-no-session",
    "expect-no-session-id",
    "expect-reject-early-data",
    "expect-secure-renegotiation",
    "expect-session-id",
    "expect-session-miss",
    "expect-ticket-supports-early-data",
    "expect-verify-result",
    "export-traffic-secrets",
    "fail-ocsp-callback",
    "implicit-handshake",
    "install-cert-compression-algs",
    "ipv6",
    "is-handshaker-supported",
    "key-update",
    "key-update-before-read",
    "must-match-issuer",
    "new-psk-credential",
    "new-rpk-credential",
    "new-x509-credential",
    "no-key-shares",
    "no-legacy-server-connect",
    "no-server-name-ack",
    "no-ticket",
    "no-tls1",
    "no-tls11",
    "no-tls12",
    "no-tls13",
    "psk-importer-sha256",
    "psk-importer-sha384",
    "read-with-unfinished-write",
    "reject-alpn",
    "require-any-client-certificate",
    "reverify-on-resume",
    "select-empty-alpn",
    "send-alert",
    "server",
    "server-preference",
    "set-ocsp-in-callback",
    "shim-shuts-down",
    "shim-writes-first",
    "use-custom-verify-callback",
    "use-early-callback",
    "use-export-context",
    "use-ocsp-callback",
    "verify-fail",
    "verify-peer",
];

/// Flags with a value.
const OPTIONS: &[&str] = &[
    "accepted-peer-cert-types",
    "advertise-alpn",
    "available-client-cert-types",
    "cert-file",
    "cipher",
    "curves",
    "curves-flags",
    "early-write-after-message",
    "expect-advertised-alpn",
    "expect-alpn",
    "expect-cipher",
    "expect-cipher-aes",
    "expect-cipher-no-aes",
    "expect-client-ca-list",
    "expect-curve-id",
    "expect-early-data-reason",
    "expect-ocsp-response",
    "expect-peer-cert-file",
    "expect-peer-certificate-type",
    "expect-peer-rpk-sha256",
    "expect-peer-signature-algorithm",
    "expect-peer-verify-pref",
    "expect-selected-credential",
    "expect-server-name",
    "expect-signed-cert-timestamps",
    "expect-ticket-age-skew",
    "expect-version",
    "export-context",
    "export-keying-material",
    "export-label",
    "host-name",
    "install-one-cert-compression-alg",
    "key-file",
    "key-shares",
    "max-send-fragment",
    "max-version",
    "min-version",
    "ocsp-response",
    "port",
    "psk-importer-context",
    "psk-importer-identity",
    "psk-importer-key",
    "read-size",
    "repeat-shim-initial-write",
    "resume-count",
    "resumption-delay",
    "select-alpn",
    "shim-id",
    "shim-initial-write",
    "signed-cert-timestamps",
    "signing-prefs",
    "ticket-key",
    "trust-cert",
    "use-client-ca-list",
    "verify-prefs",
];

impl CommandLine {
    /// An unknown flag is one for a feature that is not there: the test is passed over.
    pub(crate) fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Self, Failure> {
        let mut flags = Vec::new();
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            let Some(name) = argument.strip_prefix('-') else {
                return Err(unimplemented(format!("argument {argument}")));
            };
            let (phase, name) = split_phase(name);
            let value = if SWITCHES.contains(&name) {
                None
            } else if OPTIONS.contains(&name) {
                let value = arguments.next();
                Some(value.ok_or_else(|| Failure::Unmet(format!("-{name} needs a value")))?)
            } else {
                return Err(unimplemented(format!("flag -{name}")));
            };
            flags.push(Flag { phase, name: name.to_owned(), value });
        }
        Ok(Self(flags))
    }

    pub(crate) fn of(&self, phase: Phase) -> Flags<'_> {
        let applies = |flag: &&Flag| flag.phase.is_none_or(|only| only == phase);
        let given = self.0.iter().filter(applies).map(|flag| (flag.name.as_str(), flag.value.as_deref()));
        Flags { given: given.collect() }
    }
}

fn split_phase(name: &str) -> (Option<Phase>, &str) {
    let phases = [
        ("on-initial-", Some(Phase::Initial)),
        ("on-resume-", Some(Phase::Resume)),
        ("on-retry-", Some(Phase::Retry)),
        // There is one process only.
        ("on-shim-", None),
    ];
    let found = phases.into_iter().find_map(|(prefix, phase)| Some((phase, name.strip_prefix(prefix)?)));
    found.unwrap_or((None, name))
}

impl<'a> Flags<'a> {
    pub(crate) fn has(&self, name: &str) -> bool {
        debug_assert!(SWITCHES.contains(&name), "{name} is no switch");
        self.given.iter().any(|(given, _)| *given == name)
    }

    /// The last value given.
    pub(crate) fn text(&self, name: &str) -> Option<&'a str> {
        self.all(name).last().copied()
    }

    /// All values given.
    pub(crate) fn all(&self, name: &str) -> Vec<&'a str> {
        debug_assert!(OPTIONS.contains(&name), "{name} takes no value");
        self.given.iter().filter(|(given, _)| *given == name).filter_map(|(_, value)| *value).collect()
    }

    pub(crate) fn number<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>, Failure> {
        self.text(name).map(|text| number(name, text)).transpose()
    }

    pub(crate) fn numbers<T: std::str::FromStr>(&self, name: &str) -> Result<Vec<T>, Failure> {
        self.all(name).into_iter().map(|text| number(name, text)).collect()
    }

    /// All flags in their order.
    pub(crate) fn in_order(&self) -> impl Iterator<Item = (&'a str, Option<&'a str>)> {
        self.given.iter().copied()
    }
}

pub(crate) fn number<T: std::str::FromStr>(name: &str, text: &str) -> Result<T, Failure> {
    text.parse().map_err(|_| unimplemented(format!("-{name} {text}")))
}
