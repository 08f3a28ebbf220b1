//! TLSPlaintext (RFC 9846, section 5.1): records before there are keys.

use alloc::vec::Vec;

use crate::code_points::{ContentType, ProtocolVersion};

/// The header of a record: type, legacy_record_version and length.
//= 5.1-11 E.5-10
pub(super) fn header(kind: ContentType, version: ProtocolVersion, length: u16) -> [u8; 5] {
    let ([v0, v1], [l0, l1]) = (version.0.to_be_bytes(), length.to_be_bytes());
    [kind.0, v0, v1, l0, l1]
}

/// Appends one record with `fragment`, which is at most 2^14 bytes long.
pub(crate) fn encode(kind: ContentType, version: ProtocolVersion, fragment: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(&header(kind, version, fragment.len() as u16));
    out.extend_from_slice(fragment);
}
