//! Points of a curve y² = x³ − 3x + b, and their addition.
//!
//! The formulas are the complete ones of Renes, Costello and Batina ("Complete addition formulas for prime
//! order elliptic curves", 2016, section 3.2): they hold for all points, also equal, opposite and neutral
//! ones, so that no case has to be told from another. Names say the products: `xy` is X₁Y₂ + X₂Y₁, `xx3` is
//! 3·X₁X₂.

use clearbox_ct::{Choice, declassify};

use crate::{curve::Curve, field::Field};

/// A point other than the neutral element, by its coordinates.
#[derive(Clone, Copy)]
pub struct AffinePoint<C: Curve> {
    pub(crate) x: C::Field,
    pub(crate) y: C::Field,
}

/// Any point, as (X : Y : Z) with x = X/Z and y = Y/Z; the neutral element is (0 : 1 : 0).
#[derive(Clone, Copy)]
pub(crate) struct Point<C: Curve> {
    pub(crate) x: C::Field,
    pub(crate) y: C::Field,
    pub(crate) z: C::Field,
}

impl<C: Curve> Point<C> {
    pub(crate) const NEUTRAL: Self = Self { x: C::Field::ZERO, y: C::Field::ONE, z: C::Field::ZERO };

    /// self + other: algorithm 4.
    pub(crate) fn add(&self, other: &Self) -> Self {
        let xx = self.x.mul(other.x);
        let yy = self.y.mul(other.y);
        let zz = self.z.mul(other.z);
        let xy = self.x.add(self.y).mul(other.x.add(other.y)).sub(xx.add(yy));
        let yz = self.y.add(self.z).mul(other.y.add(other.z)).sub(yy.add(zz));
        let xz = self.x.add(self.z).mul(other.x.add(other.z)).sub(xx.add(zz));
        Self::sum(xx, yy, zz, xy, yz, xz)
    }

    /// self + other: algorithm 5, which is the same with Z₂ = 1.
    pub(crate) fn add_affine(&self, other: &AffinePoint<C>) -> Self {
        let xx = self.x.mul(other.x);
        let yy = self.y.mul(other.y);
        let zz = self.z;
        let xy = self.x.add(self.y).mul(other.x.add(other.y)).sub(xx.add(yy));
        let yz = other.y.mul(self.z).add(self.y);
        let xz = other.x.mul(self.z).add(self.x);
        Self::sum(xx, yy, zz, xy, yz, xz)
    }

    /// The sum of two points from the products of their coordinates.
    fn sum(xx: C::Field, yy: C::Field, zz: C::Field, xy: C::Field, yz: C::Field, xz: C::Field) -> Self {
        let u = triple(xz.sub(C::B.mul(zz)));
        let (yy_plus_u, yy_minus_u) = (yy.add(u), yy.sub(u));
        let zz3 = triple(zz);
        let v = triple(C::B.mul(xz).sub(zz3).sub(xx));
        let w = triple(xx).sub(zz3);
        Self {
            x: xy.mul(yy_plus_u).sub(yz.mul(v)),
            y: yy_plus_u.mul(yy_minus_u).add(w.mul(v)),
            z: yz.mul(yy_minus_u).add(xy.mul(w)),
        }
    }

    /// 2^n·self, in Jacobian coordinates: x = X/Z² and y = Y/Z³. A doubling there takes 8 products, where the
    /// complete formula takes 13; the way there and back takes 6.
    pub(crate) fn double_times(&self, n: usize) -> Self {
        if n == 0 {
            return *self;
        }
        let (mut x, mut y, mut z) = (self.x.mul(self.z), self.y.mul(self.z.square()), self.z);
        for _ in 0..n {
            (x, y, z) = double_jacobian::<C>(x, y, z);
        }
        // The neutral element has become (0, 0, 0).
        y.assign_if(z.is_zero(), &C::Field::ONE);
        Self { x: x.mul(z), y, z: z.mul(z.square()) }
    }

