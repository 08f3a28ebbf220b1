//! The trap flag, and the handler of the signal that it makes.

use core::ffi::{c_int, c_void};

use super::log::Log;

/// Bytes for the handler's own stack: so that it doesn't write to that of the traced work.
const STACK: usize = 1 << 16;

/// Makes `on_trap` the handler of SIGTRAP, for the rest of this process.
#[allow(unsafe_code)]
pub(super) fn install() {
    let stack = Box::leak(vec![0u8; STACK].into_boxed_slice());
    let stack = libc::stack_t { ss_sp: stack.as_mut_ptr().cast(), ss_flags: 0, ss_size: STACK };
    // SAFETY: the stack lives as long as the process, and nobody else uses it.
    let done = unsafe { libc::sigaltstack(&raw const stack, core::ptr::null_mut()) };
    assert_eq!(done, 0, "sigaltstack");
    // SAFETY: all zeros are a value of this structure: no signals blocked.
    let mut action: libc::sigaction = unsafe { core::mem::zeroed() };
    let handler: extern "C" fn(c_int, *mut libc::siginfo_t, *mut c_void) = on_trap;
    action.sa_sigaction = handler as usize;
    action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
    // SAFETY: the handler has the signature that SA_SIGINFO asks for, and calls nothing that a handler must not.
    let done = unsafe { libc::sigaction(libc::SIGTRAP, &raw const action, core::ptr::null_mut()) };
    assert_eq!(done, 0, "sigaction");
}

/// Called between two instructions of the traced work. It must not allocate.
#[allow(unsafe_code)]
extern "C" fn on_trap(_: c_int, _: *mut libc::siginfo_t, context: *mut c_void) {
    // SAFETY: with SA_SIGINFO, the third argument points to the interrupted context.
    let registers = unsafe { &(*context.cast::<libc::ucontext_t>()).uc_mcontext.gregs };
    Log::get().step(registers);
}

/// From the next instruction but one on, there is a trap after each.
#[allow(unsafe_code)]
#[inline(always)]
pub(super) fn set_trap_flag() {
    // SAFETY: changes the trap flag only; the handler of the signal that it raises is installed.
    unsafe { core::arch::asm!("pushfq", "or qword ptr [rsp], 0x100", "popfq") };
}

/// The end of that.
#[allow(unsafe_code)]
#[inline(always)]
pub(super) fn clear_trap_flag() {
    // SAFETY: changes the trap flag only.
    unsafe { core::arch::asm!("pushfq", "and qword ptr [rsp], ~0x100", "popfq") };
}
