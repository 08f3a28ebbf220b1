//! NIST's published vectors, through the public API.

use clearbox_sha3::{Sha3_256, Sha3_384, Sha3_512, Shake128, Shake256};
use clearbox_vectors::{ran, records};

/// A file of messages and their digests: each message whole, and cut in two.
fn messages(algorithm: &str, file: &str, expected: usize, digest_of_two: fn(&[u8], &[u8]) -> Vec<u8>) {
    let cases = records(&format!("nist-cavp/{file}"));
    for case in &cases {
        // An empty message is written as `Msg = 00`.
        let message = &case.bytes("Msg")[..case.number("Len") / 8];
        let expected = case.bytes(if case.field("MD").is_some() { "MD" } else { "Output" });
        for cut in [0, message.len() / 3] {
            let (head, tail) = message.split_at(cut);
            let ours = digest_of_two(head, tail);
            assert_eq!(ours[..expected.len()], expected, "{file}, Len = {}, cut at {cut}", case.text("Len"));
        }
    }
    ran(algorithm, &format!("NIST CAVP {file}"), cases.len(), expected);
}

/// The Monte Carlo test of SHA3VS, section 6.2.3: each checkpoint hashes a thousand times the last digest.
fn monte_carlo<const N: usize>(algorithm: &str, file: &str, digest: fn(&[u8]) -> [u8; N]) {
    let cases = records(&format!("nist-cavp/{file}"));
    let (first, checkpoints) = cases.split_first().unwrap();
    let mut md: [u8; N] = first.array("Seed");
    for (count, case) in checkpoints.iter().enumerate() {
        for _ in 0..1000 {
            md = digest(&md);
        }
        assert_eq!((count, md), (case.number("COUNT"), case.array("MD")), "{file}");
    }
    ran(algorithm, &format!("NIST CAVP {file}"), checkpoints.len(), 100);
}

/// The Monte Carlo test of SHA3VS, section 6.3.3: as above, but the last two bytes of an output say how long the next
/// one is.
fn monte_carlo_of_shake(algorithm: &str, file: &str, shake: fn(&[u8], &mut [u8])) {
    let cases = records(&format!("nist-cavp/{file}"));
    let (first, checkpoints) = cases.split_first().unwrap();
    let bits =
        |case: &clearbox_vectors::Record, name| case.parameter(name).unwrap().parse::<usize>().unwrap();
    let min = bits(first, "Minimum Output Length (bits)").div_ceil(8);
    let max = bits(first, "Maximum Output Length (bits)") / 8;
    let (mut output, mut len) = (first.bytes("Msg"), max);
    for (count, case) in checkpoints.iter().enumerate() {
        for _ in 0..1000 {
            // The leftmost 128 bits.
            output.resize(16, 0);
            let message = std::mem::replace(&mut output, vec![0; len]);
            shake(&message, &mut output);
            let [.., last_but_one, last] = output[..] else { panic!("{min} bytes at least") };
            len = min + usize::from(u16::from_be_bytes([last_but_one, last])) % (max - min + 1);
        }
        let stated = (case.number("COUNT"), case.number("Outputlen") / 8, case.bytes("Output"));
        assert_eq!((count, output.len(), output.clone()), stated, "{file}");
    }
    ran(algorithm, &format!("NIST CAVP {file}"), checkpoints.len(), 100);
}

macro_rules! vectors {
    ($test:ident, $hash:ident, $algorithm:literal, $file:literal, $short:literal) => {
        #[test]
        fn $test() {
            let in_two = |head: &[u8], tail: &[u8]| {
                let mut hash = $hash::new();
                hash.update(head);
                hash.update(tail);
                hash.finalize().to_vec()
            };
            messages($algorithm, concat!($file, "ShortMsg.rsp"), $short, in_two);
            monte_carlo($algorithm, concat!($file, "Monte.rsp"), $hash::digest);
        }
    };
}

macro_rules! vectors_of_shake {
    ($test:ident, $shake:ident, $algorithm:literal, $file:literal, $short:literal) => {
        #[test]
        fn $test() {
            let in_two = |head: &[u8], tail: &[u8]| {
                let mut shake = $shake::new();
                shake.update(head);
                shake.update(tail);
                let mut output = vec![0; 32];
                shake.finalize().squeeze(&mut output);
                output
            };
            let one_shot = |message: &[u8], output: &mut [u8]| {
                let mut shake = $shake::new();
                shake.update(message);
                shake.finalize().squeeze(output);
            };
            messages($algorithm, concat!($file, "ShortMsg.rsp"), $short, in_two);
            monte_carlo_of_shake($algorithm, concat!($file, "Monte.rsp"), one_shot);
        }
    };
}

vectors!(vectors_of_nist_sha3_256, Sha3_256, "SHA3-256", "SHA3_256", 137);
vectors!(vectors_of_nist_sha3_384, Sha3_384, "SHA3-384", "SHA3_384", 105);
vectors!(vectors_of_nist_sha3_512, Sha3_512, "SHA3-512", "SHA3_512", 73);
vectors_of_shake!(vectors_of_nist_shake128, Shake128, "SHAKE128", "SHAKE128", 337);
vectors_of_shake!(vectors_of_nist_shake256, Shake256, "SHAKE256", "SHAKE256", 273);
