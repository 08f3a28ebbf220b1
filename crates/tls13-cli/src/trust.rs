//! Whom the program trusts.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use tls13::{Pin, Roots, Trust, pki_types::TrustAnchor};

use crate::{
    arguments::{Connect, RootSource, ServerTrust},
    certificate,
};

/// From `--pin`, or else as [`server_roots`] has it.
pub(crate) fn server_trust(arguments: &Connect) -> Result<Trust> {
    if arguments.pin.is_empty() {
        Ok(Trust::Roots(server_roots(&arguments.trust)?))
    } else {
        Ok(Trust::Pins(arguments.pin.clone()))
    }
}

/// From `--ca`, or else `--roots`; with `--crl`.
pub(crate) fn server_roots(arguments: &ServerTrust) -> Result<Roots> {
    let roots = match arguments.roots {
        _ if !arguments.ca.is_empty() => from_files(&arguments.ca)?,
        RootSource::Web => web(),
        RootSource::System => system()?,
    };
    let mut crls = Vec::new();
    for path in &arguments.crl {
        crls.extend(certificate::read_crls(path)?);
    }
    Ok(roots.with_crls(&crls)?)
}

/// The CAs in PEM files.
pub(crate) fn from_files(paths: &[PathBuf]) -> Result<Roots> {
    let mut certificates = Vec::new();
    for path in paths {
        certificates.extend(certificate::read_chain(path)?);
    }
    Ok(Roots::from_certificates(&certificates)?)
}

fn web() -> Roots {
    let anchors: Vec<TrustAnchor<'static>> = webpki_roots::TLS_SERVER_ROOTS.to_vec();
    Roots::from_anchors(anchors)
}

fn system() -> Result<Roots> {
    let found = rustls_native_certs::load_native_certs();
    if found.certs.is_empty() {
        let why = found.errors.into_iter().next().map_or("there are none".into(), |error| error.to_string());
        bail!("this system's CAs can't be read: {why}");
    }
    // Systems keep old roots in forms that can't be used any more: those are left out.
    let usable: Vec<_> = found.certs.iter().filter(|der| Roots::from_certificates([*der]).is_ok()).collect();
    Roots::from_certificates(usable).context("this system's CAs can't be used")
}

/// `cert:HEX` or `key:HEX`, with 64 hexadecimal digits; colons between them are allowed, as openssl prints them.
pub(crate) fn parse_pin(text: &str) -> Result<Pin, String> {
    let (kind, digits) = text.split_once(':').ok_or("neither cert:HEX nor key:HEX")?;
    let mut hash = [0; 32];
    hex::decode_to_slice(digits.replace(':', ""), &mut hash).map_err(|error| error.to_string())?;
    match kind {
        "cert" => Ok(Pin::Certificate(hash)),
        "key" => Ok(Pin::PublicKey(hash)),
        _ => Err("neither cert:HEX nor key:HEX".into()),
    }
}

#[cfg(test)]
mod tests {
    use tls13::Pin;

    use super::{parse_pin, system, web};

    #[test]
    fn pins_are_64_digits_with_their_kind() {
        let digits = "ab".repeat(32);
        assert_eq!(parse_pin(&format!("cert:{digits}")), Ok(Pin::Certificate([0xab; 32])));
        assert_eq!(parse_pin(&format!("key:{}", ["AB"; 32].join(":"))), Ok(Pin::PublicKey([0xab; 32])));
        for wrong in ["", "cert:", "cert:abc", &digits, &format!("spki:{digits}"), &format!("key:{digits}00")]
        {
            assert!(parse_pin(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn there_are_roots_of_the_web() {
        assert!(format!("{:?}", web()).len() > 10_000);
        // A system may have none; then it says so.
        if let Err(error) = system() {
            assert!(error.to_string().contains("this system's CAs"));
        }
    }
}
