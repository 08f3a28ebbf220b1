//! Small stacks are enough. `examples/ml_kem_stack.rs` says how small.

#![allow(non_snake_case)] // FIPS 203 calls the shared secret K.

use std::thread;

use clearbox_ml_kem::{DecapsulationKey, EncapsulationKey, MlKem512, MlKem768, MlKem1024, ParameterSet};

/// Does `work` in a thread with 64 KiB of stack, of which std takes some; more would abort the test.
fn in_small_thread(work: impl FnOnce() + Send) {
    thread::scope(|scope| {
        let builder = thread::Builder::new().stack_size(64 * 1024);
        builder.spawn_scoped(scope, work).expect("a thread").join().expect("no panic");
    });
}

fn operations<P: ParameterSet>() {
    let dk = Box::new(DecapsulationKey::<P>::from_seed(&[7; 64]));
    let (ek, expanded) = (dk.encapsulation_key(), dk.to_expanded());
    let (c, K) = ek.encapsulate_deterministic(&[8; 32]);
    in_small_thread(|| assert_eq!(DecapsulationKey::<P>::from_seed(&[7; 64]).encapsulation_key(), ek));
    in_small_thread(|| assert!(DecapsulationKey::<P>::from_expanded(&expanded).is_ok()));
    in_small_thread(|| assert!(EncapsulationKey::<P>::from_bytes(ek.as_bytes()).is_ok()));
    in_small_thread(|| assert_eq!(ek.encapsulate_deterministic(&[8; 32]).0, c));
    in_small_thread(|| assert_eq!(dk.decapsulate(&c).as_bytes(), K.as_bytes()));
}

#[test]
fn each_operation_needs_less_than_64_kib_of_stack() {
    operations::<MlKem512>();
    operations::<MlKem768>();
    operations::<MlKem1024>();
}
