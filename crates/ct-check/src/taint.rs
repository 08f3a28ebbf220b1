//! The first judge: valgrind's memcheck. The secret is marked as undefined; memcheck follows what is computed from it, bit
//! by bit, and reports each branch and each address that depends on it. One run holds for all secrets.

use crate::{
    client_request::{count_errors, is_under_valgrind, make_defined, make_undefined},
    declassified,
    entries::Entry,
    judge::{Judge, Mode},
};

/// What came of it: so many values were made public by the crate that depended on the secret.
#[derive(Debug)]
pub(crate) struct Verdict {
    pub(crate) declassified: u64,
}

/// Judges an entry, by the backend that is chosen.
///
/// # Errors
/// What is wrong: a leak, or that nothing was tested.
pub(crate) fn judge(entry: &Entry) -> Result<Verdict, String> {
    if !is_under_valgrind() {
        return Err("this judge is valgrind: run it under valgrind".into());
    }
    if cfg!(not(clearbox_ct_check)) {
        return Err("built without --cfg clearbox_ct_check".into());
    }
    let secret = (entry.secrets)().swap_remove(0);
    let (errors, declassified) = (count_errors(), declassified::count());
    let mut judge = Judge::new(Mode::Taint);
    make_undefined(&secret);
    (entry.run)(&secret, &mut judge);
    make_defined(secret.as_ptr(), secret.len());
    let errors = count_errors() - errors;
    let declassified = declassified::count() - declassified;
    if errors > 0 {
        return Err(format!("{errors} branches or addresses depend on the secret"));
    }
    if declassified == 0 && judge.secret_outputs() == 0 {
        return Err("nothing that came out depends on the secret: this tests nothing".into());
    }
    Ok(Verdict { declassified })
}
