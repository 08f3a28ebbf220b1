//! The Montgomery ladder of RFC 7748, section 5, in its letters, by safe code on 64-bit words, for any CPU.

use clearbox_ct::Choice;
use clearbox_field25519::FieldElement;

/// (486662 − 2) / 4 (RFC 7748, section 5).
const A24: u32 = 121_665;

/// X25519 (RFC 7748, section 5), for a clamped scalar k.
pub(crate) fn x25519(k: &[u8; 32], u: &[u8; 32]) -> [u8; 32] {
    let x_1 = FieldElement::from_bytes(u);
    let (mut x_2, mut z_2) = (FieldElement::ONE, FieldElement::ZERO);
    let (mut x_3, mut z_3) = (x_1.clone(), FieldElement::ONE);
    let mut swap = Choice::from_lsb(0);
    for t in (0..255).rev() {
        let k_t = Choice::from_lsb(u64::from(k[t / 8] >> (t % 8)));
        FieldElement::swap_if(swap ^ k_t, &mut x_2, &mut x_3);
        FieldElement::swap_if(swap ^ k_t, &mut z_2, &mut z_3);
        swap = k_t;

        let a = x_2.add(&z_2);
        let aa = a.square();
        let b = x_2.sub(&z_2);
        let bb = b.square();
        let e = aa.sub(&bb);
        let c = x_3.add(&z_3);
        let d = x_3.sub(&z_3);
        let da = d.mul(&a);
        let cb = c.mul(&b);
        x_3 = da.add(&cb).square();
        z_3 = x_1.mul(&da.sub(&cb).square());
        x_2 = aa.mul(&bb);
        z_2 = e.mul(&aa.add(&e.mul_small(A24)));
    }
    FieldElement::swap_if(swap, &mut x_2, &mut x_3);
    FieldElement::swap_if(swap, &mut z_2, &mut z_3);
    x_2.mul(&z_2.invert()).to_bytes()
}
