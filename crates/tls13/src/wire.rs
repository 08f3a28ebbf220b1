//! The presentation language (RFC 9846, section 3): reading and writing of numbers and vectors.

mod reader;
mod writer;

pub(crate) use reader::{CodePoints, Reader};
pub(crate) use writer::Writer;
