//! Plain code, compiled again for the CPU's vectors.

/// Does `work`, compiled for the widest integer vectors that this CPU has: AVX-512, AVX2, or what every CPU of its kind
/// has. The compiler makes vector instructions of loops over arrays by itself; `work` should be such loops, with all that
/// they call marked `#[inline(always)]`, since functions that stay apart are not compiled again.
#[inline(always)]
pub fn vectorized<R>(work: impl FnOnce() -> R) -> R {
    #[cfg(target_arch = "x86_64")]
    {
        use crate::x86_64::{Avx2, Avx512};

        if let Some(proof) = Avx512::detect() {
            return on_avx512(proof, work);
        }
        if let Some(proof) = Avx2::detect() {
            return on_avx2(proof, work);
        }
    }
    work()
}

#[cfg(target_arch = "x86_64")]
#[inline(always)]
#[allow(unsafe_code)]
fn on_avx512<R>(_proof: crate::x86_64::Avx512, work: impl FnOnce() -> R) -> R {
    #[target_feature(enable = "avx2,avx512bw,avx512dq,avx512f,avx512vl")]
    fn compiled<R>(work: impl FnOnce() -> R) -> R {
        work()
    }
    // SAFETY: the token proves that the CPU has the features.
    unsafe { compiled(work) }
}

#[cfg(target_arch = "x86_64")]
#[inline(always)]
#[allow(unsafe_code)]
fn on_avx2<R>(_proof: crate::x86_64::Avx2, work: impl FnOnce() -> R) -> R {
    #[target_feature(enable = "avx2")]
    fn compiled<R>(work: impl FnOnce() -> R) -> R {
        work()
    }
    // SAFETY: the token proves that the CPU has the features.
    unsafe { compiled(work) }
}

#[cfg(test)]
mod tests {
    use super::vectorized;

    #[test]
    fn the_work_is_done_once() {
        let mut numbers = [1u32; 100];
        let sum = vectorized(|| {
            numbers.iter_mut().for_each(|number| *number += 1);
            numbers.iter().sum::<u32>()
        });
        assert_eq!(sum, 200);
    }
}
