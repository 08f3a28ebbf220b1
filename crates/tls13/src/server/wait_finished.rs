//! WAIT_FINISHED: the client's Finished (RFC 9846, section 4.5.3).

use alloc::boxed::Box;

use super::{State, flight2::Flight2, tickets, unexpected};
use crate::{
    channel::Channel,
    code_points::HandshakeType,
    connected::{Connected, ConnectedRole, Request},
    context::Context,
    error::Error,
    message::finished,
    record::Message,
};

pub(super) const NAME: &str = "WAIT_FINISHED";

#[derive(Debug)]
pub(crate) struct WaitFinished(pub(super) Flight2);

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
        let mut flight2 = self.0;
        finished::check(message.body, &flight2.client_traffic_secret, &flight2.transcript)?;
        flight2.transcript.add(message.raw);
        channel.read_with(message.boundary()?, flight2.negotiated.suite, &flight2.secrets.reading);
        let resumption = flight2.main.resumption_secret(&flight2.transcript.hash());
        tickets::send(&flight2, &resumption, channel, cx);
        let Flight2 { config, secrets, negotiated, transcript, certificate_type, .. } = flight2;
        let limit = config.update_keys_after;
        //= 4.4.2-8
        let may_ask = flight2.post_handshake_auth && negotiated.psk_identity.is_none();
        let request = may_ask.then(|| Box::new(Request::new(config, transcript, certificate_type)));
        let role = ConnectedRole::Server { request };
        Ok(State::Connected(Connected::new(role, secrets, negotiated, limit)))
    }
}
