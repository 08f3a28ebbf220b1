//! The optimisation barrier: a value the compiler must take as unknown from here on.
//!
//! LLVM knows that a mask is 0 or all ones as soon as it sees how it was made, and may then turn masked arithmetic
//! into a branch. Behind the barrier it no longer knows.

macro_rules! barrier {
    ($name:ident, $word:ty) => {
        /// Returns `value`, hiding from the compiler where it came from.
        #[inline(always)]
        #[must_use]
        #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), allow(unsafe_code, asm_sub_register))]
        pub fn $name(value: $word) -> $word {
            #[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
            {
                let mut hidden = value;
                // SAFETY: the assembly is empty: it touches no memory, no stack and no flags, and leaves the
                // register that holds `hidden` as it was.
                unsafe {
                    core::arch::asm!("/* {0} */", inout(reg) hidden,
                        options(pure, nomem, nostack, preserves_flags));
                }
                hidden
            }
            #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
            core::hint::black_box(value)
        }
    };
}

barrier!(barrier_u32, u32);
barrier!(barrier_u64, u64);
