//! What a client or server is set up with: plain values, complete once they are made.

use alloc::{sync::Arc, vec::Vec};
use core::time::Duration;

use crate::{
    code_points::{CertificateType, SignatureScheme},
    compression::CertificateCompression,
    credential::Credential,
    error::Error,
    extension::{MaxFragmentLength, certificate_type, record_size_limit},
    limits::MAX_PLAINTEXT,
    record::PaddingPolicy,
    resumption::{ClientSessions, EarlyDataPolicy, Psk, Tickets},
    server::CookieKey,
    suite::{Group, Suite},
    verify::{OFFERED_SCHEMES, Trust},
};

/// The settings of a client. Many connections share one.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ClientConfig {
    /// How the server's identity is checked.
    pub trust: Trust,
    /// What the client proves its own identity by, should the server ask.
    pub credentials: Option<Credentials>,
    /// The kinds of certificates that it says it can show (RFC 7250), most preferred first. None for those of
    /// `credentials`, in their order; where the application chooses the credential, for X.509 alone.
    pub certificate_types: Option<Vec<CertificateType>>,
    /// Lets the server ask for the client's certificate after the handshake too (section 4.7.2).
    pub post_handshake_auth: bool,
    /// Asks the server for the OCSP response to its certificate, for the application to look at.
    pub request_ocsp_response: bool,
    /// Asks the server for the signed certificate timestamps (SCTs, RFC 6962) of its certificate, for the application to
    /// look at.
    pub request_scts: bool,
    /// How certificates may be compressed in either direction, most preferred first.
    pub certificate_compression: Vec<Arc<dyn CertificateCompression>>,
    /// Cipher suites, most preferred first.
    pub suites: Vec<Suite>,
    /// Key exchange groups, most preferred first.
    pub groups: Vec<Group>,
    /// The groups for which shares are sent, among those of `groups`; None for the first of them, and for X25519 too if that
    /// is X25519MLKEM768. Without a share that it likes, the server asks again.
    pub key_shares: Option<Vec<Group>>,
    /// Signature schemes by which the server may prove itself, most preferred first; those of PKCS #1 v1.5 are for its
    /// certificates only.
    pub signature_schemes: Vec<SignatureScheme>,
    /// Application protocols (ALPN), most preferred first; none if empty.
    pub protocols: Vec<Vec<u8>>,
    /// Sends server_name, if the server's name is a DNS name.
    pub send_server_name: bool,
    /// Looks like TLS 1.2 to middleboxes (appendix E.4).
    pub middlebox_compatibility: bool,
    /// Strews values into the ClientHello that mean nothing (RFC 8701), and sends its extensions in another order each
    /// time, so that no server comes to rely on what it has always seen.
    pub grease: bool,
    /// Where sessions are kept to be resumed. If None, none is, and servers are told that tickets are of no use.
    pub sessions: Option<Arc<dyn ClientSessions>>,
    /// External PSKs, most preferred first, offered besides a handshake with certificates.
    pub psks: Vec<Psk>,
    /// Whether early data may be sent where a session allows it: data that an attacker can replay.
    pub early_data: bool,
    /// Judges the server's certificates again when a session is resumed, as if it had just sent them.
    pub verify_on_resumption: bool,
    /// The most data that a record takes, in bytes: 1 to 16384, and the greater the faster.
    pub max_fragment: usize,
    /// The longest records that this end wants to get (RFC 8449), in bytes of content, type and padding: 64 to 16385. None
    /// says nothing, and takes what the standard allows.
    pub record_size_limit: Option<u16>,
    /// Asks for shorter records both ways (RFC 6066, section 4), of servers that don't know record_size_limit: those that
    /// do go by that if it is asked for too.
    pub max_fragment_length: Option<MaxFragmentLength>,
    /// How encrypted records are padded; not at all if None.
    pub padding: Option<Arc<dyn PaddingPolicy>>,
    /// Updates the keys for sending after so many records, though in any case before the AEAD's limit.
    pub update_keys_after: u64,
}

impl ClientConfig {
    /// The defaults: everything this crate implements, the strongest first.
    #[must_use]
    pub fn new(trust: Trust) -> Self {
        Self {
            trust,
            credentials: None,
            certificate_types: None,
            post_handshake_auth: false,
            request_ocsp_response: false,
            request_scts: false,
            certificate_compression: Vec::new(),
            suites: Suite::ALL.to_vec(),
            groups: Group::DEFAULT.to_vec(),
            key_shares: None,
            signature_schemes: OFFERED_SCHEMES.to_vec(),
            protocols: Vec::new(),
            send_server_name: true,
            middlebox_compatibility: true,
            grease: true,
            sessions: None,
            psks: Vec::new(),
            //= F.5-3
            early_data: false,
            verify_on_resumption: false,
            max_fragment: MAX_PLAINTEXT,
            record_size_limit: None,
            max_fragment_length: None,
            padding: None,
            update_keys_after: u64::MAX,
        }
    }
}

