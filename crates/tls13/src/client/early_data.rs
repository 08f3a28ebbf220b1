//! Early data at a client (RFC 9846, sections 2.3 and 4.3.10): from the offer to the server's answer.

use alloc::vec::Vec;

use super::{
    Common, State,
    psk::{OfferedPsk, Source},
};
use crate::{
    channel::Channel,
    code_points::ContentType,
    config::ClientConfig,
    context::Context,
    error::Error,
    key_schedule::ExporterSecret,
    negotiated::{EarlyData, EarlyDataRefusal},
    suite::Suite,
    transcript::Transcript,
};

/// Early data that may be sent: the keys for writing are those of client_early_traffic_secret.
#[derive(Debug)]
pub(super) struct Early {
    /// How many bytes may still be sent.
    left: usize,
    pub(super) suite: Suite,
    pub(super) protocol: Option<Vec<u8>>,
    exporter: Option<ExporterSecret>,
}

impl Early {
    /// If the application wants it, the session allows it, and what is offered doesn't contradict the session.
    pub(super) fn offer(config: &ClientConfig, first: &OfferedPsk) -> Option<Self> {
        //= E.1-2
        let Source::Session(session) = &first.source else { return None };
        let left = usize::try_from(session.max_early_data_size).ok().filter(|&left| left > 0)?;
        let protocol_offered =
            session.protocol.as_ref().is_none_or(|protocol| config.protocols.contains(protocol));
        //= F.5-3
        let fits = config.early_data && config.suites.contains(&session.suite) && protocol_offered;
        let (suite, protocol) = (session.suite, session.protocol.clone());
        fits.then_some(Self { left, suite, protocol, exporter: None })
    }
}

impl Common {
    /// Takes up the keys for early data, after a ClientHello that offers `first` before all other PSKs.
    pub(super) fn start_early_data(
        &mut self,
        first: &OfferedPsk,
        client_hello: &[u8],
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<(), Error> {
        let Some(early) = &mut self.early else { return Ok(()) };
        let mut transcript = Transcript::new(first.hash);
        transcript.add(client_hello);
        let (secret, exporter) =
            first.early_secret.early_secrets(&transcript.hash(), &self.random, cx.observer);
        early.exporter = Some(exporter);
        channel.write_with(early.suite, &secret, cx)
    }

    /// Takes note that the server doesn't take the early data. The caller changes the keys.
    //= 4.3.10-14 4.3.10-15 F.5-4
    pub(super) fn refuse_early_data(&mut self, why: EarlyDataRefusal) {
        if self.early.take().is_some() {
            self.early_data = EarlyData::Refused(why);
        }
    }

    fn send_early_data(
        &mut self,
        data: &[u8],
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<usize, Error> {
        let Some(early) = &mut self.early else { return Ok(0) };
        let allowed = data.get(..early.left).unwrap_or(data);
        early.left -= allowed.len();
        channel.send_records(ContentType::APPLICATION_DATA, allowed, cx)?;
        Ok(allowed.len())
    }
}

impl State {
    fn common_mut(&mut self) -> Option<&mut Common> {
        match self {
            Self::WaitServerHello(state) => Some(state.common_mut()),
            Self::WaitEncryptedExtensions(state) => Some(&mut state.0.common),
            Self::AskCertificate(state) => Some(&mut state.handshake.common),
            Self::WaitFinished(state) => Some(&mut state.handshake.common),
            _ => None,
        }
    }

    fn common(&self) -> Option<&Common> {
        match self {
            Self::WaitServerHello(state) => Some(state.common()),
            Self::WaitEncryptedExtensions(state) => Some(&state.0.common),
            Self::WaitCertificateRequest(state) => Some(&state.0.common),
            Self::WaitCertificate(state) => Some(&state.0.common),
            Self::AskCertificate(state) => Some(&state.handshake.common),
            Self::WaitCertificateVerify(state) => Some(&state.handshake.common),
            Self::WaitFinished(state) => Some(&state.handshake.common),
            _ => None,
        }
    }

    pub(crate) fn early_data_is_refused(&self) -> bool {
        let refused =
            |common: &Common| common.early.is_none() && matches!(common.early_data, EarlyData::Refused(_));
        self.common().is_some_and(refused)
    }

    /// How many bytes of early data may be sent now.
    pub(crate) fn early_data_left(&mut self) -> usize {
        self.common_mut().and_then(|common| common.early.as_ref()).map_or(0, |early| early.left)
    }

    /// Sends as much of `data` as may be, and returns how much.
    pub(crate) fn send_early_data(
        &mut self,
        data: &[u8],
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<usize, Error> {
        self.common_mut().map_or(Ok(0), |common| common.send_early_data(data, channel, cx))
    }

    pub(crate) fn early_exporter(&mut self) -> Option<&ExporterSecret> {
        self.common_mut()?.early.as_ref()?.exporter.as_ref()
    }
}
