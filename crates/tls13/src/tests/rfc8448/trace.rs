//! The steps of a trace, each to be accounted for.

use std::{format, vec::Vec};

use clearbox_vectors::{Step, trace};

use crate::{
    crypto::{Hash, Secret},
    key_schedule::TrafficSecret,
};

/// The steps of a section that are not compared yet. Those without bytes are left out: they repeat at one end what the
/// other end has done.
pub(super) struct Trace(Vec<Step>);

impl Trace {
    pub(super) fn of_section(section: u8) -> Self {
        let steps = trace(section).into_iter();
        Self(steps.filter(|step| step.values().next().is_some()).collect())
    }

    /// The next step of `who` whose description begins with `what`. The caller compares all that it says.
    pub(super) fn next(&mut self, who: &str, what: &str) -> Step {
        let at = self.0.iter().position(|step| step.who == who && step.what.starts_with(what));
        self.0.remove(at.unwrap_or_else(|| panic!("no step {{{who}}} {what}")))
    }

    /// That step has these values, and no others.
    pub(super) fn expect(&mut self, who: &str, what: &str, values: &[(&str, &[u8])]) {
        let step = self.next(who, what);
        assert!(step.values().eq(values.iter().copied()), "{values:02x?} where the trace has {step:02x?}");
    }

    /// A step of Derive-Secret: `label` with `context` makes `expanded` of `secret`.
    pub(super) fn expect_derived(
        &mut self,
        (who, what): (&str, &str),
        secret: &[u8],
        (label, context): (&str, &[u8]),
        expanded: &[u8],
    ) {
        let info = hkdf_label(expanded.len(), label, context);
        let values = [("PRK", secret), ("hash", context), ("info", &info), ("expanded", expanded)];
        self.expect(who, what, &values);
    }

    /// A traffic secret or the like: its step is called by its label.
    pub(super) fn expect_secret(
        &mut self,
        who: &str,
        secret: &[u8],
        (label, hash): (&str, &[u8]),
        expanded: &[u8],
    ) {
        let what = format!("derive secret \"tls13 {label}\"");
        self.expect_derived((who, &what), secret, (label, hash), expanded);
    }

    /// The salt of the next extraction, which both ends derive from `secret`.
    pub(super) fn expect_salt(&mut self, whose: &[&str], purpose: &str, secret: &[u8]) -> Vec<u8> {
        let nothing = Hash::Sha256.digest(b"");
        let salt = sha256_secret(secret).hkdf().derive_secret(b"derived", &nothing);
        let what = format!("derive secret for {purpose} \"tls13 derived\"");
        for who in whose {
            self.expect_derived((who, &what), secret, ("derived", nothing.as_bytes()), salt.as_bytes());
        }
        salt.as_bytes().to_vec()
    }

    /// The keys made of a traffic secret. [`TrafficSecret::keys`] gives them to the AEAD at once; the records show that
    /// those are the same.
    pub(super) fn expect_keys(&mut self, who: &str, what: &str, secret: &TrafficSecret) {
        let hkdf = secret.secret().hkdf();
        let (mut key, mut iv) = ([0; 16], [0; 12]);
        hkdf.expand_label(b"key", b"", &mut key);
        hkdf.expand_label(b"iv", b"", &mut iv);
        let (key_info, iv_info) = (hkdf_label(16, "key", b""), hkdf_label(12, "iv", b""));
        let values = [
            ("PRK", secret.as_bytes()),
            ("key info", &key_info),
            ("key expanded", &key),
            ("iv info", &iv_info),
            ("iv expanded", &iv),
        ];
        self.expect(who, &format!("derive {what}"), &values);
    }

    /// Nothing is left that was not compared.
    pub(super) fn end(self) {
        assert!(self.0.is_empty(), "steps not looked at: {:02x?}", self.0);
    }
}

pub(super) fn sha256_secret(bytes: &[u8]) -> Secret {
    Secret::from_bytes(Hash::Sha256, bytes).unwrap()
}

/// HkdfLabel (RFC 9846, section 7.1), written once more: the crate's own goes straight into the hash.
pub(super) fn hkdf_label(length: usize, label: &str, context: &[u8]) -> Vec<u8> {
    let label = format!("tls13 {label}");
    let lengths = [length as u8, label.len() as u8, context.len() as u8];
    [&[0, lengths[0], lengths[1]], label.as_bytes(), &[lengths[2]], context].concat()
}
