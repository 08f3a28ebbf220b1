//! WAIT_FINISHED: the server's Finished, then the client's own flight (RFC 9846, section 4.5.3).

use alloc::vec::Vec;

use rustls_pki_types::CertificateDer;

use super::{Handshake, State, unexpected};
use crate::{
    channel::Channel,
    code_points::{HandshakeType, SignatureScheme},
    connected::{Connected, Secrets},
    context::Context,
    error::Error,
    message::{certificate, finished},
    negotiated::Negotiated,
    record::Message,
};

pub(super) const NAME: &str = "WAIT_FINISHED";

#[derive(Debug)]
pub(crate) struct WaitFinished {
    pub(super) handshake: Handshake,
    pub(super) chain: Vec<CertificateDer<'static>>,
    pub(super) scheme: SignatureScheme,
}

impl WaitFinished {
    pub(super) fn handle(
        self,
        mut message: Message<'_>,
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<State, Error> {
        if message.kind != HandshakeType::FINISHED {
            return Err(unexpected(&message, NAME));
        }
        let Self { mut handshake, chain, scheme } = self;
        finished::check(message.body, &handshake.server_traffic_secret, &handshake.transcript)?;
        handshake.transcript.add(message.raw);
        let to_server_finished = handshake.transcript.hash();
        send_flight(&mut handshake, channel, cx);

        let Handshake { common, suite, group, hello_retried, secret, protocol, .. } = handshake;
        let (writing, reading, exporter) =
            secret.into_main_secret().application_secrets(&to_server_finished, &common.random, cx.observer);
        let secrets = Secrets { reading, writing, exporter };
        channel.read_with(message.boundary()?, suite, &secrets.reading);
        channel.write_with(suite, &secrets.writing, cx)?;
        let negotiated = Negotiated {
            suite,
            group,
            signature_scheme: scheme,
            protocol,
            server_name: None,
            peer_certificates: chain,
            hello_retried,
        };
        Ok(State::Connected(Connected::new(true, secrets, negotiated, common.config.update_keys_after)))
    }
}

/// The client's messages; a request for a certificate is answered by saying that there is none.
fn send_flight(handshake: &mut Handshake, channel: &mut Channel, cx: &mut Context<'_>) {
    if handshake.certificate_requested {
        let none = certificate::encode(&[]);
        handshake.transcript.add(&none);
        channel.send_message(&none, cx);
    }
    let finished = finished::encode(&handshake.client_traffic_secret, &handshake.transcript);
    handshake.transcript.add(&finished);
    channel.send_message(&finished, cx);
}
