//! The curve by safe code on 64-bit words, for any CPU.

mod digits;
pub(crate) mod field;
pub(crate) mod limbs;
pub(crate) mod montgomery;
pub(crate) mod multiply;
pub(crate) mod point;
pub(crate) mod scalar;
pub(crate) mod table;
