//! `tls13 check` against servers of many kinds, in words and in JSON.

use std::{collections::BTreeSet, io::Write, net::SocketAddr, process::Command, sync::Arc, time::Duration};

use clearbox_demo_pki::{Validity, certificate_pem};
use serde_json::Value;
use tls13::{
    ClientAuthentication, EarlyDataPolicy, Group, Roots, Suite, TicketStore, Trust,
    code_points::CipherSuite,
    pki_types::{CertificateDer, UnixTime},
};

#[path = "check/server.rs"]
mod server;

use server::Pki;

const GOOD: i32 = 0;
const NOT_CHECKED: i32 = 1;
const WRONG: i32 = 3;

/// What came of a check, in both forms.
struct Checked {
    words: String,
    json: Value,
    code: i32,
}

impl Checked {
    fn at(&self, pointer: &str) -> &Value {
        self.json.pointer(pointer).unwrap_or_else(|| panic!("no {pointer} in {:#}", self.json))
    }

    /// The answer to whether the server takes `name`.
    fn answer(&self, topic: &str, name: &str) -> &Value {
        let asked = self.at(&format!("/details/{topic}/asked")).as_array().unwrap();
        &asked.iter().find(|asked| asked["name"] == name).unwrap()["answer"]
    }

    /// What is said about a topic with this severity, in one text.
    fn findings(&self, severity: &str, topic: &str) -> String {
        let all = self.at("/findings").as_array().unwrap().iter();
        let about = all.filter(|finding| finding["severity"] == severity && finding["topic"] == topic);
        about.map(|finding| finding["what"].as_str().unwrap().to_owned() + "\n").collect()
    }

    /// Whether the words have a line that begins with `name`, and then only spaces before `value`.
    fn says(&self, name: &str, value: &str) -> bool {
        let mut rests = self.words.lines().filter_map(|line| line.trim_start().strip_prefix(name));
        rests.any(|rest| rest.starts_with("  ") && rest.trim_start() == value)
    }
}

fn run(address: SocketAddr, ca: &CertificateDer<'_>, more: &[&str]) -> std::process::Output {
    let mut pem = tempfile::NamedTempFile::new().unwrap();
    pem.write_all(certificate_pem(ca).as_bytes()).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_tls13"));
    command.args(["check", &address.to_string(), "--name", "server.example", "--timeout", "1", "--ca"]);
    command.arg(pem.path()).args(more).output().unwrap()
}

fn check_by(address: impl Fn() -> SocketAddr, ca: &CertificateDer<'_>) -> Checked {
    let words = run(address(), ca, &[]);
    let json = run(address(), ca, &["--json"]);
    assert_eq!(words.status.code(), json.status.code());
    Checked {
        words: String::from_utf8(words.stdout).unwrap(),
        json: serde_json::from_slice(&json.stdout).unwrap(),
        code: words.status.code().unwrap(),
    }
}

fn check(address: SocketAddr, ca: &CertificateDer<'_>) -> Checked {
    check_by(|| address, ca)
}

#[test]
fn a_good_server_has_nothing_wrong() {
    let pki = Pki::new();
    let checked = check(server::tls(pki.config()), &pki.root);
    assert_eq!(checked.code, GOOD, "{}", checked.words);
    assert_ne!(checked.at("/verdict"), "wrong");
    assert_eq!(checked.at("/schema"), 1);
    for suite in Suite::ALL {
        assert_eq!(checked.answer("suites", &suite.to_string()), "yes");
    }
    assert_eq!(checked.at("/details/suites/preference"), "server");
    let order = Suite::ALL.map(|suite| suite.to_string());
    assert_eq!(checked.at("/details/suites/order"), &Value::from(order.to_vec()));
    for group in Group::ALL {
        let answer = if Group::DEFAULT.contains(&group) { "yes" } else { "no" };
        assert_eq!(checked.answer("groups", &group.to_string()), answer);
    }
    assert_eq!(checked.at("/details/groups/chosen"), "X25519MLKEM768");
    assert!(checked.findings("good", "groups").contains("X25519MLKEM768 is preferred"));
    assert_eq!(checked.at("/details/groups/hello_retry_request"), "sent");
    assert_eq!(checked.at("/details/groups/preference"), "client_share");
    assert_eq!(checked.answer("signatures", "ecdsa_secp256r1_sha256"), "yes");
    assert_eq!(checked.answer("signatures", "ed25519"), "no");
    assert_eq!(checked.at("/details/chain/trusted/answer"), "yes");
    assert_eq!(checked.at("/details/chain/in_order"), true);
    let leaf = checked.at("/details/chain/certificates/0");
    assert_eq!(leaf["names"], Value::from(vec!["server.example", "www.server.example"]));
    assert_eq!((&leaf["key"], &leaf["days_left"]), (&"P-256".into(), &90.into()));
    assert_eq!(leaf["issuer"], "CN=Test Intermediate");
    assert_eq!(checked.at("/details/chain/certificates/1")["key"], "P-384");
    assert_eq!(checked.at("/details/alpn/chosen"), "h2");
    assert_eq!(checked.at("/details/client_certificate"), "not_asked");
    assert_eq!(checked.at("/details/close_notify/answer"), "yes");
    assert_eq!(checked.at("/versions/tls12/answer"), "no");
    assert!(checked.says("TLS 1.3", "yes") && checked.says("TLS 1.2", "no"), "{}", checked.words);
    assert!(checked.says("TLS_AES_256_GCM_SHA384", "yes, number 1 of its order"));
    assert!(checked.says("Certificate chain", "trusted for server.example"));
    assert!(checked.says("close_notify", "yes"));
}

