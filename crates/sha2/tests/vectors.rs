//! NIST's published vectors, through the public API.

use clearbox_sha2::{Sha256, Sha384, Sha512};
use clearbox_vectors::{Record, ran, records};

/// One of NIST's files of messages and their digests: each message whole, and cut in two.
fn messages<const N: usize>(
    algorithm: &str,
    file: &str,
    expected: usize,
    digest: fn(&[u8]) -> [u8; N],
    digest_of_two: fn(&[u8], &[u8]) -> [u8; N],
) {
    let cases = records(&format!("nist-cavp/{file}"));
    for case in &cases {
        // An empty message is written as `Msg = 00`.
        let message = &case.bytes("Msg")[..case.number("Len") / 8];
        let expected = case.array("MD");
        assert_eq!(digest(message), expected, "{file}, Len = {}", case.text("Len"));
        let (head, tail) = message.split_at(message.len() / 3);
        assert_eq!(digest_of_two(head, tail), expected, "{file}, Len = {}, cut", case.text("Len"));
    }
    ran(algorithm, &format!("NIST CAVP {file}"), cases.len(), expected);
}

/// The Monte Carlo test of SHAVS, section 6.4: each checkpoint hashes a thousand times the last three digests.
fn monte_carlo<const N: usize>(algorithm: &str, file: &str, digest: fn(&[u8]) -> [u8; N]) {
    let cases = records(&format!("nist-cavp/{file}"));
    let (first, checkpoints) = cases.split_first().unwrap();
    let mut seed: [u8; N] = first.array("Seed");
    let checkpoint = |case: &Record| (case.number("COUNT"), case.array::<N>("MD"));
    for (count, (stated, expected)) in checkpoints.iter().map(checkpoint).enumerate() {
        let mut last = [seed; 3];
        for _ in 0..1000 {
            last = [last[1], last[2], digest(last.as_flattened())];
        }
        seed = last[2];
        assert_eq!((count, seed), (stated, expected), "{file}");
    }
    ran(algorithm, &format!("NIST CAVP {file}"), checkpoints.len(), 100);
}

macro_rules! vectors {
    ($test:ident, $hash:ident, $algorithm:literal, $file:literal, $short:literal, $long:literal) => {
        #[test]
        fn $test() {
            let in_two = |head: &[u8], tail: &[u8]| {
                let mut hash = $hash::new();
                hash.update(head);
                hash.update(tail);
                hash.finalize()
            };
            messages($algorithm, concat!($file, "ShortMsg.rsp"), $short, $hash::digest, in_two);
            messages($algorithm, concat!($file, "LongMsg.rsp"), $long, $hash::digest, in_two);
            monte_carlo($algorithm, concat!($file, "Monte.rsp"), $hash::digest);
        }
    };
}

vectors!(vectors_of_nist_sha256, Sha256, "SHA-256", "SHA256", 65, 64);
vectors!(vectors_of_nist_sha384, Sha384, "SHA-384", "SHA384", 129, 128);
vectors!(vectors_of_nist_sha512, Sha512, "SHA-512", "SHA512", 129, 128);
