//! The RSA signatures in the traces of RFC 8448. Their key has 1024 bits, less than this crate accepts of anybody, so that
//! it is put together here; the verification is the one that is shipped.

use std::{string::String, vec::Vec};

use clearbox_sha2::Sha256;
use clearbox_vectors::{Step, ran, trace};

use crate::{Hash, InvalidSignature, PublicKey};

/// The handshake messages of a trace in their order: who sends, its name, its bytes.
fn messages(section: u8) -> Vec<(String, String, Vec<u8>)> {
    let name = |step: &Step| {
        let rest = step.what.strip_prefix("construct a")?.trim_start_matches('n').trim();
        Some(String::from(rest.split_once(" handshake message")?.0))
    };
    let steps = trace(section);
    let mut messages = Vec::new();
    for step in &steps {
        if let Some(name) = name(step) {
            let bytes = step.bytes(&name).to_vec();
            messages.push((step.who.clone(), name, bytes));
        }
    }
    messages
}

/// The RSA key of 1024 bits in a Certificate message: its SubjectPublicKeyInfo ends in this form.
fn rsa_key(certificate: &[u8]) -> Option<PublicKey> {
    const PREFIX: [u8; 7] = [0x30, 0x81, 0x89, 0x02, 0x81, 0x81, 0x00];
    let at = certificate.windows(PREFIX.len()).position(|window| window == PREFIX)? + PREFIX.len();
    Some(PublicKey::of_any_size(&certificate[at..at + 128], 65537))
}

/// What is signed (RFC 8446, section 4.4.3).
fn content(signer: &str, transcript: &[Vec<u8>]) -> Vec<u8> {
    let hash = Sha256::digest(&transcript.concat());
    let context = std::format!("TLS 1.3, {signer} CertificateVerify\0");
    [&[b' '; 64], context.as_bytes(), &hash].concat()
}

#[test]
fn the_signatures_of_rfc8448_vectors_verify() {
    const RSA_PSS_RSAE_SHA256: [u8; 2] = [8, 4];
    let mut verified = 0;
    for section in [3, 5, 6, 7] {
        let mut transcript: Vec<Vec<u8>> = Vec::new();
        let mut key = None;
        for (who, name, message) in messages(section) {
            match name.as_str() {
                // A second ClientHello: the first one's hash stands for it (section 4.4.1).
                "ClientHello" if transcript.len() == 2 => {
                    let hash = Sha256::digest(&transcript[0]);
                    transcript[0] = [&[254, 0, 0, 32], &hash[..]].concat();
                }
                "Certificate" => key = rsa_key(&message),
                "CertificateVerify" if message[4..6] == RSA_PSS_RSAE_SHA256 => {
                    let key = key.as_ref().expect("an RSA key");
                    let content = content(&who, &transcript);
                    assert_eq!(key.verify_pss(Hash::Sha256, &content, &message[8..]), Ok(()), "{section}");
                    let other = [&content[..], b"x"].concat();
                    assert_eq!(key.verify_pss(Hash::Sha256, &other, &message[8..]), Err(InvalidSignature));
                    verified += 1;
                }
                _ => {}
            }
            transcript.push(message);
        }
    }
    ran("RSASSA-PSS", "RFC 8448", verified, 4);
}