    /// −self if the choice is yes.
    pub(crate) fn negate_if(&mut self, choice: Choice) {
        let negated = self.y.neg();
        self.y.assign_if(choice, &negated);
    }

    /// Takes the value of `yes` if the choice is yes.
    pub(crate) fn assign_if(&mut self, choice: Choice, yes: &Self) {
        self.x.assign_if(choice, &yes.x);
        self.y.assign_if(choice, &yes.y);
        self.z.assign_if(choice, &yes.z);
    }

    /// x = X/Z and y = Y/Z. The point must not be the neutral element; for that, both would be 0.
    pub(crate) fn to_affine(self) -> AffinePoint<C> {
        let inverse = self.z.invert();
        AffinePoint { x: self.x.mul(inverse), y: self.y.mul(inverse) }
    }

    /// Whether x is r modulo n, for some r from 1 to n − 1; no, for the neutral element.
    ///
    /// The x modulo p that are r modulo n are r and, if it is below p, r + n: so X is compared with r·Z and
    /// (r + n)·Z, which needs no inversion.
    ///
    /// # Timing
    /// Depends on all arguments.
    pub(crate) fn has_x_modulo_n_vartime(&self, r: &C::Scalar) -> bool {
        let in_field = |k: C::Scalar| C::Field::from_bytes(&k.to_bytes()).0;
        let n = in_field(C::Scalar::ONE.neg()).add(C::Field::ONE);
        // r + n is below p if r is below p − n, which is −n, since n is below p; and bytes compare as the numbers do.
        let has_other = r.to_bytes().as_ref() < n.neg().to_bytes().as_ref();
        let is_x = |x: C::Field| declassify(self.x.ct_eq(x.mul(self.z)));
        !declassify(self.z.is_zero()) && (is_x(in_field(*r)) || has_other && is_x(in_field(*r).add(n)))
    }
}

impl<C: Curve> AffinePoint<C> {
    /// −self if the choice is yes.
    pub(crate) fn negate_if(&mut self, choice: Choice) {
        let negated = self.y.neg();
        self.y.assign_if(choice, &negated);
    }

    /// Takes the value of `yes` if the choice is yes.
    pub(crate) fn assign_if(&mut self, choice: Choice, yes: &Self) {
        self.x.assign_if(choice, &yes.x);
        self.y.assign_if(choice, &yes.y);
    }

    /// Whether y² = x³ − 3x + b.
    pub(crate) fn is_on_curve(&self) -> Choice {
        self.y.square().ct_eq(right_side::<C>(self.x))
    }
}

impl<C: Curve> core::fmt::Debug for AffinePoint<C> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("AffinePoint")
    }
}

impl<C: Curve> From<AffinePoint<C>> for Point<C> {
    fn from(AffinePoint { x, y }: AffinePoint<C>) -> Self {
        Self { x, y, z: C::Field::ONE }
    }
}

/// x³ − 3x + b, the right side of the curve's equation.
pub(crate) fn right_side<C: Curve>(x: C::Field) -> C::Field {
    x.square().mul(x).sub(triple(x)).add(C::B)
}

/// 2·(x, y, z) in Jacobian coordinates: the tangent's slope is (3x² − 3z⁴) / 2yz. No point has y = 0, since
/// none is of order 2, and z = 0 stays so.
fn double_jacobian<C: Curve>(x: C::Field, y: C::Field, z: C::Field) -> (C::Field, C::Field, C::Field) {
    let zz = z.square();
    let slope = triple(x.sub(zz).mul(x.add(zz)));
    let y2 = y.double();
    let yy4 = y2.square();
    let xyy4 = x.mul(yy4);
    let x_doubled = slope.square().sub(xyy4.double());
    let y_doubled = slope.mul(xyy4.sub(x_doubled)).sub(yy4.square().half());
    (x_doubled, y_doubled, y2.mul(z))
}

fn triple<F: Field>(a: F) -> F {
    a.double().add(a)
}
