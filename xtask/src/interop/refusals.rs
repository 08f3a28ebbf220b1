//! The classic faults of certificates, shown by OpenSSL's server: our client names the certificate and the fault, and
//! the server sees the alert.

use std::{
    fs,
    path::Path,
    time::{SystemTime, UNIX_EPOCH},
};

use anyhow::{Result, ensure};
use clearbox_demo_pki::{Authority, Issued, Kind, Powers, Validity, certificate_pem, crl_pem, self_signed};
use rand_core::{CryptoRng, UnwrapErr};

use super::{Case, Stage, process::Process};

const NAMES: [&str; 2] = ["localhost", "127.0.0.1"];

/// Name of the case and of the files, arguments for our client, its words, and the alert that the server sees.
type Row = (&'static str, &'static str, &'static str, u8);

const TRUST: &str = "--ca refusal-ca.pem";

const ROWS: [Row; 18] = [
    ("expired", TRUST, "certificate 0 of the chain, the peer's own (CN=localhost) expired", 45),
    ("expired-ca", TRUST, "certificate 1 of the chain (CN=Expired CA) expired", 45),
    ("not-yet-valid", TRUST, "(CN=localhost) is not valid yet", 45),
    ("wrong-name", TRUST, "(CN=other.example) is not for localhost but for other.example", 42),
    ("wrong-address", "--name 127.0.0.1", "is not for the address 127.0.0.1 but for localhost", 42),
    ("unknown-root", "--ca other-ca.pem", "(CN=Good CA) was issued by a CA that is not trusted here", 48),
    ("self-signed", TRUST, "(CN=localhost) vouches for itself", 48),
    ("missing-intermediate", TRUST, "came without the certificate of its issuer, which is not trusted", 48),
    ("broken-0", TRUST, "(CN=localhost) has a signature that its issuer's key doesn't verify", 42),
    ("broken-1", TRUST, "1 of the chain (CN=Lower CA) has a signature that its issuer's key doesn't", 42),
    ("broken-2", TRUST, "2 of the chain (CN=Good CA) has a signature that its issuer's key doesn't", 42),
    ("no-ca", TRUST, "1 of the chain (CN=No CA) is no CA's, but issued another one", 43),
    ("path-length", TRUST, "(CN=Last CA) has more CAs below it than it allows", 42),
    ("name-constraint", TRUST, "a CA above it may not certify (name constraints of CN=Elsewhere CA)", 42),
    ("wrong-usage", TRUST, "(CN=localhost) is not meant for this purpose (extended key usage)", 43),
    ("revoked", "--ca refusal-ca.pem --crl revoked.crl.pem", "(CN=localhost) was revoked by its CA", 44),
    ("weak-rsa", TRUST, "1 of the chain (CN=Weak CA) has an RSA key of only 1024 bits", 42),
    (
        "good",
        "--pin key:0000000000000000000000000000000000000000000000000000000000000000",
        "is not the pinned",
        46,
    ),
];

pub(super) fn cases() -> Vec<Case> {
    let case = |row: &'static Row| {
        Case::new(format!("connect → s_server refused: {}", row.0), move |stage| refuse(stage, row))
    };
    ROWS.iter().map(case).collect()
}

fn refuse(stage: &Stage, &(name, arguments, words, alert): &Row) -> Result<String> {
    let files = if name == "unknown-root" { "good" } else { name };
    let arguments = if name == "wrong-address" { format!("{TRUST} {arguments}") } else { arguments.into() };
    // OpenSSL's lowest security level, at which it shows weak keys, too.
    let server = format!(
        "-tls1_3 -cipher DEFAULT@SECLEVEL=0 -cert bad-{files}.pem -cert_chain bad-{files}.chain.pem -key bad-{files}.key"
    );
    let (server, port) = Process::openssl_server(stage, &server)?;
    let mut client = Process::tls13(stage, &format!("connect localhost:{port} {arguments}"))?;
    let (status, output) = client.wait()?;
    ensure!(status.code() == Some(1) && output.contains(words), "{status}, not {words:?}: {output}");
    server.wait_for(&format!("SSL alert number {alert}"))?;
    let sentence = output.lines().find(|line| line.contains(words)).unwrap_or(words);
    Ok(format!("{}; s_server saw alert {alert}", sentence.trim_start_matches("tls13: ")))
}

