use core::array;
use std::{format, vec::Vec};

use clearbox_ct::declassify;
use clearbox_sha3::{Sha3_256, Sha3_512, Shake128, Shake256, Suffix};
use proptest::prelude::{ProptestConfig, any, prop, prop_assert, prop_assert_eq, proptest};

use crate::{
    DecapsulationKey, EncapsulationKey, InvalidDecapsulationKey, InvalidEncapsulationKey, MlKem512, MlKem768,
    MlKem1024, ParameterSet,
    encode::{decode_12, decode_compressed, decode_message, encode_12, encode_compressed},
    field::{Q, canonical},
    k_pke,
    ntt::{Factor, NttPolynomial, Polynomial, inner_product, inverse_ntt, ntt},
    parameters::{Bytes, sealed::Elements},
    sample, spec,
    sponges::{Work, run_vartime},
    table::ZETAS,
};

#[test]
fn table_holds_powers_of_zeta() {
    for (i, zeta) in ZETAS.into_iter().enumerate() {
        let expected = i64::from(spec::zeta_bitrev(i)) << 16;
        assert_eq!((i64::from(zeta) - expected) % i64::from(Q), 0, "{i}");
        assert!(zeta.abs() <= Q / 2, "{i}");
    }
}

/// The numbers from 0 to q-1 of the classes.
fn plain(coefficients: &[i16; 256]) -> Vec<u32> {
    coefficients.iter().map(|&c| canonical(c).into()).collect()
}

/// A pattern of numbers up to `bound` in size: the extremes, one sign in runs of each power of two.
fn extremes(bound: i16) -> Vec<[i16; 256]> {
    let with_runs = |log: usize| array::from_fn(|i| if i >> log & 1 == 0 { bound } else { -bound });
    (0..=8).map(with_runs).chain((0..=8).map(|log| with_runs(log).map(|c: i16| -c))).collect()
}

#[test]
fn transforms_are_as_the_spec_says_at_the_extremes() {
    for f in extremes(Q) {
        assert_eq!(plain(&ntt(&Polynomial(f)).0), spec::NTT(&plain(&f)));
    }
    for f in extremes(Q - 1) {
        assert_eq!(plain(&inverse_ntt(&NttPolynomial(f)).0), spec::inverse_NTT(&plain(&f)));
    }
}

#[test]
fn sums_of_four_products_are_as_the_spec_says_at_the_extremes() {
    for a in extremes(Q - 1) {
        for b in extremes(Q - 1) {
            let factor = Factor::new(&NttPolynomial(b));
            let sum = inner_product([NttPolynomial(a); 4].iter(), [factor; 4].iter());
            let (a, b) = (plain(&a), plain(&b));
            assert_eq!(
                plain(&sum.0),
                spec::dot(&[a.clone(), a.clone(), a.clone(), a], &array::from_fn::<_, 4, _>(|_| b.clone()))
            );
        }
    }
}