#[test]
fn a_server_with_one_suite_could_be_better() {
    let pki = Pki::new();
    let mut config = pki.config();
    config.suites = vec![Suite::ChaCha20Poly1305Sha256];
    let checked = check(server::tls(config), &pki.root);
    assert_eq!(checked.code, GOOD);
    assert_eq!(checked.at("/verdict"), "could_be_better");
    assert_eq!(checked.answer("suites", "TLS_CHACHA20_POLY1305_SHA256"), "yes");
    assert_eq!(checked.answer("suites", "TLS_AES_128_GCM_SHA256"), "no");
    assert_eq!(checked.at("/details/suites/preference"), "only_one");
    let findings = checked.findings("could_be_better", "suites");
    assert!(findings.contains("TLS_AES_128_GCM_SHA256 is not taken"));
    assert!(checked.says("TLS_AES_128_GCM_SHA256", "no"));
    assert!(checked.says("TLS_CHACHA20_POLY1305_SHA256", "yes, chosen of all"));
}

/// The suites of a ClientHello: they come after its header, version, random and session ID.
fn offered_suites(hello: &[u8]) -> Vec<Suite> {
    let rest = &hello[5 + 4 + 2 + 32..];
    let rest = &rest[1 + usize::from(rest[0])..];
    let list = &rest[2..][..usize::from(rest[1])];
    let suites = list.chunks(2).map(|pair| CipherSuite(u16::from_be_bytes([pair[0], pair[1]])));
    suites.filter_map(Suite::from_code_point).collect()
}

#[test]
fn the_clients_order_of_suites_may_decide() {
    let pki = Pki::new();
    let config = pki.config();
    let address = server::tls_adapted(move |hello| {
        let mut config = config.clone();
        config.suites = offered_suites(hello);
        // Old hellos have none of these.
        Some(config).filter(|config| !config.suites.is_empty())
    });
    let checked = check(address, &pki.root);
    assert_eq!(checked.at("/details/suites/preference"), "client");
    assert!(checked.says("Cipher suites", "the client's order decides"));
}

#[test]
fn a_clients_wish_for_chacha_may_be_the_exception() {
    let pki = Pki::new();
    let config = pki.config();
    let address = server::tls_adapted(move |hello| {
        let mut config = config.clone();
        if offered_suites(hello).first() == Some(&Suite::ChaCha20Poly1305Sha256) {
            config.suites.rotate_right(1);
        }
        Some(config)
    });
    let checked = check(address, &pki.root);
    assert_eq!(checked.at("/details/suites/preference"), "server_unless_chacha");
}

