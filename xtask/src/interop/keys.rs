//! Private keys travel: those that other programs make load in ours, in each form that they write, and ours load in
//! theirs. The proof is a handshake with a third program, or with ours.

use std::fs;

use anyhow::{Context, Result, ensure};

use super::{
    Case, Stage,
    kind::Kind,
    matrix::{LINE, StartClient, StartServer, echoed, gnutls, openssl, our_server, scripts, told},
    process::Process,
    seen::Seen,
};

const EXPORT: &str = include_str!("scripts/Export.java");

/// What GnuTLS's certificates say.
const TEMPLATE: &str = "cn = localhost\ndns_name = localhost\nip_address = 127.0.0.1\nexpiration_days = 30\n\
    tls_www_server\nsigning_key\n";

/// A key of another program: the form it is in, and how it is made.
type Key = (Kind, &'static str, &'static str);

/// By OpenSSL's commands, separated by semicolons; `%` stands for the files' name.
const OPENSSL: [Key; 13] = [
    (Kind::P256, "PKCS#8", "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out %.key"),
    (Kind::P256, "SEC1", "ecparam -name prime256v1 -genkey -noout -out %.key"),
    (Kind::P256, "SEC1 behind its parameters", "ecparam -name prime256v1 -genkey -out %.key"),
    (
        Kind::P256,
        "SEC1 without public key",
        "ecparam -name prime256v1 -genkey -noout -out %.old; ec -in %.old -no_public -out %.key",
    ),
    (Kind::P384, "PKCS#8", "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out %.key"),
    (Kind::P384, "SEC1", "ecparam -name secp384r1 -genkey -noout -out %.key"),
    (Kind::Ed25519, "PKCS#8", "genpkey -algorithm ED25519 -out %.key"),
    (Kind::Rsa, "PKCS#8", "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out %.key"),
    (Kind::Rsa, "PKCS#1", "genrsa -traditional -out %.key 2048"),
    (Kind::RsaPss, "PKCS#8", "genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out %.key"),
    (
        Kind::RsaPss,
        "PKCS#8, SHA-256 only",
        "genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_pss_keygen_md:sha256 \
         -pkeyopt rsa_pss_keygen_mgf1_md:sha256 -pkeyopt rsa_pss_keygen_saltlen:32 -out %.key",
    ),
    (
        Kind::RsaPss,
        "PKCS#8, SHA-384 only",
        "genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_pss_keygen_md:sha384 \
         -pkeyopt rsa_pss_keygen_mgf1_md:sha384 -pkeyopt rsa_pss_keygen_saltlen:48 -out %.key",
    ),
    (
        Kind::RsaPss,
        "PKCS#8, SHA-512 only",
        "genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_pss_keygen_md:sha512 \
         -pkeyopt rsa_pss_keygen_mgf1_md:sha512 -pkeyopt rsa_pss_keygen_saltlen:64 -out %.key",
    ),
];

/// The same, of which GnuTLS takes no signatures, OpenSSL's included: it expects a salt just as long as the least.
const OPENSSL_SALT: [Key; 1] = [(
    Kind::RsaPss,
    "PKCS#8, SHA-256 only, salt by default",
    "genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_pss_keygen_md:sha256 \
     -pkeyopt rsa_pss_keygen_mgf1_md:sha256 -out %.key",
)];

/// By certtool with these arguments.
const GNUTLS: [Key; 9] = [
    (Kind::P256, "SEC1", "--key-type ecdsa"),
    (Kind::P256, "PKCS#8", "--key-type ecdsa --pkcs8 --password="),
    (Kind::P384, "SEC1", "--key-type ecdsa --curve secp384r1"),
    (Kind::P384, "PKCS#8", "--key-type ecdsa --curve secp384r1 --pkcs8 --password="),
    (Kind::Ed25519, "PKCS#8", "--key-type ed25519"),
    (Kind::Rsa, "PKCS#1", "--key-type rsa --bits 2048"),
    (Kind::Rsa, "PKCS#8", "--key-type rsa --bits 2048 --pkcs8 --password="),
    (Kind::RsaPss, "PKCS#8", "--key-type rsa-pss --bits 2048"),
    (Kind::RsaPss, "PKCS#8, SHA-256 only", "--key-type rsa-pss --bits 2048 --hash SHA256 --salt-size 32"),
];

/// By keytool with these arguments.
const JAVA: [Key; 5] = [
    (Kind::P256, "PKCS#8", "-keyalg EC -groupname secp256r1"),
    (Kind::P384, "PKCS#8", "-keyalg EC -groupname secp384r1"),
    (Kind::Ed25519, "PKCS#8", "-keyalg Ed25519"),
    (Kind::Rsa, "PKCS#8", "-keyalg RSA -keysize 2048"),
    (Kind::RsaPss, "PKCS#8", "-keyalg RSASSA-PSS -keysize 2048"),
];

/// Makes the key and a certificate for it, which vouches for itself, as files of this name.
type Make = fn(&Stage, &str, &str) -> Result<()>;

