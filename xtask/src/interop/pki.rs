//! The certificates of the cases, as PEM files.

use std::{
    fs,
    path::Path,
    time::{SystemTime, UNIX_EPOCH},
};

use anyhow::Result;
use clearbox_demo_pki::{Authority, Validity, certificate_pem, self_signed};
use rand_core::UnwrapErr;

/// Writes `ca.pem`, `other-ca.pem`, and a `NAME.pem` and `NAME.key` for each server's certificate.
pub(super) fn make(directory: &Path) -> Result<()> {
    let rng = &mut UnwrapErr(getrandom::SysRng);
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let valid = Validity::days_around(now, 30);
    let past = Validity { not_before: valid.not_before - 90 * 86400, not_after: valid.not_before - 86400 };
    let names = ["localhost", "127.0.0.1"];

    let root = Authority::new("Interop Root CA", valid, rng)?;
    let intermediate = root.subordinate("Interop Intermediate CA", valid, rng)?;
    let other = Authority::new("Other CA", valid, rng)?;
    fs::write(directory.join("ca.pem"), certificate_pem(root.certificate()))?;
    fs::write(directory.join("other-ca.pem"), certificate_pem(other.certificate()))?;
    for (name, issued) in [
        ("server", intermediate.issue(&names, valid, rng)?),
        ("expired", root.issue(&names, past, rng)?),
        ("wrong-name", root.issue(&["other.example"], valid, rng)?),
        ("self-signed", self_signed(&names, valid, rng)?),
    ] {
        fs::write(directory.join(format!("{name}.pem")), issued.chain_pem())?;
        fs::write(directory.join(format!("{name}.key")), issued.key_pem())?;
    }
    Ok(())
}