fn coefficients(range: core::ops::RangeInclusive<i16>) -> impl prop::strategy::Strategy<Value = [i16; 256]> {
    use prop::strategy::Strategy;
    prop::collection::vec(range, 256).prop_map(|vec| vec.try_into().expect("256"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn transforms_are_as_the_spec_says(f in coefficients(-Q..=Q), g in coefficients(-Q + 1..=Q - 1)) {
        let f_hat = ntt(&Polynomial(f));
        prop_assert_eq!(plain(&f_hat.0), spec::NTT(&plain(&f)));
        prop_assert!(f_hat.0.iter().all(|c| c.abs() < Q));
        prop_assert_eq!(plain(&inverse_ntt(&NttPolynomial(g)).0), spec::inverse_NTT(&plain(&g)));
        prop_assert_eq!(plain(&inverse_ntt(&f_hat).0), plain(&f));
    }

    #[test]
    fn products_are_those_of_polynomials(f in coefficients(0..=Q - 1), g in coefficients(-3..=3)) {
        let f_hat = ntt(&Polynomial(f));
        let product = inner_product([f_hat].iter(), [Factor::new(&ntt(&Polynomial(g)))].iter());
        prop_assert_eq!(plain(&inverse_ntt(&product).0), spec::multiply(&plain(&f), &plain(&g)));
    }

    #[test]
    fn bytes_are_as_the_spec_says(f in coefficients(i16::MIN..=i16::MAX), bytes in any::<[[u8; 32]; 12]>()) {
        for d in [1, 4, 5, 10, 11] {
            let mut encoded = [0; 32 * 11];
            encode_compressed(d, &Polynomial(f), &mut encoded[..32 * d]);
            let compressed: Vec<u32> = plain(&f).iter().map(|&x| spec::compress(d, x)).collect();
            prop_assert_eq!(&encoded[..32 * d], spec::ByteEncode(d, &compressed));

            let bytes = &bytes.as_flattened()[..32 * d];
            let decoded =
                if d == 1 { decode_message(bytes.try_into().unwrap()) } else { decode_compressed(d, bytes) };
            let expected: Vec<u32> = spec::ByteDecode(d, bytes).iter().map(|&y| spec::decompress(d, y)).collect();
            prop_assert_eq!(plain(&decoded.0), expected);
        }
        let f_hat = NttPolynomial(f).canonical();
        let mut encoded = [0; 384];
        encode_12(&f_hat, &mut encoded);
        prop_assert_eq!(encoded.to_vec(), spec::ByteEncode(12, &plain(&f)));
        let (decoded, is_reduced) = decode_12(&encoded);
        prop_assert_eq!(decoded.0, f_hat.0);
        prop_assert!(declassify(is_reduced));
    }

    #[test]
    fn samples_are_as_the_spec_says(seed: [u8; 32]) {
        matrix_is_as_the_spec_says::<MlKem512>(&seed);
        matrix_is_as_the_spec_says::<MlKem768>(&seed);
        matrix_is_as_the_spec_says::<MlKem1024>(&seed);
        for eta in [2, 3] {
            for len in 1..=5 {
                let mut noise = [Polynomial::ZERO; 5];
                run_vartime(sample::noise(&seed, 2, eta, &mut noise[..len]));
                for (n, noise) in noise[..len].iter().enumerate() {
                    let prf = spec::PRF(eta, &seed, 2 + n as u8);
                    prop_assert_eq!(plain(&noise.0), spec::SamplePolyCBD(eta, &prf));
                }
            }
        }
    }
}

/// Messages of all lengths of the last block, among them none, beside work of other kinds.
#[test]
fn digests_are_made_beside_other_work() {
    let messages: Vec<Vec<u8>> = (0..300).map(|len| (0..len).map(|i| i as u8).collect()).collect();
    let mut digests = std::vec![([0; 32], [0; 32]); messages.len()];
    let (mut A_hat, mut noise) = ([NttPolynomial::ZERO; 9], [Polynomial::ZERO; 5]);
    let works = digests.iter_mut().zip(&messages).flat_map(|((H, J), message)| {
        [Work::digest(message, Suffix::Sha3, H), Work::digest(message, Suffix::Shake, J)]
    });
    let others = sample::noise(&[1; 32], 0, 3, &mut noise);
    run_vartime(works.chain(sample::matrix::<MlKem768>(&[2; 32], &mut A_hat)).chain(others));
    for ((H, J), message) in digests.iter().zip(&messages) {
        assert_eq!(
            (*H, *J),
            (Sha3_256::digest(message), Shake256::digest(message)),
            "{} bytes",
            message.len()
        );
    }
    assert_eq!(plain(&A_hat[8].0), spec::A_hat(3, &[2; 32])[2][2]);
    assert_eq!(plain(&noise[4].0), spec::SamplePolyCBD(3, &spec::PRF(3, &[1; 32], 4)));
}

fn matrix_is_as_the_spec_says<P: ParameterSet>(rho: &[u8; 32]) {
    let mut A_hat = P::Matrix::ZERO;
    run_vartime(sample::matrix::<P>(rho, &mut A_hat));
    let expected = spec::A_hat(P::K, rho);
    for (n, entry) in A_hat.as_ref().iter().enumerate() {
        assert_eq!(plain(&entry.0), expected[n / P::K][n % P::K], "entry {n}");
    }
}

/// A whole exchange with the given randomness, and one with a changed ciphertext, beside what the spec says.
fn is_as_the_spec_says<P: ParameterSet>(p: spec::Parameters, seed: &[u8; 64], m: &[u8; 32], flip: usize) {
    let dk = DecapsulationKey::<P>::from_seed(seed);
    let (spec_ek, spec_dk) = spec::KeyGen_internal(p, &seed[..32], &seed[32..]);
    assert_eq!(dk.encapsulation_key().as_bytes().as_ref(), spec_ek);
    assert_eq!((*dk.to_expanded()).as_ref(), spec_dk);

    let (mut c, K) = dk.encapsulation_key().encapsulate_deterministic(m);
    let (spec_K, spec_c) = spec::Encaps_internal(p, &spec_ek, m);
    assert_eq!((K.as_bytes().to_vec(), c.as_ref()), (spec_K, &*spec_c));
    assert_eq!(dk.decapsulate(&c).as_bytes(), K.as_bytes());
    assert_eq!(spec::Decaps_internal(p, &spec_dk, &spec_c), K.as_bytes());

    let bits = 8 * c.as_ref().len();
    c.as_mut()[flip % bits / 8] ^= 1 << (flip % 8);
    let rejected = dk.decapsulate(&c);
    assert_ne!(rejected.as_bytes(), K.as_bytes());
    assert_eq!(spec::Decaps_internal(p, &spec_dk, c.as_ref()), rejected.as_bytes());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn exchanges_are_as_the_spec_says(seed in any::<[[u8; 32]; 2]>(), m: [u8; 32], flip: usize) {
        let seed = seed.as_flattened().try_into().unwrap();
        is_as_the_spec_says::<MlKem512>(spec::ML_KEM_512, seed, &m, flip);
        is_as_the_spec_says::<MlKem768>(spec::ML_KEM_768, seed, &m, flip);
        is_as_the_spec_says::<MlKem1024>(spec::ML_KEM_1024, seed, &m, flip);
    }
}

/// C2SP CCTV's accumulated vectors. They are of the draft of FIPS 203, which takes ρ and σ from G(d) instead of
/// G(d ‖ k), and is the same in all else: so they test all but this one line.
fn accumulated_of_the_draft<P: ParameterSet>(expected: &str) {
    const CASES: usize = 10_000;
    let mut rng = Shake128::new().finalize();
    let mut outputs = Shake128::new();
    for case in 0..CASES {
        let (mut d, mut z, mut m, mut random_c) = ([0; 32], [0; 32], [0; 32], P::Ciphertext::ZERO);
        for input in [&mut d, &mut z, &mut m, random_c.as_mut()] {
            rng.squeeze(input);
        }
        let mut dk = DecapsulationKey::<P>::blank();
        k_pke::key_gen_from(&Sha3_512::digest(&d), dk.ek.bytes.as_mut(), &mut dk.ek.pke, &mut dk.s_hat);
        dk.ek.hash = Sha3_256::digest(dk.ek.bytes.as_ref());
        dk.z.copy_from_slice(&z);
        let (c, K) = dk.ek.encapsulate_deterministic(&m);
        assert_eq!(dk.decapsulate(&c).as_bytes(), K.as_bytes(), "case {case}");
        let rejected = dk.decapsulate(&random_c);
        let expanded = dk.to_expanded();
        for output in [
            dk.ek.bytes.as_ref(),
            (*expanded).as_ref(),
            c.as_ref(),
            &K.as_bytes()[..],
            &rejected.as_bytes()[..],
        ] {
            outputs.update(output);
        }
    }
    let mut hash = [0; 32];
    outputs.finalize().squeeze(&mut hash);
    assert_eq!(hash, clearbox_vectors::unhex_array(expected), "{}", P::NAME);
    clearbox_vectors::ran(P::NAME, "C2SP CCTV, accumulated, draft's key generation", CASES, 10_000);
}

#[test]
fn accumulated_vectors_of_the_draft() {
    accumulated_of_the_draft::<MlKem512>("845913ea5a308b803c764a9ed8e9d814ca1fd9c82ba43c7b1e64b79c7a6ec8e4");
    accumulated_of_the_draft::<MlKem768>("f7db260e1137a742e05fe0db9525012812b004d29040a5b606aad3d134b548d3");
    accumulated_of_the_draft::<MlKem1024>("47ac888fe61544efc0518f46094b4f8a600965fc89822acb06dc7169d24f3543");
}

/// `bytes` with the number at `place` among those of twelve bits replaced.
fn with_number<B: Bytes>(bytes: &B, place: usize, value: u16) -> B {
    let mut changed = *bytes;
    let three = &mut changed.as_mut()[place / 2 * 3..][..3];
    let [low, high] = value.to_le_bytes();
    if place.is_multiple_of(2) {
        three[0] = low;
        three[1] = three[1] & 0xf0 | high;
    } else {
        three[1] = three[1] & 0x0f | low << 4;
        three[2] = low >> 4 | high << 4;
    }
    changed
}

fn a_key<P: ParameterSet>() -> DecapsulationKey<P> {
    DecapsulationKey::from_seed(&Shake256::digest(P::NAME.as_bytes()))
}

fn modulus_check<P: ParameterSet>() {
    let dk = a_key::<P>();
    let ek = dk.encapsulation_key().as_bytes();
    let is_valid =
        |place, value| EncapsulationKey::<P>::from_bytes(&with_number(ek, place, value)).map(|_| ());
    let places = 256 * P::K;
    for place in 0..places {
        assert_eq!(is_valid(place, Q as u16), Err(InvalidEncapsulationKey), "place {place}");
    }
    for value in 0..1 << 12 {
        let expected = if value < Q as u16 { Ok(()) } else { Err(InvalidEncapsulationKey) };
        assert_eq!(is_valid(usize::from(value) % places, value), expected, "{value}");
    }
}

#[test]
fn refuses_encapsulation_keys_with_any_number_not_below_q_anywhere() {
    modulus_check::<MlKem512>();
    modulus_check::<MlKem768>();
    modulus_check::<MlKem1024>();
}

fn expanded_form<P: ParameterSet>() {
    let dk = a_key::<P>();
    let expanded = dk.to_expanded();
    let read = DecapsulationKey::<P>::from_expanded(&expanded).expect("a good key");
    let (c, K) = dk.encapsulation_key().encapsulate_deterministic(&[7; 32]);
    assert_eq!(read.decapsulate(&c).as_bytes(), K.as_bytes());
    assert_eq!((*read.to_expanded()).as_ref(), (*expanded).as_ref());
    assert!(read.to_seed().is_none());
    assert_eq!(read.encapsulation_key(), dk.encapsulation_key());
    let rejected =
        |bytes| DecapsulationKey::<P>::from_expanded(&bytes).err() == Some(InvalidDecapsulationKey);

    // Each byte of ek and of the hash; none of z.
    for at in 384 * P::K..768 * P::K + 96 {
        let mut changed = *expanded;
        changed.as_mut()[at] ^= 1;
        assert_eq!(rejected(changed), at < 768 * P::K + 64, "byte {at}");
    }
    for place in [0, 1, 256 * P::K - 1] {
        assert!(rejected(with_number(&*expanded, place, Q as u16)), "s_hat, place {place}");
        // An encapsulation key that isn't reduced, with the right hash.
        let mut changed = with_number(&*expanded, 256 * P::K + place, Q as u16);
        let (ek, rest) = changed.as_mut()[384 * P::K..].split_at_mut(384 * P::K + 32);
        rest[..32].copy_from_slice(&Sha3_256::digest(ek));
        assert!(rejected(changed), "t_hat, place {place}");
    }
}

#[test]
fn the_expanded_form_is_read_back_and_checked() {
    expanded_form::<MlKem512>();
    expanded_form::<MlKem768>();
    expanded_form::<MlKem1024>();
}

#[test]
fn the_seed_is_read_back_and_debug_tells_nothing() {
    let seed = array::from_fn(|i| i as u8);
    let dk = DecapsulationKey::<MlKem768>::from_seed(&seed);
    assert_eq!(dk.clone().to_seed().as_deref(), Some(&seed));
    let (_, K) = dk.encapsulation_key().encapsulate_deterministic(&[1; 32]);
    assert_eq!(format!("{dk:?} {K:?}"), "DecapsulationKey(ML-KEM-768) SharedSecret");
    assert!(format!("{:?}", dk.encapsulation_key()).starts_with("EncapsulationKey(ML-KEM-768, ["));
    assert_eq!(format!("{InvalidEncapsulationKey}"), "not an ML-KEM encapsulation key");
    assert_eq!(format!("{InvalidDecapsulationKey}"), "not an ML-KEM decapsulation key");
}
