//! How much faster than the best peer a work is meant to be.

/// A line that misses its goal by no more than this part of it counts as met: machines are noisy.
const TOLERANCE: f64 = 0.05;

/// Works by the beginning of their names, with the ratio of the best peer's time to ours. The first that fits counts.
const GOALS: [(&str, f64); 48] = [
    ("SHA-256, 64 B", 1.0),
    ("SHA-256, 16 KiB", 1.0),
    ("SHA-512, 16 KiB", 1.0),
    ("HMAC-SHA-256, 64 B", 1.15),
    ("HKDF-Expand, SHA-256", 1.15),
    ("AES-128-GCM seal, 64 B", 1.8),
    ("AES-128-GCM seal, 1350 B", 1.7),
    ("AES-128-GCM seal, 16 KiB", 1.1),
    ("AES-128-GCM open, 64 B", 1.5),
    ("AES-128-GCM open, 1350 B", 1.5),
    ("AES-128-GCM open, 16 KiB", 1.05),
    ("AES-256-GCM seal, 64 B", 1.5),
    ("AES-256-GCM seal, 1350 B", 1.5),
    ("AES-256-GCM seal, 16 KiB", 1.05),
    ("AES-256-GCM open, 64 B", 1.5),
    ("AES-256-GCM open, 1350 B", 1.5),
    ("AES-256-GCM open, 16 KiB", 1.05),
    ("AES-128-GCM new key", 1.8),
    ("ChaCha20-Poly1305 seal, 64 B", 1.4),
    ("ChaCha20-Poly1305 seal, 1350 B", 1.6),
    ("ChaCha20-Poly1305 seal, 16 KiB", 1.1),
    ("ChaCha20-Poly1305 open, 64 B", 1.4),
    ("ChaCha20-Poly1305 open, 1350 B", 1.6),
    ("ChaCha20-Poly1305 open, 16 KiB", 1.1),
    ("SHA3-256, 16 KiB", 1.1),
    ("SHAKE128 of four", 2.5),
    ("TLS send 16 KiB, AES-128-GCM", 1.3),
    ("TLS receive 16 KiB, AES-128-GCM", 1.3),
    ("X25519 key pair", 1.6),
    ("X25519 agree", 1.5),
    ("Ed25519 sign", 1.5),
    ("Ed25519 verify", 1.3),
    ("P-256 key pair", 1.8),
    ("P-256 agree", 1.4),
    ("ECDSA P-256 sign", 1.8),
    ("ECDSA P-256 verify", 1.4),
    ("ECDSA P-384 sign", 1.0),
    ("ECDSA P-384 verify", 1.0),
    ("RSA-2048 verify", 1.0),
    ("RSA-2048 PSS sign", 1.0),
    ("ML-KEM-768 key pair", 1.2),
    ("ML-KEM-768 encapsulate", 1.2),
    ("ML-KEM-768 decapsulate", 1.2),
    ("TLS handshake, client", 1.5),
    ("TLS handshake, server", 1.5),
    ("TLS handshake, hybrid, client", 1.5),
    ("TLS handshake, hybrid, server", 1.5),
    ("TLS resumption", 1.6),
];

/// The goal of a work, if it has one.
pub(crate) fn goal(work: &str) -> Option<f64> {
    GOALS.iter().find(|(known, _)| work.starts_with(known)).map(|(_, goal)| *goal)
}

/// Whether a ratio is as good as the goal.
pub(crate) fn is_met(ratio: f64, goal: f64) -> bool {
    ratio >= goal * (1.0 - TOLERANCE)
}
