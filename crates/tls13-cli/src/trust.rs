//! Whom the client trusts.

use anyhow::{Result, bail};
use tls13::{Pin, Roots, Trust};

use crate::{arguments::Connect, certificate};

/// From `--ca` or `--pin`.
pub(crate) fn server_trust(arguments: &Connect) -> Result<Trust> {
    if !arguments.pin.is_empty() {
        return Ok(Trust::Pins(arguments.pin.clone()));
    }
    if arguments.ca.is_empty() {
        bail!("whom to trust? Give the server's CA with --ca, or its pin with --pin");
    }
    let mut certificates = Vec::new();
    for path in &arguments.ca {
        certificates.extend(certificate::read_chain(path)?);
    }
    Ok(Trust::Roots(Roots::from_certificates(&certificates)?))
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

    use super::parse_pin;

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
}
