//! Which crate stands where.

/// The floors from the ground up. On one floor, a crate may use those to its left.
const FLOORS: [&[&str]; 7] = [
    // What this CPU can do; the words of constant time.
    &["cpu", "ct"],
    // Arithmetic that has two users.
    &["field25519", "edwards25519", "bignum", "weierstrass"],
    &["sha2", "sha3", "aes-gcm", "chacha20poly1305"],
    &["hmac", "hkdf"],
    &["x25519", "ed25519", "p256", "p384", "p521", "rsa", "ml-kem", "ml-dsa"],
    &["tls13", "demo-pki"],
    // Adapters and the program.
    &["tls13-tokio", "rustls-clearbox", "tls13-cli"],
];

/// Crates with std: what they use is not to be had without.
const WITH_STD: [&str; 4] = ["demo-pki", "tls13-tokio", "rustls-clearbox", "tls13-cli"];

/// Crates for tests, benchmarks and checks, which stand beside the building: they may use everything.
const DEV_ONLY: [&str; 6] = ["vectors", "proofs", "benches", "bogo-shim", "ct-check", "xtask"];

/// Where a crate stands.
#[derive(Clone, Copy)]
pub(super) enum Place {
    On { floor: usize, from_left: usize },
    Beside,
}

impl Place {
    /// The place of a crate, by its short name.
    pub(super) fn of(name: &str) -> Option<Self> {
        if DEV_ONLY.contains(&name) {
            return Some(Self::Beside);
        }
        FLOORS.iter().enumerate().find_map(|(floor, crates)| {
            let from_left = crates.iter().position(|&known| known == name)?;
            Some(Self::On { floor, from_left })
        })
    }

    /// Whether a crate here may depend on one there.
    pub(super) fn may_use(self, other: Self) -> bool {
        match (self, other) {
            (Self::Beside, _) => true,
            (Self::On { .. }, Self::Beside) => false,
            (Self::On { floor, from_left }, Self::On { floor: other, from_left: left }) => {
                (other, left) < (floor, from_left)
            }
        }
    }

    /// Whether tests of a crate here may depend on one there.
    pub(super) fn may_test_with(self, other: Self) -> bool {
        match (self, other) {
            (Self::On { floor, .. }, Self::On { floor: other, .. }) => other <= floor,
            _ => true,
        }
    }
}

/// Whether a crate is there for users.
pub(crate) fn is_shipped(name: &str) -> bool {
    matches!(Place::of(name), Some(Place::On { .. }))
}

/// Whether a crate has to do without std.
pub(crate) fn is_no_std(name: &str) -> bool {
    is_shipped(name) && !WITH_STD.contains(&name)
}
