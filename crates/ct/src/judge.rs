//! What tells a judge of the machine code that a value has become public. It is compiled with `--cfg clearbox_ct_check`
//! only, for the program `clearbox-ct-check`, which defines the function: no other build has it.

#[allow(unsafe_code)]
// SAFETY: clearbox-ct-check defines this function with these arguments, and nothing else is built with the cfg.
unsafe extern "Rust" {
    /// Hears of `len` bytes from `at` on.
    safe fn clearbox_declassified(at: *const u8, len: usize);
}

/// Says that the bytes of `value` are public from here on.
#[inline(always)]
pub(crate) fn tell<T: ?Sized>(value: &T) {
    clearbox_declassified(core::ptr::from_ref(value).cast(), size_of_val(value));
}
