//! What a program can ask of valgrind, under which it runs: a few instructions that do nothing elsewhere (valgrind.h,
//! memcheck.h).

/// Whether this process runs under valgrind.
pub(crate) fn is_under_valgrind() -> bool {
    request(RUNNING_ON_VALGRIND, [0; 3], 0) != 0
}

/// Errors that memcheck has found so far.
pub(crate) fn count_errors() -> u64 {
    request(COUNT_ERRORS, [0; 3], 0)
}

/// From here on, memcheck reports what branches on these bytes, or uses them as an address.
pub(crate) fn make_undefined(bytes: &[u8]) {
    request(MAKE_MEM_UNDEFINED, [bytes.as_ptr() as u64, bytes.len() as u64, 0], 0);
}

/// Takes that back.
pub(crate) fn make_defined(at: *const u8, len: usize) {
    request(MAKE_MEM_DEFINED, [at as u64, len as u64, 0], 0);
}

/// How many of these bytes depend on what is undefined.
pub(crate) fn count_undefined(at: *const u8, len: usize) -> usize {
    (0..len).filter(|i| is_undefined(at.wrapping_add(*i))).count()
}

fn is_undefined(at: *const u8) -> bool {
    let mut bits = 0u8;
    let arguments = [at as u64, &raw mut bits as u64, 1];
    request(GET_VBITS, arguments, 0) == GOT_VBITS && core::hint::black_box(bits) != 0
}

const RUNNING_ON_VALGRIND: u64 = 0x1001;
const COUNT_ERRORS: u64 = 0x1201;
const MAKE_MEM_UNDEFINED: u64 = 0x4d43_0001;
const MAKE_MEM_DEFINED: u64 = 0x4d43_0002;
const GET_VBITS: u64 = 0x4d43_0008;
/// The answer to GET_VBITS where all went well.
const GOT_VBITS: u64 = 1;

/// Valgrind takes the number of the request and its arguments from memory at rax, and writes its answer to rdx.
#[allow(unsafe_code)]
fn request(number: u64, arguments: [u64; 3], otherwise: u64) -> u64 {
    let [a, b, c] = arguments;
    let block = [number, a, b, c, 0, 0];
    let mut answer = otherwise;
    // SAFETY: rdi is rotated by 128 bits in all, and rbx exchanged with itself, so that no register changes but rdx. Under
    // valgrind, the requests of this file change no bytes but those of `bits` in `is_undefined`.
    unsafe {
        core::arch::asm!(
            "rol rdi, 3",
            "rol rdi, 13",
            "rol rdi, 61",
            "rol rdi, 51",
            "xchg rbx, rbx",
            inout("rdx") answer,
            in("rax") block.as_ptr(),
            options(nostack)
        );
    }
    answer
}
