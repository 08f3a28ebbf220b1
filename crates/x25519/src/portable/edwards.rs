//! The twisted Edwards curve −x² + y² = 1 + d·x²·y², d = −121665/121666, which is curve25519 in other
//! coordinates: u = (1 + y) / (1 − y) (RFC 7748, section 4.1).
//!
//! The formulas are those of Hisil, Wong, Carter and Dawson ("Twisted Edwards curves revisited", 2008,
//! sections 3.1 and 3.3). They hold for all points, since −1 is a square modulo p, and d is none.

use clearbox_ct::Choice;
use clearbox_field25519::FieldElement;

/// A point as (X : Y : Z : T) with x = X/Z, y = Y/Z and xy = T/Z.
pub(crate) struct Point {
    x: FieldElement,
    y: FieldElement,
    z: FieldElement,
    t: FieldElement,
}

/// A point as y + x, y − x and 2d·xy: what an addition needs of its second summand.
pub(crate) struct Summand {
    pub(crate) y_plus_x: FieldElement,
    pub(crate) y_minus_x: FieldElement,
    pub(crate) xy2d: FieldElement,
}

impl Point {
    /// The neutral element, x = 0 and y = 1.
    pub(crate) fn neutral() -> Self {
        Self { x: FieldElement::ZERO, y: FieldElement::ONE, z: FieldElement::ONE, t: FieldElement::ZERO }
    }

    /// self + other.
    pub(crate) fn add(&self, other: &Summand) -> Self {
        let a = self.y.sub(&self.x).mul(&other.y_minus_x);
        let b = self.y.add(&self.x).mul(&other.y_plus_x);
        let c = self.t.mul(&other.xy2d);
        let d = self.z.add(&self.z).carry();
        let (e, f, g, h) = (b.sub(&a), d.sub(&c), d.add(&c), b.add(&a));
        Self { x: e.mul(&f), y: g.mul(&h), z: f.mul(&g), t: e.mul(&h) }
    }

    /// 2·self.
    pub(crate) fn double(&self) -> Self {
        let (xx, yy, zz) = (self.x.square(), self.y.square(), self.z.square());
        let h = yy.add(&xx).carry();
        let g = yy.sub(&xx).carry();
        let e = self.x.add(&self.y).square().sub(&h);
        let f = zz.add(&zz).carry().sub(&g);
        Self { x: e.mul(&f), y: g.mul(&h), z: f.mul(&g), t: e.mul(&h) }
    }

    /// u = (1 + y) / (1 − y) = (Z + Y) / (Z − Y); zero for the neutral element.
    pub(crate) fn to_u(&self) -> FieldElement {
        self.z.add(&self.y).mul(&self.z.sub(&self.y).carry().invert())
    }
}

impl Summand {
    /// The neutral element.
    pub(crate) fn neutral() -> Self {
        Self { y_plus_x: FieldElement::ONE, y_minus_x: FieldElement::ONE, xy2d: FieldElement::ZERO }
    }

    /// Takes the value of `yes` if the choice is yes.
    pub(crate) fn assign_if(&mut self, choice: Choice, yes: &Self) {
        self.y_plus_x.assign_if(choice, &yes.y_plus_x);
        self.y_minus_x.assign_if(choice, &yes.y_minus_x);
        self.xy2d.assign_if(choice, &yes.xy2d);
    }

    /// −self if the choice is yes: x changes its sign.
    pub(crate) fn negate_if(&mut self, choice: Choice) {
        FieldElement::swap_if(choice, &mut self.y_plus_x, &mut self.y_minus_x);
        let negated = self.xy2d.neg().carry();
        self.xy2d.assign_if(choice, &negated);
    }
}