#[test]
fn tickets_and_what_becomes_of_them_are_told() {
    let pki = Pki::new();
    let mut config = pki.config();
    let without = check(server::tls(config.clone()), &pki.root);
    assert_eq!(without.at("/details/resumption/tickets_sent/answer"), "no");
    assert!(without.findings("could_be_better", "resumption").contains("no tickets"));

    config.tickets = Some(Arc::new(TicketStore::new(100)));
    config.tickets_sent = 3;
    config.ticket_lifetime = Duration::from_secs(3600);
    let with = check(server::tls(config.clone()), &pki.root);
    let ticket = serde_json::json!({ "lifetime_seconds": 3600, "max_early_data_bytes": 0 });
    assert_eq!(with.at("/details/resumption/tickets"), &Value::from(vec![ticket; 3]));
    assert_eq!(with.at("/details/resumption/resumed/answer"), "yes");
    assert!(with.says("resumption", "works; 3 tickets for 60 min; no early data (0-RTT)"));

    let store = Arc::new(TicketStore::new(100));
    let mut early = config.clone();
    early.tickets = Some(store.clone());
    early.early_data = Some(EarlyDataPolicy { max_size: 12345, ..EarlyDataPolicy::new(store) });
    let early = check(server::tls(early), &pki.root);
    assert_eq!(early.at("/details/resumption/tickets/0/max_early_data_bytes"), 12345);
    assert!(early.findings("could_be_better", "resumption").contains("early data (0-RTT) is allowed"));

    // Every connection has a store of its own.
    let address = server::tls_adapted(move |_| {
        let mut config = config.clone();
        config.tickets = Some(Arc::new(TicketStore::new(100)));
        Some(config)
    });
    let forgetful = check(address, &pki.root);
    assert_eq!(forgetful.at("/details/resumption/resumed/answer"), "no");
    assert!(forgetful.findings("could_be_better", "resumption").contains("not taken back"));
}

/// Where there are values, such as `/details/suites/asked/name`; lists count as their elements.
fn places(value: &Value, at: &str) -> BTreeSet<String> {
    match value {
        Value::Object(fields) => {
            let fields = fields.iter().filter(|(name, _)| *name != "why");
            fields.flat_map(|(name, value)| places(value, &format!("{at}/{name}"))).collect()
        }
        Value::Array(elements) => elements.iter().flat_map(|element| places(element, at)).collect(),
        _ => BTreeSet::from([at.into()]),
    }
}

#[test]
fn the_readme_shows_every_field_and_no_other() {
    let readme = include_str!("../README.md");
    let (_, rest) = readme.split_once("```json\n").unwrap();
    let (example, _) = rest.split_once("```").unwrap();
    let example: Value = serde_json::from_str(example).unwrap();
    let pki = Pki::new();
    let mut config = pki.config();
    config.tickets = Some(Arc::new(TicketStore::new(100)));
    let output = run(server::tls(config), &pki.root, &["--json"]).stdout;
    let real: Value = serde_json::from_slice(&output).unwrap();
    assert_eq!(places(&example, ""), places(&real, ""));
}

#[test]
fn a_server_that_goes_without_a_word_could_be_better() {
    let pki = Pki::new();
    let checked = check(server::tls_without_close_notify(pki.config()), &pki.root);
    assert_eq!((checked.code, checked.at("/details/close_notify/answer")), (GOOD, &"no".into()));
    assert!(checked.findings("could_be_better", "closing").contains("without close_notify"));
    assert!(checked.says("close_notify", "no"));
}

#[test]
fn a_server_that_takes_every_group_asks_for_no_other_share() {
    let pki = Pki::new();
    let mut config = pki.config();
    config.groups = Group::ALL.to_vec();
    let checked = check(server::tls(config), &pki.root);
    assert_eq!(checked.code, GOOD);
    assert_eq!(checked.at("/details/groups/hello_retry_request"), "not_needed");
    assert_eq!(checked.at("/unanswered"), 0);
}

#[test]
fn a_server_without_post_quantum_groups_could_be_better() {
    let pki = Pki::new();
    let mut config = pki.config();
    config.groups = vec![Group::X25519, Group::Secp256r1];
    let checked = check(server::tls(config.clone()), &pki.root);
    assert_eq!((checked.code, checked.at("/verdict")), (GOOD, &"could_be_better".into()));
    assert!(checked.findings("could_be_better", "groups").contains("X25519MLKEM768 is not taken"));
    assert!(checked.words.contains("recorded traffic can be decrypted by a future quantum computer"));

    // Both shares are there at first: the server may choose.
    config.groups = vec![Group::X25519, Group::X25519MlKem768];
    let checked = check(server::tls(config), &pki.root);
    assert_eq!(checked.answer("groups", "X25519MLKEM768"), "yes");
    let findings = checked.findings("could_be_better", "groups");
    assert!(findings.contains("x25519 is preferred to X25519MLKEM768"), "{findings}");
}

#[test]
fn a_server_with_another_group_asks_for_its_share() {
    let pki = Pki::new();
    let mut config = pki.config();
    config.groups = vec![Group::Secp256r1];
    let checked = check(server::tls(config), &pki.root);
    assert_eq!(checked.code, GOOD);
    assert_eq!(checked.answer("groups", "secp256r1"), "yes");
    assert_eq!(checked.answer("groups", "x25519"), "no");
    assert_eq!(checked.at("/details/groups/hello_retry_request"), "sent");
    assert!(checked.findings("could_be_better", "groups").contains("x25519 is not taken"));
    assert!(checked.says("HelloRetryRequest", "sent where the share is for another group"));
}

