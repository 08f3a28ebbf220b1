//! FIPS 204 literally, for tests: plain integers, division and branches wherever the standard has them, and no NTT where
//! a product of polynomials can be had from its definition.
//!
//! Algorithms are in the order of the standard, with the names that it gives.

// Loops count as the standard's do.
#![allow(clippy::needless_range_loop)]

use std::{vec, vec::Vec};

use clearbox_sha3::{Shake128, Shake128Reader, Shake256, Shake256Reader};

const q: i64 = 8_380_417;
const d: u32 = 13;

/// Table 1.
#[derive(Clone, Copy)]
pub(crate) struct Parameters {
    pub(crate) tau: usize,
    pub(crate) lambda: usize,
    pub(crate) gamma_1: i64,
    pub(crate) gamma_2: i64,
    pub(crate) k: usize,
    pub(crate) l: usize,
    pub(crate) eta: i64,
    pub(crate) beta: i64,
    pub(crate) omega: usize,
}

pub(crate) const ML_DSA_44: Parameters = Parameters {
    tau: 39,
    lambda: 128,
    gamma_1: 1 << 17,
    gamma_2: (q - 1) / 88,
    k: 4,
    l: 4,
    eta: 2,
    beta: 78,
    omega: 80,
};
pub(crate) const ML_DSA_65: Parameters = Parameters {
    tau: 49,
    lambda: 192,
    gamma_1: 1 << 19,
    gamma_2: (q - 1) / 32,
    k: 6,
    l: 5,
    eta: 4,
    beta: 196,
    omega: 55,
};
pub(crate) const ML_DSA_87: Parameters = Parameters {
    tau: 60,
    lambda: 256,
    gamma_1: 1 << 19,
    gamma_2: (q - 1) / 32,
    k: 8,
    l: 7,
    eta: 2,
    beta: 120,
    omega: 75,
};

/// A polynomial or its transform: 256 integers, of which the algorithms say the range.
pub(crate) type Coefficients = Vec<i64>;

/// m mod± α (section 2.3): in the range -⌈α/2⌉ < m' <= ⌊α/2⌋.
pub(crate) fn mod_pm(m: i64, alpha: i64) -> i64 {
    let r = m.rem_euclid(alpha);
    if r > alpha / 2 { r - alpha } else { r }
}

/// ‖w‖∞ (section 2.3).
fn norm(w: &[Coefficients]) -> i64 {
    w.iter().flatten().map(|&c| mod_pm(c, q).abs()).max().expect("coefficients")
}

/// The length of a number in bits.
fn bitlen(a: i64) -> usize {
    a.ilog2() as usize + 1
}

fn H(str: &[u8], l: usize) -> Vec<u8> {
    let mut ctx = H_init(str);
    squeeze(&mut ctx, l)
}

fn H_init(str: &[u8]) -> Shake256Reader {
    let mut ctx = Shake256::new();
    ctx.update(str);
    ctx.finalize()
}

fn G_init(str: &[u8]) -> Shake128Reader {
    let mut ctx = Shake128::new();
    ctx.update(str);
    ctx.finalize()
}

fn squeeze(ctx: &mut Shake256Reader, l: usize) -> Vec<u8> {
    let mut out = vec![0; l];
    ctx.squeeze(&mut out);
    out
}

/// Algorithm 2, with `rnd` given.
pub(crate) fn Sign(p: Parameters, sk: &[u8], M: &[u8], ctx: &[u8], rnd: &[u8]) -> Option<Vec<u8>> {
    if ctx.len() > 255 {
        return None;
    }
    let M_prime = [&[0, ctx.len() as u8], ctx, M].concat();
    Some(Sign_internal(p, sk, &M_prime, rnd))
}

/// Algorithm 3.
pub(crate) fn Verify(p: Parameters, pk: &[u8], M: &[u8], sigma: &[u8], ctx: &[u8]) -> bool {
    if ctx.len() > 255 {
        return false;
    }
    let M_prime = [&[0, ctx.len() as u8], ctx, M].concat();
    Verify_internal(p, pk, &M_prime, sigma)
}

