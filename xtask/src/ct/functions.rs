//! The list of all public functions: which entry judges each, or why there is nothing to judge. Crates that are judged by
//! steps of a protocol are not in it.

use std::{collections::BTreeMap, fs};

use anyhow::{Context, Result};

use super::Entry;
use crate::{arrows, source::Source, workspace::root};

const LIST: &str = "crates/ct-check/functions.txt";

/// Before the full name of an entry, in the list.
const JUDGED: &str = "judged as ";

/// Crates that are judged by whole steps of a protocol instead of by functions, and the steps that no entry takes: the
/// evidence names them. What a secret goes through in such a crate depends on what was said before, not on which function
/// was called; so its functions aren't in the list, but it has entries.
pub(super) const BY_STEPS: [(&str, &str); 1] = [(
    "tls13",
    "signatures and certificates, whose keys are judged where they sign, and the rest of which is public; key exchanges \
         other than X25519; what the length of padding does, which is variable-time as the list below has it; early data; \
         client certificates; tickets and sessions that the application or `TicketStore` keeps, whose names are looked up \
         as public ones",
)];

/// What is missing in the list, or too much in it.
pub(super) fn faults(registry: &[Entry], sources: &[Source]) -> Result<Vec<String>> {
    let list = fs::read_to_string(root().join(LIST)).with_context(|| LIST)?;
    let mut faults = differences(&list, &public_functions(sources), registry);
    faults.extend(kernels_without_backend(registry, sources));
    faults.extend(by_steps_without_entry(registry));
    Ok(faults)
}

/// All public functions, as `sha2/src/hash.rs $name::new`.
fn public_functions(sources: &[Source]) -> Vec<String> {
    let mut all = Vec::new();
    for source in sources.iter().filter(|source| !source.is_test_or_table()) {
        let Some(path) = source.path.strip_prefix("crates/") else { continue };
        let package = path.split('/').next().unwrap_or_default();
        let by_steps = BY_STEPS.iter().any(|(by_steps, _)| *by_steps == package);
        if path.contains("/src/") && arrows::is_no_std(package) && !by_steps {
            all.extend(source.public_functions().into_iter().map(|name| format!("{path} {name}")));
        }
    }
    all
}

fn differences(list: &str, functions: &[String], registry: &[Entry]) -> Vec<String> {
    let listed: BTreeMap<&str, &str> = list
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split_once(": ").unwrap_or((line, "")))
        .collect();
    let mut faults = Vec::new();
    for function in functions.iter().filter(|function| !listed.contains_key(function.as_str())) {
        faults
            .push(format!("{function} is not in {LIST}: is there an entry for it, or nothing secret in it?"));
    }
    let entry = |name: &str| registry.iter().any(|entry| entry.full_name() == name);
    for (function, what) in &listed {
        if !functions.iter().any(|known| known == function) {
            faults.push(format!("{function} is in {LIST}, but not in the code"));
        }
        match what.strip_prefix(JUDGED) {
            Some(name) if !entry(name) => faults.push(format!("{function}: there is no entry {name}")),
            None if what.is_empty() => faults.push(format!("{function} has no reason in {LIST}")),
            _ => {}
        }
    }
    faults
}

/// Crates that have no entries of their own, and one whose entries do their work.
const BY_USERS: [(&str, &str); 2] = [("edwards25519", "ed25519"), ("field25519", "x25519")];

/// Kernels, by the names of their files, that no entry is run with.
fn kernels_without_backend(registry: &[Entry], sources: &[Source]) -> Vec<String> {
    let kernel = |source: &Source| {
        let (package, file) = source.path.strip_prefix("crates/")?.split_once("/src/")?;
        let name = file.strip_suffix(".rs")?.strip_prefix("x86_64_")?;
        (!name.contains('/')).then(|| (package.to_string(), name.to_string()))
    };
    let is_judged = |(package, name): &(String, String)| {
        let user =
            BY_USERS.iter().find(|(known, _)| known == package).map_or(package.as_str(), |(_, user)| user);
        registry.iter().any(|entry| entry.package == user && entry.backend == *name)
    };
    let missing = sources.iter().filter_map(kernel).filter(|found| !is_judged(found));
    missing.map(|(package, name)| format!("{package}: no entry is run with the backend {name}")).collect()
}

fn by_steps_without_entry(registry: &[Entry]) -> Vec<String> {
    let is_judged = |package: &str| registry.iter().any(|entry| entry.package == package);
    let missing = BY_STEPS.iter().filter(|(package, _)| !is_judged(package));
    missing.map(|(package, _)| format!("{package} is judged by its steps, but has no entry")).collect()
}

impl Entry {
    fn full_name(&self) -> String {
        format!("{}: {}", self.package, self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, by_steps_without_entry, differences, kernels_without_backend};
    use crate::source::Source;

    fn registry() -> Vec<Entry> {
        let [package, name, backend] = ["aead", "seal", "portable"].map(String::from);
        vec![Entry { package, name, backend, not_traced: String::new(), not_tainted: String::new() }]
    }

    fn faults(list: &str) -> Vec<String> {
        differences(list, &["aead/src/a.rs Key::seal".into(), "aead/src/a.rs LEN".into()], &registry())
    }

    #[test]
    fn each_function_has_its_line() {
        let good = "# head\naead/src/a.rs Key::seal: judged as aead: seal\naead/src/a.rs LEN: public\n";
        assert_eq!(faults(good), [""; 0]);
        let missing = faults("aead/src/a.rs Key::seal: judged as aead: seal\n");
        assert!(missing[0].starts_with("aead/src/a.rs LEN is not in"), "{missing:?}");
        assert_eq!(faults(&format!("{good}gone: public\n")).len(), 1);
        assert_eq!(faults(&good.replace("aead: seal", "aead: open")).len(), 1);
        assert_eq!(faults(&good.replace(": public", "")).len(), 1);
    }

    #[test]
    fn a_crate_judged_by_steps_has_an_entry() {
        assert_eq!(by_steps_without_entry(&registry()).len(), 1);
    }

    #[test]
    fn each_kernel_is_a_backend() {
        let kernel = |path| vec![Source::parse(path, "").unwrap()];
        assert_eq!(kernels_without_backend(&registry(), &kernel("crates/aead/src/x86_64_avx2.rs")).len(), 1);
        assert!(kernels_without_backend(&registry(), &kernel("crates/aead/src/x86_64_avx2/a.rs")).is_empty());
        assert!(kernels_without_backend(&registry(), &kernel("crates/aead/src/portable.rs")).is_empty());
    }
}
