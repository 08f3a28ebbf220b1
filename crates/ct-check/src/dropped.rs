//! What is left of values that were dropped: each secret type is made of two secrets, in the same place, and dropped there.
//! Where the bytes differed before, they must not after; but for as many as the type's public part has.

mod types;

use core::mem::MaybeUninit;

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
}

/// Judges a type: says how many bytes were overwritten, and how many stay.
///
/// # Errors
/// If something secret stays, or there is nothing secret in it.
pub(crate) fn judge(secret_type: &SecretType) -> Result<String, String> {
    let Look { before, after } = (secret_type.look)();
    if before == 0 {
        return Err("it depends on no secret: this tests nothing".into());
    }
    if after > secret_type.public {
        return Err(format!("{after} bytes are left, of which at most {} are public", secret_type.public));
    }
    Ok(format!("{} bytes\t{after}", before - after))
}

/// Looks at values that `make` makes of 64 random bytes.
fn look<T>(make: impl Fn(&[u8; 64]) -> T) -> Look {
    let mut place = Box::new(MaybeUninit::<T>::zeroed());
    let mut secret = [0; 64];
    let mut copies = [const { Vec::new() }; 4];
    copies.iter_mut().for_each(|copy| copy.resize(size_of::<T>(), 0));
    // Padding may hold an address, so there is nothing allocated between the first and the second.
    for (seed, [before, after]) in (1..).zip(copies.as_chunks_mut().0) {
        secret.copy_from_slice(&secrets::random(64, seed));
        *place = MaybeUninit::zeroed();
        place.write(make(&secret));
        copy_bytes(&place, before);
        drop_in(&mut place);
        copy_bytes(&place, after);
    }
    let differ = |a: &[u8], b: &[u8]| a.iter().zip(b).filter(|(a, b)| a != b).count();
    let [before, after, before_again, after_again] = &copies;
    Look { before: differ(before, before_again), after: differ(after, after_again) }
}

#[allow(unsafe_code)]
fn drop_in<T>(place: &mut MaybeUninit<T>) {
    // SAFETY: `look` has written a value there, and doesn't use it again.
    unsafe { place.assume_init_drop() };
}

/// Copies the memory of a place.
#[allow(unsafe_code)]
fn copy_bytes<T>(place: &MaybeUninit<T>, copy: &mut [u8]) {
    let start = core::ptr::from_ref(place).cast::<u8>();
    for (i, byte) in copy.iter_mut().enumerate().take(size_of::<T>()) {
        // SAFETY: the place has so many bytes. They were set to zero once; what the compiler doesn't know of a value's padding
        // it can't use, as the read is volatile.
        *byte = unsafe { start.add(i).read_volatile() };
    }
}
