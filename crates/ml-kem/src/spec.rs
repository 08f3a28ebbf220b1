//! FIPS 203 literally, for tests: plain integers modulo q, division and branches wherever the standard has them, and
//! no NTT where a product of polynomials can be had from its definition.
//!
//! Algorithms are in the order of the standard, with the names that it gives.

use std::{vec, vec::Vec};

use clearbox_sha3::{Sha3_256, Sha3_512, Shake128, Shake256};

const q: u32 = 3329;

/// Table 2.
#[derive(Clone, Copy)]
pub(crate) struct Parameters {
    pub(crate) k: usize,
    pub(crate) eta_1: usize,
    pub(crate) eta_2: usize,
    pub(crate) d_u: usize,
    pub(crate) d_v: usize,
}

pub(crate) const ML_KEM_512: Parameters = Parameters { k: 2, eta_1: 3, eta_2: 2, d_u: 10, d_v: 4 };
pub(crate) const ML_KEM_768: Parameters = Parameters { k: 3, eta_1: 2, eta_2: 2, d_u: 10, d_v: 4 };
pub(crate) const ML_KEM_1024: Parameters = Parameters { k: 4, eta_1: 2, eta_2: 2, d_u: 11, d_v: 5 };

/// A polynomial or its transform: 256 numbers from 0 to q-1.
pub(crate) type Coefficients = Vec<u32>;

pub(crate) fn PRF(eta: usize, s: &[u8], b: u8) -> Vec<u8> {
    let mut PRF = Shake256::new();
    PRF.update(s);
    PRF.update(&[b]);
    let mut output = vec![0; 64 * eta];
    PRF.finalize().squeeze(&mut output);
    output
}

fn H(s: &[u8]) -> Vec<u8> {
    Sha3_256::digest(s).to_vec()
}

fn J(s: &[u8]) -> Vec<u8> {
    Shake256::digest::<32>(s).to_vec()
}

fn G(c: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let output = Sha3_512::digest(c);
    (output[..32].to_vec(), output[32..].to_vec())
}

/// Algorithm 3.
fn BitsToBytes(b: &[u8]) -> Vec<u8> {
    let mut B = vec![0; b.len() / 8];
    for i in 0..b.len() {
        B[i / 8] += b[i] << (i % 8);
    }
    B
}

/// Algorithm 4.
fn BytesToBits(B: &[u8]) -> Vec<u8> {
    let (mut C, mut b) = (B.to_vec(), vec![0; 8 * B.len()]);
    for i in 0..B.len() {
        for j in 0..8 {
            b[8 * i + j] = C[i] % 2;
            C[i] /= 2;
        }
    }
    b
}

/// Compress_d (equation 4.7). Halves are rounded up; for an odd q there are none.
pub(crate) fn compress(d: usize, x: u32) -> u32 {
    (2 * (x << d) + q) / (2 * q) % (1 << d)
}

/// Decompress_d (equation 4.8).
pub(crate) fn decompress(d: usize, y: u32) -> u32 {
    (2 * q * y + (1 << d)) / (2 << d)
}

fn Compress(d: usize, F: &[u32]) -> Coefficients {
    F.iter().map(|&x| compress(d, x)).collect()
}

fn Decompress(d: usize, F: &[u32]) -> Coefficients {
    F.iter().map(|&y| decompress(d, y)).collect()
}

/// Algorithm 5.
pub(crate) fn ByteEncode(d: usize, F: &[u32]) -> Vec<u8> {
    let mut b = vec![0; 256 * d];
    for i in 0..256 {
        let mut a = F[i];
        for j in 0..d {
            b[i * d + j] = (a % 2) as u8;
            a = (a - u32::from(b[i * d + j])) / 2;
        }
    }
    BitsToBytes(&b)
}

/// Algorithm 6.
pub(crate) fn ByteDecode(d: usize, B: &[u8]) -> Coefficients {
    let m = if d < 12 { 1 << d } else { q };
    let b = BytesToBits(B);
    (0..256).map(|i| (0..d).map(|j| u32::from(b[i * d + j]) << j).sum::<u32>() % m).collect()
}

/// Algorithm 7.
fn SampleNTT(B: &[u8]) -> Coefficients {
    let mut ctx = Shake128::new();
    ctx.update(B);
    let mut ctx = ctx.finalize();
    let mut a_hat = Vec::new();
    while a_hat.len() < 256 {
        let mut C = [0; 3];
        ctx.squeeze(&mut C);
        let C = C.map(u32::from);
        let d_1 = C[0] + 256 * (C[1] % 16);
        let d_2 = C[1] / 16 + 16 * C[2];
        if d_1 < q {
            a_hat.push(d_1);
        }
        if d_2 < q && a_hat.len() < 256 {
            a_hat.push(d_2);
        }
    }
    a_hat
}

