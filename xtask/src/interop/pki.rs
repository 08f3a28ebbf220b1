//! The certificates of the cases, as PEM files.

use std::{
    fs,
    path::Path,
    process::Command,
    time::{SystemTime, UNIX_EPOCH},
};

use anyhow::{Result, ensure};
use clearbox_demo_pki::{Authority, Issued, Kind, Validity, certificate_pem, self_signed};
use rand_core::UnwrapErr;

use super::kind;

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
        write(directory, name, &issued)?;
    }
    let root = Authority::of_kind(Kind::MlDsa87, "ML-DSA Root CA", valid, rng)?;
    let intermediate = root.subordinate(Kind::MlDsa65, "ML-DSA Intermediate CA", valid, rng)?;
    fs::write(directory.join("mldsa-ca.pem"), certificate_pem(root.certificate()))?;
    for (name, kind) in [("mldsa44", Kind::MlDsa44), ("mldsa65", Kind::MlDsa65), ("mldsa87", Kind::MlDsa87)] {
        let server = intermediate.issue_of_kind(kind, &names, valid, rng)?;
        write(directory, &format!("server-{name}"), &server)?;
        let client = intermediate.issue_client_of_kind(kind, "client.example", valid, rng)?;
        write(directory, &format!("client-{name}"), &client)?;
    }
    certificates_by_openssl(directory)?;
    kind::Kind::CLASSICAL.iter().try_for_each(|kind| {
        key_store(directory, kind.server())?;
        key_store(directory, kind.client())
    })
}

/// `NAME.pem` and `NAME.key`.
fn write(directory: &Path, name: &str, issued: &Issued) -> Result<()> {
    fs::write(directory.join(format!("{name}.pem")), issued.chain_pem())?;
    fs::write(directory.join(format!("{name}.key")), issued.key_pem())?;
    Ok(())
}

/// `openssl-ca.pem` and what our own CA doesn't make: clients' certificates for other keys than those on P-256, and all for
/// RSASSA-PSS alone and on P-521.
fn certificates_by_openssl(directory: &Path) -> Result<()> {
    let ca =
        "-subj /CN=OpenSSL_CA -addext keyUsage=critical,keyCertSign,cRLSign -days 30 -out openssl-ca.pem";
    let ca =
        format!("req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256 -keyout openssl-ca.key {ca}");
    openssl(directory, &ca)?;
    let client = ("client.example", "DNS:client.example", "clientAuth");
    let server = ("localhost", "DNS:localhost,IP:127.0.0.1", "serverAuth");
    for (name, key, (common_name, names, usage)) in [
        ("client-p384", "ec -pkeyopt ec_paramgen_curve:P-384", client),
        ("client-p521", "ec -pkeyopt ec_paramgen_curve:P-521", client),
        ("client-ed25519", "ed25519", client),
        ("client-rsa", "rsa:2048", client),
        ("client-rsa-pss", "rsa-pss -pkeyopt rsa_keygen_bits:2048", client),
        ("server-rsa-pss", "rsa-pss -pkeyopt rsa_keygen_bits:2048", server),
        ("server-p521", "ec -pkeyopt ec_paramgen_curve:P-521", server),
    ] {
        let subject = format!("-subj /CN={common_name} -nodes -keyout {name}.key -out {name}.csr");
        openssl(directory, &format!("req -new -newkey {key} {subject}"))?;
        let extensions =
            format!("subjectAltName={names}\nextendedKeyUsage={usage}\nkeyUsage=digitalSignature\n");
        fs::write(directory.join(format!("{name}.ext")), extensions)?;
        let ca = "-CA openssl-ca.pem -CAkey openssl-ca.key -CAcreateserial -days 30";
        openssl(directory, &format!("x509 -req -in {name}.csr -extfile {name}.ext {ca} -out {name}.pem"))?;
    }
    Ok(())
}

fn openssl(directory: &Path, arguments: &str) -> Result<()> {
    let output =
        Command::new("openssl").args(arguments.split_whitespace()).current_dir(directory).output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "openssl {arguments}: {said}");
    Ok(())
}

/// `NAME.p12`, for programs that want chain and key in one file; its password is `password`.
fn key_store(directory: &Path, name: &str) -> Result<()> {
    let files = format!("-in {name}.pem -inkey {name}.key -out {name}.p12");
    openssl(directory, &format!("pkcs12 -export {files} -name {name} -passout pass:password"))
}