#[test]
fn a_server_that_asks_for_no_other_share_is_wrong_but_checked() {
    let pki = Pki::new();
    let mut config = pki.config();
    config.groups = vec![Group::Secp256r1];
    // An entry of key_share: the group, the length of a point, and how a point begins.
    const SHARE: &[u8] = &[0, 23, 0, 65, 4];
    let address = server::tls_adapted(move |hello| {
        hello.windows(SHARE.len()).any(|bytes| bytes == SHARE).then(|| config.clone())
    });
    let checked = check(address, &pki.root);
    assert_eq!(checked.code, WRONG);
    assert_eq!(checked.answer("groups", "secp256r1"), "yes");
    assert_eq!(checked.at("/details/groups/hello_retry_request"), "refused");
    assert!(checked.findings("wrong", "groups").contains("a share for another group is refused"));
    assert!(checked.says("HelloRetryRequest", "not sent: a share for another group is refused"));
}

#[test]
fn an_expired_certificate_is_wrong_and_the_rest_is_told_all_the_same() {
    let now = i64::try_from(UnixTime::now().as_secs()).unwrap();
    let pki = Pki::valid(Validity { not_before: now - 900_000, not_after: now - 300_000 });
    let checked = check(server::tls(pki.config()), &pki.root);
    assert_eq!(checked.code, WRONG);
    assert_eq!(checked.at("/verdict"), "wrong");
    assert_eq!(checked.at("/details/chain/trusted/answer"), "no");
    assert!(checked.at("/details/chain/fault").as_str().unwrap().contains("expired"));
    assert_eq!(checked.at("/details/chain/certificates/0")["days_left"], -4);
    assert_eq!(checked.answer("suites", "TLS_AES_128_GCM_SHA256"), "yes");
    assert!(checked.findings("wrong", "certificate").contains("expired"));
    assert!(checked.words.contains(", expired\n"));
}

#[test]
fn a_missing_intermediate_is_named() {
    let pki = Pki::new();
    let config = pki.config_with(pki.issued.chain[..1].to_vec());
    let checked = check(server::tls(config), &pki.root);
    assert_eq!(checked.code, WRONG);
    assert_eq!(checked.at("/details/chain/trusted/answer"), "no");
    assert_eq!(checked.at("/details/chain/next_issuer"), "CN=Test Intermediate");
    assert!(checked.findings("wrong", "certificate").contains("Test Intermediate"));
    assert!(checked.says("as sent", "in order; ends before CN=Test Intermediate"));
}

#[test]
fn a_root_that_is_sent_could_be_left_out() {
    let pki = Pki::new();
    let mut chain = pki.issued.chain.clone();
    chain.insert(1, pki.root.clone());
    let checked = check(server::tls(pki.config_with(chain)), &pki.root);
    assert_eq!(checked.code, GOOD);
    let findings = checked.findings("could_be_better", "certificate");
    assert!(findings.contains("the root is sent") && findings.contains("out of order"), "{findings}");
}

#[test]
fn client_certificates_are_asked_for_or_required() {
    let pki = Pki::new();
    let trust = Trust::Roots(Roots::from_certificates([&pki.root]).unwrap());
    let mut config = pki.config();
    config.client_authentication = ClientAuthentication::Optional(trust.clone());
    let checked = check(server::tls(config.clone()), &pki.root);
    assert_eq!((checked.code, checked.at("/details/client_certificate")), (GOOD, &"asked".into()));
    config.client_authentication = ClientAuthentication::Required(trust);
    let checked = check(server::tls(config), &pki.root);
    assert_eq!((checked.code, checked.at("/details/client_certificate")), (GOOD, &"required".into()));
    assert_eq!(checked.at("/details/close_notify/answer"), "unknown");
    assert!(checked.says("client certificate", "required"));
}

