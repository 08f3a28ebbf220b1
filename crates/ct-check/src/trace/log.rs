//! The notes of the tracer, in memory that parent and children share.

use core::cell::UnsafeCell;
use std::sync::OnceLock;

use super::decoded::{Decoded, Registers, decode};

/// The longest trace.
const MAX_STEPS: usize = 1 << 26;

/// Room for the instructions that all entries have, decoded: a power of two.
const CACHE: usize = 1 << 19;

/// One instruction of a trace.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Step {
    ip: u64,
    addresses: u64,
}

/// All of it is zeros at first.
struct Notes {
    /// Whether the trace is written, or compared with the one that is there.
    compares: bool,
    len: usize,
    reference_len: usize,
    fault: Option<Fault>,
    reference: [Step; MAX_STEPS],
    cache: [Option<Decoded>; CACHE],
}

/// What is wrong with a trace.
#[derive(Clone, Copy, Debug)]
enum Fault {
    Differs { at: usize, reference: Step, here: Step },
    Forbidden { ip: u64 },
    TooLong,
    TooManyInstructions,
}

/// The notes, of which there are only one.
pub(super) struct Log(UnsafeCell<Notes>);

#[allow(unsafe_code)]
// SAFETY: this program has one thread; parents and children don't run at the same time.
unsafe impl Sync for Log {}

impl Log {
    /// The notes of this process, its parent and its children.
    #[allow(unsafe_code)]
    pub(super) fn get() -> &'static Self {
        static LOG: OnceLock<&'static Log> = OnceLock::new();
        LOG.get_or_init(|| {
            let (access, kind) = (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_SHARED | libc::MAP_ANONYMOUS);
            let len = size_of::<Self>();
            // SAFETY: asks for new memory, at no address in particular.
            let memory =
                unsafe { libc::mmap(core::ptr::null_mut(), len, access, kind | libc::MAP_NORESERVE, -1, 0) };
            assert_ne!(memory, libc::MAP_FAILED, "mmap");
            // SAFETY: the memory is as large as `Notes`, aligned to a page, and is never given back. Zeros are a value of
            // all in it.
            let log = unsafe { &*memory.cast::<Self>() };
            log.notes().cache.fill(None);
            // The decoder makes its tables when it is first used. Not between two instructions of the first trace, where it
            // would change what memory the work gets.
            decode(Self::get as fn() -> &'static Self as usize as u64);
            log
        })
    }

    #[allow(unsafe_code, clippy::mut_from_ref)]
    fn notes(&self) -> &mut Notes {
        // SAFETY: the one thread holds no other reference: the functions of this file keep none, and are not called
        // while one of them runs, since the trap flag is clear then.
        unsafe { &mut *self.0.get() }
    }

    pub(super) fn begin_reference(&self) {
        let notes = self.notes();
        (notes.compares, notes.len, notes.fault) = (false, 0, None);
    }

    pub(super) fn begin_comparison(&self) {
        let notes = self.notes();
        if !notes.compares {
            notes.reference_len = notes.len;
        }
        (notes.compares, notes.len, notes.fault) = (true, 0, None);
    }

    pub(super) fn steps(&self) -> u64 {
        self.notes().reference_len as u64
    }

    /// Notes the instruction that comes next.
    pub(super) fn step(&self, registers: &Registers) {
        let notes = self.notes();
        if notes.fault.is_some() {
            return;
        }
        let ip = registers[libc::REG_RIP as usize] as u64;
        let Some(decoded) = decoded(&mut notes.cache, ip) else {
            notes.fault = Some(Fault::TooManyInstructions);
            return;
        };
        let (here, at) = (Step { ip, addresses: decoded.addresses(registers) }, notes.len);
        if decoded.is_forbidden {
            notes.fault = Some(Fault::Forbidden { ip });
        } else if at == MAX_STEPS {
            notes.fault = Some(Fault::TooLong);
        } else if !notes.compares {
            notes.reference[at] = here;
        } else if at >= notes.reference_len || notes.reference[at] != here {
            notes.fault = Some(Fault::Differs { at, reference: notes.reference[at], here });
        }
        notes.len += 1;
    }

    /// Whether the trace is as it should be.
    pub(super) fn verdict(&self) -> Result<(), String> {
        let notes = self.notes();
        match notes.fault {
            Some(fault) => Err(fault.describe()),
            None if notes.len == 0 => Err("nothing was traced".into()),
            None if notes.compares && notes.len != notes.reference_len => {
                Err(format!("{} steps instead of {}", notes.len, notes.reference_len))
            }
            None => Ok(()),
        }
    }
}

/// The instruction at `ip`; none if there is no room for it.
fn decoded(cache: &mut [Option<Decoded>], ip: u64) -> Option<Decoded> {
    let start = (ip.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as usize % cache.len();
    let slot = (start..cache.len())
        .chain(0..start)
        .find(|&slot| cache[slot].is_none_or(|known| known.ip() == ip))?;
    Some(*cache[slot].get_or_insert_with(|| decode(ip)))
}

impl Fault {
    fn describe(self) -> String {
        match self {
            Self::Differs { at, reference, here } if reference.ip == here.ip => {
                format!("from step {at} on, an address differs, at {}", place(here.ip))
            }
            Self::Differs { at, reference, here } => {
                format!("from step {at} on, the way differs: {} and {}", place(reference.ip), place(here.ip))
            }
            Self::Forbidden { ip } => format!("a division, a gather or a scatter, at {}", place(ip)),
            Self::TooLong => format!("more than {MAX_STEPS} steps"),
            Self::TooManyInstructions => format!("more than {CACHE} different instructions"),
        }
    }
}

/// An address as `addr2line` and `objdump` have it: in which file, and how far from where that is in memory.
fn place(ip: u64) -> String {
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap_or_default();
    let file = |line: &str| line.rsplit_once('/').map(|(_, name)| name.to_string());
    let range = |line: &str| -> Option<core::ops::Range<u64>> {
        let (start, end) = line.split(' ').next()?.split_once('-')?;
        Some(u64::from_str_radix(start, 16).ok()?..u64::from_str_radix(end, 16).ok()?)
    };
    let here = maps.lines().find(|line| range(line).is_some_and(|range| range.contains(&ip)));
    let Some(name) = here.and_then(file) else { return format!("{ip:#x}") };
    let first = maps.lines().find(|line| file(line).as_ref() == Some(&name));
    let base = first.and_then(range).map_or(0, |range| range.start);
    format!("{name}+{:#x}, {}", ip - base, decode(ip))
}

#[cfg(test)]
mod tests {
    use super::{Decoded, decoded, place};

    #[test]
    fn there_is_an_end_of_room_for_instructions() {
        let code = place as fn(u64) -> String as usize as u64;
        let other = decoded as fn(&mut [Option<Decoded>], u64) -> Option<Decoded> as usize as u64;
        let third = there_is_an_end_of_room_for_instructions as fn() as usize as u64;
        let mut cache = [None; 2];
        for ip in [code, other, other, code] {
            assert!(decoded(&mut cache, ip).is_some_and(|found| found.ip() == ip));
        }
        assert!(decoded(&mut cache, third).is_none());
    }
}