/// Algorithm 6.
pub(crate) fn KeyGen_internal(p: Parameters, xi: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let seeds = H(&[xi, &[p.k as u8], &[p.l as u8]].concat(), 128);
    let (rho, rho_prime, K) = (&seeds[..32], &seeds[32..96], &seeds[96..]);
    let A_hat = ExpandA(p, rho);
    let (s_1, s_2) = ExpandS(p, rho_prime);
    let s_1_hat: Vec<_> = s_1.iter().map(|s| NTT(s)).collect();
    let t: Vec<_> = (0..p.k).map(|i| add(&inverse_NTT(&dot(&A_hat[i], &s_1_hat)), &s_2[i])).collect();
    let t_1: Vec<_> = t.iter().map(|t| t.iter().map(|&r| Power2Round(r).0).collect()).collect();
    let t_0: Vec<_> = t.iter().map(|t| t.iter().map(|&r| Power2Round(r).1).collect()).collect();
    let pk = pkEncode(rho, &t_1);
    let tr = H(&pk, 64);
    let sk = skEncode(p, rho, K, &tr, &s_1, &s_2, &t_0);
    (pk, sk)
}

/// Algorithm 7.
fn Sign_internal(p: Parameters, sk: &[u8], M_prime: &[u8], rnd: &[u8]) -> Vec<u8> {
    let (rho, K, tr, s_1, s_2, t_0) = skDecode(p, sk);
    let A_hat = ExpandA(p, &rho);
    let mu = H(&[&tr, M_prime].concat(), 64);
    let rho_2_prime = H(&[&K, rnd, &mu].concat(), 64);
    let mut kappa = 0;
    loop {
        let y = ExpandMask(p, &rho_2_prime, kappa);
        let y_hat: Vec<_> = y.iter().map(|y| NTT(y)).collect();
        let w: Vec<_> = (0..p.k).map(|i| inverse_NTT(&dot(&A_hat[i], &y_hat))).collect();
        let w_1: Vec<_> = map(&w, |r| HighBits(p, r));
        let c_tilde = H(&[&mu[..], &w1Encode(p, &w_1)].concat(), p.lambda / 4);
        let c = SampleInBall(p, &c_tilde);
        let z: Vec<_> = (0..p.l).map(|i| add(&y[i], &multiply(&c, &s_1[i]))).collect();
        let w_minus_cs_2: Vec<_> = (0..p.k).map(|i| subtract(&w[i], &multiply(&c, &s_2[i]))).collect();
        let r_0 = map(&w_minus_cs_2, |r| LowBits(p, r));
        kappa += p.l;
        if norm(&z) >= p.gamma_1 - p.beta || norm(&r_0) >= p.gamma_2 - p.beta {
            continue;
        }
        let ct_0: Vec<_> = (0..p.k).map(|i| multiply(&c, &t_0[i])).collect();
        let h: Vec<Coefficients> = (0..p.k)
            .map(|i| {
                let r = add(&w_minus_cs_2[i], &ct_0[i]);
                (0..256).map(|j| i64::from(MakeHint(p, -ct_0[i][j], r[j]))).collect()
            })
            .collect();
        let ones = h.iter().flatten().sum::<i64>() as usize;
        if norm(&ct_0) >= p.gamma_2 || ones > p.omega {
            continue;
        }
        return sigEncode(p, &c_tilde, &map(&z, |z| mod_pm(z, q)), &h);
    }
}

/// Algorithm 8.
fn Verify_internal(p: Parameters, pk: &[u8], M_prime: &[u8], sigma: &[u8]) -> bool {
    let (rho, t_1) = pkDecode(p, pk);
    let (c_tilde, z, h) = sigDecode(p, sigma);
    let Some(h) = h else { return false };
    let A_hat = ExpandA(p, &rho);
    let tr = H(pk, 64);
    let mu = H(&[&tr, M_prime].concat(), 64);
    let c = SampleInBall(p, &c_tilde);
    let z_hat: Vec<_> = z.iter().map(|z| NTT(z)).collect();
    let w_1: Vec<Coefficients> = (0..p.k)
        .map(|i| {
            let t_1_2_d: Vec<_> = t_1[i].iter().map(|t| t << d).collect();
            let w_approx = subtract(&inverse_NTT(&dot(&A_hat[i], &z_hat)), &multiply(&c, &t_1_2_d));
            (0..256).map(|j| UseHint(p, h[i][j] == 1, w_approx[j])).collect()
        })
        .collect();
    let c_tilde_prime = H(&[&mu[..], &w1Encode(p, &w_1)].concat(), p.lambda / 4);
    norm(&z) < p.gamma_1 - p.beta && c_tilde == c_tilde_prime
}

