//! Small stacks are enough. `examples/ml_dsa_stack.rs` says how small.

use std::thread;

use clearbox_ml_dsa::{MlDsa44, MlDsa65, MlDsa87, ParameterSet, SigningKey};

/// Does `work` in a thread with this much stack, of which std takes some; more would abort the test.
fn in_small_thread(kib: usize, work: impl FnOnce() + Send) {
    thread::scope(|scope| {
        let builder = thread::Builder::new().stack_size(kib * 1024);
        builder.spawn_scoped(scope, work).expect("a thread").join().expect("no panic");
    });
}

fn operations<P: ParameterSet>() {
    let key = Box::new(SigningKey::<P>::from_seed(&[7; 32]));
    let (public, expanded) = (key.verifying_key(), key.to_expanded());
    let signature = key.sign_deterministic(b"message", b"").expect("a short context");
    in_small_thread(512, || assert_eq!(SigningKey::<P>::from_seed(&[7; 32]).verifying_key(), public));
    in_small_thread(512, || assert!(SigningKey::<P>::from_expanded((*expanded).as_ref()).is_ok()));
    in_small_thread(96, || assert_eq!(key.sign_deterministic(b"message", b""), Ok(signature)));
    in_small_thread(64, || assert_eq!(public.verify(b"message", b"", signature.as_ref()), Ok(())));
}

#[test]
fn each_operation_needs_less_stack_than_the_readme_says() {
    operations::<MlDsa44>();
    operations::<MlDsa65>();
    operations::<MlDsa87>();
}