/// RFC 7250.
impl ClientConfig {
    /// The kinds of certificates that the client says it can show.
    pub(crate) fn shown_certificate_types(&self) -> Vec<CertificateType> {
        match (&self.credentials, &self.certificate_types) {
            (None, _) => Vec::new(),
            (_, Some(types)) => types.clone(),
            (Some(credentials), None) => credentials.certificate_types(),
        }
    }

    pub(crate) fn check_certificate_types(&self) -> Result<(), Error> {
        self.trust.check()?;
        let types = self.certificate_types.as_deref().unwrap_or_default();
        let owned = match &self.credentials {
            Some(Credentials::One(_) | Credentials::Several(_)) => self.credentials.as_ref(),
            None | Some(Credentials::Application) => None,
        };
        let owned = owned.map(Credentials::certificate_types);
        //= 4.5.1-14
        let known = [CertificateType::X509, CertificateType::RAW_PUBLIC_KEY];
        let can_be_shown = |kind: &CertificateType| owned.as_deref().unwrap_or(&known).contains(kind);
        if has_twice(types) || !types.iter().all(can_be_shown) {
            return Err(Error::Configuration("certificate types are those of the credentials, each once"));
        }
        Ok(())
    }
}

impl Credentials {
    /// The kinds of its credentials, in their order.
    fn certificate_types(&self) -> Vec<CertificateType> {
        let all = match self {
            Self::One(only) => core::slice::from_ref(only),
            Self::Several(all) => all,
            Self::Application => return certificate_type::DEFAULT.to_vec(),
        };
        let mut types = Vec::new();
        for kind in all.iter().map(|credential| credential.certificate_type()) {
            if !types.contains(&kind) {
                types.push(kind);
            }
        }
        types
    }
}

/// Where credentials come from.
#[derive(Clone, Debug)]
pub enum Credentials {
    /// This one for every peer.
    One(Arc<Credential>),
    /// The first of these that fits best: made for the name that the client asked for (by that name rather than by a
    /// wildcard; a raw public key is for any name), of a kind that the peer takes, signing by a scheme that the peer verifies, issued by a CA that the peer would like. Where none fits
    /// the name or the CAs, the first whose scheme fits.
    Several(Vec<Arc<Credential>>),
    /// The application chooses: the connection stops and asks ([`crate::Question::Credential`]).
    Application,
}

/// Whether a server asks its clients for certificates, or for raw public keys. A client that has agreed to neither of the
/// kinds that the server trusts is refused, too.
#[derive(Clone, Debug)]
pub enum ClientAuthentication {
    /// It doesn't ask.
    None,
    /// It asks; a client without a certificate is accepted, one with a certificate that is not trusted is not.
    Optional(Trust),
    /// It asks, and refuses clients without a certificate; those with one of its external PSKs are not asked.
    Required(Trust),
}

impl ClientAuthentication {
    /// How clients are judged, if they are asked.
    pub(crate) fn trust(&self) -> Option<&Trust> {
        match self {
            Self::None => None,
            Self::Optional(trust) | Self::Required(trust) => Some(trust),
        }
    }
}