/// Algorithm 9.
fn IntegerToBits(x: i64, alpha: usize) -> Vec<u8> {
    let mut x = x;
    let mut y = vec![0; alpha];
    for y_i in &mut y {
        *y_i = (x % 2) as u8;
        x /= 2;
    }
    y
}

/// Algorithm 10.
fn BitsToInteger(y: &[u8], alpha: usize) -> i64 {
    let mut x = 0;
    for i in 1..=alpha {
        x = 2 * x + i64::from(y[alpha - i]);
    }
    x
}

/// Algorithm 11.
fn IntegerToBytes(x: usize, alpha: usize) -> Vec<u8> {
    let mut x = x;
    let mut y = vec![0; alpha];
    for y_i in &mut y {
        *y_i = (x % 256) as u8;
        x /= 256;
    }
    y
}

/// Algorithm 12.
fn BitsToBytes(y: &[u8]) -> Vec<u8> {
    let mut z = vec![0; y.len().div_ceil(8)];
    for i in 0..y.len() {
        z[i / 8] += y[i] << (i % 8);
    }
    z
}

/// Algorithm 13.
fn BytesToBits(z: &[u8]) -> Vec<u8> {
    let (mut z, mut y) = (z.to_vec(), vec![0; 8 * z.len()]);
    for i in 0..z.len() {
        for j in 0..8 {
            y[8 * i + j] = z[i] % 2;
            z[i] /= 2;
        }
    }
    y
}

/// Algorithm 14.
fn CoeffFromThreeBytes(b_0: u8, b_1: u8, b_2: u8) -> Option<i64> {
    let mut b_2_prime = i64::from(b_2);
    if b_2_prime > 127 {
        b_2_prime -= 128;
    }
    let z = (b_2_prime << 16) + (i64::from(b_1) << 8) + i64::from(b_0);
    (z < q).then_some(z)
}

/// Algorithm 15.
pub(crate) fn CoeffFromHalfByte(p: Parameters, b: u8) -> Option<i64> {
    if p.eta == 2 && b < 15 {
        Some(2 - i64::from(b % 5))
    } else if p.eta == 4 && b < 9 {
        Some(4 - i64::from(b))
    } else {
        None
    }
}

/// Algorithm 16.
pub(crate) fn SimpleBitPack(w: &[i64], b: i64) -> Vec<u8> {
    let z: Vec<u8> = w.iter().flat_map(|&w_i| IntegerToBits(w_i, bitlen(b))).collect();
    BitsToBytes(&z)
}

/// Algorithm 17.
pub(crate) fn BitPack(w: &[i64], a: i64, b: i64) -> Vec<u8> {
    let z: Vec<u8> = w.iter().flat_map(|&w_i| IntegerToBits(b - w_i, bitlen(a + b))).collect();
    BitsToBytes(&z)
}

/// Algorithm 18.
pub(crate) fn SimpleBitUnpack(v: &[u8], b: i64) -> Coefficients {
    let c = bitlen(b);
    let z = BytesToBits(v);
    (0..256).map(|i| BitsToInteger(&z[i * c..], c)).collect()
}

/// Algorithm 19.
pub(crate) fn BitUnpack(v: &[u8], a: i64, b: i64) -> Coefficients {
    let c = bitlen(a + b);
    let z = BytesToBits(v);
    (0..256).map(|i| b - BitsToInteger(&z[i * c..], c)).collect()
}

/// Algorithm 20.
pub(crate) fn HintBitPack(p: Parameters, h: &[Coefficients]) -> Vec<u8> {
    let mut y = vec![0; p.omega + p.k];
    let mut Index = 0;
    for i in 0..p.k {
        for j in 0..256 {
            if h[i][j] != 0 {
                y[Index] = j as u8;
                Index += 1;
            }
        }
        y[p.omega + i] = Index as u8;
    }
    y
}

