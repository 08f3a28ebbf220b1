//! Points of the twisted Edwards curve −x² + y² = 1 + d·x²·y² (RFC 8032, section 5.1).
//!
//! The formulas are those of Hisil, Wong, Carter and Dawson ("Twisted Edwards curves revisited", 2008, sections 3.1
//! and 3.3), in the letters of RFC 8032, section 5.1.4. They hold for all points, since −1 is a square modulo p, and d
//! is none.

use clearbox_ct::Choice;
use clearbox_field25519::{FieldElement, LongSum, Sum};

/// d = −121665/121666.
pub(crate) const D: FieldElement = FieldElement::from_limbs([
    0x34dca135978a3,
    0x1a8283b156ebd,
    0x5e7a26001c029,
    0x739c663a03cbb,
    0x52036cee2b6ff,
]);
/// 2d.
pub(crate) const TWO_D: FieldElement = FieldElement::from_limbs([
    0x69b9426b2f159,
    0x35050762add7a,
    0x3cf44c0038052,
    0x6738cc7407977,
    0x2406d9dc56dff,
]);

/// A point as x and y.
#[derive(Clone, Debug)]
pub struct AffinePoint {
    pub(crate) x: FieldElement,
    pub(crate) y: FieldElement,
}

/// A point as (X : Y : Z) with x = X/Z and y = Y/Z: enough to be doubled.
#[derive(Debug)]
pub struct ProjectivePoint {
    x: FieldElement,
    y: FieldElement,
    z: FieldElement,
}

/// A point as (X : Y : Z : T) with also xy = T/Z, to which another can be added.
pub(crate) struct Point {
    projective: ProjectivePoint,
    t: FieldElement,
}

/// A point as what a formula ends with: (E·F : G·H : F·G : E·H).
pub(crate) struct Factors {
    e: LongSum,
    f: LongSum,
    g: LongSum,
    h: LongSum,
}

/// What an addition needs of its second summand: Y + X, Y − X, 2Z and 2d·T.
pub(crate) struct Summand {
    y_plus_x: FieldElement,
    y_minus_x: FieldElement,
    z2: FieldElement,
    t2d: FieldElement,
}

/// A summand with Z = 1, of a table: y + x, y − x and 2d·xy.
pub(crate) struct AffineSummand {
    pub(crate) y_plus_x: FieldElement,
    pub(crate) y_minus_x: FieldElement,
    pub(crate) xy2d: FieldElement,
}

impl AffinePoint {
    /// Whether the order of the point is 1, 2, 4 or 8: whether 8 times it is the neutral element.
    #[must_use]
    pub fn has_small_order(&self) -> Choice {
        let point = ProjectivePoint { x: self.x.clone(), y: self.y.clone(), z: FieldElement::ONE };
        let multiple = point.double().to_projective().double().to_projective().double().to_projective();
        multiple.x.is_zero() & multiple.y.ct_eq(&multiple.z)
    }

    /// −self.
    pub(crate) fn negate(&self) -> Point {
        let x = self.x.neg().carry();
        let t = x.mul(&self.y);
        Point { projective: ProjectivePoint { x, y: self.y.clone(), z: FieldElement::ONE }, t }
    }
}

impl ProjectivePoint {
    /// The neutral element, x = 0 and y = 1.
    pub(crate) const NEUTRAL: Self =
        Self { x: FieldElement::ZERO, y: FieldElement::ONE, z: FieldElement::ONE };

    /// The same point with Z = 1.
    #[must_use]
    pub fn to_affine(&self) -> AffinePoint {
        let inverse = self.z.invert();
        AffinePoint { x: self.x.mul(&inverse), y: self.y.mul(&inverse) }
    }

    /// The u-coordinate on curve25519 (RFC 7748, section 4.1): (1 + y)/(1 − y) = (Z + Y)/(Z − Y); 0 for the neutral element.
    #[must_use]
    pub fn to_u(&self) -> FieldElement {
        self.z.add(&self.y).mul(&self.z.sub(&self.y).carry().invert())
    }

    /// 2·self.
    #[inline(always)]
    pub(crate) fn double(&self) -> Factors {
        let (a, b, zz) = (self.x.square(), self.y.square(), self.z.square());
        let h = a.add(&b);
        // E and G have the other sign than in the RFC: so have all products then, which makes the same point.
        let e = self.x.add(&self.y).square().minus(&h);
        let g = b.sub(&a);
        let f = zz.add(&zz).minus(&g);
        Factors { e, f, g: g.into(), h: h.into() }
    }
}

impl Point {
    /// The neutral element.
    pub(crate) const NEUTRAL: Self = Self { projective: ProjectivePoint::NEUTRAL, t: FieldElement::ZERO };

