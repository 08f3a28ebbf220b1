//! TLSInnerPlaintext (RFC 9846, sections 5.2 and 5.4): content, its type, and zeros.

use crate::{code_points::ContentType, error::Error};

/// The content's length and type.
///
/// # Timing
/// Variable in the length of the padding, as the scan of section 5.4 is: who can measure it learns how long the
/// padding was, not what the content is.
//= 5.4-4 5.4-5
pub(super) fn strip_vartime(inner: &[u8]) -> Result<(usize, ContentType), Error> {
    let length = inner.iter().rposition(|&byte| byte != 0).ok_or(Error::NoContentType)?;
    let kind = inner.get(length).copied().ok_or(Error::NoContentType)?;
    Ok((length, ContentType(kind)))
}