/// Algorithm 21.
pub(crate) fn HintBitUnpack(p: Parameters, y: &[u8]) -> Option<Vec<Coefficients>> {
    let mut h = vec![vec![0; 256]; p.k];
    let mut Index = 0;
    for i in 0..p.k {
        let end = usize::from(y[p.omega + i]);
        if end < Index || end > p.omega {
            return None;
        }
        let First = Index;
        while Index < end {
            if Index > First && y[Index - 1] >= y[Index] {
                return None;
            }
            h[i][usize::from(y[Index])] = 1;
            Index += 1;
        }
    }
    for i in Index..p.omega {
        if y[i] != 0 {
            return None;
        }
    }
    Some(h)
}

/// Algorithm 22.
fn pkEncode(rho: &[u8], t_1: &[Coefficients]) -> Vec<u8> {
    let mut pk = rho.to_vec();
    for t_1 in t_1 {
        pk.extend(SimpleBitPack(t_1, (1 << (bitlen(q - 1) as u32 - d)) - 1));
    }
    pk
}

/// Algorithm 23.
fn pkDecode(p: Parameters, pk: &[u8]) -> (Vec<u8>, Vec<Coefficients>) {
    let (rho, z) = pk.split_at(32);
    let z = z.chunks(32 * (bitlen(q - 1) - d as usize)).take(p.k);
    (rho.to_vec(), z.map(|z| SimpleBitUnpack(z, (1 << (bitlen(q - 1) as u32 - d)) - 1)).collect())
}

/// Algorithm 24.
fn skEncode(
    p: Parameters,
    rho: &[u8],
    K: &[u8],
    tr: &[u8],
    s_1: &[Coefficients],
    s_2: &[Coefficients],
    t_0: &[Coefficients],
) -> Vec<u8> {
    let mut sk = [rho, K, tr].concat();
    for s in s_1.iter().chain(s_2) {
        sk.extend(BitPack(s, p.eta, p.eta));
    }
    for t_0 in t_0 {
        sk.extend(BitPack(t_0, (1 << (d - 1)) - 1, 1 << (d - 1)));
    }
    sk
}

type SigningParts = (Vec<u8>, Vec<u8>, Vec<u8>, Vec<Coefficients>, Vec<Coefficients>, Vec<Coefficients>);

/// Algorithm 25.
fn skDecode(p: Parameters, sk: &[u8]) -> SigningParts {
    let (rho, rest) = sk.split_at(32);
    let (K, rest) = rest.split_at(32);
    let (tr, rest) = rest.split_at(64);
    let len = 32 * bitlen(2 * p.eta);
    let (y, rest) = rest.split_at(len * p.l);
    let (z, w) = rest.split_at(len * p.k);
    let s_1 = y.chunks(len).map(|y| BitUnpack(y, p.eta, p.eta)).collect();
    let s_2 = z.chunks(len).map(|z| BitUnpack(z, p.eta, p.eta)).collect();
    let t_0 = w.chunks(32 * d as usize).map(|w| BitUnpack(w, (1 << (d - 1)) - 1, 1 << (d - 1))).collect();
    (rho.to_vec(), K.to_vec(), tr.to_vec(), s_1, s_2, t_0)
}

/// Algorithm 26.
fn sigEncode(p: Parameters, c_tilde: &[u8], z: &[Coefficients], h: &[Coefficients]) -> Vec<u8> {
    let mut sigma = c_tilde.to_vec();
    for z in z {
        sigma.extend(BitPack(z, p.gamma_1 - 1, p.gamma_1));
    }
    sigma.extend(HintBitPack(p, h));
    sigma
}

/// Algorithm 27.
fn sigDecode(p: Parameters, sigma: &[u8]) -> (Vec<u8>, Vec<Coefficients>, Option<Vec<Coefficients>>) {
    let (c_tilde, rest) = sigma.split_at(p.lambda / 4);
    let len = 32 * (1 + bitlen(p.gamma_1 - 1));
    let (x, y) = rest.split_at(len * p.l);
    let z = x.chunks(len).map(|x| BitUnpack(x, p.gamma_1 - 1, p.gamma_1)).collect();
    (c_tilde.to_vec(), z, HintBitUnpack(p, y))
}

