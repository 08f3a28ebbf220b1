use core::array;
use std::{boxed::Box, format, string::String, vec, vec::Vec};

use clearbox_ct::declassify;
use clearbox_sha3::{Shake128, Shake256};
use proptest::prelude::{ProptestConfig, any, prop, prop_assert_eq, proptest};

use crate::{
    ContextTooLong, InvalidKey, InvalidSignature, MlDsa44, MlDsa65, MlDsa87, ParameterSet, SigningKey,
    encode::{
        pack_s, pack_t0, pack_t1, pack_w1, pack_z, s_len, unpack_s, unpack_t1, unpack_z, w1_len, z_len,
    },
    field::{Q, canonical, centered},
    hint::Hint,
    ntt::{NttPolynomial, Polynomial, Sum, inverse_ntt, inverse_ntt_of, multiply, ntt},
    parameters::{Bytes, K_MAX},
    round::{decompose, high_end, power2_round, use_hint_vartime},
    sample::{coeff_from_half_byte, expand_a_vartime, expand_mask, expand_s, sample_in_ball_vartime},
    spec,
    table::ZETAS,
};

/// Does it for each parameter set, with its table of the spec.
macro_rules! for_each_set {
    ($function:ident $(, $argument:expr)*) => {
        $function::<MlDsa44>(spec::ML_DSA_44 $(, $argument)*);
        $function::<MlDsa65>(spec::ML_DSA_65 $(, $argument)*);
        $function::<MlDsa87>(spec::ML_DSA_87 $(, $argument)*);
    };
}

#[test]
fn table_holds_powers_of_zeta() {
    for (i, zeta) in ZETAS.into_iter().enumerate() {
        let expected = i128::from(spec::zetas(i)) << 32;
        assert_eq!((i128::from(zeta) - expected) % i128::from(Q), 0, "{i}");
        assert!(zeta.abs() <= Q / 2, "{i}");
    }
}

/// The numbers from 0 to q-1 of the classes.
fn plain(coefficients: &[i32; 256]) -> Vec<i64> {
    coefficients.iter().map(|&c| canonical(c).into()).collect()
}

fn wide(coefficients: &[i32; 256]) -> Vec<i64> {
    coefficients.iter().map(|&c| c.into()).collect()
}

/// A pattern of numbers up to `bound` in size: the extremes, one sign in runs of each power of two.
fn extremes(bound: i32) -> Vec<[i32; 256]> {
    let with_runs = |log: usize| array::from_fn(|i| if i >> log & 1 == 0 { bound } else { -bound });
    (0..=8).map(with_runs).chain((0..=8).map(|log| with_runs(log).map(|c: i32| -c))).collect()
}

#[test]
fn transforms_are_as_the_spec_says_at_the_extremes() {
    for f in extremes(Q) {
        let f_hat = ntt(&Polynomial(f));
        assert_eq!(plain(&f_hat.0), spec::NTT(&wide(&f)));
        assert!(f_hat.0.iter().all(|c| c.abs() < 7 * Q));
    }
    for f in extremes(7 * Q - 1) {
        let inverse = inverse_ntt_of(&NttPolynomial(f));
        assert_eq!(plain(&inverse.0), spec::inverse_NTT(&plain(&f)));
        assert!(inverse.0.iter().all(|c| c.abs() < Q));
    }
}

#[test]
fn the_longest_sum_of_products_is_as_the_spec_says_at_the_extremes() {
    for (a, b) in extremes(Q - 1).into_iter().zip(extremes(7 * Q - 1).into_iter().rev()) {
        let (mut sum, mut negative) = (Sum::ZERO, Sum::ZERO);
        for _ in 0..7 {
            sum.add(&NttPolynomial(a), &NttPolynomial(b));
            negative.subtract(&NttPolynomial(a), &NttPolynomial(b));
        }
        sum.add(&NttPolynomial(b), &NttPolynomial(b));
        negative.subtract(&NttPolynomial(b), &NttPolynomial(b));
        let (a, b) = (plain(&a), plain(&b));
        let mut factors = vec![a; 7];
        factors.push(b.clone());
        let expected = spec::inverse_NTT(&spec::dot(&factors, &vec![b; 8]));
        let (sum, negative) = (inverse_ntt(&sum.reduce()), inverse_ntt(&negative.reduce()));
        assert_eq!(plain(&sum.0), expected);
        assert_eq!(plain(&negative.0.map(|c| -c)), expected);
    }
}

