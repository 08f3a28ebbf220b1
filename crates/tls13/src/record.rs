//! The record protocol (RFC 9846, section 5).

mod ciphertext;
mod deframe;
mod join;
mod nonce;
mod padding;
mod plaintext;
mod policy;

pub(crate) use ciphertext::{Opener, Sealer};
pub(crate) use deframe::{Framed, deframe};
pub(crate) use join::{Boundary, Joiner, Message};
pub(crate) use plaintext::encode as encode_plaintext;
pub use policy::{PadToMultipleOf, PaddingPolicy};
