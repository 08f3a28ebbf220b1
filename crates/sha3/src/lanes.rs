//! Bytes in words: byte i of a state is byte i % 8 of word i / 8, counted from the low end (FIPS 202, appendix B.1).

/// Cuts `data`, which stands at byte `at` of a state, into words: calls `add` with each word's place and value, zeros
/// standing for the bytes outside.
#[inline(always)]
pub(crate) fn to_words(at: usize, data: &[u8], mut add: impl FnMut(usize, u64)) {
    let (head, rest) = data.split_at(data.len().min(at.wrapping_neg() % 8));
    if !head.is_empty() {
        add(at / 8, part_of_word(at, head));
    }
    let (words, tail) = rest.as_chunks();
    let first = at.div_ceil(8);
    for (i, word) in words.iter().enumerate() {
        add(first + i, u64::from_le_bytes(*word));
    }
    if !tail.is_empty() {
        add(first + words.len(), part_of_word(0, tail));
    }
}

/// Fills `out` with the bytes from `at` on of the state whose word i is `word(i)`.
#[inline(always)]
pub(crate) fn from_words(at: usize, out: &mut [u8], word: impl Fn(usize) -> u64) {
    let (head, rest) = out.split_at_mut(out.len().min(at.wrapping_neg() % 8));
    if !head.is_empty() {
        head.copy_from_slice(&word(at / 8).to_le_bytes()[at % 8..][..head.len()]);
    }
    let (words, tail) = rest.as_chunks_mut();
    let first = at.div_ceil(8);
    for (i, bytes) in words.iter_mut().enumerate() {
        *bytes = word(first + i).to_le_bytes();
    }
    if !tail.is_empty() {
        tail.copy_from_slice(&word(first + words.len()).to_le_bytes()[..tail.len()]);
    }
}

/// A word with `bytes` from byte `at % 8` on. There has to be room for them.
fn part_of_word(at: usize, bytes: &[u8]) -> u64 {
    let mut word = [0; 8];
    word[at % 8..][..bytes.len()].copy_from_slice(bytes);
    u64::from_le_bytes(word)
}
