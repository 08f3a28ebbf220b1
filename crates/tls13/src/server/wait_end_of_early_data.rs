//! WAIT_EOED: early data, then EndOfEarlyData (RFC 9846, section 4.6).

use super::{State, flight2::Flight2, unexpected, wait_finished::WaitFinished};
use crate::{
    channel::Channel, code_points::HandshakeType, error::Error, message::end_of_early_data, record::Message,
};

pub(super) const NAME: &str = "WAIT_EOED";

#[derive(Debug)]
pub(crate) struct WaitEndOfEarlyData {
    pub(super) flight2: Flight2,
    /// How many bytes may still come.
    pub(super) left: usize,
}

impl WaitEndOfEarlyData {
    pub(super) fn handle(mut self, mut message: Message<'_>, channel: &mut Channel) -> Result<State, Error> {
        if message.kind != HandshakeType::END_OF_EARLY_DATA {
            return Err(unexpected(&message, NAME));
        }
        end_of_early_data::check(message.body)?;
        self.flight2.transcript.add(message.raw);
        let Flight2 { negotiated, client_traffic_secret, .. } = &self.flight2;
        channel.read_with(message.boundary()?, negotiated.suite, client_traffic_secret);
        Ok(State::WaitFinished(WaitFinished(self.flight2)))
    }
}