    /// The point of X, Y, Z and T.
    #[cfg(target_arch = "x86_64")]
    pub(crate) fn new(x: FieldElement, y: FieldElement, z: FieldElement, t: FieldElement) -> Self {
        Self { projective: ProjectivePoint { x, y, z }, t }
    }

    /// X, Y, Z and T.
    #[cfg(target_arch = "x86_64")]
    pub(crate) fn coordinates(&self) -> [&FieldElement; 4] {
        let ProjectivePoint { x, y, z } = &self.projective;
        [x, y, z, &self.t]
    }

    /// self + other.
    #[inline(always)]
    pub(crate) fn add(&self, other: &Summand) -> Factors {
        self.add_with(&other.y_plus_x, &other.y_minus_x, &other.t2d, &self.projective.z.mul(&other.z2))
    }

    /// self − other.
    #[inline(always)]
    pub(crate) fn sub(&self, other: &Summand) -> Factors {
        self.sub_with(&other.y_plus_x, &other.y_minus_x, &other.t2d, &self.projective.z.mul(&other.z2))
    }

    /// self + other.
    #[inline(always)]
    pub(crate) fn add_affine(&self, other: &AffineSummand) -> Factors {
        self.add_with(&other.y_plus_x, &other.y_minus_x, &other.xy2d, &self.two_z())
    }

    /// self − other.
    #[inline(always)]
    pub(crate) fn sub_affine(&self, other: &AffineSummand) -> Factors {
        self.sub_with(&other.y_plus_x, &other.y_minus_x, &other.xy2d, &self.two_z())
    }

    fn two_z(&self) -> Sum {
        self.projective.z.add(&self.projective.z)
    }

    /// Adds a summand of which Z has been multiplied already: D = 2·Z1·Z2.
    #[inline(always)]
    fn add_with(
        &self,
        y_plus_x: &FieldElement,
        y_minus_x: &FieldElement,
        t2d: &FieldElement,
        d: &Sum,
    ) -> Factors {
        let ProjectivePoint { x, y, .. } = &self.projective;
        let a = y.sub(x).mul(y_minus_x);
        let b = y.add(x).mul(y_plus_x);
        let c = self.t.mul(t2d);
        Factors { e: b.sub(&a).into(), f: d.minus(&c), g: d.plus(&c), h: b.add(&a).into() }
    }

    /// Subtracts one: with −x for x, C changes its sign, which exchanges F and G.
    #[inline(always)]
    fn sub_with(
        &self,
        y_plus_x: &FieldElement,
        y_minus_x: &FieldElement,
        t2d: &FieldElement,
        d: &Sum,
    ) -> Factors {
        let Factors { e, f, g, h } = self.add_with(y_minus_x, y_plus_x, t2d, d);
        Factors { e, f: g, g: f, h }
    }

    /// The same point, with one coordinate less.
    pub(crate) fn as_projective(&self) -> &ProjectivePoint {
        &self.projective
    }

    /// The same.
    pub(crate) fn into_projective(self) -> ProjectivePoint {
        self.projective
    }

    /// The point as a second summand.
    pub(crate) fn to_summand(&self) -> Summand {
        let ProjectivePoint { x, y, z } = &self.projective;
        let (y_plus_x, y_minus_x) = (y.add(x).carry(), y.sub(x).carry());
        Summand { y_plus_x, y_minus_x, z2: z.add(z).carry(), t2d: self.t.mul(&TWO_D) }
    }
}

impl Factors {
    /// The point, to be doubled next.
    #[inline(always)]
    pub(crate) fn to_projective(&self) -> ProjectivePoint {
        let Self { e, f, g, h } = self;
        ProjectivePoint { x: e.mul(f), y: g.mul(h), z: f.mul(g) }
    }

    /// The point, to be added to next.
    #[inline(always)]
    pub(crate) fn to_point(&self) -> Point {
        Point { projective: self.to_projective(), t: self.e.mul(&self.h) }
    }
}

impl AffineSummand {
    /// The neutral element.
    pub(crate) const NEUTRAL: Self =
        Self { y_plus_x: FieldElement::ONE, y_minus_x: FieldElement::ONE, xy2d: FieldElement::ZERO };

    /// Takes the value of `yes` if the choice is yes.
    #[inline(always)]
    pub(crate) fn assign_if(&mut self, choice: Choice, yes: &Self) {
        self.y_plus_x.assign_if(choice, &yes.y_plus_x);
        self.y_minus_x.assign_if(choice, &yes.y_minus_x);
        self.xy2d.assign_if(choice, &yes.xy2d);
    }

    /// −self if the choice is yes: x changes its sign.
    #[inline(always)]
    pub(crate) fn negate_if(&mut self, choice: Choice) {
        FieldElement::swap_if(choice, &mut self.y_plus_x, &mut self.y_minus_x);
        let negated = self.xy2d.neg().carry();
        self.xy2d.assign_if(choice, &negated);
    }
}
