//! The configurations that the flags describe.

use std::time::Duration;

use tls13::{
    ClientAuthentication, ClientConfig, Credentials as CredentialsConfig, EarlyDataPolicy, Group,
    RawPublicKeys, ServerConfig, Suite, Trust,
    code_points::{CertificateType, NamedGroup, SignatureScheme},
    pki_types::ServerName,
};

use crate::{
    compression,
    credentials::Credentials,
    flags::Flags,
    outcome::{Failure, unimplemented},
    stores::Shared,
};

const TLS_1_3: u16 = 772;

/// What the tests take for the default.
const GROUPS: [Group; 4] = [Group::X25519MlKem768, Group::X25519, Group::Secp256r1, Group::Secp384r1];

/// In the order that the tests take for granted.
const SUITES: [Suite; 3] = [Suite::Aes128GcmSha256, Suite::Aes256GcmSha384, Suite::ChaCha20Poly1305Sha256];

/// Tests of older versions, and of other things that are not there, are passed over.
pub(crate) fn check_scope(flags: &Flags<'_>) -> Result<(), Failure> {
    for name in ["allow-unknown-alpn-protos", "select-empty-alpn"] {
        if flags.has(name) {
            return Err(unimplemented("protocol names that the standard doesn't allow"));
        }
    }
    if flags.text("ticket-key").is_some() {
        return Err(unimplemented("tickets in BoringSSL's own format"));
    }
    if flags.text("curves-flags").is_some() {
        return Err(unimplemented("groups of equal preference"));
    }
    if flags.number::<u16>("max-version")?.is_some_and(|version| version < TLS_1_3) || flags.has("no-tls13") {
        return Err(unimplemented("versions before TLS 1.3"));
    }
    Ok(())
}

