//! The presentation language once more, in the plainest way: what parsers accept is encoded again by this and compared.

use alloc::{vec, vec::Vec};

/// The vector of these bytes, with its length before it in so many bytes.
pub(super) fn vector(length_bytes: usize, content: &[u8]) -> Vec<u8> {
    let length = (content.len() as u64).to_be_bytes();
    let mut encoded = length[8 - length_bytes..].to_vec();
    encoded.extend_from_slice(content);
    encoded
}

/// The vector of these elements, each a vector itself.
pub(super) fn vectors<T: AsRef<[u8]>>(
    length_bytes: usize,
    each: usize,
    elements: impl IntoIterator<Item = T>,
) -> Vec<u8> {
    let content: Vec<u8> = elements.into_iter().flat_map(|element| vector(each, element.as_ref())).collect();
    vector(length_bytes, &content)
}

/// The vector of these numbers.
pub(super) fn numbers(length_bytes: usize, numbers: impl IntoIterator<Item = u16>) -> Vec<u8> {
    let content: Vec<u8> = numbers.into_iter().flat_map(u16::to_be_bytes).collect();
    vector(length_bytes, &content)
}

/// The extensions that these bytes end with, split naively; the bytes are known to be well-formed. `fixed` is the length
/// of what stands before their length field.
pub(super) fn split_extensions(body: &[u8], fixed: usize) -> Vec<(u16, Vec<u8>)> {
    let number = |at: usize| usize::from(body[at]) << 8 | usize::from(body[at + 1]);
    let (mut at, mut extensions) = (fixed + 2, vec![]);
    assert_eq!(at + number(fixed), body.len(), "extensions end with the message");
    while at < body.len() {
        let length = number(at + 2);
        extensions.push((number(at) as u16, body[at + 4..at + 4 + length].to_vec()));
        at += 4 + length;
    }
    extensions
}

/// The block of these extensions, with its length.
pub(super) fn extensions(list: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let each = |(kind, data): &(u16, Vec<u8>)| [&kind.to_be_bytes()[..], &vector(2, data)].concat();
    vector(2, &list.iter().flat_map(each).collect::<Vec<u8>>())
}