#[test]
fn a_server_that_stops_answering_is_unknown_not_refusing() {
    let pki = Pki::new();
    // One handshake, two old versions, the chain, and the first suite; then nothing any more.
    let checked = check_by(|| server::tls_for(5, pki.config()), &pki.root);
    assert_eq!(checked.code, GOOD);
    assert_eq!(checked.answer("suites", &Suite::ALL[0].to_string()), "yes");
    assert_eq!(checked.answer("suites", &Suite::ALL[1].to_string()), "unknown");
    assert_eq!(checked.at("/details/suites/asked/1/why"), "no answer in time");
    assert_eq!(checked.answer("groups", "secp384r1"), "unknown");
    assert!(checked.says("secp384r1", "unknown: not asked: the server had stopped answering"));
    assert_eq!(checked.findings("could_be_better", "suites"), "");
    assert!(checked.at("/unanswered").as_u64().unwrap() > 10);
}

#[test]
fn a_server_that_goes_away_is_not_asked_for_ever() {
    let pki = Pki::new();
    let checked = check_by(|| server::tls_gone_after(5, pki.config()), &pki.root);
    assert_eq!(checked.answer("suites", &Suite::ALL[1].to_string()), "unknown");
    // Those that were under way when it stopped listening may count.
    assert!(checked.at("/connections").as_u64().unwrap() <= 8);
    assert!(checked.says("secp384r1", "unknown: not asked: the server had stopped answering"));
}

#[test]
fn plain_http_is_wrong() {
    let address = server::raw(|_| b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec());
    let checked = check(address, &Pki::new().root);
    assert_eq!(checked.code, WRONG);
    assert_eq!(checked.at("/details"), &Value::Null);
    assert!(checked.findings("wrong", "versions").contains("plain HTTP"));
    assert!(checked.says("TLS 1.3", "unknown: the peer speaks plain HTTP, not TLS"));
}

#[test]
fn a_server_that_hangs_up_is_wrong() {
    let checked = check(server::raw(|_| Vec::new()), &Pki::new().root);
    assert_eq!((checked.code, checked.at("/versions/tls13/answer")), (WRONG, &"unknown".into()));
    assert!(checked.findings("wrong", "versions").contains("no handshake of TLS 1.3"));
    // Before it has read anything, it may look like a reset.
    let checked = check(server::each(|_| Ok(())), &Pki::new().root);
    assert_eq!((checked.code, checked.at("/versions/tls13/answer")), (WRONG, &"unknown".into()));
}

#[test]
fn a_server_that_says_nothing_is_wrong_after_the_timeout() {
    let checked = check(server::silent(), &Pki::new().root);
    assert_eq!((checked.code, checked.at("/connections")), (WRONG, &1.into()));
    assert!(checked.findings("wrong", "versions").contains("no answer in time"));
    assert!(checked.says("TLS 1.3", "unknown: no answer in time"));
    assert!(checked.says("TLS 1.2", "unknown: not asked: the first answer was no TLS"));
}

/// Answers ClientHellos without supported_versions by a ServerHello of this version, the others by an alert.
fn old_server(version: u8) -> SocketAddr {
    const SUPPORTED_VERSIONS: &[u8] = &[0, 43, 0, 3, 2, 3, 4];
    server::raw(move |hello| {
        let is_new = hello.windows(SUPPORTED_VERSIONS.len()).any(|bytes| bytes == SUPPORTED_VERSIONS);
        if is_new || hello[10] < version {
            return vec![21, 3, 3, 0, 2, 2, 40];
        }
        [&[22, 3, version, 0, 42, 2, 0, 0, 38, 3, version][..], &[7; 32], &[0, 0xc0, 0x2b, 0]].concat()
    })
}

#[test]
fn a_server_without_tls_13_is_wrong() {
    let checked = check(old_server(3), &Pki::new().root);
    assert_eq!((checked.code, checked.at("/versions/tls13/answer")), (WRONG, &"no".into()));
    assert_eq!(checked.at("/versions/tls12/answer"), "yes");
    assert_eq!(checked.at("/versions/older/answer"), "no");
    let findings = checked.findings("wrong", "versions");
    assert!(findings.contains("the server speaks TLS 1.2, but not TLS 1.3"), "{findings}");
    assert!(checked.says("TLS 1.3", "no") && checked.says("TLS 1.2", "yes"));

    let checked = check(old_server(1), &Pki::new().root);
    assert_eq!(checked.at("/versions/older/answer"), "yes");
    assert!(checked.findings("wrong", "versions").contains("TLS 1.1 or 1.0 is spoken"));
}

#[test]
fn where_nobody_listens_nothing_is_checked() {
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let output = run(address, &Pki::new().root, &["--json"]);
    assert_eq!(output.status.code(), Some(NOT_CHECKED));
    assert!(output.stdout.is_empty());
    assert!(String::from_utf8(output.stderr).unwrap().contains("can't reach 127.0.0.1 port"));
}
