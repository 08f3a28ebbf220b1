//! The certificates of the cases, as PEM files.

use std::{
    fs,
    path::Path,
    process::Command,
    time::{SystemTime, UNIX_EPOCH},
};

use anyhow::{Result, ensure};
use clearbox_demo_pki::{Authority, Kind, Validity, certificate_pem, self_signed};
use rand_core::UnwrapErr;

/// Writes `ca.pem`, `other-ca.pem`, and a `NAME.pem` and `NAME.key` for each server's certificate.
pub(super) fn make(directory: &Path) -> Result<()> {
    let rng = &mut UnwrapErr(getrandom::SysRng);
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let valid = Validity::days_around(now, 30);
    let past = Validity { not_before: valid.not_before - 90 * 86400, not_after: valid.not_before - 86400 };
    let names = ["localhost", "127.0.0.1"];

    let root = Authority::new("Interop Root CA", valid, rng)?;
    let intermediate = root.subordinate(Kind::EcdsaP256, "Interop Intermediate CA", valid, rng)?;
    let other = Authority::new("Other CA", valid, rng)?;
    let clients = Authority::new("Interop Client CA", valid, rng)?;
    fs::write(directory.join("client-ca.pem"), certificate_pem(clients.certificate()))?;
    fs::write(directory.join("ca.pem"), certificate_pem(root.certificate()))?;
    fs::write(directory.join("other-ca.pem"), certificate_pem(other.certificate()))?;
    for (name, issued) in [
        ("server", intermediate.issue(&names, valid, rng)?),
        ("server-p384", intermediate.issue_of_kind(Kind::EcdsaP384, &names, valid, rng)?),
        ("server-ed25519", intermediate.issue_of_kind(Kind::Ed25519, &names, valid, rng)?),
        ("server-rsa", intermediate.issue_of_kind(Kind::Rsa { bits: 2048 }, &names, valid, rng)?),
        ("expired", root.issue(&names, past, rng)?),
        ("wrong-name", root.issue(&["other.example"], valid, rng)?),
        ("self-signed", self_signed(&names, valid, rng)?),
        ("client", clients.issue_client("client.example", valid, rng)?),
    ] {
        fs::write(directory.join(format!("{name}.pem")), issued.chain_pem())?;
        fs::write(directory.join(format!("{name}.key")), issued.key_pem())?;
    }
    ["server", "client"].iter().try_for_each(|name| key_store(directory, name))
}

/// `NAME.p12`, for programs that want chain and key in one file; its password is `password`.
fn key_store(directory: &Path, name: &str) -> Result<()> {
    let status = Command::new("openssl")
        .args(["pkcs12", "-export", "-in", &format!("{name}.pem"), "-inkey", &format!("{name}.key")])
        .args(["-name", name, "-passout", "pass:password", "-out", &format!("{name}.p12")])
        .current_dir(directory)
        .status()?;
    ensure!(status.success(), "openssl can't make {name}.p12");
    Ok(())
}