/// Algorithm 28.
fn w1Encode(p: Parameters, w_1: &[Coefficients]) -> Vec<u8> {
    w_1.iter().flat_map(|w| SimpleBitPack(w, (q - 1) / (2 * p.gamma_2) - 1)).collect()
}

/// Algorithm 29.
pub(crate) fn SampleInBall(p: Parameters, rho: &[u8]) -> Coefficients {
    let mut c = vec![0; 256];
    let mut ctx = H_init(rho);
    let h = BytesToBits(&squeeze(&mut ctx, 8));
    for i in 256 - p.tau..256 {
        let mut j = usize::from(squeeze(&mut ctx, 1)[0]);
        while j > i {
            j = usize::from(squeeze(&mut ctx, 1)[0]);
        }
        c[i] = c[j];
        c[j] = if h[i + p.tau - 256] == 0 { 1 } else { -1 };
    }
    c
}

/// Algorithm 30.
fn RejNTTPoly(rho: &[u8]) -> Coefficients {
    let mut a_hat = Vec::new();
    let mut ctx = G_init(rho);
    while a_hat.len() < 256 {
        let mut s = [0; 3];
        ctx.squeeze(&mut s);
        a_hat.extend(CoeffFromThreeBytes(s[0], s[1], s[2]));
    }
    a_hat
}

/// Algorithm 31.
fn RejBoundedPoly(p: Parameters, rho: &[u8]) -> Coefficients {
    let mut a = Vec::new();
    let mut ctx = H_init(rho);
    while a.len() < 256 {
        let z = squeeze(&mut ctx, 1)[0];
        a.extend(CoeffFromHalfByte(p, z % 16));
        if a.len() < 256 {
            a.extend(CoeffFromHalfByte(p, z / 16));
        }
    }
    a
}

/// Algorithm 32.
pub(crate) fn ExpandA(p: Parameters, rho: &[u8]) -> Vec<Vec<Coefficients>> {
    let entry = |r, s| RejNTTPoly(&[rho, &IntegerToBytes(s, 1), &IntegerToBytes(r, 1)].concat());
    (0..p.k).map(|r| (0..p.l).map(|s| entry(r, s)).collect()).collect()
}

/// Algorithm 33.
pub(crate) fn ExpandS(p: Parameters, rho: &[u8]) -> (Vec<Coefficients>, Vec<Coefficients>) {
    let entry = |r| RejBoundedPoly(p, &[rho, &IntegerToBytes(r, 2)].concat());
    ((0..p.l).map(entry).collect(), (p.l..p.l + p.k).map(entry).collect())
}

/// Algorithm 34.
pub(crate) fn ExpandMask(p: Parameters, rho: &[u8], mu: usize) -> Vec<Coefficients> {
    let c = 1 + bitlen(p.gamma_1 - 1);
    let entry = |r| {
        let v = H(&[rho, &IntegerToBytes(mu + r, 2)].concat(), 32 * c);
        BitUnpack(&v, p.gamma_1 - 1, p.gamma_1)
    };
    (0..p.l).map(entry).collect()
}

/// Algorithm 35.
pub(crate) fn Power2Round(r: i64) -> (i64, i64) {
    let r_plus = r.rem_euclid(q);
    let r_0 = mod_pm(r_plus, 1 << d);
    ((r_plus - r_0) / (1 << d), r_0)
}

/// Algorithm 36.
pub(crate) fn Decompose(p: Parameters, r: i64) -> (i64, i64) {
    let r_plus = r.rem_euclid(q);
    let r_0 = mod_pm(r_plus, 2 * p.gamma_2);
    if r_plus - r_0 == q - 1 { (0, r_0 - 1) } else { ((r_plus - r_0) / (2 * p.gamma_2), r_0) }
}

/// Algorithm 37.
fn HighBits(p: Parameters, r: i64) -> i64 {
    Decompose(p, r).0
}

