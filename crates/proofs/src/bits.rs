//! Words as terms of SMT-LIB's theory of bit vectors, and theorems about them as questions to z3.

use std::{
    cell::RefCell,
    env, fs,
    ops::{Add, BitAnd, BitOr, Mul, Not, Shl, Shr, Sub},
    path::Path,
};

use num_bigint::BigUint;

use crate::fault;

thread_local! {
    /// The definitions and assumptions so far, one a line.
    static LINES: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// The folder that `cargo xtask proofs` wants the questions in; elsewhere nobody asks them.
const FOLDER: &str = "CLEARBOX_PROOFS";

/// A word of any width, named by the line that defines it.
#[derive(Clone, Copy, Debug)]
pub struct Bits {
    line: usize,
    width: u32,
}

/// A statement, true or false.
#[derive(Clone, Copy, Debug)]
pub struct Fact(usize);

/// Proves a theorem about a routine of a file, a path from `crates/` on, in so far as it writes the question to z3 whether
/// there is a counterexample, and the same question for two mutants: z3 has to find one for these.
///
/// # Panics
/// If no routine runs, or if a question can't be written.
pub fn theorem(file: &str, name: &str, variant: &str, claim: impl Fn() -> Fact) {
    let operations = write(file, name, variant, None, &claim);
    assert!(operations > 1, "{file}, {name}: no routine ran");
    for wrong in [operations / 3, 2 * operations / 3] {
        write(file, name, variant, Some(wrong), &claim);
    }
}

fn write(file: &str, name: &str, variant: &str, wrong: Option<usize>, claim: &impl Fn() -> Fact) -> usize {
    LINES.take();
    let (fact, operations) = fault::with_wrong(wrong, claim);
    let expected = if wrong.is_some() { "sat" } else { "unsat" };
    let head = format!("; {file} | {name} | {variant} | {expected}\n(set-logic QF_BV)");
    let lines = LINES.take().join("\n");
    if let Some(folder) = env::var_os(FOLDER) {
        let mutant = wrong.map_or(String::new(), |wrong| format!("-mutant-{wrong}"));
        let title = format!("{file}-{name}-{variant}{mutant}.smt2").replace(['/', ' '], "-");
        let text = format!("{head}\n{lines}\n(assert (not l{}))\n(check-sat)\n", fact.0);
        fs::write(Path::new(&folder).join(&title), text).unwrap_or_else(|error| panic!("{title}: {error}"));
    }
    operations
}

/// What the theorem may take for granted.
pub fn assume(fact: Fact) {
    LINES.with_borrow_mut(|lines| lines.push(format!("(assert l{})", fact.0)));
}

/// The number that limbs stand for, the lowest first, each of `weight` bits more than the one before, in a word that is
/// wide enough.
#[must_use]
pub fn number(limbs: &[Bits], weight: u32, width: u32) -> Bits {
    let side_by_side = limbs.iter().copied().reduce(|low, high| high.beside(low));
    match side_by_side.filter(|_| limbs.iter().all(|limb| limb.width == weight)) {
        Some(number) => number.widen(width),
        None => {
            let zero = Bits::constant(0u8, width);
            limbs.iter().zip(0..).fold(zero, |sum, (limb, i)| sum.plus(limb.widen(width) << (weight * i)))
        }
    }
}

fn define(sort: &str, term: &str) -> usize {
    LINES.with_borrow_mut(|lines| {
        lines.push(format!("(define-fun l{} () {sort} {term})", lines.len()));
        lines.len() - 1
    })
}

impl Bits {
    fn define(width: u32, term: &str) -> Self {
        Self { line: define(&format!("(_ BitVec {width})"), term), width }
    }

    fn binary(self, operator: &str, other: Self) -> Self {
        assert_eq!(self.width, other.width, "{operator}");
        Self::define(self.width, &format!("({operator} l{} l{})", self.line, other.line))
    }

    fn statement(self, operator: &str, other: Self) -> Fact {
        assert_eq!(self.width, other.width, "{operator}");
        Fact(define("Bool", &format!("({operator} l{} l{})", self.line, other.line)))
    }

    /// Any word.
    #[must_use]
    pub fn unknown(width: u32) -> Self {
        LINES.with_borrow_mut(|lines| {
            lines.push(format!("(declare-const l{} (_ BitVec {width}))", lines.len()));
            Self { line: lines.len() - 1, width }
        })
    }

    /// Any words of 64 bits.
    #[must_use]
    pub fn unknowns<const N: usize>() -> [Self; N] {
        std::array::from_fn(|_| Self::unknown(64))
    }

    /// Just this number.
    #[must_use]
    pub fn constant(value: impl Into<BigUint>, width: u32) -> Self {
        Self::define(width, &format!("(_ bv{} {width})", value.into()))
    }

    /// With zeros above.
    #[must_use]
    pub fn widen(self, width: u32) -> Self {
        if width == self.width {
            return self;
        }
        Self::define(width, &format!("((_ zero_extend {}) l{})", width - self.width, self.line))
    }

    /// The word with another below it.
    fn beside(self, low: Self) -> Self {
        Self::define(self.width + low.width, &format!("(concat l{} l{})", self.line, low.line))
    }

    /// The bits from `from` on, so many of them.
    #[must_use]
    pub fn part(self, from: u32, width: u32) -> Self {
        Self::define(width, &format!("((_ extract {} {from}) l{})", from + width - 1, self.line))
    }

    /// A word of 64 bits as its low `place` bits and what is above, or the same of a wider one. Wrong, the high part is lost.
    #[must_use]
    pub fn split(self, place: u32) -> (Self, Self) {
        let high = (self >> place).part(0, 64);
        let high = if fault::strikes() { Self::constant(0u8, 64) } else { high };
        let mask = Self::constant(u64::MAX >> (64 - place), 64);
        (self.part(0, 64) & mask, high)
    }

    /// a + b + carry as words (low, carry). Wrong, the carry is lost.
    #[must_use]
    pub fn sum(a: Self, b: Self, carry: Self) -> (Self, Self) {
        let [a, b, carry] = [a, b, carry].map(|word| word.widen(128));
        a.plus(b).plus(carry).split(64)
    }

    /// a − b − borrow as words (low, borrow). Wrong, the borrow is lost.
    #[must_use]
    pub fn difference(a: Self, b: Self, borrow: Self) -> (Self, Self) {
        let [a, b, borrow] = [a, b, borrow].map(|word| word.widen(128));
        let (low, high) = a.binary("bvsub", b).binary("bvsub", borrow).split(64);
        (low, high >> 63)
    }

    /// Whether self < other.
    #[must_use]
    pub fn is_below(self, other: Self) -> Fact {
        self.statement("bvult", other)
    }

    /// Whether both are the same.
    #[must_use]
    pub fn equals(self, other: Self) -> Fact {
        self.statement("=", other)
    }

    fn plus(self, other: Self) -> Self {
        self.binary("bvadd", other)
    }
}

impl Fact {
    /// Both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(define("Bool", &format!("(and l{} l{})", self.0, other.0)))
    }

    /// One of two words.
    #[must_use]
    pub fn choose(self, yes: Bits, no: Bits) -> Bits {
        Bits::define(yes.width, &format!("(ite l{} l{} l{})", self.0, yes.line, no.line))
    }
}

impl Not for Fact {
    type Output = Self;
    fn not(self) -> Self {
        Self(define("Bool", &format!("(not l{})", self.0)))
    }
}

/// Modulo 2^width.
impl Add for Bits {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        self.plus(other)
    }
}

/// Modulo 2^width.
impl Sub for Bits {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self.binary("bvsub", other)
    }
}

/// Modulo 2^width.
impl Mul<u64> for Bits {
    type Output = Self;
    fn mul(self, factor: u64) -> Self {
        self.binary("bvmul", Self::constant(factor, self.width))
    }
}

impl BitAnd for Bits {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        self.binary("bvand", other)
    }
}

impl BitOr for Bits {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        self.binary("bvor", other)
    }
}

impl Not for Bits {
    type Output = Self;
    fn not(self) -> Self {
        Self::define(self.width, &format!("(bvnot l{})", self.line))
    }
}

impl Shl<u32> for Bits {
    type Output = Self;
    fn shl(self, places: u32) -> Self {
        self.binary("bvshl", Self::constant(places, self.width))
    }
}

impl Shr<u32> for Bits {
    type Output = Self;
    fn shr(self, places: u32) -> Self {
        self.binary("bvlshr", Self::constant(places, self.width))
    }
}