fn coefficients(range: core::ops::RangeInclusive<i32>) -> impl prop::strategy::Strategy<Value = [i32; 256]> {
    use prop::strategy::Strategy;
    prop::collection::vec(range, 256).prop_map(|vec| vec.try_into().expect("256"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn transforms_are_as_the_spec_says(f in coefficients(-Q..=Q)) {
        let f_hat = ntt(&Polynomial(f));
        prop_assert_eq!(plain(&f_hat.0), spec::NTT(&wide(&f)));
        prop_assert_eq!(plain(&inverse_ntt_of(&f_hat).0), plain(&f));
    }

    #[test]
    fn products_are_those_of_polynomials(f in coefficients(0..=Q - 1), g in coefficients(-4..=4)) {
        let product = inverse_ntt(&multiply(&ntt(&Polynomial(f)), &ntt(&Polynomial(g)))).centered();
        prop_assert_eq!(wide(&product.0), spec::multiply(&wide(&f), &wide(&g)));
    }

    #[test]
    fn sums_and_differences_are_of_the_right_class(f in coefficients(-Q..=Q), g in coefficients(-Q..=Q)) {
        let (f, g) = (Polynomial(f), Polynomial(g));
        for i in 0..256 {
            prop_assert_eq!(f.plus(&g).0[i], (f.0[i] + g.0[i]).rem_euclid(Q));
            prop_assert_eq!(f.minus(&g).0[i], (f.0[i] - g.0[i]).rem_euclid(Q));
        }
    }

    #[test]
    fn bytes_are_as_the_spec_says(numbers in coefficients(0..=i32::MAX), bytes in any::<[[u8; 32]; 20]>()) {
        for_each_set!(bytes_are_as_this_set_has_them, &numbers, bytes.as_flattened());
        let t_1 = numbers.map(|c| c & 0x3ff);
        let mut packed = [0; 320];
        pack_t1(&Polynomial(t_1), &mut packed);
        prop_assert_eq!(packed.to_vec(), spec::SimpleBitPack(&wide(&t_1), 1023));
        prop_assert_eq!(unpack_t1(&packed).0, t_1);
        let t_0 = numbers.map(|c| (c & 0x1fff) - 4095);
        let mut packed = [0; 416];
        pack_t0(&Polynomial(t_0), &mut packed);
        prop_assert_eq!(packed.to_vec(), spec::BitPack(&wide(&t_0), 4095, 4096));
    }

    #[test]
    fn samples_are_as_the_spec_says(seed: [[u8; 32]; 2], kappa in 0..60_000usize) {
        let seed = seed.as_flattened().try_into().expect("64");
        for_each_set!(samples_are_as_this_set_has_them, seed, kappa);
    }

    #[test]
    fn hints_are_as_the_spec_says(
        places in prop::collection::vec((0..K_MAX, 0..256usize), 0..90),
        change in any::<(usize, u8)>(),
    ) {
        for_each_set!(hints_are_as_this_set_has_them, &places, change);
    }
}

fn bytes_are_as_this_set_has_them<P: ParameterSet>(p: spec::Parameters, numbers: &[i32; 256], bytes: &[u8]) {
    let z = numbers.map(|c| c % (2 * P::GAMMA1) - P::GAMMA1 + 1);
    let mut packed = vec![0; z_len::<P>()];
    pack_z::<P>(&Polynomial(z), &mut packed);
    assert_eq!(packed, spec::BitPack(&wide(&z), p.gamma_1 - 1, p.gamma_1));
    let unpacked = unpack_z::<P>(&bytes[..z_len::<P>()]);
    assert_eq!(wide(&unpacked.0), spec::BitUnpack(&bytes[..z_len::<P>()], p.gamma_1 - 1, p.gamma_1));

    let w_1 = numbers.map(|c| c % high_end::<P>());
    let mut packed = vec![0; w1_len::<P>()];
    pack_w1::<P>(&Polynomial(w_1), &mut packed);
    assert_eq!(packed, spec::SimpleBitPack(&wide(&w_1), (i64::from(Q) - 1) / (2 * p.gamma_2) - 1));

    let s = numbers.map(|c| c % (2 * P::ETA + 1) - P::ETA);
    let mut packed = vec![0; s_len::<P>()];
    pack_s::<P>(&Polynomial(s), &mut packed);
    assert_eq!(packed, spec::BitPack(&wide(&s), p.eta, p.eta));
    let (unpacked, is_in_range) = unpack_s::<P>(&packed);
    assert!(declassify(is_in_range) && unpacked.0 == s);
    let (unpacked, is_in_range) = unpack_s::<P>(&bytes[..s_len::<P>()]);
    let expected = spec::BitUnpack(&bytes[..s_len::<P>()], p.eta, p.eta);
    assert_eq!(declassify(is_in_range), expected.iter().all(|c| c.abs() <= p.eta));
    assert_eq!(wide(&unpacked.0), expected);
}

fn samples_are_as_this_set_has_them<P: ParameterSet>(p: spec::Parameters, seed: &[u8; 64], kappa: usize) {
    let rho = seed.first_chunk().expect("32 bytes");
    let expected: Vec<_> = spec::ExpandA(p, rho).concat();
    let mut count = 0;
    expand_a_vartime::<P>(rho, |n, a_hat| {
        assert_eq!((n, wide(&a_hat.0)), (count, expected[n].clone()));
        count += 1;
    });
    assert_eq!(count, p.k * p.l);

    let (s_1, s_2) = spec::ExpandS(p, seed);
    let mut ours = vec![Polynomial::ZERO; p.k + p.l];
    let (ours_1, ours_2) = ours.split_at_mut(p.l);
    expand_s::<P>(seed, 0, ours_1);
    expand_s::<P>(seed, p.l, ours_2);
    assert!(ours_1.iter().map(|s| wide(&s.0)).eq(s_1));
    assert!(ours_2.iter().map(|s| wide(&s.0)).eq(s_2));

    expand_mask::<P>(seed, kappa, ours_1);
    assert!(ours_1.iter().map(|y| wide(&y.0)).eq(spec::ExpandMask(p, seed, kappa)));

    let c = sample_in_ball_vartime::<P>(&seed[..P::C_TILDE_LEN]);
    assert_eq!(wide(&c.0), spec::SampleInBall(p, &seed[..P::C_TILDE_LEN]));
}

/// Packs a hint and unpacks it, also with a byte changed, which may make it invalid.
fn hints_are_as_this_set_has_them<P: ParameterSet>(
    p: spec::Parameters,
    places: &[(usize, usize)],
    (place, value): (usize, u8),
) {
    let mut expected = vec![vec![0; 256]; p.k];
    for &(i, j) in &places[..places.len().min(p.omega)] {
        expected[i % p.k][j] = 1;
    }
    let mut packed = spec::HintBitPack(p, &expected);
    let h = Hint::unpack_vartime::<P>(&packed).expect("a good hint");
    for (i, j) in (0..p.k).flat_map(|i| (0..256).map(move |j| (i, j))) {
        assert_eq!(i64::from(h.is_set(i, j)), expected[i][j]);
    }
    assert_eq!(i64::from(h.count()), expected.iter().flatten().sum::<i64>());
    let mut again = vec![0xa5; packed.len()];
    h.pack_vartime::<P>(&mut again);
    assert_eq!(again, packed);

    let place = place % packed.len();
    packed[place] = value % 100;
    let is_valid = Hint::unpack_vartime::<P>(&packed).is_some();
    assert_eq!(is_valid, spec::HintBitUnpack(p, &packed).is_some());
}

#[test]
fn half_bytes_are_taken_as_the_spec_says() {
    fn check<P: ParameterSet>(p: spec::Parameters) {
        for b in 0..16 {
            let (number, is_accepted) = coeff_from_half_byte::<P>(b.into());
            let ours = declassify(is_accepted).then_some(i64::from(number));
            assert_eq!(ours, spec::CoeffFromHalfByte(p, b), "{b}");
        }
    }
    for_each_set!(check);
}

/// The accumulated vector of C2SP's CCTV (ML-DSA/accumulated) for numbers: twelve lines for each number modulo q.
#[test]
fn accumulated_vectors_of_the_field() {
    let mut hash = Shake128::new();
    let mut lines = String::new();
    for r in 0..Q {
        let near = centered(r);
        let (r_1, r_0) = power2_round(r);
        lines += &format!("{near}\n{}\n{r_1}\n{}\n", near.abs(), canonical(r_0));
        append_rounded::<MlDsa44>(&mut lines, r);
        append_rounded::<MlDsa65>(&mut lines, r);
        if lines.len() > 1 << 16 || r == Q - 1 {
            hash.update(lines.as_bytes());
            lines.clear();
        }
    }
    let mut result = [0; 32];
    hash.finalize().squeeze(&mut result);
    let expected = "f930663417278156ab05d940294a77210a809c924d8ab63ec72f4526247602c7";
    assert_eq!(result, clearbox_vectors::unhex_array(expected));
    clearbox_vectors::ran("ML-DSA", "C2SP CCTV, accumulated, all numbers", 1, 1);
}

fn append_rounded<P: ParameterSet>(lines: &mut String, r: i32) {
    use core::fmt::Write;
    let ((high, low), hinted) = (decompose::<P>(r), use_hint_vartime::<P>(true, r));
    write!(lines, "{high}\n{hinted}\n{low}\n{}\n", low.abs()).expect("room");
}

#[test]
fn a_hint_tells_where_high_order_bits_change() {
    fn check<P: ParameterSet>(p: spec::Parameters) {
        let r: [i32; 256] = array::from_fn(|i| (i as i32 * 32_749 + 77) % Q);
        let z: [i32; 256] = array::from_fn(|i| (i as i32 * 7919) % (2 * P::GAMMA2) - P::GAMMA2);
        let sum = Polynomial(r).plus(&Polynomial(z));
        let mut h = Hint::ZERO;
        h.make::<P>(1, &Polynomial(r), &sum);
        for j in 0..256 {
            assert_eq!(h.is_set(1, j), spec::MakeHint(p, z[j].into(), r[j].into()), "{j}");
            assert!(!h.is_set(0, j));
            // Who has r and the hint finds the high-order bits of the sum.
            assert_eq!(use_hint_vartime::<P>(h.is_set(1, j), r[j]), decompose::<P>(sum.0[j]).0);
        }
        assert!((1..256).contains(&h.count()));
    }
    for_each_set!(check);
}

fn a_key<P: ParameterSet>(number: u8) -> Box<SigningKey<P>> {
    Box::new(SigningKey::from_seed(&Shake256::digest(&[P::NAME.as_bytes(), &[number]].concat())))
}

#[test]
fn keys_signatures_and_verification_are_as_the_spec_says() {
    fn check<P: ParameterSet>(p: spec::Parameters) {
        for number in 0..4 {
            let key = a_key::<P>(number);
            let (pk, sk) = spec::KeyGen_internal(p, &key.to_seed().expect("a seed"));
            assert_eq!(key.verifying_key().as_bytes().as_ref(), pk);
            assert_eq!((*key.to_expanded()).as_ref(), sk);

            let (message, context) = ([number; 5], vec![number; 85 * usize::from(number)]);
            let signature = key.sign_deterministic(&message, &context).expect("a short context");
            let expected = spec::Sign(p, &sk, &message, &context, &[0; 32]).expect("a short context");
            assert_eq!(signature.as_ref(), expected);
            assert!(spec::Verify(p, &pk, &message, signature.as_ref(), &context));
            assert_eq!(key.verifying_key().verify(&message, &context, signature.as_ref()), Ok(()));
        }
    }
    for_each_set!(check);
}

#[test]
fn changed_signatures_are_refused_as_the_spec_says() {
    fn check<P: ParameterSet>(p: spec::Parameters) {
        let key = a_key::<P>(5);
        let pk = key.verifying_key();
        let signature = key.sign_deterministic(b"message", b"context").expect("a short context");
        let len = signature.as_ref().len();
        // Some bytes of c̃ and z, and each of the last, where hints and their numbers are.
        let places = (0..len - p.omega - p.k).step_by(173).chain(len - p.omega - p.k..len);
        for (place, change) in places.flat_map(|place| [(place, 1), (place, 0x80)]) {
            let mut changed = signature;
            changed.as_mut()[place] ^= change;
            let refused = pk.verify(b"message", b"context", changed.as_ref());
            assert_eq!(refused, Err(InvalidSignature), "byte {place}");
        }
        for (message, context) in
            [(&b"massage"[..], &b"context"[..]), (b"message", b""), (b"message", &[0; 256])]
        {
            assert_eq!(pk.verify(message, context, signature.as_ref()), Err(InvalidSignature));
            assert!(!spec::Verify(p, pk.as_bytes().as_ref(), message, signature.as_ref(), context));
        }
        for len in [0, len - 1, len + 1] {
            let mut other = signature.as_ref().to_vec();
            other.resize(len, 0);
            assert_eq!(pk.verify(b"message", b"context", &other), Err(InvalidSignature), "{len} bytes");
        }
    }
    for_each_set!(check);
}

#[test]
fn contexts_of_more_than_255_bytes_are_refused() {
    let key = a_key::<MlDsa44>(6);
    let longest = key.sign_deterministic(b"", &[1; 255]).expect("a short context");
    assert_eq!(key.verifying_key().verify(b"", &[1; 255], &longest), Ok(()));
    assert_eq!(key.sign_deterministic(b"", &[1; 256]), Err(ContextTooLong));
    assert_eq!(key.verifying_key().mu(b"", &[1; 256]), Err(ContextTooLong));
    assert_eq!(key.verifying_key().verify(b"", &[1; 256], &longest), Err(InvalidSignature));
}

#[test]
fn the_expanded_form_is_read_back_and_checked() {
    fn check<P: ParameterSet>(p: spec::Parameters) {
        let key = a_key::<P>(7);
        let expanded = key.to_expanded();
        let bytes = (*expanded).as_ref();
        let read = Box::new(SigningKey::<P>::from_expanded(bytes).expect("a good key"));
        assert!(read.to_seed().is_none() && read.to_pkcs8_der().is_none());
        assert_eq!((*read.to_expanded()).as_ref(), bytes);
        assert_eq!(read.verifying_key(), key.verifying_key());
        assert_eq!(read.sign_deterministic(b"", b""), key.sign_deterministic(b"", b""));

        let error = |bytes: &[u8]| SigningKey::<P>::from_expanded(bytes).err();
        let changed = |place: usize| {
            let mut changed = bytes.to_vec();
            changed[place] ^= 1;
            error(&changed)
        };
        let begin_of_t_0 = 128 + (p.k + p.l) * s_len::<P>();
        // ρ, tr and t_0 have to fit; any K will do.
        for place in [0, 31, 64, 127, begin_of_t_0, bytes.len() - 1] {
            assert_eq!(changed(place), Some(InvalidKey::Inconsistent), "byte {place}");
        }
        assert_eq!((changed(32), changed(63)), (None, None));
        for begin in [128, begin_of_t_0 - s_len::<P>()] {
            let mut changed = bytes.to_vec();
            changed[begin..][..4].fill(0xff);
            assert_eq!(error(&changed), Some(InvalidKey::OutOfRange), "from {begin}");
        }
        for len in [0, bytes.len() - 1] {
            assert_eq!(error(&bytes[..len]), Some(InvalidKey::WrongLength));
        }
    }
    for_each_set!(check);
}

#[test]
fn debug_tells_nothing_and_errors_say_what_is_wrong() {
    let key = a_key::<MlDsa65>(8);
    assert_eq!(format!("{key:?} {:?}", key.to_pkcs8_der()), "SigningKey(ML-DSA-65) Some(PrivateKeyDer)");
    assert!(format!("{:?}", key.verifying_key()).starts_with("VerifyingKey(ML-DSA-65, ["));
    assert_eq!(format!("{InvalidSignature}"), "the ML-DSA signature is not valid");
    assert_eq!(format!("{ContextTooLong}"), "the context of an ML-DSA signature is longer than 255 bytes");
    let longer = vec![0; 1953];
    let error = crate::VerifyingKey::<MlDsa65>::from_bytes(&longer).expect_err("a byte too many");
    assert_eq!(format!("{error}"), "the ML-DSA key does not have the length of its parameter set");
    assert!(<MlDsa65 as ParameterSet>::Signature::ZERO.iter().all(|&byte| byte == 0));
}
