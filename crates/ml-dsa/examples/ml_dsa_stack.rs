//! How much stack each operation needs: `cargo run --release --package clearbox-ml-dsa --example ml_dsa_stack`.
//!
//! Each operation runs in a thread, in a process of its own, deeper and deeper in a recursion, until the stack overflows.
//! How much earlier than with no operation that happens, is what it needs. The key that is made is included: by
//! `generate`, and by `expanded` from its expanded form.

use std::{
    env,
    hint::black_box,
    process::{Command, Stdio},
    thread,
};

use clearbox_ml_dsa::{MlDsa44, MlDsa65, MlDsa87, ParameterSet, SigningKey, VerifyingKey};

const STACK: usize = 1024 * 1024;

fn main() {
    let arguments: Vec<String> = env::args().collect();
    match &arguments[1..] {
        [operation, set, stack, depth] => {
            let number = |text: &str| text.parse().expect("a number");
            run(operation, set, number(stack), number(depth));
        }
        _ => report(),
    }
}

fn report() {
    let deepest_with_nothing = deepest("nothing", "", STACK);
    let bytes_a_call = STACK / (deepest("nothing", "", 2 * STACK) - deepest_with_nothing);
    for set in [MlDsa44::NAME, MlDsa65::NAME, MlDsa87::NAME] {
        for operation in ["generate", "expanded", "sign", "verify"] {
            let calls = deepest_with_nothing - deepest(operation, set, STACK);
            println!("{set} {operation}: {:.1} KiB", (calls * bytes_a_call) as f64 / 1024.0);
        }
    }
    sizes::<MlDsa44>();
    sizes::<MlDsa65>();
    sizes::<MlDsa87>();
}

fn sizes<P: ParameterSet>() {
    let [signing, verifying] =
        [size_of::<SigningKey<P>>(), size_of::<VerifyingKey<P>>()].map(|size| size as f64 / 1024.0);
    println!("{}: a signing key is of {signing:.1} KiB, a verifying key of {verifying:.1} KiB", P::NAME);
}

/// The greatest depth at which the operation ends well.
fn deepest(operation: &str, set: &str, stack: usize) -> usize {
    let this = env::current_exe().expect("the path of this program");
    let ends_well = |depth: usize| {
        let mut child = Command::new(&this);
        child.args([operation, set, &stack.to_string(), &depth.to_string()]).stderr(Stdio::null());
        child.status().expect("this program starts").success()
    };
    // Ends well at the lower, and not at the upper: a call takes 16 bytes at least.
    let (mut lower, mut upper) = (0, stack / 16);
    while upper - lower > 1 {
        let middle = usize::midpoint(lower, upper);
        *(if ends_well(middle) { &mut lower } else { &mut upper }) = middle;
    }
    lower
}

fn run(operation: &str, set: &str, stack: usize, depth: usize) {
    match set {
        "ML-DSA-44" => run_with::<MlDsa44>(operation, stack, depth),
        "ML-DSA-65" => run_with::<MlDsa65>(operation, stack, depth),
        _ => run_with::<MlDsa87>(operation, stack, depth),
    }
}

fn run_with<P: ParameterSet>(operation: &str, stack: usize, depth: usize) {
    let key = Box::new(SigningKey::<P>::from_seed(&[7; 32]));
    let signature = key.sign_deterministic(b"message", b"").expect("a short context");
    let expanded_bytes = key.to_expanded();
    let work = || match operation {
        "generate" => generate::<P>(),
        "expanded" => expanded::<P>((*expanded_bytes).as_ref()),
        "sign" => sign::<P>(&key),
        "verify" => verify::<P>(key.verifying_key(), signature.as_ref()),
        _ => {}
    };
    thread::scope(|scope| {
        let builder = thread::Builder::new().stack_size(stack);
        builder.spawn_scoped(scope, || deeper(depth, &work)).expect("a thread").join().expect("no panic");
    });
}

#[inline(never)]
fn deeper(depth: usize, work: &dyn Fn()) {
    if depth == 0 {
        work();
    } else {
        deeper(black_box(depth) - 1, work);
    }
    // Else the last call would be a jump.
    black_box(depth);
}

#[inline(never)]
fn generate<P: ParameterSet>() {
    black_box(&SigningKey::<P>::from_seed(black_box(&[9; 32])));
}

#[inline(never)]
fn expanded<P: ParameterSet>(key: &[u8]) {
    black_box(&SigningKey::<P>::from_expanded(black_box(key)));
}

#[inline(never)]
fn sign<P: ParameterSet>(key: &SigningKey<P>) {
    black_box(&key.sign_deterministic(black_box(b"message"), b""));
}

#[inline(never)]
fn verify<P: ParameterSet>(key: &VerifyingKey<P>, signature: &[u8]) {
    black_box(&key.verify(black_box(b"message"), b"", signature)).expect("a valid signature");
}
