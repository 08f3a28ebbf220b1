//! How much padding goes into records (RFC 9846, section 5.4): what an onlooker learns of the lengths of what is sent.

use core::fmt::Debug;

use crate::code_points::ContentType;

/// Decides on the padding of each encrypted record.
pub trait PaddingPolicy: Debug + Send + Sync {
    /// How many bytes of padding to add to a record with `length` bytes of content. More than `room`, the most that a record
    /// takes, is cut down to that.
    fn padding(&self, content_type: ContentType, length: usize, room: usize) -> usize;
}

/// Pads every record to a multiple of so many bytes of content, or as far as there is room.
#[derive(Clone, Copy, Debug)]
pub struct PadToMultipleOf(pub usize);

impl PaddingPolicy for PadToMultipleOf {
    fn padding(&self, _content_type: ContentType, length: usize, _room: usize) -> usize {
        length.checked_next_multiple_of(self.0).map_or(0, |padded| padded - length)
    }
}
