//! What the server knows while it sends its flight, and the end of it (RFC 9846, section 4.5.3).

use alloc::{string::String, sync::Arc, vec::Vec};

use super::{State, flight2::Flight2, psk::Source};
use crate::{
    channel::Channel,
    code_points::{CertificateType, SignatureScheme},
    config::ServerConfig,
    connected::Secrets,
    context::Context,
    error::Error,
    key_schedule::{HandshakeSecret, TrafficSecret},
    message::finished,
    negotiated::{EarlyData, Negotiated},
    suite::{Group, Suite},
    transcript::Transcript,
};

/// Everything from ServerHello on.
#[derive(Debug)]
pub(super) struct Flight {
    pub(super) config: Arc<ServerConfig>,
    pub(super) transcript: Transcript,
    pub(super) suite: Suite,
    pub(super) group: Group,
    pub(super) hello_retried: bool,
    pub(super) client_random: [u8; 32],
    pub(super) server_name: Option<String>,
    pub(super) protocol: Option<Vec<u8>>,
    pub(super) secret: HandshakeSecret,
    pub(super) client_traffic_secret: TrafficSecret,
    pub(super) server_traffic_secret: TrafficSecret,
    pub(super) early_data: EarlyData,
    /// How many tickets to send.
    pub(super) tickets: u8,
    pub(super) post_handshake_auth: bool,
    /// What the client shows of itself, if it is asked.
    pub(super) certificate_type: Option<CertificateType>,
    /// What the server shows, now or when the session began.
    pub(super) own_certificate_type: CertificateType,
}

/// Who the two ends are, and how that is known.
pub(super) enum Proof {
    /// The server signed by this scheme.
    Signature(SignatureScheme),
    /// Both have this PSK; the ticket was so many milliseconds older than the client says.
    Psk(Source, i64),
}

impl Flight {
    pub(super) fn send(&mut self, message: &[u8], channel: &mut Channel, cx: &mut Context<'_>) {
        self.transcript.add(message);
        channel.send_message(message, cx);
    }

    /// Sends Finished and takes up the keys for data.
    pub(super) fn finish(
        mut self,
        proof: Proof,
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<State, Error> {
        let finished = finished::encode(&self.server_traffic_secret, &self.transcript);
        //= 4.6-3
        self.send(&finished, channel, cx);
        let to_server_finished = self.transcript.hash();
        let main = self.secret.into_main_secret();
        let (reading, writing, exporter) =
            main.application_secrets(&to_server_finished, &self.client_random, cx.observer);
        //= 4.5.3-3
        channel.write_with(self.suite, &writing, cx)?;
        let mut negotiated = Negotiated::new(self.suite, self.group);
        negotiated.protocol = self.protocol;
        //= 4.7.1-5
        negotiated.server_name = self.server_name;
        negotiated.hello_retried = self.hello_retried;
        negotiated.early_data = self.early_data;
        let mut authenticated_at = cx.now;
        match proof {
            Proof::Signature(scheme) => negotiated.signature_scheme = Some(scheme),
            Proof::Psk(Source::External(psk), _) => negotiated.psk_identity = Some(psk.identity().to_vec()),
            Proof::Psk(Source::Session(session), age_difference) => {
                authenticated_at = session.authenticated_at;
                negotiated.resumed = true;
                negotiated.client_signature_scheme = session.client_signature_scheme;
                session.peer.note(&mut negotiated);
                negotiated.ticket_age_difference = Some(age_difference);
            }
        }
        let flight2 = Flight2 {
            config: self.config,
            transcript: self.transcript,
            client_traffic_secret: self.client_traffic_secret,
            main,
            secrets: Secrets { reading, writing, exporter },
            negotiated,
            tickets: self.tickets,
            post_handshake_auth: self.post_handshake_auth,
            certificate_type: self.certificate_type,
            own_certificate_type: self.own_certificate_type,
            authenticated_at,
        };
        Ok(flight2.wait())
    }
}
