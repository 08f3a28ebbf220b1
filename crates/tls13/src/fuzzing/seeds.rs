//! Where fuzzing begins: real handshakes. `CLEARBOX_SEEDS=fuzz/corpus` writes them there, a folder a target.

use alloc::{vec, vec::Vec};
use std::{collections::BTreeMap, format, path::Path};

use super::{
    TARGETS,
    alone::{CLIENT_SEED, SERVER_SEED, new_client, new_server},
    choices::Choices,
    end::Log,
    random::Repeating,
    settings::Settings,
};

/// So many bytes of settings are read at most.
const SETTINGS: usize = 40;

/// What the targets are given for one handshake with these settings, by the names of the targets.
fn seeds(setting: &[u8; SETTINGS]) -> BTreeMap<&'static str, Vec<Vec<u8>>> {
    let mut left = Choices::new(setting);
    let settings = Settings::choose(&mut left);
    let used = &setting[..SETTINGS - left.rest().len()];
    let mut client = new_client(settings.client, CLIENT_SEED, Log::of_messages());
    let mut server = new_server(settings.server, SERVER_SEED, Log::of_messages());
    let (mut at_client, mut at_server) = (used.to_vec(), used.to_vec());
    for _ in 0..6 {
        let (from_client, from_server) = (client.take_outgoing(), server.take_outgoing());
        record(&mut at_server, &from_client);
        record(&mut at_client, &from_server);
        server.deliver(&from_client);
        client.deliver(&from_server);
        for _ in 0..2 {
            client.answer();
            server.answer();
        }
    }
    assert!(client.is_connected() && server.is_connected(), "{:?} {:?}", client.error, server.error);
    let messages = [&client.log.messages[..], &server.log.messages].concat();
    let messages: Vec<Vec<u8>> =
        messages.iter().map(|(_, message)| [&message[..1], &message[4..]].concat()).collect();
    let joined: Vec<u8> = client.log.messages.iter().flat_map(|(_, message)| message.clone()).collect();
    let calls: Vec<u8> = used.iter().copied().chain((0..60u32).map(|at| (at * 37 % 23) as u8)).collect();
    BTreeMap::from([
        ("message", messages),
        ("record", vec![[&[3, 9, 9, 9, 9, 9, 9, 9, 9][..], &joined].concat()]),
        ("client", vec![at_client]),
        ("server", vec![at_server]),
        ("pair", vec![used.to_vec(), calls.clone()]),
        ("meddler", vec![used.to_vec(), calls]),
    ])
}

/// Brings it all, then answers what is asked: see `alone::run`.
fn record(input: &mut Vec<u8>, bytes: &[u8]) {
    if !bytes.is_empty() {
        input.push(3);
        input.extend_from_slice(&(bytes.len() as u16).to_be_bytes());
        input.extend_from_slice(bytes);
    }
    input.extend_from_slice(&[1, 1]);
}

#[test]
fn real_handshakes_pass_every_target() {
    let mut rng = Repeating(5);
    let folder = std::env::var_os("CLEARBOX_SEEDS");
    for round in 0..48 {
        let mut setting = [0; SETTINGS];
        setting.fill_with(|| rng.next() as u8);
        for (name, seeds) in seeds(&setting) {
            let (_, target) = TARGETS.into_iter().find(|(known, _)| *known == name).unwrap();
            for (at, seed) in seeds.iter().enumerate() {
                target(seed);
                if let Some(folder) = &folder {
                    let folder = Path::new(folder).join(name);
                    std::fs::create_dir_all(&folder).unwrap();
                    std::fs::write(folder.join(format!("seed-{round}-{at}")), seed).unwrap();
                }
            }
        }
    }
}