/// The name that is asked for; some name for the sessions' sake if the flags give none.
pub(crate) fn server_name(flags: &Flags<'_>) -> Result<ServerName<'static>, Failure> {
    let name = flags.text("host-name").unwrap_or("localhost").to_owned();
    ServerName::try_from(name).map_err(|error| unimplemented(error.to_string()))
}

pub(crate) fn client(
    flags: &Flags<'_>,
    credentials: &Credentials,
    shared: &Shared,
) -> Result<ClientConfig, Failure> {
    let mut config = ClientConfig::new(trust(flags)?);
    let types: Vec<u8> = flags.numbers("available-client-cert-types")?;
    let types: Vec<_> = types.into_iter().map(CertificateType).collect();
    let has_credentials = !credentials.is_empty() || !types.is_empty();
    config.credentials = has_credentials.then_some(CredentialsConfig::Application);
    config.certificate_types = Some(if types.is_empty() { credentials.certificate_types() } else { types });
    (config.suites, config.groups) = (SUITES.to_vec(), GROUPS.to_vec());
    if let Some(groups) = groups(flags, "curves")? {
        config.groups = groups;
    }
    config.key_shares = match groups(flags, "key-shares")? {
        _ if flags.has("no-key-shares") => Some(Vec::new()),
        None => Some(usual_shares(&config.groups)),
        chosen => chosen,
    };
    config.signature_schemes = verify_prefs(flags, &config.signature_schemes)?;
    config.protocols = flags.text("advertise-alpn").map(protocols).unwrap_or_default();
    config.send_server_name = flags.text("host-name").is_some();
    config.grease = false;
    config.request_ocsp_response = flags.has("enable-ocsp-stapling");
    config.request_scts = flags.has("enable-signed-cert-timestamps");
    config.psks = credentials.psks();
    config.sessions = (!flags.has("no-ticket")).then(|| shared.sessions.clone() as _);
    config.early_data = flags.has("enable-early-data");
    config.verify_on_resumption = flags.has("reverify-on-resume");
    config.certificate_compression = compression::from_flags(flags)?;
    config.max_fragment = flags.number("max-send-fragment")?.unwrap_or(config.max_fragment);
    Ok(config)
}

pub(crate) fn server(
    flags: &Flags<'_>,
    credentials: &Credentials,
    shared: &Shared,
) -> Result<ServerConfig, Failure> {
    let mut config = ServerConfig::new(CredentialsConfig::Application);
    if flags.has("require-any-client-certificate") {
        config.client_authentication = ClientAuthentication::Required(trust(flags)?);
    } else if flags.has("verify-peer") {
        config.client_authentication = ClientAuthentication::Optional(trust(flags)?);
    }
    config.requested_authorities = flags.text("use-client-ca-list").map(ca_list).transpose()?;
    config.groups = groups(flags, "curves")?.unwrap_or_else(|| GROUPS.to_vec());
    config.signature_schemes = verify_prefs(flags, &config.signature_schemes)?;
    config.acknowledge_server_name = !flags.has("no-server-name-ack");
    // The tests know a server that does all of this.
    config.suites = SUITES.to_vec();
    (config.client_chooses_suite, config.insist_on_best_group) = (true, true);
    config.middlebox_compatibility = true;
    config.grease = false;
    if let Some(protocol) = flags.text("select-alpn").filter(|protocol| !protocol.is_empty()) {
        config.protocols = vec![protocol.as_bytes().to_vec()];
    } else if flags.has("reject-alpn") {
        config.protocols = vec![b"none that a client asks for".to_vec()];
    }
    config.psks = credentials.psks();
    config.tickets = (!flags.has("no-ticket")).then(|| shared.ticket_keys.clone() as _);
    config.verify_on_resumption = flags.has("reverify-on-resume");
    config.certificate_compression = compression::from_flags(flags)?;
    config.max_fragment = flags.number("max-send-fragment")?.unwrap_or(config.max_fragment);
    if flags.has("enable-early-data") {
        let mut policy = EarlyDataPolicy::new(shared.replay_window.clone());
        // What the tests reckon with.
        (policy.max_size, policy.max_age_difference) = (14336, Duration::from_secs(60));
        config.early_data = Some(policy);
    }
    Ok(config)
}

/// Everything is judged by the shim, of the kinds that the flags name.
fn trust(flags: &Flags<'_>) -> Result<Trust, Failure> {
    let types: Vec<u8> = flags.numbers("accepted-peer-cert-types")?;
    let raw = RawPublicKeys::application();
    Ok(match types[..] {
        [] | [0] => Trust::Application,
        [2] => Trust::RawPublicKeys(raw),
        [2, 0] => Trust::RawPublicKeys(raw.or_certificates(Trust::Application)),
        [0, 2] => Trust::RawPublicKeys(raw.after_certificates(Trust::Application)),
        _ => return Err(unimplemented("other kinds of certificates")),
    })
}

/// The tests know a client that sends a share for its best group, and one for the best of the other kind: with ML-KEM,
/// or without.
fn usual_shares(groups: &[Group]) -> Vec<Group> {
    let classical = |group: &Group| matches!(group, Group::X25519 | Group::Secp256r1 | Group::Secp384r1);
    let first = groups.first().copied();
    let other =
        groups.iter().copied().find(|group| first.is_some_and(|first| classical(&first) != classical(group)));
    first.into_iter().chain(other).collect()
}

fn groups(flags: &Flags<'_>, name: &str) -> Result<Option<Vec<Group>>, Failure> {
    let numbers: Vec<u16> = flags.numbers(name)?;
    let known = |number: &u16| {
        Group::from_code_point(NamedGroup(*number)).ok_or_else(|| unimplemented(format!("-{name} {number}")))
    };
    let groups: Vec<Group> = numbers.iter().map(known).collect::<Result<_, _>>()?;
    Ok((!groups.is_empty()).then_some(groups))
}

/// Schemes that the tests want to be off by default.
const ASKED_FOR: [SignatureScheme; 4] =
    [SignatureScheme::ED25519, SignatureScheme::MLDSA44, SignatureScheme::MLDSA65, SignatureScheme::MLDSA87];

/// The tests take it for granted that Ed25519 and ML-DSA have to be asked for.
fn verify_prefs(flags: &Flags<'_>, default: &[SignatureScheme]) -> Result<Vec<SignatureScheme>, Failure> {
    let numbers: Vec<u16> = flags.numbers("verify-prefs")?;
    if numbers.is_empty() {
        let default = default.iter().copied();
        return Ok(default.filter(|scheme| !ASKED_FOR.contains(scheme)).collect());
    }
    Ok(numbers.into_iter().map(SignatureScheme).collect())
}

/// Names with their lengths before them, as they stand in the extension.
fn protocols(wire: &str) -> Vec<Vec<u8>> {
    let mut rest = wire.as_bytes();
    let mut names = Vec::new();
    while let Some((&length, after)) = rest.split_first() {
        let (name, after) = after.split_at(after.len().min(length.into()));
        names.push(name.to_vec());
        rest = after;
    }
    names
}

/// Names in DER, in hexadecimal, with commas between them.
pub(crate) fn ca_list(text: &str) -> Result<Vec<Vec<u8>>, Failure> {
    match text {
        "<EMPTY>" | "<NULL>" => Ok(Vec::new()),
        names => names
            .split(',')
            .map(|name| hex::decode(name).map_err(|_| unimplemented("a list of CAs of another form")))
            .collect(),
    }
}
