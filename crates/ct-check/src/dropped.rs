//! What is left of values that were dropped: each secret type is made of two secrets, in the same place, and dropped there.
//! Where the bytes differed before, they must not after; but for as many as the type's public part has.
//! Nor may what `Debug` shows of them differ.

mod types;

use core::{fmt::Debug, mem::MaybeUninit};

use crate::secrets;
pub(crate) use types::types;

/// A type that holds secrets.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SecretType {
    pub(crate) package: &'static str,
    pub(crate) name: &'static str,
    /// So many bytes of it are public, and stay.
    public: usize,
    look: fn() -> Look,
}

/// How many bytes of a value depend on what it was made of.
#[derive(Clone, Copy, Debug)]
struct Look {
    before: usize,
    after: usize,
    /// Whether `Debug` shows the same for both.
    same_debug: bool,
}

/// Judges a type: says how many bytes were overwritten, and how many stay.
///
/// # Errors
/// If something secret stays or is shown, or there is nothing secret in it.
pub(crate) fn judge(secret_type: &SecretType) -> Result<String, String> {
    let Look { before, after, same_debug } = (secret_type.look)();
    if before == 0 {
        return Err("it depends on no secret: this tests nothing".into());
    }
    if !same_debug {
        return Err("its Debug depends on the secret".into());
    }
    if after > secret_type.public {
        return Err(format!("{after} bytes are left, of which at most {} are public", secret_type.public));
    }
    Ok(format!("{} bytes\t{after}", before - after))
}

/// Looks at values that `make` makes of 64 random bytes.
fn look<T: Debug>(make: impl Fn(&[u8; 64]) -> T) -> Look {
    let mut place = Box::new(MaybeUninit::<T>::zeroed());
    let mut secret = [0; 64];
    // The first secret once more at the end: what differs then, is no matter of the secret, but an address in padding, say.
    let mut copies = [const { (Vec::new(), Vec::new()) }; 3];
    for (seed, (before, after)) in [1, 2, 1].into_iter().zip(&mut copies) {
        secret.copy_from_slice(&secrets::random(64, seed));
        *place = MaybeUninit::zeroed();
        place.write(make(&secret));
        *before = bytes(&place);
        drop_in(&mut place);
        *after = bytes(&place);
    }
    let [first, second, again] = copies;
    let differ = |a: &[u8], b: &[u8], again: &[u8]| {
        a.iter().zip(b).zip(again).filter(|((a, b), again)| a == again && a != b).count()
    };
    let debug = |seed| format!("{:?}", make(secrets::random(64, seed).first_chunk().expect("64 bytes")));
    Look {
        before: differ(&first.0, &second.0, &again.0),
        after: differ(&first.1, &second.1, &again.1),
        same_debug: debug(1) == debug(2),
    }
}

#[allow(unsafe_code)]
fn drop_in<T>(place: &mut MaybeUninit<T>) {
    // SAFETY: `look` has written a value there, and doesn't use it again.
    unsafe { place.assume_init_drop() };
}

/// The memory of a place.
#[allow(unsafe_code)]
fn bytes<T>(place: &MaybeUninit<T>) -> Vec<u8> {
    let start = core::ptr::from_ref(place).cast::<u8>();
    // SAFETY: the place has so many bytes. They were set to zero once; what the compiler doesn't know of a value's padding
    // it can't use, as the reads are volatile.
    (0..size_of::<T>()).map(|i| unsafe { start.add(i).read_volatile() }).collect()
}
