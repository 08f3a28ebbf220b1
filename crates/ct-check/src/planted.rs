//! Leaks on purpose: a judge that doesn't catch them is no judge.

use core::hint::black_box;

use crate::{
    entries::{Entry, Judges},
    judge::Judge,
    secrets,
};

/// A leak, and what the judges that have to catch it say.
#[derive(Debug)]
pub(crate) struct Planted {
    pub(crate) entry: Entry,
    /// None if memcheck can't catch it.
    pub(crate) taint: Option<&'static str>,
    /// None if the tracer can't catch it.
    pub(crate) trace: Option<&'static str>,
    /// None if nothing is left on the stack.
    pub(crate) residue: Option<&'static str>,
}

const DEPENDS: Option<&str> = Some("depend on the secret");
const WAY: Option<&str> = Some("the way differs");
const DIVISION: Option<&str> = Some("a division");

/// All of them. Memcheck doesn't look at divisions; the tracer doesn't notice work without secrets.
pub(crate) const PLANTED: [Planted; 7] = [
    leak("branch", branch, DEPENDS, WAY),
    leak("table", table, DEPENDS, Some("an address differs")),
    leak("early exit", early_exit, DEPENDS, WAY),
    leak("division", division, None, DIVISION),
    leak("remainder of a sum", remainder, None, DIVISION),
    Planted { residue: Some("words of the secret are left"), ..leak("copy", copy, None, None) },
    leak("test of nothing", nothing, Some("tests nothing"), None),
];

const fn leak(
    name: &'static str,
    run: fn(&[u8], &mut Judge),
    taint: Option<&'static str>,
    trace: Option<&'static str>,
) -> Planted {
    let entry =
        Entry { package: "planted", name, secrets: secrets::bytes::<32, 8>, run, judges: Judges::Both };
    Planted { entry, taint, trace, residue: None }
}

fn branch(secret: &[u8], judge: &mut Judge) {
    let sum = judge.work(|| if secret[7] & 1 == 1 { longer(secret) } else { shorter(secret) });
    judge.release(&[sum]);
}

#[inline(never)]
fn longer(bytes: &[u8]) -> u8 {
    black_box(bytes.iter().fold(1, |product, byte| product ^ byte.rotate_left(3)))
}

#[inline(never)]
fn shorter(bytes: &[u8]) -> u8 {
    black_box(bytes[0])
}

/// Looks a nibble up, as tables of AES once did.
fn table(secret: &[u8], judge: &mut Judge) {
    let table: [u8; 256] = black_box(core::array::from_fn(|i| (i as u8).wrapping_mul(167)));
    let looked_up = judge.work(|| table[usize::from(secret[0])]);
    judge.release(&[looked_up]);
}

/// Compares as `==` does.
fn early_exit(secret: &[u8], judge: &mut Judge) {
    let expected = secrets::random(32, 0);
    let equal = judge.work(|| black_box(secret).iter().zip(&expected).all(|(a, b)| black_box(a) == b));
    judge.release(&[u8::from(equal)]);
}

fn division(secret: &[u8], judge: &mut Judge) {
    let quotient = judge.work(|| u32::from(secret[0]) / black_box(7));
    judge.release(&quotient.to_le_bytes());
}

fn remainder(secret: &[u8], judge: &mut Judge) {
    let sum = judge.work(|| secret.iter().fold(0, |sum, byte| sum + u64::from(*byte)) % black_box(3329));
    judge.release(&sum.to_le_bytes());
}

/// Leaves a copy on the stack.
fn copy(secret: &[u8], judge: &mut Judge) {
    let sum = judge.work(|| {
        let mut copy = [0; 32];
        copy.copy_from_slice(black_box(secret));
        black_box(&copy).iter().fold(0, |sum: u8, byte| sum ^ byte)
    });
    judge.release(&[sum]);
}

/// The secret goes nowhere.
fn nothing(secret: &[u8], judge: &mut Judge) {
    let len = judge.work(|| black_box(secret.len()));
    judge.release(&len.to_le_bytes());
}
