use super::{inventory, misplaced_assembler, open_root};
use crate::source::Source;

fn reasons(code: &str) -> Vec<Option<String>> {
    let source = Source::parse("crates/x/src/lib.rs", code).unwrap();
    inventory(&source).into_iter().map(|entry| entry.reason).collect()
}

#[test]
fn a_reason_stands_directly_above() {
    let good = "// SAFETY: the array\n// is long enough.\n#[allow(unsafe_code)]\nunsafe { load() }";
    assert_eq!(reasons(good), [Some("the array is long enough.".into())]);
    assert_eq!(reasons("// SAFETY: yes.\nlet x =\n    unsafe { load() };"), [Some("yes.".into())]);
}

#[test]
fn unsafe_without_its_own_reason_is_found() {
    assert_eq!(reasons("unsafe { load() }"), [None]);
    assert_eq!(reasons("// SAFETY: of another place.\n\nunsafe { load() }"), [None]);
    assert_eq!(reasons("// SAFETY: far.\na;\nb;\nc;\nd;\nunsafe { load() }"), [None]);
    let shared = "// SAFETY: one for two.\nunsafe { load() };\nunsafe { store() }";
    assert_eq!(reasons(shared), [Some("one for two.".into()), None]);
    assert_eq!(reasons("macro_rules! m { () => { unsafe fn f() {} } }"), [None]);
}

#[test]
fn assembler_belongs_to_the_barrier() {
    let fault = |path, code| misplaced_assembler(&Source::parse(path, code).unwrap());
    assert_eq!(fault("crates/ct/src/barrier.rs", "core::arch::asm!(\"\")"), None);
    assert_eq!(fault("crates/sha2/src/x.rs", "// asm!\nlet asm = 1;"), None);
    assert!(fault("crates/sha2/src/x.rs", "\nasm!(\"nop\")").unwrap().starts_with("crates/sha2/src/x.rs:2"));
}

#[test]
fn crate_roots_forbid_or_deny() {
    assert!(open_root("", true, false).is_some() && open_root("", false, false).is_some());
    assert!(open_root("", false, true).is_some(), "no unsafe code: forbid");
    assert_eq!(open_root("#![forbid(unsafe_code)]", false, false), None);
    assert_eq!(open_root("#![deny(unsafe_code)]", true, false), None);
    assert_eq!(open_root("", true, true), None);
}
