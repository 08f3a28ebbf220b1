//! What our program tells of a connection, in the same form in every row.

use std::fmt;

use anyhow::{Context, Result};

use super::kind::Kind;

/// A connection as our end saw it.
pub(super) struct Seen {
    pub(super) suite: String,
    /// Also says whether it took a HelloRetryRequest.
    pub(super) group: String,
    signature: String,
    /// The server's, by its signature.
    pub(super) certificate: Kind,
    /// Whether the client proved itself by one, too.
    pub(super) client_certificate: bool,
    /// Bytes of data that our end sent.
    sent: usize,
    received: usize,
}

impl Seen {
    /// From all that our program printed with `-v`, and the bytes of data that it sent and received.
    pub(super) fn new(output: &str, sent: usize, received: usize) -> Result<Self> {
        let field = |name: &str| {
            let line = output.lines().find_map(|line| line.trim().strip_prefix(name));
            line.map(|value| value.trim().to_owned()).with_context(|| format!("no {name}in {output}"))
        };
        let signature = field("signature ")?;
        let certificate = Kind::of_scheme(&signature).with_context(|| format!("{signature} is unknown"))?;
        // Of both ends' CertificateVerify, one is sent and the other received; without the client's, there is one.
        let client_certificate = output.matches("CertificateVerify,").count() == 2;
        let (suite, group) = (field("suite ")?, field("group ")?);
        Ok(Self { suite, group, signature, certificate, client_certificate, sent, received })
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { suite, group, signature, sent, received, .. } = self;
        let (certificate, client) =
            (self.certificate.name(), if self.client_certificate { "yes" } else { "no" });
        let group = group.replace(" (after a HelloRetryRequest)", ", retried");
        write!(f, "{suite:28} {group:27} {signature:22} {certificate:9} client certificate {client:3} ")?;
        write!(f, "sent {sent:3} B, received {received:3} B")
    }
}
