//! How much stack each operation needs: `cargo run --release --package clearbox-ml-kem --example ml_kem_stack`.
//!
//! Each operation runs in a thread, in a process of its own, deeper and deeper in a recursion, until the stack overflows.
//! How much earlier than with no operation that happens, is what it needs. The key that is made is included: by
//! `generate`, by `expanded` from its expanded form, by `import` from an encapsulation key's bytes.

use std::{
    env,
    hint::black_box,
    process::{Command, Stdio},
    thread,
};

use clearbox_ml_kem::{DecapsulationKey, EncapsulationKey, MlKem512, MlKem768, MlKem1024, ParameterSet};

const STACK: usize = 256 * 1024;

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
    for set in [MlKem512::NAME, MlKem768::NAME, MlKem1024::NAME] {
        for operation in ["generate", "expanded", "import", "encapsulate", "decapsulate"] {
            let calls = deepest_with_nothing - deepest(operation, set, STACK);
            println!("{set} {operation}: {:.1} KiB", (calls * bytes_a_call) as f64 / 1024.0);
        }
    }
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
        "ML-KEM-512" => run_with::<MlKem512>(operation, stack, depth),
        "ML-KEM-768" => run_with::<MlKem768>(operation, stack, depth),
        _ => run_with::<MlKem1024>(operation, stack, depth),
    }
}

fn run_with<P: ParameterSet>(operation: &str, stack: usize, depth: usize) {
    let dk = Box::new(DecapsulationKey::<P>::from_seed(&[7; 64]));
    let (c, _) = dk.encapsulation_key().encapsulate_deterministic(&[8; 32]);
    let ek = *dk.encapsulation_key().as_bytes();
    let expanded_bytes = dk.to_expanded();
    let work = || match operation {
        "generate" => generate::<P>(),
        "expanded" => expanded::<P>(&expanded_bytes),
        "import" => import::<P>(&ek),
        "encapsulate" => encapsulate::<P>(dk.encapsulation_key()),
        "decapsulate" => decapsulate::<P>(&dk, &c),
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
    black_box(&DecapsulationKey::<P>::from_seed(black_box(&[9; 64])));
}

#[inline(never)]
fn expanded<P: ParameterSet>(dk: &P::DecapsulationKeyBytes) {
    black_box(&DecapsulationKey::<P>::from_expanded(black_box(dk)));
}

#[inline(never)]
fn import<P: ParameterSet>(ek: &P::EncapsulationKeyBytes) {
    black_box(&EncapsulationKey::<P>::from_bytes(black_box(ek)));
}

#[inline(never)]
fn encapsulate<P: ParameterSet>(ek: &EncapsulationKey<P>) {
    black_box(&ek.encapsulate_deterministic(black_box(&[8; 32])));
}

#[inline(never)]
fn decapsulate<P: ParameterSet>(dk: &DecapsulationKey<P>, c: &P::Ciphertext) {
    black_box(&dk.decapsulate(black_box(c)));
}
