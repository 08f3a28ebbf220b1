//! What a user drives: bytes in, bytes out, events up.

mod client;
mod receive;
mod secrets;
mod server;

use alloc::{sync::Arc, vec::Vec};
use core::ops::Range;

use clearbox_ct::wiped_after;

use crate::{
    channel::Channel,
    code_points::AlertDescription,
    connected,
    context::Context,
    credential::Credential,
    error::{CertificateError, Error},
    negotiated::Negotiated,
    question::Question,
    record::Joiner,
    role::Role,
};

pub use client::ClientConnection;
pub use secrets::{DangerousSecrets, DirectionSecrets};
pub use server::ServerConnection;

/// Of the stack, 32 KiB, overwritten after each step of a handshake.
const STACK_WORDS: usize = 4096;

/// One end of a TLS 1.3 connection, without socket, clock and random numbers: those are the caller's.
///
/// The caller moves bytes: what the transport brings goes to [`receive`](Self::receive), and what
/// [`outgoing`](Self::outgoing) holds goes to the transport, after every call. [`crate::Stream`] does it for any
/// blocking `Read + Write`.
///
/// The first error ends the connection: its alert, if it has one, is among the outgoing bytes, and every later call
/// gives the same error.
#[derive(Debug)]
pub struct Connection<R> {
    /// None after an error: the secrets of a failed connection are forgotten.
    state: Option<R>,
    channel: Channel,
    joiner: Joiner,
    error: Option<Error>,
    anything_received: bool,
    peer_closed: bool,
    closed: bool,
    empty_records: u32,
    user_canceled: u32,
    announced: bool,
}

/// What [`Connection::receive`] found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Received {
    /// So many bytes at the beginning of the input are done with: the next call begins behind them.
    pub consumed: usize,
    /// What happened.
    pub event: Event,
}

/// What happened on a connection.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Event {
    /// Nothing more can be done with this input: bring more bytes from the transport behind what is left of it.
    NeedsInput,
    /// Data from the peer, decrypted, in this range of the input.
    Data(Range<usize>),
    /// Early data from a client, decrypted, in this range of the input: it may be a replay, and the client has not yet
    /// shown that it is there ([`crate::EarlyDataPolicy`]).
    EarlyData(Range<usize>),
    /// The handshake is complete; it comes once.
    Connected,
    /// At a server: the client has answered [`ServerConnection::request_certificate`]. Its certificates, if it has shown
    /// any, are those of [`Connection::negotiated`].
    Authenticated,
    /// The connection waits for the application to answer [`Connection::question`]. After the answer, call
    /// [`Connection::receive`] again, even without new bytes: more may have come together with the question.
    Question,
    /// The peer has closed its direction in good order; all its data has come.
    PeerClosed,
}

impl<R: Role> Connection<R> {
    fn new(state: R, channel: Channel) -> Self {
        Self {
            state: Some(state),
            channel,
            joiner: Joiner::default(),
            error: None,
            anything_received: false,
            peer_closed: false,
            closed: false,
            empty_records: 0,
            user_canceled: 0,
            announced: false,
        }
    }

    /// Takes in bytes from the transport. `input` begins where the last call stopped consuming; records in it are
    /// decrypted in place. Call it again with the rest until it says [`Event::NeedsInput`].
    ///
    /// # Errors
    /// Whatever is wrong with the peer's bytes.
    pub fn receive(&mut self, input: &mut [u8], cx: &mut Context<'_>) -> Result<Received, Error> {
        self.check_alive()?;
        let received = self.try_receive(input, cx);
        received.map_err(|error| self.fail(error, cx))
    }

    /// The bytes for the transport. The caller takes them from the front as the transport accepts them.
    pub fn outgoing(&mut self) -> &mut Vec<u8> {
        self.channel.outgoing()
    }

    /// Encrypts `data` for the peer into the outgoing bytes, renewing keys when it is time.
    ///
    /// # Errors
    /// `NotNow` before the handshake is complete and after [`close`](Self::close).
    //= 2-2 5.1-17
    pub fn send(&mut self, data: &[u8], cx: &mut Context<'_>) -> Result<(), Error> {
        self.with_connected(cx, |state, channel, cx| state.send(data, channel, cx))
    }

