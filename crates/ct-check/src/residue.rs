//! The third judge: what work leaves on the stack. The stack below the work is cleared before, and searched after it: no
//! word of the secret may be there, in either order of the bytes.

use std::collections::HashSet;

use crate::{
    entries::Entry,
    judge::{Judge, Mode},
};

/// Bytes of stack below the work that are searched: more than any entry uses.
const DEPTH: usize = 1 << 19;

/// The crates that leave something, and why.
const LEAVES: [(&str, &str); 9] = [
    ("ct", "what calls it overwrites the stack"),
    ("bignum", "what calls it overwrites the stack"),
    ("sha2", SHORT),
    ("sha3", SHORT),
    ("hmac", SHORT),
    ("hkdf", SHORT),
    ("aes-gcm", SHORT),
    ("chacha20poly1305", SHORT),
    ("tls13", "records and messages go through these"),
];

const SHORT: &str = "to overwrite the stack would take as long as the work on a short message";

/// What came of it.
#[derive(Debug)]
pub(crate) struct Verdict {
    /// Words of the secret that were found.
    pub(crate) words: usize,
    /// Why they may be there.
    pub(crate) reason: &'static str,
}

/// Judges an entry, by the backend that is chosen.
///
/// # Errors
/// Where words of the secret are, if there may be none.
pub(crate) fn judge(entry: &Entry) -> Result<Verdict, String> {
    // The first secret is a random one, of which words aren't found by chance.
    let secret = (entry.secrets)().swap_remove(0);
    let mut judge = Judge::new(Mode::Residue);
    (entry.run)(&secret, &mut judge);
    let words = words_of(std::iter::once(&secret).chain(judge.secrets()));
    let found: Vec<usize> = judge.stacks().iter().flat_map(|stack| depths(stack, &words)).collect();
    let reason = LEAVES.iter().find(|(package, _)| *package == entry.package).map(|(_, reason)| *reason);
    match (found.as_slice(), reason) {
        ([], _) => Ok(Verdict { words: 0, reason: "" }),
        (_, Some(reason)) => Ok(Verdict { words: found.len(), reason }),
        ([deepest, ..], None) => {
            Err(format!("{} words of the secret are left, down to {deepest} bytes below", found.len()))
        }
    }
}

/// Each eight bytes of the secrets, in both orders.
fn words_of<'a>(secrets: impl Iterator<Item = &'a Vec<u8>>) -> HashSet<u64> {
    let words = secrets.flat_map(|secret| secret.windows(8)).filter_map(|word| word.first_chunk());
    let both = words.flat_map(|word| [u64::from_le_bytes(*word), u64::from_be_bytes(*word)]);
    // Some secrets have parts that are no secret.
    both.filter(|word| !is_common(*word)).collect()
}

/// How far below the work such words are, from the deepest on.
fn depths(stack: &[u8], words: &HashSet<u64>) -> Vec<usize> {
    let (stack, _) = stack.as_chunks();
    let found = stack.iter().enumerate().filter(|(_, word)| words.contains(&u64::from_le_bytes(**word)));
    found.map(|(i, _)| DEPTH - 8 * i).collect()
}

/// Whether most bytes are the same, as in padding and small numbers.
pub(crate) fn is_common(word: u64) -> bool {
    let bytes: HashSet<u8> = word.to_le_bytes().into();
    bytes.len() < 4
}

/// Does `work`, and returns what it leaves on the stack too.
#[inline(never)]
pub(crate) fn observed<T>(work: impl FnOnce() -> T) -> (T, Vec<u8>) {
    let mut stack = vec![0; DEPTH];
    clear();
    let result = in_own_frame(work);
    copy_stack(&mut stack);
    (result, stack)
}

#[inline(never)]
fn in_own_frame<T>(work: impl FnOnce() -> T) -> T {
    work()
}

#[inline(never)]
fn clear() {
    core::hint::black_box(&mut [0u8; DEPTH]);
}

/// Copies the stack below the caller's frame.
#[allow(unsafe_code)]
#[inline(always)]
fn copy_stack(copy: &mut [u8]) {
    assert_eq!(copy.len(), DEPTH);
    // SAFETY: `clear` has had its array there, so it is mapped; nothing lives there, and nothing is written but `copy`.
    unsafe {
        core::arch::asm!(
            "lea rsi, [rsp - {depth}]",
            "rep movsb",
            depth = const DEPTH,
            inout("rdi") copy.as_mut_ptr() => _,
            inout("rcx") DEPTH => _,
            out("rsi") _,
            options(nostack),
        );
    }
}
