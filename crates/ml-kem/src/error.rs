//! What can be wrong with a key.

/// The bytes are no encapsulation key: a coefficient in them is not below q (FIPS 203, section 7.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidEncapsulationKey;

/// The bytes are no decapsulation key: the hash in them is not that of the encapsulation key in them (FIPS 203,
/// section 7.3), or a coefficient is not below q.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidDecapsulationKey;

impl core::fmt::Display for InvalidEncapsulationKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("not an ML-KEM encapsulation key")
    }
}

impl core::fmt::Display for InvalidDecapsulationKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("not an ML-KEM decapsulation key")
    }
}

impl core::error::Error for InvalidEncapsulationKey {}
impl core::error::Error for InvalidDecapsulationKey {}
