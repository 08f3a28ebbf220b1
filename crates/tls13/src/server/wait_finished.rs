//! WAIT_FINISHED: the client's Finished (RFC 9846, section 4.5.3). Without client authentication and early data it is
//! all of WAIT_FLIGHT2.

use super::State;
use crate::{
    channel::Channel,
    code_points::HandshakeType,
    connected::{Connected, Secrets},
    error::Error,
    key_schedule::TrafficSecret,
    message::finished,
    negotiated::Negotiated,
    record::Message,
    transcript::Transcript,
};

pub(super) const NAME: &str = "WAIT_FINISHED";

#[derive(Debug)]
pub(crate) struct WaitFinished {
    pub(super) transcript: Transcript,
    pub(super) client_traffic_secret: TrafficSecret,
    pub(super) secrets: Secrets,
    pub(super) negotiated: Negotiated,
    pub(super) update_keys_after: u64,
}

impl WaitFinished {
    pub(super) fn handle(self, mut message: Message<'_>, channel: &mut Channel) -> Result<State, Error> {
        if message.kind != HandshakeType::FINISHED {
            return Err(Error::UnexpectedMessage { got: message.kind, state: NAME });
        }
        finished::check(message.body, &self.client_traffic_secret, &self.transcript)?;
        channel.read_with(message.boundary()?, self.negotiated.suite, &self.secrets.reading);
        let Self { secrets, negotiated, update_keys_after, .. } = self;
        Ok(State::Connected(Connected::new(false, secrets, negotiated, update_keys_after)))
    }
}