/// Algorithm 8.
pub(crate) fn SamplePolyCBD(eta: usize, B: &[u8]) -> Coefficients {
    let b = BytesToBits(B);
    let sum = |begin: usize| (0..eta).map(|j| u32::from(b[begin + j])).sum::<u32>();
    (0..256).map(|i| (q + sum(2 * i * eta) - sum(2 * i * eta + eta)) % q).collect()
}

fn BitRev7(i: usize) -> u32 {
    (0..7).map(|bit| (i as u32 >> bit & 1) << (6 - bit)).sum()
}

/// ζ^exponent mod q, ζ = 17.
fn zeta(exponent: u32) -> u32 {
    (0..exponent).fold(1, |power, _| power * 17 % q)
}

/// ζ^BitRev7(i).
pub(crate) fn zeta_bitrev(i: usize) -> u32 {
    zeta(BitRev7(i))
}

/// Algorithm 9.
pub(crate) fn NTT(f: &[u32]) -> Coefficients {
    let mut f_hat = f.to_vec();
    let (mut i, mut len) = (1, 128);
    while len >= 2 {
        for start in (0..256).step_by(2 * len) {
            let zeta = zeta_bitrev(i);
            i += 1;
            for j in start..start + len {
                let t = zeta * f_hat[j + len] % q;
                f_hat[j + len] = (f_hat[j] + q - t) % q;
                f_hat[j] = (f_hat[j] + t) % q;
            }
        }
        len /= 2;
    }
    f_hat
}

/// Algorithm 10.
pub(crate) fn inverse_NTT(f_hat: &[u32]) -> Coefficients {
    let mut f = f_hat.to_vec();
    let (mut i, mut len) = (127, 2);
    while len <= 128 {
        for start in (0..256).step_by(2 * len) {
            let zeta = zeta_bitrev(i);
            i -= 1;
            for j in start..start + len {
                let t = f[j];
                f[j] = (t + f[j + len]) % q;
                f[j + len] = zeta * (f[j + len] + q - t) % q;
            }
        }
        len *= 2;
    }
    f.iter().map(|c| c * 3303 % q).collect()
}

/// Algorithms 11 and 12.
fn MultiplyNTTs(f_hat: &[u32], g_hat: &[u32]) -> Coefficients {
    let mut h_hat = vec![0; 256];
    for i in 0..128 {
        let (a_0, a_1, b_0, b_1) = (f_hat[2 * i], f_hat[2 * i + 1], g_hat[2 * i], g_hat[2 * i + 1]);
        let gamma = zeta(2 * BitRev7(i) + 1);
        h_hat[2 * i] = (a_0 * b_0 + a_1 * b_1 % q * gamma) % q;
        h_hat[2 * i + 1] = (a_0 * b_1 + a_1 * b_0) % q;
    }
    h_hat
}

/// The product in R_q, by its definition: X^256 = -1.
pub(crate) fn multiply(f: &[u32], g: &[u32]) -> Coefficients {
    let mut h = vec![0; 256];
    for i in 0..256 {
        for j in 0..256 {
            let product = f[i] * g[j] % q;
            let signed = if i + j < 256 { product } else { q - product };
            h[(i + j) % 256] = (h[(i + j) % 256] + signed) % q;
        }
    }
    h
}

fn add(f: &[u32], g: &[u32]) -> Coefficients {
    f.iter().zip(g).map(|(a, b)| (a + b) % q).collect()
}

fn subtract(f: &[u32], g: &[u32]) -> Coefficients {
    f.iter().zip(g).map(|(a, b)| (a + q - b) % q).collect()
}

/// The sum of products in T_q.
pub(crate) fn dot(f_hat: &[Coefficients], g_hat: &[Coefficients]) -> Coefficients {
    f_hat.iter().zip(g_hat).fold(vec![0; 256], |sum, (f, g)| add(&sum, &MultiplyNTTs(f, g)))
}

/// Steps 3 to 7 of algorithm 13.
pub(crate) fn A_hat(k: usize, rho: &[u8]) -> Vec<Vec<Coefficients>> {
    let entry = |i: usize, j: usize| SampleNTT(&[rho, &[j as u8, i as u8]].concat());
    (0..k).map(|i| (0..k).map(|j| entry(i, j)).collect()).collect()
}

