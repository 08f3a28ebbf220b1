//! One end, whose peer is the fuzzer: any bytes, and an application that does anything at any time.

use alloc::sync::Arc;

use rustls_pki_types::ServerName;

use super::{
    choices::Choices,
    end::{End, Log, Proof, Side},
    pki::{SERVER_NAME, now},
    random::Repeating,
    settings::Settings,
};
use crate::{ClientConfig, ClientConnection, Context, ServerConfig, ServerConnection};

pub(super) const CLIENT_SEED: u64 = 1;
pub(super) const SERVER_SEED: u64 = 2;

/// A client that has sent its ClientHello.
pub(super) fn new_client(config: ClientConfig, seed: u64, mut log: Log) -> End<crate::ClientState> {
    let mut rng = Repeating(seed);
    let mut cx = Context { now: now(), rng: &mut rng, observer: &mut log };
    let name = ServerName::try_from(SERVER_NAME).unwrap();
    let (trust, has_psks) = (config.trust.clone(), !config.psks.is_empty());
    let connection = ClientConnection::connect(Arc::new(config), name, &mut cx).unwrap();
    End::new(connection, seed + 100, log, (Proof::Required, Some(&trust))).with_psks(has_psks)
}

pub(super) fn new_server(config: ServerConfig, seed: u64, log: Log) -> End<crate::ServerState> {
    let (authentication, has_psks) = (config.client_authentication.clone(), !config.psks.is_empty());
    let connection = ServerConnection::accept(Arc::new(config)).unwrap();
    End::new(connection, seed, log, Proof::of_clients(&authentication)).with_psks(has_psks)
}

/// Settings, then what happens to a client.
pub fn client(data: &[u8]) {
    let mut choices = Choices::new(data);
    let settings = Settings::choose(&mut choices);
    run(new_client(settings.client, CLIENT_SEED, Log::default()), choices);
}

/// Settings, then what happens to a server.
pub fn server(data: &[u8]) {
    let mut choices = Choices::new(data);
    let settings = Settings::choose(&mut choices);
    run(new_server(settings.server, SERVER_SEED, Log::default()), choices);
}

/// Bytes from the peer and calls of the application, in any order.
fn run<R: Side>(mut end: End<R>, mut choices: Choices<'_>) {
    let mut to_come = 300;
    while !choices.is_empty() && to_come > 0 {
        to_come -= 1;
        match choices.below(4) {
            0 => end.act(&mut choices),
            1 => {
                end.answer();
            }
            2 => {
                let length = choices.u8().into();
                end.deliver(choices.bytes(length));
            }
            _ => {
                let length = choices.u16().into();
                end.deliver(choices.bytes(length));
            }
        }
        if end.error.is_some() {
            return;
        }
        end.take_outgoing();
    }
}
