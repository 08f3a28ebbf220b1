//! One end under watch: whatever is done with it goes through here, and what it promises is checked each time.

use alloc::{vec, vec::Vec};
use core::time::Duration;

use super::{
    choices::Choices,
    pki::{self, now, pki},
    random::Repeating,
};
use crate::{
    CertificateError, CertificateFault, ClientAuthentication, ClientConnection, Connection, Context,
    Credential, Error, Event, Negotiated, Question, Received, Role, ServerConnection, Time, Trust,
    code_points::{AlertDescription, CertificateType, HandshakeType},
    identity::Identity,
    limits::{MAX_CIPHERTEXT, MAX_KEY_UPDATES, MAX_PLAINTEXT, RECORD_HEADER},
    observe::{Direction, Observer},
    verify::{Owner, judge},
};

/// The most that one call adds to the outgoing bytes, besides what the application sends: a server's flight with its
/// certificates in padded records of one byte each.
const MAX_ANSWER: usize = 1 << 20;

/// The most that an application sends over one connection: a record of one byte takes a hundred on the wire.
const MAX_SENT: usize = 8 << 10;

/// What the end was seen to do.
#[derive(Debug, Default)]
pub(super) struct Log {
    /// Alerts sent since this was last looked at.
    alerts: Vec<AlertDescription>,
    /// Handshake messages, both ways, in order.
    pub(super) messages: Vec<(Direction, Vec<u8>)>,
    /// By their labels.
    secrets: Vec<(&'static str, Vec<u8>)>,
    keeps_messages: bool,
}

impl Log {
    /// One that keeps the messages, too.
    pub(super) fn of_messages() -> Self {
        Self { keeps_messages: true, ..Self::default() }
    }

    /// The secret of this label.
    pub(super) fn secret_of(&self, label: &str) -> Option<&[u8]> {
        self.secrets.iter().rev().find(|(known, _)| *known == label).map(|(_, secret)| &secret[..])
    }
}

impl Observer for Log {
    fn message(&mut self, direction: Direction, kind: HandshakeType, message: &[u8]) {
        assert_eq!(message.first(), Some(&kind.0));
        if self.keeps_messages {
            self.messages.push((direction, message.to_vec()));
        }
    }

    fn alert(&mut self, direction: Direction, description: AlertDescription) {
        if direction == Direction::Sent {
            self.alerts.push(description);
        }
    }

    fn secret(&mut self, label: &'static str, _client_random: &[u8; 32], secret: &[u8]) {
        self.secrets.push((label, secret.to_vec()));
    }
}

/// What differs between the two ends.
pub(super) trait Side: Role {
    /// Data before the handshake is complete: early data, or half-RTT data. How much was sent.
    fn send_early(end: &mut Connection<Self>, data: &[u8], cx: &mut Context<'_>) -> Result<usize, Error>;

    /// Asks for the peer's certificate after the handshake.
    fn ask_later(end: &mut Connection<Self>, cx: &mut Context<'_>) -> Result<(), Error>;

    /// Other questions that the application may ask at any time.
    fn look(end: &mut Connection<Self>);

    fn credential() -> &'static pki::Side;

    /// Who the peer is.
    fn peer() -> &'static pki::Side;
}

impl Side for crate::ClientState {
    fn send_early(end: &mut ClientConnection, data: &[u8], cx: &mut Context<'_>) -> Result<usize, Error> {
        let left = end.early_data_left();
        let sent = end.send_early_data(data, cx)?;
        assert!(sent <= data.len() && sent <= left);
        Ok(sent)
    }

    fn ask_later(_end: &mut ClientConnection, _cx: &mut Context<'_>) -> Result<(), Error> {
        Err(Error::NotNow("clients don't ask"))
    }

    fn look(end: &mut ClientConnection) {
        let left = end.early_data_left();
        assert!(left == 0 || !end.is_connected());
        let exported = end.export_early(b"label", b"", &mut [0; 16]);
        assert!(left == 0 || exported.is_ok());
        let _ = end.early_data_is_refused();
    }

    fn credential() -> &'static pki::Side {
        &pki().client
    }

    fn peer() -> &'static pki::Side {
        &pki().server
    }
}

impl Side for crate::ServerState {
    fn send_early(end: &mut ServerConnection, data: &[u8], cx: &mut Context<'_>) -> Result<usize, Error> {
        end.send_half_rtt(data, cx).map(|()| data.len())
    }

