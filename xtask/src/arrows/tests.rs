use serde_json::{Value, json};

use super::{c_code, faults_of};
use crate::workspace::Metadata;

/// A crate: its name, and its dependencies as (name, kind).
type Member<'a> = (&'a str, &'a [(&'a str, Option<&'a str>)]);

fn workspace(members: &[Member<'_>]) -> Value {
    let packages = members.iter().map(|(name, dependencies)| {
        let dependency = |(to, kind): &(&str, Option<&str>)| json!({"name": to, "kind": kind});
        json!({
            "id": name, "name": name, "manifest_path": "", "links": null, "targets": [],
            "dependencies": dependencies.iter().map(dependency).collect::<Vec<_>>(),
        })
    });
    json!({"packages": packages.collect::<Vec<_>>()})
}

fn faults(metadata: Value) -> Vec<String> {
    let metadata: Metadata = serde_json::from_value(metadata).unwrap();
    metadata.packages.iter().flat_map(|package| faults_of(package, &metadata)).collect()
}

#[test]
fn arrows_down_and_to_the_left_are_good() {
    let good: &[Member<'_>] = &[
        ("clearbox-ct", &[("subtle", None)]),
        ("clearbox-vectors", &[]),
        ("clearbox-sha2", &[("clearbox-ct", None), ("clearbox-vectors", Some("dev"))]),
        ("clearbox-hmac", &[("clearbox-sha2", None)]),
        ("clearbox-hkdf", &[("clearbox-hmac", None)]),
        ("tls13", &[("clearbox-hkdf", None), ("clearbox-demo-pki", Some("dev"))]),
        ("clearbox-demo-pki", &[]),
        ("clearbox-benches", &[("tls13", None)]),
    ];
    assert_eq!(faults(workspace(good)), [""; 0]);
}

#[test]
fn an_arrow_up_is_a_fault() {
    let up: &[Member<'_>] = &[("clearbox-sha2", &[("clearbox-hmac", None)]), ("clearbox-hmac", &[])];
    assert_eq!(faults(workspace(up)), ["clearbox-sha2 depends on clearbox-hmac, which is not below it"]);
    let right: &[Member<'_>] = &[("clearbox-hmac", &[("clearbox-hkdf", None)]), ("clearbox-hkdf", &[])];
    assert_eq!(faults(workspace(right)), ["clearbox-hmac depends on clearbox-hkdf, which is not below it"]);
    let test: &[Member<'_>] = &[("clearbox-ct", &[("tls13", Some("dev"))]), ("tls13", &[])];
    assert_eq!(faults(workspace(test)), ["clearbox-ct tests with tls13, which is above it"]);
}

#[test]
fn what_is_for_development_is_not_shipped() {
    for kind in [None, Some("build")] {
        let ships: &[Member<'_>] =
            &[("clearbox-ct", &[("clearbox-vectors", kind)]), ("clearbox-vectors", &[])];
        assert_eq!(
            faults(workspace(ships)),
            ["clearbox-ct depends on clearbox-vectors, which is not below it"]
        );
    }
}

#[test]
fn a_crate_without_a_floor_is_a_fault() {
    let found = faults(workspace(&[("clearbox-novelty", &[])]));
    assert_eq!(found, ["clearbox-novelty has no floor: give it one in xtask/src/arrows/floors.rs"]);
}

#[test]
fn subtle_and_zeroize_are_for_ct() {
    let found = faults(workspace(&[("clearbox-p256", &[("zeroize", None), ("subtle", Some("dev"))])]));
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn build_scripts_and_links_are_faults() {
    let mut metadata = workspace(&[("clearbox-ct", &[])]);
    metadata["packages"][0]["targets"] = json!([{"kind": ["custom-build"], "src_path": "build.rs"}]);
    metadata["packages"][0]["links"] = json!("z");
    assert_eq!(faults(metadata), ["clearbox-ct has a build script", "clearbox-ct links z"]);
}

#[test]
fn what_builds_c_is_found_in_the_tree() {
    let tree = "clearbox-sha2 v0.1.0 (/folder)\nfast v1.0.0\ncc v1.2.3\n";
    assert_eq!(c_code("clearbox-sha2", tree), ["clearbox-sha2 needs cc, which builds C"]);
    assert_eq!(c_code("clearbox-sha2", "clearbox-sha2 v0.1.0\nccm v1.0.0\n"), [""; 0]);
}
