//! RFC 7748, section 5, with big integers.

use num_bigint::BigUint;

pub(crate) fn p() -> BigUint {
    (BigUint::from(1u8) << 255) - 19u8
}

fn decode_scalar25519(k: &[u8; 32]) -> BigUint {
    let mut k_list = *k;
    k_list[0] &= 248;
    k_list[31] &= 127;
    k_list[31] |= 64;
    BigUint::from_bytes_le(&k_list)
}

fn decode_u_coordinate(u: &[u8; 32]) -> BigUint {
    let mut u_list = *u;
    u_list[31] &= (1 << (255 % 8)) - 1;
    BigUint::from_bytes_le(&u_list)
}

pub(crate) fn encode_u_coordinate(u: &BigUint) -> [u8; 32] {
    let mut u_list = (u % p()).to_bytes_le();
    u_list.resize(32, 0);
    u_list.try_into().expect("a number below p has 32 bytes")
}

/// X25519(k, u).
pub(crate) fn x25519(k: &[u8; 32], u: &[u8; 32]) -> [u8; 32] {
    let (k, u, p) = (decode_scalar25519(k), decode_u_coordinate(u), p());
    let a24 = 121_665u32;
    let minus = |a: &BigUint, b: &BigUint| (a + &p - b) % &p;

    let x_1 = &u % &p;
    let (mut x_2, mut z_2) = (BigUint::from(1u8), BigUint::from(0u8));
    let (mut x_3, mut z_3) = (x_1.clone(), BigUint::from(1u8));
    let mut swap = false;
    for t in (0..255).rev() {
        let k_t = k.bit(t);
        swap ^= k_t;
        if swap {
            (x_2, x_3) = (x_3, x_2);
            (z_2, z_3) = (z_3, z_2);
        }
        swap = k_t;

        let a = (&x_2 + &z_2) % &p;
        let aa = &a * &a % &p;
        let b = minus(&x_2, &z_2);
        let bb = &b * &b % &p;
        let e = minus(&aa, &bb);
        let c = (&x_3 + &z_3) % &p;
        let d = minus(&x_3, &z_3);
        let da = &d * &a % &p;
        let cb = &c * &b % &p;
        x_3 = (&da + &cb).pow(2) % &p;
        z_3 = &x_1 * minus(&da, &cb).pow(2) % &p;
        x_2 = &aa * &bb % &p;
        z_2 = &e * (&aa + a24 * &e) % &p;
    }
    if swap {
        (x_2, z_2) = (x_3, z_3);
    }
    encode_u_coordinate(&(&x_2 * z_2.modpow(&(&p - 2u8), &p)))
}