/// Algorithm 13.
fn K_PKE_KeyGen(p: Parameters, d: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let (rho, sigma) = G(&[d, &[p.k as u8]].concat());
    let A_hat = A_hat(p.k, &rho);
    let mut N = 0;
    let mut sample = || {
        N += 1;
        SamplePolyCBD(p.eta_1, &PRF(p.eta_1, &sigma, N - 1))
    };
    let s: Vec<_> = (0..p.k).map(|_| sample()).collect();
    let e: Vec<_> = (0..p.k).map(|_| sample()).collect();
    let s_hat: Vec<_> = s.iter().map(|f| NTT(f)).collect();
    let e_hat: Vec<_> = e.iter().map(|f| NTT(f)).collect();
    let t_hat = (0..p.k).map(|i| add(&dot(&A_hat[i], &s_hat), &e_hat[i]));
    let mut ek: Vec<u8> = t_hat.flat_map(|f| ByteEncode(12, &f)).collect();
    ek.extend(rho);
    (ek, s_hat.iter().flat_map(|f| ByteEncode(12, f)).collect())
}

/// Algorithm 14.
fn K_PKE_Encrypt(p: Parameters, ek: &[u8], m: &[u8], r: &[u8]) -> Vec<u8> {
    let mut N = 0;
    let mut sample = |eta| {
        N += 1;
        SamplePolyCBD(eta, &PRF(eta, r, N - 1))
    };
    let (t_hat, rho) = ek.split_at(384 * p.k);
    let t_hat: Vec<_> = t_hat.chunks(384).map(|B| ByteDecode(12, B)).collect();
    let A_hat = A_hat(p.k, rho);
    let y: Vec<_> = (0..p.k).map(|_| sample(p.eta_1)).collect();
    let e_1: Vec<_> = (0..p.k).map(|_| sample(p.eta_2)).collect();
    let e_2 = sample(p.eta_2);
    let y_hat: Vec<_> = y.iter().map(|f| NTT(f)).collect();
    let mut c = Vec::new();
    for i in 0..p.k {
        let column: Vec<_> = A_hat.iter().map(|row| row[i].clone()).collect();
        let u = add(&inverse_NTT(&dot(&column, &y_hat)), &e_1[i]);
        c.extend(ByteEncode(p.d_u, &Compress(p.d_u, &u)));
    }
    let mu = Decompress(1, &ByteDecode(1, m));
    let v = add(&add(&inverse_NTT(&dot(&t_hat, &y_hat)), &e_2), &mu);
    c.extend(ByteEncode(p.d_v, &Compress(p.d_v, &v)));
    c
}

/// Algorithm 15.
fn K_PKE_Decrypt(p: Parameters, dk: &[u8], c: &[u8]) -> Vec<u8> {
    let (c_1, c_2) = c.split_at(32 * p.d_u * p.k);
    let u = c_1.chunks(32 * p.d_u).map(|B| Decompress(p.d_u, &ByteDecode(p.d_u, B)));
    let v = Decompress(p.d_v, &ByteDecode(p.d_v, c_2));
    let s_hat: Vec<_> = dk.chunks(384).map(|B| ByteDecode(12, B)).collect();
    let u_hat: Vec<_> = u.map(|f| NTT(&f)).collect();
    let w = subtract(&v, &inverse_NTT(&dot(&s_hat, &u_hat)));
    ByteEncode(1, &Compress(1, &w))
}

/// Algorithm 16.
pub(crate) fn KeyGen_internal(p: Parameters, d: &[u8], z: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let (ek, dk_PKE) = K_PKE_KeyGen(p, d);
    let dk = [&dk_PKE, &ek, &H(&ek), z].concat();
    (ek, dk)
}

/// Algorithm 17.
pub(crate) fn Encaps_internal(p: Parameters, ek: &[u8], m: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let (K, r) = G(&[m, &H(ek)].concat());
    (K, K_PKE_Encrypt(p, ek, m, &r))
}

/// Algorithm 18.
pub(crate) fn Decaps_internal(p: Parameters, dk: &[u8], c: &[u8]) -> Vec<u8> {
    let (dk_PKE, rest) = dk.split_at(384 * p.k);
    let (ek_PKE, rest) = rest.split_at(384 * p.k + 32);
    let (h, z) = rest.split_at(32);
    let m = K_PKE_Decrypt(p, dk_PKE, c);
    let (mut K, r) = G(&[&m, h].concat());
    let K_bar = J(&[z, c].concat());
    let c_again = K_PKE_Encrypt(p, ek_PKE, &m, &r);
    if c != c_again {
        K = K_bar;
    }
    K
}
