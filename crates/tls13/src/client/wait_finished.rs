//! WAIT_FINISHED: the server's Finished (RFC 9846, section 4.5.3).

use super::{Handshake, Peer, State, ask_credential::AskCredential, flight::Flight, psk::Source, unexpected};
use crate::{
    channel::Channel,
    code_points::{HandshakeType, SignatureScheme},
    connected::Secrets,
    context::Context,
    error::Error,
    message::{end_of_early_data, finished},
    negotiated::Negotiated,
    record::Message,
};

pub(super) const NAME: &str = "WAIT_FINISHED";

#[derive(Debug)]
pub(crate) struct WaitFinished {
    pub(super) handshake: Handshake,
    pub(super) peer: Peer,
    /// None without a signature of the server, now or earlier.
    pub(super) scheme: Option<SignatureScheme>,
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
        let Self { mut handshake, peer, scheme } = self;
        finished::check(message.body, &handshake.server_traffic_secret, &handshake.transcript)?;
        handshake.transcript.add(message.raw);
        let to_server_finished = handshake.transcript.hash();
        let main = handshake.secret.into_main_secret();
        let (writing, reading, exporter) =
            main.application_secrets(&to_server_finished, &handshake.common.random, cx.observer);
        channel.read_with(message.boundary()?, handshake.suite, &reading);
        //= 4.6-1 4.6-2
        if handshake.common.early.take().is_some() {
            let end = end_of_early_data::encode();
            handshake.transcript.add(&end);
            channel.send_message(&end, cx);
            channel.write_with(handshake.suite, &handshake.client_traffic_secret, cx)?;
        }
        let mut negotiated = Negotiated::new(handshake.suite, handshake.group);
        negotiated.signature_scheme = scheme;
        negotiated.protocol = handshake.protocol;
        (negotiated.ocsp_response, negotiated.sct_list) = (peer.ocsp_response, peer.sct_list);
        negotiated.hello_retried = handshake.hello_retried;
        negotiated.early_data = handshake.common.early_data;
        match &handshake.psk {
            None => {}
            Some(Source::Session(_)) => negotiated.resumed = true,
            Some(Source::External(psk)) => negotiated.psk_identity = Some(psk.identity().to_vec()),
        }
        peer.identity.note(&mut negotiated);
        let flight = Flight {
            config: handshake.common.config,
            name: handshake.common.name,
            main,
            transcript: handshake.transcript,
            client_traffic_secret: handshake.client_traffic_secret,
            secrets: Secrets { reading, writing, exporter },
            certificate_type: handshake.client_certificate_type,
            negotiated,
        };
        //= 4.5.1-2
        match handshake.certificate_request {
            Some(request) => Ok(State::AskCredential(AskCredential { flight, request })),
            None => flight.finish(channel, cx),
        }
    }
}
