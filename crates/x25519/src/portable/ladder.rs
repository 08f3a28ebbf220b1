//! The Montgomery ladder of RFC 7748, section 5, in its letters.

use clearbox_ct::{Choice, Wiped, Zeroize};
use clearbox_field25519::{FieldElement, Sum};

/// (486662 − 2) / 4 (RFC 7748, section 5).
const A24: u32 = 121_665;

/// X25519 (RFC 7748, section 5).
pub(crate) fn x25519(k: &[u8; 32], u: &[u8; 32]) -> [u8; 32] {
    let k = clamp(k);
    let mut ladder = Wiped::new(Ladder::new(FieldElement::from_bytes(u)));
    let mut swap = Choice::from_lsb(0);
    for t in (0..255).rev() {
        let k_t = Choice::from_lsb(u64::from(k[t / 8] >> (t % 8)));
        ladder.conditional_swap(swap ^ k_t);
        swap = k_t;
        ladder.step();
    }
    ladder.conditional_swap(swap);
    ladder.affine()
}

/// decodeScalar25519 of RFC 7748, section 5: a multiple of the cofactor 8, with bit 254 set and bit 255 clear.
fn clamp(k: &[u8; 32]) -> Wiped<[u8; 32]> {
    let mut k = Wiped::new(*k);
    k[0] &= 248;
    k[31] &= 127;
    k[31] |= 64;
    k
}

/// All that the ladder computes, by the names of RFC 7748, section 5; together, so that all of it is wiped.
#[derive(Default)]
struct Ladder {
    x_1: FieldElement,
    x_2: FieldElement,
    z_2: FieldElement,
    x_3: FieldElement,
    z_3: FieldElement,
    a: Sum,
    aa: FieldElement,
    b: Sum,
    bb: FieldElement,
    e: Sum,
    c: Sum,
    d: Sum,
    da: FieldElement,
    cb: FieldElement,
}

impl Ladder {
    /// The start: (x_2 : z_2) is the neutral element, (x_3 : z_3) the point u.
    fn new(u: FieldElement) -> Self {
        Self { x_1: u.clone(), x_2: FieldElement::ONE, x_3: u, z_3: FieldElement::ONE, ..Self::default() }
    }

    /// Exchanges the two points if the choice is yes.
    #[inline(always)]
    fn conditional_swap(&mut self, swap: Choice) {
        FieldElement::conditional_swap(swap, &mut self.x_2, &mut self.x_3);
        FieldElement::conditional_swap(swap, &mut self.z_2, &mut self.z_3);
    }

    /// Doubles the point 2, and adds it to the point 3; their difference is x_1.
    #[inline(always)]
    fn step(&mut self) {
        self.a = self.x_2.add(&self.z_2);
        self.aa = self.a.square();
        self.b = self.x_2.sub(&self.z_2);
        self.bb = self.b.square();
        self.e = self.aa.sub(&self.bb);
        self.c = self.x_3.add(&self.z_3);
        self.d = self.x_3.sub(&self.z_3);
        self.da = self.d.mul(&self.a);
        self.cb = self.c.mul(&self.b);
        self.x_3 = self.da.add(&self.cb).square();
        self.z_3 = self.x_1.mul(&self.da.sub(&self.cb).square());
        self.x_2 = self.aa.mul(&self.bb);
        self.z_2 = self.e.mul(&self.aa.add(&self.e.mul_small(A24)));
    }

    /// x_2 / z_2, encoded; zero if z_2 is.
    fn affine(&self) -> [u8; 32] {
        self.x_2.mul(&Wiped::new(self.z_2.invert())).to_bytes()
    }
}

impl Zeroize for Ladder {
    fn zeroize(&mut self) {
        let Self { x_1, x_2, z_2, x_3, z_3, a, aa, b, bb, e, c, d, da, cb } = self;
        for element in [x_1, x_2, z_2, x_3, z_3, aa, bb, da, cb] {
            element.zeroize();
        }
        for sum in [a, b, e, c, d] {
            sum.zeroize();
        }
    }
}