/// Writes a `bad-NAME.pem`, `bad-NAME.chain.pem` and `bad-NAME.key` for each case.
pub(super) fn make(directory: &Path) -> Result<()> {
    let rng: &mut dyn CryptoRng = &mut UnwrapErr(getrandom::SysRng);
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let valid = Validity::days_around(now, 30);
    let root = Authority::new("Refusal Root CA", valid, rng)?;
    let good = root.subordinate(Kind::EcdsaP256, "Good CA", valid, rng)?;
    fs::write(directory.join("refusal-ca.pem"), certificate_pem(root.certificate()))?;

    let revoked = good.issue(&NAMES, valid, rng)?;
    fs::write(directory.join("revoked.crl.pem"), crl_pem(&good.revoke(&[&revoked], valid)?))?;
    let mut chains = vec![
        ("good", good.issue(&NAMES, valid, rng)?),
        ("wrong-name", good.issue(&["other.example"], valid, rng)?),
        ("wrong-address", good.issue(&["localhost"], valid, rng)?),
        ("self-signed", self_signed(&NAMES, valid, rng)?),
        ("missing-intermediate", alone(good.issue(&NAMES, valid, rng)?)),
        ("wrong-usage", good.issue_client("localhost", valid, rng)?),
        ("revoked", revoked),
    ];
    dates(&root, &good, valid, rng, &mut chains)?;
    broken_signatures(&good, valid, rng, &mut chains)?;
    powers(&root, &good, valid, rng, &mut chains)?;
    chains.push(("weak-rsa", weak(&root, valid, rng)?));
    chains.iter().try_for_each(|(name, issued)| write(directory, name, issued))
}

type Chains = Vec<(&'static str, Issued)>;

fn dates(
    root: &Authority,
    good: &Authority,
    valid: Validity,
    rng: &mut dyn CryptoRng,
    chains: &mut Chains,
) -> Result<()> {
    const DAY: i64 = 86400;
    let past = Validity { not_before: valid.not_before - 90 * DAY, not_after: valid.not_before - DAY };
    let future = Validity { not_before: valid.not_after, not_after: valid.not_after + 90 * DAY };
    let expired = root.subordinate(Kind::EcdsaP256, "Expired CA", past, rng)?;
    chains.push(("expired", good.issue(&NAMES, past, rng)?));
    chains.push(("expired-ca", expired.issue(&NAMES, valid, rng)?));
    chains.push(("not-yet-valid", good.issue(&NAMES, future, rng)?));
    Ok(())
}

fn broken_signatures(
    good: &Authority,
    valid: Validity,
    rng: &mut dyn CryptoRng,
    chains: &mut Chains,
) -> Result<()> {
    let lower = good.subordinate(Kind::EcdsaP384, "Lower CA", valid, rng)?;
    for (depth, name) in ["broken-0", "broken-1", "broken-2"].into_iter().enumerate() {
        let mut issued = lower.issue(&NAMES, valid, rng)?;
        let mut der = issued.chain[depth].to_vec();
        if let Some(last) = der.last_mut() {
            *last ^= 1;
        }
        issued.chain[depth] = der.into();
        chains.push((name, issued));
    }
    Ok(())
}

fn powers(
    root: &Authority,
    good: &Authority,
    valid: Validity,
    rng: &mut dyn CryptoRng,
    chains: &mut Chains,
) -> Result<()> {
    let kind = Kind::EcdsaP256;
    let none = Powers { is_ca: false, ..Powers::default() };
    let none = good.subordinate_with(&none, kind, "No CA", valid, rng)?;
    chains.push(("no-ca", none.issue(&NAMES, valid, rng)?));
    let last = Powers { path_length: Some(0), ..Powers::default() };
    let last = root.subordinate_with(&last, kind, "Last CA", valid, rng)?;
    let below = last.subordinate(kind, "One Too Many", valid, rng)?;
    chains.push(("path-length", below.issue(&NAMES, valid, rng)?));
    let elsewhere = Powers { domains: &["elsewhere.example"], ..Powers::default() };
    let elsewhere = root.subordinate_with(&elsewhere, kind, "Elsewhere CA", valid, rng)?;
    chains.push(("name-constraint", elsewhere.issue(&["localhost"], valid, rng)?));
    Ok(())
}

/// Below a CA whose certificate is for a short key; another CA of the same name signed, since nobody has that key.
fn weak(root: &Authority, valid: Validity, rng: &mut dyn CryptoRng) -> Result<Issued> {
    let namesake = Authority::of_kind(Kind::Rsa { bits: 2048 }, "Weak CA", valid, rng)?;
    let mut issued = alone(namesake.issue(&NAMES, valid, rng)?);
    issued.chain.push(root.certify_weak_authority("Weak CA", valid, rng)?);
    Ok(issued)
}

fn alone(mut issued: Issued) -> Issued {
    issued.chain.truncate(1);
    issued
}

fn write(directory: &Path, name: &str, issued: &Issued) -> Result<()> {
    let (own, others) = issued.chain.split_at(1);
    let text = |certificates: &[_]| certificates.iter().map(certificate_pem).collect::<String>();
    fs::write(directory.join(format!("bad-{name}.pem")), text(own))?;
    // OpenSSL wants at least one certificate here.
    let others = if others.is_empty() { text(own) } else { text(others) };
    fs::write(directory.join(format!("bad-{name}.chain.pem")), others)?;
    Ok(fs::write(directory.join(format!("bad-{name}.key")), issued.key_pem())?)
}
