//! Values that mean nothing (RFC 8701), and extensions in no order: peers that rely on what they have always seen fail at
//! once, and not when the protocol grows.

use rand_core::CryptoRng;

use crate::code_points::ExtensionType;

/// The reserved values of one hello, the same when it is sent again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Grease {
    pub(crate) suite: u16,
    pub(crate) group: u16,
    pub(crate) version: u16,
    /// Two different ones: one is empty, the other is not.
    pub(crate) extensions: [ExtensionType; 2],
    order: u64,
}

impl Grease {
    pub(crate) fn new(rng: &mut dyn CryptoRng) -> Self {
        let mut random = [0; 16];
        rng.fill_bytes(&mut random);
        let [suite, group, version, extension, other, ..] = random;
        // Never the same: 15 steps lead back before the first is reached again.
        let other = extension.wrapping_add(1 + other % 15);
        let order = random.last_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes));
        Self {
            suite: reserved(suite),
            group: reserved(group),
            version: reserved(version),
            extensions: [ExtensionType(reserved(extension)), ExtensionType(reserved(other))],
            order,
        }
    }

    /// Where an extension stands among the others: by a number that looks random.
    pub(crate) fn rank(&self, extension: ExtensionType) -> u64 {
        let mixed = (self.order ^ u64::from(extension.0)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed ^ mixed >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9)
    }
}

/// One of the reserved extensions.
pub(crate) fn reserved_extension(rng: &mut dyn CryptoRng) -> ExtensionType {
    let mut random = [0];
    rng.fill_bytes(&mut random);
    ExtensionType(reserved(random[0]))
}

/// One of the sixteen values 0x0a0a, 0x1a1a to 0xfafa.
fn reserved(random: u8) -> u16 {
    0x0a0a + 0x1010 * u16::from(random % 16)
}