    /// Renews the keys for sending now; with `both`, asks the peer to renew its own too.
    /// Peers bear only so many renewals in a row without data between them: this library's,
    /// [`MAX_KEY_UPDATES`](crate::limits::MAX_KEY_UPDATES).
    ///
    /// # Errors
    /// `NotNow` before the handshake is complete and after [`close`](Self::close).
    pub fn update_keys(&mut self, both: bool, cx: &mut Context<'_>) -> Result<(), Error> {
        self.with_connected(cx, |state, channel, cx| state.update_keys(both, channel, cx))
    }

    /// Says by close_notify that nothing more will be sent. Receiving goes on until the peer closes too. During the
    /// handshake, user_canceled comes before it.
    ///
    /// # Errors
    /// The connection's error, if it has failed before.
    //= 6.1-3 6.1-5
    pub fn close(&mut self, cx: &mut Context<'_>) -> Result<(), Error> {
        self.check_alive()?;
        if core::mem::replace(&mut self.closed, true) {
            return Ok(());
        }
        if !self.is_connected() {
            self.channel.send_alert(AlertDescription::USER_CANCELED, cx)?;
        }
        self.channel.send_alert(AlertDescription::CLOSE_NOTIFY, cx)
    }

    /// Ends the connection at once by a fatal alert of the application's choice, such as `general_error`. The secrets are
    /// forgotten; every later call gives `Aborted`.
    ///
    /// # Errors
    /// The connection's error, if it has failed before.
    pub fn abort(&mut self, alert: AlertDescription, cx: &mut Context<'_>) -> Result<(), Error> {
        self.check_alive()?;
        self.fail(Error::Aborted(alert), cx);
        Ok(())
    }

    /// To be called when the transport has ended.
    ///
    /// # Errors
    /// `Truncated` or `HandshakeInterrupted` unless the peer has closed by close_notify: an attacker can end a
    /// transport, but can't forge that.
    //= 6.1-6
    pub fn end_of_input(&mut self, cx: &mut Context<'_>) -> Result<(), Error> {
        self.check_alive()?;
        let Some(state) = &self.state else { return Ok(()) };
        if self.is_connected() {
            return if self.peer_closed { Ok(()) } else { Err(self.fail(Error::Truncated, cx)) };
        }
        let state = state.name();
        Err(self.fail(Error::HandshakeInterrupted { state }, cx))
    }

    /// Whether the handshake is complete.
    #[must_use]
    //= F.5-5
    pub fn is_connected(&self) -> bool {
        self.negotiated().is_some()
    }

    /// Whether this end has said that it will send nothing more.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// What was agreed on, once the handshake is complete.
    #[must_use]
    pub fn negotiated(&self) -> Option<&Negotiated> {
        self.state.as_ref()?.connected().map(connected::Connected::negotiated)
    }

