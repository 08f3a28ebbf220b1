//! The client's own flight: Certificate and CertificateVerify if they were asked for, and Finished (RFC 9846,
//! section 4.5).

use alloc::{boxed::Box, sync::Arc};

use rustls_pki_types::ServerName;

use super::State;
use crate::{
    channel::Channel,
    code_points::CertificateType,
    config::ClientConfig,
    connected::{Answer, Connected, ConnectedRole, Secrets, TicketTaker},
    context::Context,
    error::Error,
    key_schedule::{MainSecret, TrafficSecret},
    message::finished,
    negotiated::Negotiated,
    transcript::Transcript,
};

/// What is needed to end the handshake, once the server's Finished was right.
#[derive(Debug)]
pub(super) struct Flight {
    pub(super) config: Arc<ClientConfig>,
    pub(super) name: ServerName<'static>,
    pub(super) main: MainSecret,
    pub(super) transcript: Transcript,
    pub(super) client_traffic_secret: TrafficSecret,
    pub(super) secrets: Secrets,
    pub(super) negotiated: Box<Negotiated>,
    /// What this end shows of itself, if it is asked.
    pub(super) certificate_type: CertificateType,
}

impl Flight {
    pub(super) fn send(&mut self, message: &[u8], channel: &mut Channel, cx: &mut Context<'_>) {
        self.transcript.add(message);
        channel.send_message(message, cx);
    }

    /// Sends Finished and takes up the keys for data.
    pub(super) fn finish(mut self, channel: &mut Channel, cx: &mut Context<'_>) -> Result<State, Error> {
        //= 4.5.1-4
        let finished = finished::encode(&self.client_traffic_secret, &self.transcript);
        self.send(&finished, channel, cx);
        //= 4.5.3-3
        channel.write_with(self.negotiated.suite, &self.secrets.writing, cx)?;
        let limit = self.config.update_keys_after;
        let tickets = self.config.sessions.as_ref().map(|sessions| {
            let secret = self.main.resumption_secret(&self.transcript.hash());
            Box::new(TicketTaker { secret, sessions: sessions.clone(), name: self.name, has_kept: false })
        });
        let (transcript, certificate_type) = (self.transcript, self.certificate_type);
        let answer = self
            .config
            .post_handshake_auth
            .then(|| Box::new(Answer::new(self.config, transcript, certificate_type)));
        let role = ConnectedRole::Client { tickets, answer };
        Ok(State::Connected(Connected::new(role, self.secrets, self.negotiated, limit)))
    }
}
