//! RFC 7748, section 5.2: X25519 applied to its own output a million times, which takes the better part of a
//! minute:
//! `cargo run --release -p clearbox-x25519 --example iterated`. The tests do a thousand.

use clearbox_vectors::{ran, unhex_array};
use clearbox_x25519::x25519;

fn main() {
    let mut u = [0; 32];
    u[0] = 9;
    let mut k = u;
    for _ in 0..1_000_000 {
        (k, u) = (x25519(&k, &u), k);
    }
    assert_eq!(k, unhex_array("7c3911e0ab2586fd864497297e575e6f3bc601c0883c30df5f4dd2d24f665424"));
    ran("X25519", "RFC 7748, section 5.2, iterated a million times", 1, 1);
}