    /// The question that the connection waits on.
    #[must_use]
    pub fn question(&self) -> Option<Question<'_>> {
        self.state.as_ref()?.question()
    }

    /// Fills `out` with bytes that both ends can make and nobody else (section 7.5). `label` names their use, at
    /// most 249 bytes; `context` is mixed in.
    ///
    /// # Errors
    /// `NotNow` before the handshake is complete, or if label or output are too long.
    pub fn export(&self, label: &[u8], context: &[u8], out: &mut [u8]) -> Result<(), Error> {
        self.check_alive()?;
        let connected = self.state.as_ref().and_then(|state| state.connected());
        let connected =
            connected.ok_or(Error::NotNow("there is no exporter before the handshake is complete"))?;
        let exporter = connected.exporter();
        exporter.ok_or(Error::NotNow("the exporter's secret was forgotten"))?.export(label, context, out)
    }

    /// Forgets the secret that [`export`](Self::export) needs, so that nobody who breaks into this process later can
    /// export what was exported before (appendix F.1.4). For applications that have all they want.
    //= F.1.4-1
    pub fn forget_exporter(&mut self) {
        if let Some(connected) = self.state.as_mut().and_then(|state| state.connected_mut()) {
            connected.forget_exporter();
        }
    }

    /// Answers [`Question::Certificate`]: whether the chain is the peer's, or why not.
    ///
    /// # Errors
    /// `NotNow` if that is not the question; what the answer was, if it was an error.
    pub fn answer_certificate(
        &mut self,
        answer: Result<(), CertificateError>,
        cx: &mut Context<'_>,
    ) -> Result<(), Error> {
        let is_it = |question: &Question<'_>| {
            matches!(question, Question::Certificate { .. } | Question::RawPublicKey { .. })
        };
        self.answer(is_it, cx, |state, channel, cx| state.answer_certificate(answer, channel, cx))
    }

    /// Answers [`Question::Credential`]; None says that there is none.
    ///
    /// # Errors
    /// `NotNow` if that is not the question; otherwise why the handshake can't go on.
    pub fn answer_credential(
        &mut self,
        credential: Option<Arc<Credential>>,
        cx: &mut Context<'_>,
    ) -> Result<(), Error> {
        let is_it = |question: &Question<'_>| matches!(question, Question::Credential { .. });
        self.answer(is_it, cx, |state, channel, cx| state.answer_credential(credential, channel, cx))
    }

    /// Answers [`Question::Signature`]; None says that the signer failed.
    ///
    /// # Errors
    /// `NotNow` if that is not the question; `SignerFailed`.
    pub fn answer_signature(&mut self, signature: Option<&[u8]>, cx: &mut Context<'_>) -> Result<(), Error> {
        let is_it = |question: &Question<'_>| matches!(question, Question::Signature { .. });
        self.answer(is_it, cx, |state, channel, cx| state.answer_signature(signature, channel, cx))
    }

    //= 6-3 6.2-3
    #[cfg(test)]
    pub(crate) fn channel_for_tests(&mut self) -> &mut Channel {
        &mut self.channel
    }

    fn check_alive(&self) -> Result<(), Error> {
        self.error.clone().map_or(Ok(()), Err)
    }

    /// Ends the connection by `error`: the peer gets the alert, the secrets are forgotten.
    //= 6-4 6-5 6.2-1 6.2-2 6.2-3 6.2-5
    fn fail(&mut self, error: Error, cx: &mut Context<'_>) -> Error {
        if let Some(alert) = error.alert().filter(|_| !self.closed) {
            // The error at hand is the one to report.
            let _ = self.channel.send_alert(alert, cx);
        }
        let state = self.state.take();
        let connected = state.as_ref().and_then(|state| state.connected());
        // Where the transport ends, no end has found an error; many peers close so.
        if let Some(connected) = connected.filter(|_| error != Error::Truncated) {
            connected.forget_sessions();
        }
        self.joiner = Joiner::default();
        self.channel.forget_keys();
        self.error = Some(error.clone());
        error
    }

    fn with_connected(
        &mut self,
        cx: &mut Context<'_>,
        act: impl FnOnce(&mut connected::Connected, &mut Channel, &mut Context<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.check_alive()?;
        if self.closed {
            return Err(Error::NotNow("this end has closed the connection for sending"));
        }
        let connected = self.state.as_mut().and_then(|state| state.connected_mut());
        let connected = connected.ok_or(Error::NotNow("the handshake is not complete"))?;
        act(connected, &mut self.channel, cx).map_err(|error| self.fail(error, cx))
    }

    /// Lets the state machine take a step, and overwrites what the step has left on the stack: states are moved, and have
    /// secrets in them.
    fn step(
        &mut self,
        cx: &mut Context<'_>,
        step: impl FnOnce(R, &mut Channel, &mut Context<'_>) -> Result<R, Error>,
    ) -> Result<(), Error> {
        wiped_after::<STACK_WORDS, _>(|| self.step_and_resolve(cx, step))
    }

    /// Takes a step, and those that need no answer from the application.
    fn step_and_resolve(
        &mut self,
        cx: &mut Context<'_>,
        step: impl FnOnce(R, &mut Channel, &mut Context<'_>) -> Result<R, Error>,
    ) -> Result<(), Error> {
        let Some(state) = self.state.take() else { return Ok(()) };
        let mut state = step(state, &mut self.channel, cx)?;
        loop {
            cx.observer.state(state.name());
            let asked = state.question().is_some();
            if !asked {
                break;
            }
            let before = state.name();
            state = state.resolve(&mut self.channel, cx)?;
            if state.name() == before {
                break;
            }
        }
        self.state = Some(state);
        self.channel.end_flight(cx)
    }

    fn answer(
        &mut self,
        is_it: impl Fn(&Question<'_>) -> bool,
        cx: &mut Context<'_>,
        step: impl FnOnce(R, &mut Channel, &mut Context<'_>) -> Result<R, Error>,
    ) -> Result<(), Error> {
        self.check_alive()?;
        if !self.question().as_ref().is_some_and(is_it) {
            return Err(Error::NotNow("that is not the question"));
        }
        self.step(cx, step).map_err(|error| self.fail(error, cx))
    }
}