/// The settings of a server. Many connections share one.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ServerConfig {
    /// What the server proves its identity by.
    pub credentials: Credentials,
    /// Whether clients have to prove theirs.
    pub client_authentication: ClientAuthentication,
    /// The CAs that clients are told to have certificates of, as distinguished names in DER; None for those that
    /// `client_authentication` trusts.
    pub requested_authorities: Option<Vec<Vec<u8>>>,
    /// Judges a client's certificates again when a session is resumed, as if it had just sent them.
    pub verify_on_resumption: bool,
    /// Asks clients for the OCSP responses to their certificates, if it asks for certificates.
    pub request_ocsp_response: bool,
    /// Asks clients for the signed certificate timestamps of their certificates, if it asks for certificates.
    pub request_scts: bool,
    /// How certificates may be compressed in either direction, most preferred first.
    pub certificate_compression: Vec<Arc<dyn CertificateCompression>>,
    /// Tells clients that the name they asked for was looked at (RFC 6066, section 3).
    pub acknowledge_server_name: bool,
    /// Cipher suites, most preferred first.
    pub suites: Vec<Suite>,
    /// Takes the suite that the client prefers of those that both have, rather than the server's favourite: a client
    /// without fast AES may know better.
    pub client_chooses_suite: bool,
    /// Key exchange groups, most preferred first. The best one that the client sent a share for is taken; without
    /// any, the best one that both have, by HelloRetryRequest.
    pub groups: Vec<Group>,
    /// Asks for a share of the best group that both have, even where the client sent one for another: a better group for
    /// the price of a round trip.
    pub insist_on_best_group: bool,
    /// Strews extensions into CertificateRequest and NewSessionTicket that mean nothing (RFC 8701), so that no client comes
    /// to rely on what it has always seen.
    pub grease: bool,
    /// If given, a HelloRetryRequest brings a cookie with everything that the server has to remember of the first
    /// ClientHello, so that the connection may be forgotten: another one, or another server with this key, goes on with the
    /// second ClientHello. See [`crate::ServerConnection::accept_from`].
    pub cookie_key: Option<CookieKey>,
    /// Looks like TLS 1.2 to middleboxes even where the client doesn't (appendix E.4).
    pub middlebox_compatibility: bool,
    /// Signature schemes by which clients may prove themselves, most preferred first; those of PKCS #1 v1.5 are for
    /// their certificates only.
    pub signature_schemes: Vec<SignatureScheme>,
    /// Application protocols (ALPN), most preferred first. If empty, the client's list is ignored.
    pub protocols: Vec<Vec<u8>>,
    /// How tickets are made and redeemed. If None, none are sent, and no session is resumed.
    pub tickets: Option<Arc<dyn Tickets>>,
    /// So many tickets are sent after a handshake, or fewer if the client asks for fewer (RFC 9149).
    pub tickets_sent: u8,
    /// How long a ticket may be used, at most seven days.
    pub ticket_lifetime: Duration,
    /// External PSKs that clients may use.
    pub psks: Vec<Psk>,
    /// Whether and how early data is taken, which an attacker can replay. If None, it is refused.
    pub early_data: Option<EarlyDataPolicy>,
    /// The most data that a record takes, in bytes: 1 to 16384, and the greater the faster.
    pub max_fragment: usize,
    /// The longest records that this end wants to get (RFC 8449), in bytes of content, type and padding: 64 to 16385. None
    /// says nothing, and takes what the standard allows.
    pub record_size_limit: Option<u16>,
    /// How encrypted records are padded; not at all if None.
    pub padding: Option<Arc<dyn PaddingPolicy>>,
    /// Updates the keys for sending after so many records, though in any case before the AEAD's limit.
    pub update_keys_after: u64,
}

impl ServerConfig {
    /// The defaults: everything this crate implements, the strongest first.
    #[must_use]
    pub fn new(credentials: Credentials) -> Self {
        Self {
            credentials,
            client_authentication: ClientAuthentication::None,
            requested_authorities: None,
            verify_on_resumption: false,
            request_ocsp_response: false,
            request_scts: false,
            certificate_compression: Vec::new(),
            acknowledge_server_name: true,
            client_chooses_suite: false,
            insist_on_best_group: false,
            grease: true,
            cookie_key: None,
            middlebox_compatibility: false,
            tickets: None,
            //= C.4-2
            tickets_sent: 2,
            ticket_lifetime: Duration::from_secs(24 * 60 * 60),
            psks: Vec::new(),
            //= F.5-3
            early_data: None,
            suites: Suite::ALL.to_vec(),
            groups: Group::DEFAULT.to_vec(),
            signature_schemes: OFFERED_SCHEMES.to_vec(),
            protocols: Vec::new(),
            max_fragment: MAX_PLAINTEXT,
            record_size_limit: None,
            padding: None,
            update_keys_after: u64::MAX,
        }
    }
}

/// Settings that can't lead to any handshake, or that the standard doesn't allow, are refused before anything is sent.
pub(crate) fn check_lists(
    suites: &[Suite],
    groups: &[Group],
    schemes: &[SignatureScheme],
) -> Result<(), Error> {
    if suites.is_empty() || groups.is_empty() || schemes.is_empty() {
        return Err(Error::Configuration("a cipher suite, a group and a signature scheme are needed"));
    }
    //= 4.3.7-1
    if has_twice(suites) || has_twice(groups) || has_twice(schemes) {
        return Err(Error::Configuration("no suite, group or signature scheme may be listed twice"));
    }
    Ok(())
}

/// RFC 8449, section 4.
pub(crate) fn check_record_size_limit(limit: Option<u16>) -> Result<(), Error> {
    if limit.is_some_and(|limit| !(record_size_limit::MIN..=record_size_limit::MAX).contains(&limit)) {
        return Err(Error::Configuration("a record size limit is 64 to 16385 bytes"));
    }
    Ok(())
}

pub(crate) fn has_twice<T: PartialEq>(list: &[T]) -> bool {
    list.iter().enumerate().any(|(at, item)| list.iter().skip(at + 1).any(|other| other == item))
}

/// A protocol's name has 1 to 255 bytes (RFC 7301, section 3.1), and the list has to fit its length field.
pub(crate) fn check_protocols(protocols: &[Vec<u8>]) -> Result<(), Error> {
    let encoded: usize = protocols.iter().map(|name| name.len() + 1).sum();
    if encoded > 4096 || protocols.iter().any(|name| name.is_empty() || name.len() > 255) {
        return Err(Error::Configuration("protocol names have 1 to 255 bytes, and 4096 together"));
    }
    Ok(())
}
