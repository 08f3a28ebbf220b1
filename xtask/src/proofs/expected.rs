//! What has to be proved, and how.

/// No overflow, and results within their bounds, for all inputs.
const BOUNDS: &str = "bounds";
/// The right result, as an identity of polynomials.
const IDENTITY: &str = "identity";
/// All inputs tried.
const ALL: &str = "exhaustive";
/// Each input bit tried, of a routine that only moves bits.
const BITS: &str = "each bit";
/// Each pair of input bits tried, of a routine that is linear over GF(2) in both of its inputs.
const PAIRS: &str = "each pair";
/// Each unit vector tried, of a routine that is linear modulo q.
const UNITS: &str = "each unit";
/// Each of a few constants computed again.
const CONSTANTS: &str = "constants";
/// Nothing: this CPU lacks the instructions that the routine is made of.
pub(super) const LEFT_OUT: &str = "left out";
/// No counterexample, says the solver.
pub(super) const Z3: &str = "z3";

/// Of each file, from `crates/` on, each routine and its methods.
type File = (&'static str, &'static [(&'static str, &'static [&'static str])]);

pub(super) const EXPECTED: &[File] = &[
    (
        "field25519/src/portable.rs",
        &[
            ("add", &[BOUNDS, IDENTITY]),
            ("sub", &[BOUNDS, IDENTITY]),
            ("sub_sums", &[BOUNDS, IDENTITY]),
            ("mul", &[BOUNDS, IDENTITY]),
            ("square", &[BOUNDS, IDENTITY]),
            ("mul_small", &[BOUNDS, IDENTITY]),
            ("combine", &[BOUNDS, IDENTITY]),
            ("carry", &[BOUNDS, IDENTITY]),
            ("freeze", &[BOUNDS, Z3]),
            ("from_bytes", &[BITS]),
            ("to_bytes", &[BITS]),
        ],
    ),
    ("field25519/src/power.rs", &[("power_p_5_8", &[IDENTITY])]),
    (
        "edwards25519/src/x86_64_ifma/lanes.rs",
        &[
            ("product", &[BOUNDS, IDENTITY]),
            ("fold", &[BOUNDS, IDENTITY]),
            ("times_19", &[BOUNDS, IDENTITY]),
            ("carry", &[BOUNDS, IDENTITY]),
        ],
    ),
    (
        "edwards25519/src/x86_64_ifma/point.rs",
        &[
            ("add_affine", &[BOUNDS, IDENTITY]),
            ("sum", &[BOUNDS, IDENTITY]),
            ("plus", &[BOUNDS, IDENTITY]),
            ("minus", &[BOUNDS, IDENTITY]),
        ],
    ),
    (
        "edwards25519/src/x86_64_ifma/one.rs",
        &[
            ("double", &[BOUNDS, IDENTITY]),
            ("add", &[BOUNDS, IDENTITY]),
            ("summand", &[BOUNDS, IDENTITY]),
            ("negated", &[BOUNDS, IDENTITY]),
            ("sums", &[BOUNDS, IDENTITY]),
            ("point", &[BOUNDS, IDENTITY]),
            ("products", &[BOUNDS, IDENTITY]),
        ],
    ),
    (
        "field25519/src/x86_64_ifma/four.rs",
        &[
            ("product", &[BOUNDS, IDENTITY]),
            ("square", &[BOUNDS, IDENTITY]),
            ("fold", &[BOUNDS, IDENTITY]),
            ("times_19", &[BOUNDS, IDENTITY]),
            ("carry", &[BOUNDS, IDENTITY]),
        ],
    ),
    ("x25519/src/x86_64_ifma/step.rs", &[("step", &[BOUNDS, IDENTITY])]),
    (
        "weierstrass/src/limbs.rs",
        &[
            ("add", &[IDENTITY]),
            ("subtract", &[IDENTITY]),
            ("multiply", &[IDENTITY]),
            ("square", &[IDENTITY]),
            ("from_be_bytes", &[BITS]),
            ("to_be_bytes", &[BITS]),
        ],
    ),
    (
        "weierstrass/src/montgomery.rs",
        &[
            ("fold", &[IDENTITY]),
            ("montgomery_reduce", &[BOUNDS]),
            ("subtract_m", &[Z3]),
            ("add_m_masked", &[Z3]),
            ("half", &[Z3]),
            ("power_vartime", &[IDENTITY]),
            ("quarter", &[CONSTANTS]),
            ("times_r", &[CONSTANTS]),
            ("inverse_factor", &[CONSTANTS]),
            ("minus_inverse", &[CONSTANTS]),
        ],
    ),
    ("weierstrass/src/p256.rs", &[("fold", &[IDENTITY])]),
    (
        "weierstrass/src/p256/x86_64_ifma/lanes.rs",
        &[
            ("product", &[BOUNDS, IDENTITY]),
            ("sum_of_products", &[BOUNDS, IDENTITY]),
            ("multiply_add", &[BOUNDS, IDENTITY]),
            ("reduce", &[BOUNDS, IDENTITY]),
            ("carry", &[BOUNDS, IDENTITY]),
            ("carry_up", &[BOUNDS, IDENTITY]),
        ],
    ),
    (
        "weierstrass/src/p384/x86_64_ifma/lanes.rs",
        &[
            ("product", &[BOUNDS, IDENTITY]),
            ("sum_of_products", &[BOUNDS, IDENTITY]),
            ("multiply_add", &[BOUNDS, IDENTITY]),
            ("reduce", &[BOUNDS, IDENTITY]),
            ("carry", &[BOUNDS, IDENTITY]),
        ],
    ),
    (
        "weierstrass/src/x86_64_ifma/curve.rs",
        &[
            ("add", &[BOUNDS, IDENTITY]),
            ("sub", &[BOUNDS, IDENTITY]),
            ("triple", &[BOUNDS, IDENTITY]),
            ("add_in", &[BOUNDS, IDENTITY]),
            ("sub_in", &[BOUNDS, IDENTITY]),
            ("blend", &[BOUNDS, IDENTITY]),
            ("permute", &[BOUNDS, IDENTITY]),
        ],
    ),
    (
        "weierstrass/src/x86_64_ifma/double.rs",
        &[
            ("from_projective", &[BOUNDS, IDENTITY]),
            ("double", &[BOUNDS, IDENTITY]),
            ("double_times", &[BOUNDS, IDENTITY]),
        ],
    ),
    ("weierstrass/src/x86_64_ifma/mixed.rs", &[("add_affine", &[BOUNDS, IDENTITY])]),
    ("weierstrass/src/x86_64_ifma/sum.rs", &[("sum", &[BOUNDS, IDENTITY])]),
    ("weierstrass/src/p521.rs", &[("fold", &[IDENTITY])]),
    (
        "ml-kem/src/field.rs",
        &[
            ("montgomery_multiply", &[ALL]),
            ("montgomery_reduce", &[ALL]),
            ("barrett_reduce", &[ALL]),
            ("canonical", &[ALL]),
        ],
    ),
    ("ml-kem/src/compress.rs", &[("compress", &[ALL]), ("decompress", &[ALL])]),
    (
        "ml-kem/src/x86_64_avx512/ntt.rs",
        &[
            ("montgomery_multiply", &[ALL]),
            ("barrett_reduce", &[ALL]),
            ("forward", &[UNITS]),
            ("backward", &[UNITS]),
        ],
    ),
    ("ml-kem/src/x86_64_avx512/product.rs", &[("montgomery_reduce", &[ALL])]),
    (
        "ml-dsa/src/field.rs",
        &[
            ("montgomery_reduce", &[ALL]),
            ("montgomery_multiply", &[ALL]),
            ("canonical", &[ALL]),
            ("centered", &[ALL]),
            ("norm_is_below", &[ALL]),
        ],
    ),
    (
        "ml-dsa/src/round.rs",
        &[
            ("power2_round", &[ALL]),
            ("decompose", &[ALL]),
            ("high_bits", &[ALL]),
            ("low_bits", &[ALL]),
            ("use_hint_vartime", &[ALL]),
        ],
    ),
    ("ml-dsa/src/hint.rs", &[("make", &[ALL])]),
    (
        "chacha20poly1305/src/portable/poly1305/limbs.rs",
        &[
            ("factor", &[BOUNDS, IDENTITY]),
            ("add", &[BOUNDS, IDENTITY]),
            ("add_product", &[BOUNDS, IDENTITY]),
            ("carry", &[BOUNDS, IDENTITY]),
            ("freeze", &[Z3]),
        ],
    ),
    (
        "chacha20poly1305/src/x86_64_avx2/numbers.rs",
        &[
            ("factors", &[BOUNDS, IDENTITY]),
            ("times_5", &[BOUNDS, IDENTITY]),
            ("zero", &[BOUNDS, IDENTITY]),
            ("add_product", &[BOUNDS, IDENTITY]),
            ("carry", &[BOUNDS, IDENTITY]),
            ("split", &[BOUNDS, IDENTITY]),
        ],
    ),
    ("chacha20poly1305/src/x86_64_avx2/poly1305.rs", &[("from_blocks", &[BITS])]),
    (
        "chacha20poly1305/src/x86_64_ifma/numbers.rs",
        &[("factors", &[BOUNDS, IDENTITY]), ("product", &[BOUNDS, IDENTITY]), ("split", &[BOUNDS, IDENTITY])],
    ),
    ("chacha20poly1305/src/x86_64_ifma/poly1305.rs", &[("from_blocks", &[BITS])]),
    ("chacha20poly1305/src/x86_64_ifma/short.rs", &[("absorb", &[BOUNDS, IDENTITY]), ("freeze", &[Z3])]),
    (
        "aes-gcm/src/portable/ghash/polynomial.rs",
        &[
            ("multiply", &[PAIRS]),
            ("factors", &[PAIRS]),
            ("multiply_all", &[PAIRS]),
            ("reduce", &[PAIRS]),
            ("times_t", &[BITS]),
        ],
    ),
    ("aes-gcm/src/x86_64_aes_clmul/ghash.rs", &[("multiply", &[PAIRS]), ("reduce", &[PAIRS])]),
    ("aes-gcm/src/x86_64_vaes256/ghash.rs", &[("multiply", &[PAIRS]), ("reduce", &[PAIRS])]),
    ("aes-gcm/src/x86_64_vaes512/ghash.rs", &[("multiply", &[PAIRS]), ("reduce", &[PAIRS])]),
    (
        "ed25519/src/portable/scalar.rs",
        &[
            ("multiply", &[IDENTITY]),
            ("add", &[IDENTITY]),
            ("subtract", &[IDENTITY]),
            ("fold", &[IDENTITY]),
            ("alternating_sum", &[IDENTITY]),
            ("reduce", &[BOUNDS]),
            ("subtract_if_not_below", &[Z3]),
        ],
    ),
    (
        "bignum/src/limbs.rs",
        &[("add_masked", &[IDENTITY]), ("sub_masked", &[IDENTITY]), ("reduce_once", &[Z3])],
    ),
    (
        "bignum/src/montgomery.rs",
        &[
            ("add_rows", &[IDENTITY]),
            ("square_wide", &[IDENTITY]),
            ("reduce_rows", &[IDENTITY]),
            ("nearer_inverse", &[IDENTITY]),
            ("negated_inverse", &[IDENTITY]),
        ],
    ),
    ("bignum/src/x86_64_ifma/multiply.rs", &[("multiply", &[BOUNDS, IDENTITY])]),
    (
        "bignum/src/x86_64_ifma/square.rs",
        &[("square", &[BOUNDS, IDENTITY]), ("rows", &[BOUNDS, IDENTITY]), ("double", &[BOUNDS, IDENTITY])],
    ),
    (
        "bignum/src/x86_64_ifma/rows.rs",
        &[("shift", &[BOUNDS, IDENTITY]), ("add_multiple", &[BOUNDS, IDENTITY])],
    ),
];