    fn ask_later(end: &mut ServerConnection, cx: &mut Context<'_>) -> Result<(), Error> {
        end.request_certificate(cx)
    }

    fn look(_end: &mut ServerConnection) {}

    fn credential() -> &'static pki::Side {
        &pki().server
    }

    fn peer() -> &'static pki::Side {
        &pki().client
    }
}

/// How an end's peer has to prove itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Proof {
    Nobody,
    /// It may stay anonymous.
    Optional,
    Required,
}

impl Proof {
    pub(super) fn of_clients(authentication: &ClientAuthentication) -> (Self, Option<&Trust>) {
        match authentication {
            ClientAuthentication::None => (Self::Nobody, None),
            ClientAuthentication::Optional(trust) => (Self::Optional, Some(trust)),
            ClientAuthentication::Required(trust) => (Self::Required, Some(trust)),
        }
    }
}

/// A connection under watch.
#[derive(Debug)]
pub(super) struct End<R> {
    connection: Connection<R>,
    pub(super) log: Log,
    rng: Repeating,
    pub(super) now: Time,
    /// What came and is not consumed.
    input: Vec<u8>,
    pub(super) error: Option<Error>,
    announced: bool,
    pub(super) peer_closed: bool,
    proof: Proof,
    /// How the peer is judged.
    trust: Option<Trust>,
    has_psks: bool,
    /// The client was asked for its certificate after the handshake.
    pub(super) asked_later: bool,
    /// What the application said of the peer's chain.
    approved: bool,
    /// The application did something after which the handshake need not end well.
    pub(super) disturbed: bool,
    /// KeyUpdates that the application asked for since the last data.
    updates: u32,
    pub(super) sent: Vec<u8>,
    pub(super) sent_early: Vec<u8>,
    pub(super) received: Vec<u8>,
    pub(super) received_early: Vec<u8>,
}

impl<R: Side> End<R> {
    /// Of a connection that is just made, with what its observer has seen of that.
    pub(super) fn new(
        connection: Connection<R>,
        seed: u64,
        log: Log,
        proof: (Proof, Option<&Trust>),
    ) -> Self {
        Self {
            connection,
            log,
            rng: Repeating(seed),
            now: now(),
            input: vec![],
            error: None,
            announced: false,
            peer_closed: false,
            proof: proof.0,
            trust: proof.1.cloned(),
            has_psks: false,
            asked_later: false,
            approved: false,
            disturbed: false,
            updates: 0,
            sent: vec![],
            sent_early: vec![],
            received: vec![],
            received_early: vec![],
        }
    }

    pub(super) fn with_psks(mut self, has_psks: bool) -> Self {
        self.has_psks = has_psks;
        self
    }

    pub(super) fn is_connected(&self) -> bool {
        self.connection.is_connected()
    }

    pub(super) fn is_closed(&self) -> bool {
        self.connection.is_closed()
    }

    pub(super) fn negotiated(&self) -> Option<&Negotiated> {
        self.connection.negotiated()
    }

    pub(super) fn is_asking(&self) -> bool {
        self.connection.question().is_some()
    }

    /// Takes what goes to the peer.
    pub(super) fn take_outgoing(&mut self) -> Vec<u8> {
        core::mem::take(self.connection.outgoing())
    }

    pub(super) fn export(&self, context: &[u8]) -> Result<[u8; 32], Error> {
        let mut out = [0; 32];
        self.connection.export(b"fuzzing", context, &mut out).map(|()| out)
    }

