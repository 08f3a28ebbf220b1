//! WAIT_EE: EncryptedExtensions (RFC 9846, section 4.4.1).

use super::{
    Handshake, Peer, State, ask_certificate::AskCertificate, psk::Source, unexpected,
    wait_certificate_request::WaitCertificateRequest, wait_finished::WaitFinished,
};
use crate::{
    channel::Channel,
    code_points::{CertificateType, HandshakeType},
    context::Context,
    error::Error,
    extension::record_size_limit,
    message::encrypted_extensions::EncryptedExtensions,
    negotiated::{EarlyData, EarlyDataRefusal},
    record::Message,
};

pub(super) const NAME: &str = "WAIT_EE";

#[derive(Debug)]
pub(crate) struct WaitEncryptedExtensions(pub(super) Handshake);

impl WaitEncryptedExtensions {
    pub(super) fn handle(
        mut self,
        message: &Message<'_>,
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<State, Error> {
        if message.kind != HandshakeType::ENCRYPTED_EXTENSIONS {
            return Err(unexpected(message, NAME));
        }
        let extensions = EncryptedExtensions::decode(message.body, &self.0.common.offered)?;
        if let Some(protocol) = extensions.protocol {
            if !self.0.common.config.protocols.iter().any(|offered| offered == protocol) {
                return Err(Error::ProtocolNotOffered);
            }
            self.0.protocol = Some(protocol.to_vec());
        }
        self.record_limits(&extensions, channel)?;
        self.certificate_types(&extensions)?;
        self.0.transcript.add(message.raw);
        self.early_data(extensions.early_data, channel, cx)?;
        Ok(self.next())
    }

    /// How long records may be from here on: by record_size_limit (RFC 8449), or as the client has asked by
    /// max_fragment_length (RFC 6066, section 4).
    fn record_limits(
        &self,
        extensions: &EncryptedExtensions<'_>,
        channel: &mut Channel,
    ) -> Result<(), Error> {
        let config = &self.0.common.config;
        match (extensions.record_size_limit, extensions.max_fragment_length) {
            // RFC 8449, section 5.
            (Some(_), Some(_)) => return Err(Error::TwoRecordLimits),
            (Some(theirs), None) => {
                channel.limit_writing(theirs);
                channel.limit_reading(config.record_size_limit.unwrap_or(record_size_limit::MAX).into());
            }
            (None, Some(answer)) => {
                let asked = config.max_fragment_length.filter(|length| length.code_point() == answer);
                let limit = asked.ok_or(Error::MaxFragmentLength(answer))?.record_limit();
                channel.limit_writing(limit);
                channel.limit_reading(limit.into());
            }
            (None, None) => {}
        }
        Ok(())
    }

    /// What the two ends will show of themselves (RFC 7250): what the server has chosen, or certificates.
    fn certificate_types(&mut self, extensions: &EncryptedExtensions<'_>) -> Result<(), Error> {
        let handshake = &mut self.0;
        let config = &handshake.common.config;
        if let Some(kind) = extensions.client_certificate_type {
            if !config.shown_certificate_types().contains(&kind) {
                return Err(Error::CertificateTypeNotOffered(kind));
            }
            handshake.client_certificate_type = kind;
        }
        let accepted = config.trust.certificate_types();
        match extensions.server_certificate_type {
            Some(kind) if !accepted.contains(&kind) => return Err(Error::CertificateTypeNotOffered(kind)),
            Some(kind) => handshake.server_certificate_type = kind,
            // With a PSK, the server shows nothing.
            None if handshake.psk.is_none() && !accepted.contains(&CertificateType::X509) => {
                return Err(Error::NoCommonCertificateType);
            }
            None => {}
        }
        Ok(())
    }

    /// Whether the server takes the early data, which it may only do on the session's own terms (section 4.3.10).
    fn early_data(&mut self, taken: bool, channel: &mut Channel, cx: &mut Context<'_>) -> Result<(), Error> {
        let handshake = &mut self.0;
        match &handshake.common.early {
            Some(early) if taken => {
                if early.suite != handshake.suite {
                    return Err(Error::EarlyDataOtherSuite);
                }
                if early.protocol != handshake.protocol {
                    return Err(Error::EarlyDataOtherProtocol);
                }
                handshake.common.early_data = EarlyData::Accepted;
                Ok(())
            }
            //= 4.3.11-15 4.3.11-16
            None if taken => Err(Error::EarlyDataNotOffered),
            Some(early) => {
                let other_protocol = early.protocol != handshake.protocol;
                let why =
                    if other_protocol { EarlyDataRefusal::OtherProtocol } else { EarlyDataRefusal::Disabled };
                handshake.common.refuse_early_data(why);
                channel.write_with(handshake.suite, &handshake.client_traffic_secret, cx)
            }
            None => Ok(()),
        }
    }

    /// With a PSK, the server sends no certificate: it is who it was.
    fn next(self) -> State {
        let mut handshake = self.0;
        let (peer, scheme) = match &mut handshake.psk {
            None => return State::WaitCertificateRequest(WaitCertificateRequest(handshake)),
            Some(Source::External(_)) => (Peer::default(), None),
            Some(Source::Session(session)) => {
                let identity = core::mem::take(&mut session.peer);
                let (ocsp_response, sct_list) = (session.ocsp_response.take(), session.sct_list.take());
                (Peer { identity, ocsp_response, sct_list }, session.signature_scheme)
            }
        };
        if handshake.common.config.verify_on_resumption && !peer.identity.is_nobody() {
            return State::AskCertificate(AskCertificate { handshake, peer, resumed: true });
        }
        State::WaitFinished(WaitFinished { handshake, peer, scheme })
    }
}
