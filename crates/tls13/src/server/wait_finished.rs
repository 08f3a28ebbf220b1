//! WAIT_FINISHED: the client's Finished (RFC 9846, section 4.5.3).

use super::{State, flight2::Flight2, unexpected};
use crate::{
    channel::Channel, code_points::HandshakeType, connected::Connected, error::Error, message::finished,
    record::Message,
};

pub(super) const NAME: &str = "WAIT_FINISHED";

#[derive(Debug)]
pub(crate) struct WaitFinished(pub(super) Flight2);

impl WaitFinished {
    pub(super) fn handle(self, mut message: Message<'_>, channel: &mut Channel) -> Result<State, Error> {
        if message.kind != HandshakeType::FINISHED {
            return Err(unexpected(&message, NAME));
        }
        let Flight2 { config, transcript, client_traffic_secret, secrets, negotiated } = self.0;
        finished::check(message.body, &client_traffic_secret, &transcript)?;
        channel.read_with(message.boundary()?, negotiated.suite, &secrets.reading);
        Ok(State::Connected(Connected::new(false, secrets, negotiated, config.update_keys_after)))
    }
}