    /// Calls the connection, and checks what every call promises.
    fn call<V>(
        &mut self,
        sends: usize,
        act: impl FnOnce(&mut Connection<R>, &mut Context<'_>) -> Result<V, Error>,
    ) -> Result<V, Error> {
        let closed = self.connection.is_closed();
        let before = self.connection.outgoing().len();
        self.log.alerts.clear();
        let mut cx = Context { now: self.now, rng: &mut self.rng, observer: &mut self.log };
        let result = act(&mut self.connection, &mut cx);
        let grown = self.connection.outgoing().len() - before;
        assert!(grown <= MAX_ANSWER + 32 * sends, "{grown} bytes to send");
        if let Some(first) = &self.error {
            assert_eq!(result.as_ref().err(), Some(first), "the first error is final");
            assert_eq!(grown, 0, "nothing is sent after an error");
        } else if let Err(error) = &result {
            let alive = matches!(error, Error::NotNow(_)) && self.is_alive();
            let alerts: Vec<_> = error.alert().into_iter().filter(|_| !closed && !alive).collect();
            assert_eq!(self.log.alerts, alerts, "the error's alert goes out: {error:?}");
            if alive {
                assert_eq!(grown, 0, "what is refused has no effect");
            } else {
                self.died(error.clone());
            }
        }
        result
    }

    /// Whether a call was merely refused.
    fn is_alive(&mut self) -> bool {
        let mut rng = self.rng.clone();
        let mut cx = Context { now: self.now, rng: &mut rng, observer: &mut () };
        match self.connection.receive(&mut [], &mut cx) {
            Err(_) => false,
            Ok(received) => {
                if received.event == Event::Connected {
                    self.connected();
                }
                true
            }
        }
    }

    fn died(&mut self, error: Error) {
        assert!(self.connection.negotiated().is_none() && self.connection.question().is_none());
        let _ = (error.section(), error.hint(), alloc::string::ToString::to_string(&error));
        self.error = Some(error);
        self.poke();
    }

    /// Every call on a dead connection says why it died.
    fn poke(&mut self) {
        let _ = self.call(0, |end, cx| end.receive(&mut [22, 3, 3, 0, 1, 1], cx).map(drop));
        let _ = self.call(0, |end, cx| end.send(b"x", cx));
        let _ = self.call(0, |end, cx| end.update_keys(true, cx));
        let _ = self.call(0, |end, cx| end.close(cx));
        let _ = self.call(0, |end, cx| end.abort(AlertDescription::INTERNAL_ERROR, cx));
        let _ = self.call(0, |end, cx| end.end_of_input(cx));
        let _ = self.call(0, |end, cx| end.answer_certificate(Ok(()), cx));
        let _ = self.call(0, |end, cx| end.answer_credential(None, cx));
        let _ = self.call(0, |end, cx| end.answer_signature(None, cx));
        let _ = self.call(0, |end, cx| R::send_early(end, b"x", cx));
        let _ = self.call(0, |end, _| end.dangerous_secrets().map(drop));
        assert!(self.export(b"").is_err());
    }

    /// Brings bytes from the transport.
    pub(super) fn deliver(&mut self, bytes: &[u8]) {
        let mut buffer = core::mem::take(&mut self.input);
        buffer.extend_from_slice(bytes);
        let (mut at, most) = (0, buffer.len() + 8);
        for step in 0.. {
            assert!(step <= most, "receiving comes to an end");
            let input = &mut buffer[at..];
            let Ok(received) = self.call(0, |end, cx| end.receive(input, cx)) else { return };
            self.happened(&received, input);
            at += received.consumed;
            let left = buffer.len() - at;
            match received.event {
                Event::NeedsInput => {
                    assert!(!self.is_asking());
                    assert!(left < RECORD_HEADER + MAX_CIPHERTEXT, "a whole record is waiting");
                    break;
                }
                Event::Question => {
                    assert!(self.is_asking());
                    break;
                }
                Event::PeerClosed => break,
                _ => {}
            }
        }
        self.input = buffer.split_off(at);
    }

    fn happened(&mut self, Received { consumed, event }: &Received, input: &[u8]) {
        assert!(*consumed <= input.len());
        match event {
            Event::Data(range) => {
                assert!(self.announced, "data before the handshake is complete");
                assert!(!self.peer_closed, "data after the end of data");
                assert!((1..=MAX_PLAINTEXT).contains(&range.len()) && range.end <= *consumed);
                self.received.extend_from_slice(&input[range.clone()]);
            }
            Event::EarlyData(range) => {
                assert!(!self.connection.is_connected());
                assert!((1..=MAX_PLAINTEXT).contains(&range.len()) && range.end <= *consumed);
                self.received_early.extend_from_slice(&input[range.clone()]);
            }
            Event::Connected => self.connected(),
            Event::PeerClosed => self.peer_closed = true,
            Event::Authenticated => assert!(self.announced && self.asked_later),
            Event::NeedsInput | Event::Question => {}
        }
    }

    /// The handshake is complete: has the peer shown who it is?
    fn connected(&mut self) {
        assert!(!core::mem::replace(&mut self.announced, true), "it comes once");
        let outcome = self.connection.negotiated().unwrap();
        let peer = Identity::of_peer(outcome);
        let anonymous = peer.is_nobody();
        if outcome.psk_identity.is_some() {
            assert!(anonymous && !outcome.resumed);
        } else {
            match self.proof {
                // A session may come from a handshake by an external PSK, where nobody shows a certificate.
                Proof::Required => {
                    let by_psk = self.has_psks && outcome.resumed;
                    assert!(!anonymous || by_psk, "no certificate where one is required");
                }
                Proof::Nobody => assert!(anonymous || outcome.resumed),
                Proof::Optional => {}
            }
        }
        if !anonymous {
            assert!(R::peer().is_shown_by(&peer), "nobody else has a certificate and its key");
            let asks = match &self.trust {
                None | Some(Trust::Roots(_) | Trust::Pins(_)) => false,
                Some(trust) => judge(trust, &peer, Owner::Client, self.now.into()).is_none(),
            };
            assert!(!asks || self.approved || outcome.resumed, "nobody approved of the peer");
            let types = self.trust.as_ref().map(Trust::certificate_types);
            assert!(types.is_none_or(|types| types.contains(&peer.certificate_type())), "nobody takes that");
        }
        // Whatever happened before, no application data has come yet.
        assert!(self.received.is_empty());
    }

    /// Answers the question that is open as it should be.
    pub(super) fn answer(&mut self) {
        enum Answer {
            Certificate(bool),
            Credential(CertificateType),
            Signature(Vec<u8>),
        }
        let peer = R::peer();
        let answer = match self.connection.question() {
            None => return,
            Some(Question::Certificate { chain, .. }) => {
                Answer::Certificate(chain.first() == peer.near.chain().first())
            }
            Some(Question::RawPublicKey { key, .. }) => {
                Answer::Certificate(Some(key) == peer.raw.public_key_info())
            }
            Some(Question::Credential { certificate_types, .. }) => {
                Answer::Credential(certificate_types.first().copied().unwrap_or(CertificateType::X509))
            }
            Some(Question::Signature { scheme, content }) => {
                let key: &Credential = &R::credential().near;
                Answer::Signature(key.sign(scheme, content, &mut Repeating(7)).unwrap().unwrap())
            }
        };
        let _ = match answer {
            Answer::Certificate(right) => {
                self.approved = right;
                let answer = if right { Ok(()) } else { Err(CertificateFault::NotPinned.into()) };
                self.call(0, |end, cx| end.answer_certificate(answer, cx))
            }
            Answer::Credential(kind) => {
                // By turns one that signs itself, and one that asks for the signature.
                let credential = R::credential();
                let remote = self.rng.0 & 1 == 1;
                let chosen = match (kind, remote) {
                    (CertificateType::RAW_PUBLIC_KEY, false) => &credential.raw,
                    (CertificateType::RAW_PUBLIC_KEY, true) => &credential.remote_raw,
                    (_, false) => &credential.near,
                    (_, true) => &credential.remote,
                };
                self.call(0, |end, cx| end.answer_credential(Some(chosen.clone()), cx))
            }
            Answer::Signature(signature) => {
                self.call(0, |end, cx| end.answer_signature(Some(&signature), cx))
            }
        };
        self.deliver(&[]);
    }

    /// One call of an application that does whatever comes to its mind.
    pub(super) fn act(&mut self, choices: &mut Choices<'_>) {
        let was_connected = self.is_connected();
        match choices.below(20) {
            0..=4 => {
                let length = usize::from(choices.u8()) << choices.below(5);
                let length = length.min(MAX_SENT - self.sent.len());
                let data: Vec<u8> = (0..length).map(|at| (at + self.sent.len()) as u8).collect();
                let open = self.error.is_none() && was_connected && !self.is_closed();
                let result = self.call(40 * length, |end, cx| end.send(&data, cx));
                assert_eq!(result.is_ok(), open);
                if open {
                    self.updates = if data.is_empty() { self.updates } else { 0 };
                    self.sent.extend_from_slice(&data);
                }
            }
            5 | 6 => {
                let both = choices.bool();
                let result = self.call(0, |end, cx| end.update_keys(both, cx));
                assert!(result.is_err() || was_connected);
                // The peer stands only so many without data between them; some are held back, and count later.
                self.updates += u32::from(result.is_ok());
                self.disturbed |= self.updates > MAX_KEY_UPDATES / 2;
            }
            7 => {
                self.disturbed |= !was_connected;
                let _ = self.call(0, |end, cx| end.close(cx));
                assert!(self.error.is_some() || self.is_closed());
            }
            8 => assert_eq!(self.export(choices.bytes(3)).is_ok(), was_connected),
            9..=11 => self.answer(),
            12 => {
                let length = usize::from(choices.u8()) << choices.below(5);
                let length = length.min(MAX_SENT - self.sent_early.len());
                let data: Vec<u8> = (0..length).map(|at| (at + self.sent_early.len()) as u8).collect();
                if let Ok(sent) = self.call(40 * length, |end, cx| R::send_early(end, &data, cx)) {
                    assert!(!was_connected || sent == 0);
                    self.sent_early.extend_from_slice(&data[..sent]);
                }
            }
            13 => {
                let taken = self.call(0, |end, _| end.dangerous_secrets());
                assert!(taken.is_err() || was_connected);
            }
            14 => R::look(&mut self.connection),
            19 if self.error.is_none() => self.asked_later |= self.call(0, R::ask_later).is_ok(),
            15 => {
                let milliseconds = u64::from(choices.u16()) << choices.below(8);
                self.now = self.now.saturating_add(Duration::from_millis(milliseconds));
                self.disturbed |= milliseconds > 1000;
            }
            16 => {
                let open = self.is_asking();
                let no = |end: &mut Self, kind| match kind {
                    0 => {
                        let fault: CertificateError = CertificateFault::NotPinned.into();
                        end.call(0, |end, cx| end.answer_certificate(Err(fault), cx))
                    }
                    1 => end.call(0, |end, cx| end.answer_credential(None, cx)),
                    _ => end.call(0, |end, cx| end.answer_signature(None, cx)),
                };
                self.disturbed |= open;
                let result = no(self, choices.below(3));
                assert!(open || result.is_err());
                self.deliver(&[]);
            }
            17 if choices.below(4) == 0 => {
                self.disturbed = true;
                let (alert, closed) = (AlertDescription(choices.u8()), self.is_closed());
                if self.call(0, |end, cx| end.abort(alert, cx)).is_ok() {
                    assert_eq!(self.log.alerts.contains(&alert), !closed);
                    self.died(Error::Aborted(alert));
                }
            }
            18 if choices.below(4) == 0 => {
                self.disturbed = true;
                let result = self.call(0, |end, cx| end.end_of_input(cx));
                assert_eq!(result.is_ok(), self.error.is_none() && self.peer_closed);
            }
            _ => self.deliver(&[]),
        }
    }

    /// How much heap the connection alone holds, if somebody counts.
    pub(super) fn held(self) -> Option<usize> {
        let before = super::heap()?;
        drop(self.connection);
        Some(before - super::heap()?)
    }
}
