//! What kernels have in common that are compiled with different features, for different machines: as macros, since a function has
//! the features that stand at it. Each kernel has its own vocabulary for them: vectors, counters, rounds, products.

pub(crate) mod hash;
pub(crate) mod key;
pub(crate) mod vectors;