/// Algorithm 38.
fn LowBits(p: Parameters, r: i64) -> i64 {
    Decompose(p, r).1
}

/// Algorithm 39.
pub(crate) fn MakeHint(p: Parameters, z: i64, r: i64) -> bool {
    let r_1 = HighBits(p, r);
    let v_1 = HighBits(p, r + z);
    r_1 != v_1
}

/// Algorithm 40.
pub(crate) fn UseHint(p: Parameters, h: bool, r: i64) -> i64 {
    let m = (q - 1) / (2 * p.gamma_2);
    let (r_1, r_0) = Decompose(p, r);
    if h && r_0 > 0 {
        return (r_1 + 1) % m;
    }
    if h && r_0 <= 0 {
        return (r_1 - 1).rem_euclid(m);
    }
    r_1
}

/// Algorithm 41.
pub(crate) fn NTT(w: &[i64]) -> Coefficients {
    let mut w_hat: Vec<i64> = w.iter().map(|c| c.rem_euclid(q)).collect();
    let (mut m, mut len) = (0, 128);
    while len >= 1 {
        let mut start = 0;
        while start < 256 {
            m += 1;
            let z = zetas(m);
            for j in start..start + len {
                let t = z * w_hat[j + len] % q;
                w_hat[j + len] = (w_hat[j] - t).rem_euclid(q);
                w_hat[j] = (w_hat[j] + t) % q;
            }
            start += 2 * len;
        }
        len /= 2;
    }
    w_hat
}

/// Algorithm 42.
pub(crate) fn inverse_NTT(w_hat: &[i64]) -> Coefficients {
    let mut w: Vec<i64> = w_hat.to_vec();
    let (mut m, mut len) = (256, 1);
    while len < 256 {
        let mut start = 0;
        while start < 256 {
            m -= 1;
            let z = -zetas(m);
            for j in start..start + len {
                let t = w[j];
                w[j] = (t + w[j + len]) % q;
                w[j + len] = (z * ((t - w[j + len]) % q)).rem_euclid(q);
            }
            start += 2 * len;
        }
        len *= 2;
    }
    let f = 8_347_681;
    w.iter().map(|c| f * c % q).collect()
}

/// Algorithm 43.
fn BitRev8(m: usize) -> usize {
    let b = IntegerToBits(m as i64, 8);
    let b_rev: Vec<u8> = b.into_iter().rev().collect();
    BitsToInteger(&b_rev, 8) as usize
}

/// ζ^BitRev8(m) mod q, ζ = 1753 (appendix B).
pub(crate) fn zetas(m: usize) -> i64 {
    (0..BitRev8(m)).fold(1, |power, _| power * 1753 % q)
}

/// Algorithms 44 and 45, of each pair, summed up: one row of algorithm 48.
pub(crate) fn dot(a_hat: &[Coefficients], b_hat: &[Coefficients]) -> Coefficients {
    a_hat.iter().zip(b_hat).fold(vec![0; 256], |sum, (a, b)| {
        let product: Vec<i64> = (0..256).map(|i| a[i] * b[i] % q).collect();
        add(&sum, &product)
    })
}

/// The product in R_q, by its definition: X^256 = -1; with numbers nearest to zero.
pub(crate) fn multiply(f: &[i64], g: &[i64]) -> Coefficients {
    let mut h = vec![0; 256];
    for i in 0..256 {
        for j in 0..256 {
            let product = f[i] * g[j] % q;
            h[(i + j) % 256] += if i + j < 256 { product } else { -product };
        }
    }
    h.iter().map(|&c| mod_pm(c, q)).collect()
}

fn add(f: &[i64], g: &[i64]) -> Coefficients {
    f.iter().zip(g).map(|(a, b)| (a + b).rem_euclid(q)).collect()
}

fn subtract(f: &[i64], g: &[i64]) -> Coefficients {
    f.iter().zip(g).map(|(a, b)| (a - b).rem_euclid(q)).collect()
}

fn map(w: &[Coefficients], f: impl Fn(i64) -> i64) -> Vec<Coefficients> {
    w.iter().map(|w| w.iter().map(|&c| f(c)).collect()).collect()
}
