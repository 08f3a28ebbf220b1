//! NEGOTIATED: the signature, then CertificateVerify and Finished (RFC 9846, sections 4.5.2 and 4.5.3).

use alloc::{string::String, sync::Arc, vec::Vec};

use super::{State, flight2::Flight2};
use crate::{
    channel::Channel,
    code_points::SignatureScheme,
    config::ServerConfig,
    connected::Secrets,
    context::Context,
    credential::Credential,
    error::Error,
    key_schedule::{HandshakeSecret, TrafficSecret},
    message::{certificate_verify, finished},
    question::Question,
    suite::{Group, Suite},
    transcript::Transcript,
};

pub(super) const NAME: &str = "NEGOTIATED";

#[derive(Debug)]
pub(crate) struct Negotiated {
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
    pub(super) credential: Arc<Credential>,
    pub(super) scheme: SignatureScheme,
    /// What is to be signed.
    pub(super) content: Vec<u8>,
}

impl Negotiated {
    pub(super) fn question(&self) -> Question<'_> {
        Question::Signature { scheme: self.scheme, content: &self.content }
    }

    pub(super) fn resolve(self, channel: &mut Channel, cx: &mut Context<'_>) -> Result<State, Error> {
        match self.credential.sign(self.scheme, &self.content, cx.rng)? {
            Some(signature) => self.answer(Some(&signature), channel, cx),
            None => Ok(State::Negotiated(self)),
        }
    }

    pub(super) fn answer(
        mut self,
        signature: Option<&[u8]>,
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<State, Error> {
        let signature = signature.ok_or(Error::SignerFailed)?;
        //= 4.5.2-1 4.5.2-3
        self.send(&certificate_verify::encode(self.scheme, signature), channel, cx);
        self.send(&finished::encode(&self.server_traffic_secret, &self.transcript), channel, cx);

        let to_server_finished = self.transcript.hash();
        let (reading, writing, exporter) = self.secret.into_main_secret().application_secrets(
            &to_server_finished,
            &self.client_random,
            cx.observer,
        );
        let secrets = Secrets { reading, writing, exporter };
        //= 4.5.3-3
        channel.write_with(self.suite, &secrets.writing, cx)?;
        let negotiated = crate::Negotiated {
            suite: self.suite,
            group: self.group,
            signature_scheme: self.scheme,
            protocol: self.protocol,
            server_name: self.server_name,
            peer_certificates: Vec::new(),
            ocsp_response: None,
            hello_retried: self.hello_retried,
        };
        let flight2 = Flight2 {
            config: self.config,
            transcript: self.transcript,
            client_traffic_secret: self.client_traffic_secret,
            secrets,
            negotiated,
        };
        Ok(flight2.wait())
    }

    fn send(&mut self, message: &[u8], channel: &mut Channel, cx: &mut Context<'_>) {
        self.transcript.add(message);
        channel.send_message(message, cx);
    }
}