/// A maker with its keys, and another program as the client for which our server uses them.
struct Maker {
    name: &'static str,
    make: Make,
    keys: &'static [Key],
    client: (&'static str, StartClient),
    /// Serves its keys for RSASSA-PSS itself, for our client.
    server: Option<StartServer>,
}

const MAKERS: [Maker; 4] = [
    Maker {
        name: "openssl",
        make: by_openssl,
        keys: &OPENSSL,
        client: ("gnutls", gnutls::client),
        server: Some(openssl::server),
    },
    Maker {
        name: "openssl",
        make: by_openssl,
        keys: &OPENSSL_SALT,
        client: ("node", scripts::node_client),
        server: Some(openssl::server),
    },
    Maker {
        name: "gnutls",
        make: by_gnutls,
        keys: &GNUTLS,
        client: ("node", scripts::node_client),
        server: Some(gnutls::server),
    },
    Maker { name: "java", make: by_java, keys: &JAVA, client: ("openssl", openssl::client), server: None },
];

const READERS: [(&str, StartServer); 3] =
    [("openssl", openssl::server), ("gnutls", gnutls::server), ("java", scripts::java_server)];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for maker in &MAKERS {
        for key in maker.keys {
            let name = format!("key by {}, {}, {}", maker.name, key.0.name(), key.1);
            cases.push(Case::new(format!("{name}: serve ← {}", maker.client.0), |stage| {
                serve(stage, maker, key)
            }));
            if let (Kind::RsaPss, Some(server)) = (key.0, maker.server) {
                cases.push(Case::new(format!("{name}: connect → {}", maker.name), move |stage| {
                    connect(stage, maker, key, server)
                }));
            }
        }
    }
    for (reader, server) in READERS {
        for kind in [Kind::P256, Kind::P384, Kind::Ed25519, Kind::Rsa] {
            let name = format!("key by us, {}, PKCS#8: connect → {reader}", kind.name());
            cases.push(Case::new(name, move |stage| read_by(stage, reader, kind, server)));
        }
    }
    cases
}

/// Makes the key; returns its files' name.
fn made(stage: &Stage, maker: &Maker, (kind, form, how): &Key) -> Result<String> {
    let files = format!("key {} {} {form}", maker.name, kind.name()).replace([' ', ',', '#'], "-");
    (maker.make)(stage, &files, how)?;
    Ok(files)
}

fn serve(stage: &Stage, maker: &Maker, key: &Key) -> Result<String> {
    let files = made(stage, maker, key)?;
    let (server, port) = our_server(stage, &files, "")?;
    let client = (maker.client.1)(stage, port, &format!("{files}.pem"), None)?;
    of_kind(key.0, &echoed(server, client)?.0)
}

/// The maker serves with its own key: our client verifies the signatures.
fn connect(stage: &Stage, maker: &Maker, key: &Key, server: StartServer) -> Result<String> {
    let files = made(stage, maker, key)?;
    let (_server, port) = server(stage, &files, None)?;
    let shown = Process::openssl(stage, &format!("x509 -in {files}.pem -noout -fingerprint -sha256"))?
        .wait_success()?;
    let pin = shown.split('=').nth(1).context("no fingerprint")?.trim().replace(':', "");
    let answer = if maker.name == "openssl" { openssl::ANSWER } else { LINE };
    of_kind(key.0, &told(stage, port, &format!("--pin cert:{pin}"), LINE, answer)?.0)
}

fn of_kind(kind: Kind, seen: &Seen) -> Result<String> {
    ensure!(seen.certificate == kind, "a certificate of another kind: {seen}");
    Ok(seen.to_string())
}

fn by_openssl(stage: &Stage, files: &str, how: &str) -> Result<()> {
    let certify = "req -x509 -new -key %.key -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
                   -addext basicConstraints=critical,CA:FALSE -days 30 -out %.pem";
    for command in how.split(';').chain([certify]) {
        Process::openssl(stage, &command.replace('%', files))?.wait_success()?;
    }
    Ok(())
}

fn by_gnutls(stage: &Stage, files: &str, how: &str) -> Result<()> {
    fs::write(stage.directory.join("gnutls.cfg"), TEMPLATE)?;
    for arguments in [
        format!("--generate-privkey {how} --outfile {files}.key"),
        format!(
            "--generate-self-signed --load-privkey {files}.key --template gnutls.cfg --outfile {files}.pem"
        ),
    ] {
        Process::words(stage, "certtool", &arguments)?.wait_success()?;
    }
    Ok(())
}

fn by_java(stage: &Stage, files: &str, how: &str) -> Result<()> {
    scripts::build_java(stage, "Export", EXPORT)?;
    let certificate = "-dname CN=localhost -ext san=dns:localhost,ip:127.0.0.1 -validity 30";
    let store = format!("-storetype PKCS12 -storepass password -keystore {files}.p12");
    let arguments = format!("-genkeypair -alias own {certificate} {store} {how}");
    Process::words(stage, "keytool", &arguments)?.wait_success()?;
    Process::start(stage, "java", &["-cp", ".", "Export", files])?.wait_success()?;
    Ok(())
}

/// Our key, as the demonstration's PKI writes it, is read and checked by another program, and serves our client there.
fn read_by(stage: &Stage, reader: &str, kind: Kind, server: StartServer) -> Result<String> {
    let files = kind.server();
    let check = match reader {
        "openssl" => Some((format!("openssl pkey -check -noout -in {files}.key"), "Key is valid")),
        "gnutls" => Some((format!("certtool --key-info --infile {files}.key"), "Key Security Level")),
        // Java reads it when it serves.
        _ => None,
    };
    if let Some((command, words)) = check {
        let (program, arguments) = command.split_once(' ').unwrap_or((&command, ""));
        let output = Process::words(stage, program, arguments)?.wait_success()?;
        ensure!(output.contains(words), "not {words:?} but {output}");
    }
    let (_server, port) = server(stage, files, None)?;
    let answer = if reader == "openssl" { openssl::ANSWER } else { LINE };
    of_kind(kind, &told(stage, port, "--ca ca.pem", LINE, answer)?.0)
}
