//! What fuzzing has found worth keeping, replayed: every input in fuzz/corpus, then changes of them at random.

use std::{fs, path::PathBuf, time::Instant, vec, vec::Vec};

use super::pair::TestRandom;
use crate::fuzzing::{TARGETS, Target};

/// The most random changes of a target's corpus, and the time after which no more are tried.
const CHANGES: usize = 2000;
const SECONDS: u64 = 1;

/// The corpus of a target; empty where the crate stands without its repository.
fn corpus(name: &str) -> Vec<Vec<u8>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(name);
    let Ok(entries) = fs::read_dir(&folder) else { return vec![] };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    // The same order everywhere, so that the same changes are made.
    files.sort();
    files.into_iter().map(|file| fs::read(file).unwrap()).collect()
}

fn replay(name: &str) {
    let (_, target) = TARGETS.into_iter().find(|(known, _)| *known == name).unwrap();
    let corpus = corpus(name);
    let in_repository = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/Cargo.toml").exists();
    assert!(!corpus.is_empty() || !in_repository, "fuzz/corpus/{name} is missing");
    corpus.iter().for_each(|input| target(input));
    if !corpus.is_empty() {
        change(target, &corpus);
    }
}

fn change(target: Target, corpus: &[Vec<u8>]) {
    let mut random = TestRandom(17);
    let begun = Instant::now();
    for _ in 0..CHANGES {
        target(&changed(corpus, &mut random));
        if begun.elapsed().as_secs() >= SECONDS {
            return;
        }
    }
}

/// One input with a few bytes changed, taken out or put in, or with the end of another.
fn changed(corpus: &[Vec<u8>], random: &mut TestRandom) -> Vec<u8> {
    use rand_core::TryRng;
    let mut below = |end: usize| (random.try_next_u64().unwrap() % end.max(1) as u64) as usize;
    let mut input = corpus[below(corpus.len())].clone();
    for _ in 0..=below(4) {
        let at = below(input.len());
        match below(5) {
            0 if !input.is_empty() => input[at] ^= 1 << below(8),
            1 if !input.is_empty() => input[at] = below(256) as u8,
            2 => drop(input.drain(at..(at + below(8)).min(input.len()))),
            3 => input.insert(at, below(256) as u8),
            _ => {
                let other = &corpus[below(corpus.len())];
                input.truncate(at);
                input.extend_from_slice(&other[below(other.len())..]);
            }
        }
    }
    input
}

#[test]
fn messages_replay() {
    replay("message");
}

#[test]
fn sessions_replay() {
    replay("session");
}

#[test]
fn records_replay() {
    replay("record");
}

#[test]
fn clients_replay() {
    replay("client");
}

#[test]
fn servers_replay() {
    replay("server");
}

#[test]
fn pairs_replay() {
    replay("pair");
}

#[test]
fn meddled_pairs_replay() {
    replay("meddler");
}
