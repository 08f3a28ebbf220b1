//! What the two sides share in the end.

use clearbox_ct::Wiped;

/// The secret that encapsulation and decapsulation have in common: 32 bytes, wiped on drop. It is uniformly random to
/// everyone else, and can be a key as it is (FIPS 203, section 3.3).
pub struct SharedSecret(pub(crate) Wiped<[u8; 32]>);

impl SharedSecret {
    /// The 32 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl core::fmt::Debug for SharedSecret {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("SharedSecret")
    }
}
