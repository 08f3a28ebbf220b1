//! A connection over the runner's socket: bytes are moved, questions answered, and what came is kept until it is asked
//! for.

use std::{
    io::{ErrorKind, Read, Write},
    net::{Shutdown, TcpStream},
    sync::Arc,
};

use tls13::{
    ClientState, Connection, Context, Credential, Event, Question, Role, ServerState, SystemRandom, Time,
    code_points::{AlertDescription, SignatureScheme},
};

use crate::{credentials::Credentials, onlooker::Onlooker, outcome::Failure};

/// How the connection's questions are answered, and what was asked.
#[derive(Debug)]
pub(crate) struct Answers {
    pub(crate) credentials: Arc<Credentials>,
    /// Certificates are not accepted: at first, and after early data was refused.
    pub(crate) refuse: bool,
    pub(crate) refuse_on_retry: bool,
    /// Raw public keys are not accepted.
    pub(crate) refuse_raw_keys: bool,
    /// Certificates are refused by this alert, and these words.
    pub(crate) refusal: (AlertDescription, &'static str),
    /// OCSP responses are judged, or found, by somebody who fails.
    pub(crate) ocsp_fails: bool,
    pub(crate) verified: u32,
    /// The number of the credential that was chosen.
    pub(crate) chosen: Option<i32>,
    /// What the peer wanted of our certificate.
    pub(crate) peer_schemes: Vec<SignatureScheme>,
    pub(crate) peer_authorities: Vec<Vec<u8>>,
}

pub(crate) struct Link<R> {
    pub(crate) connection: Connection<R>,
    socket: TcpStream,
    input: Vec<u8>,
    /// Data that came and was not yet read.
    pub(crate) data: Vec<u8>,
    pub(crate) early_data: Vec<u8>,
    pub(crate) answers: Answers,
    pub(crate) onlooker: Onlooker,
    pub(crate) peer_closed: bool,
    now: Time,
    /// How many bytes are read from the socket at once.
    portion: usize,
    /// So many bytes of the outgoing ones stay here until there are more.
    held_back: usize,
}

enum Answer {
    Certificate(bool),
    Credential(Option<Arc<Credential>>),
    /// The handshake can't go on: the alert, and the words for it.
    NoneFits(AlertDescription, &'static str),
}

/// What the two roles don't have in common.
pub(crate) trait End: Role {
    const IS_SERVER: bool;

    /// At a client: early data was offered, and the server doesn't take it.
    fn early_data_is_refused(connection: &Connection<Self>) -> bool;
}

impl End for ClientState {
    const IS_SERVER: bool = false;

    fn early_data_is_refused(connection: &Connection<Self>) -> bool {
        connection.early_data_is_refused()
    }
}

impl End for ServerState {
    const IS_SERVER: bool = true;

    fn early_data_is_refused(_connection: &Connection<Self>) -> bool {
        false
    }
}

impl<R: End> Link<R> {
    pub(crate) fn new(
        connection: Connection<R>,
        socket: TcpStream,
        answers: Answers,
        onlooker: Onlooker,
        (now, portion): (Time, usize),
    ) -> Self {
        Self {
            connection,
            socket,
            input: Vec::new(),
            data: Vec::new(),
            early_data: Vec::new(),
            answers,
            onlooker,
            peer_closed: false,
            now,
            portion,
            held_back: 0,
        }
    }

    /// Calls the connection, and sends what it has to send.
    pub(crate) fn call<V>(
        &mut self,
        act: impl FnOnce(&mut Connection<R>, &mut Context<'_>) -> Result<V, tls13::Error>,
    ) -> Result<V, Failure> {
        let mut rng = SystemRandom;
        let mut cx = Context { now: self.now, rng: &mut rng, observer: &mut self.onlooker };
        let outcome = act(&mut self.connection, &mut cx);
        let flushed = self.flush();
        // The runner may have hung up before it gets our alert.
        let value = outcome.map_err(|error| Failure::Tls {
            error,
            is_server: R::IS_SERVER,
            heard: self.onlooker.heard(),
        })?;
        flushed.map(|()| value)
    }

    fn flush(&mut self) -> Result<(), Failure> {
        let outgoing = self.connection.outgoing();
        if self.held_back > 0 && outgoing.len() <= self.held_back {
            return Ok(());
        }
        self.held_back = 0;
        let bytes = std::mem::take(outgoing);
        Ok(self.socket.write_all(&bytes)?)
    }

    /// Keeps what the next call has to send.
    pub(crate) fn hold_back(&mut self) {
        self.held_back = usize::MAX;
    }

    /// Sends the first byte of what is outgoing, and holds back the rest until there is more.
    pub(crate) fn send_one_byte(&mut self) -> Result<(), Failure> {
        let outgoing = self.connection.outgoing();
        if let Some(&first) = outgoing.first() {
            outgoing.drain(..1);
            self.held_back = outgoing.len();
            self.socket.write_all(&[first])?;
        }
        Ok(())
    }

    /// One event: a question is answered, data kept. Reads from the socket when there is nothing else to do.
    pub(crate) fn step(&mut self) -> Result<(), Failure> {
        let mut input = std::mem::take(&mut self.input);
        let received = self.call(|connection, cx| connection.receive(&mut input, cx));
        let event = received.map(|received| {
            match &received.event {
                Event::Data(range) => self.data.extend_from_slice(&input[range.clone()]),
                Event::EarlyData(range) => self.early_data.extend_from_slice(&input[range.clone()]),
                _ => {}
            }
            input.drain(..received.consumed);
            received.event
        });
        self.input = input;
        match event? {
            Event::PeerClosed => self.peer_closed = true,
            Event::Question => self.answer()?,
            Event::NeedsInput => self.fill()?,
            _ => {}
        }
        Ok(())
    }

    fn fill(&mut self) -> Result<(), Failure> {
        let mut buffer = vec![0; self.portion];
        let read = loop {
            match self.socket.read(&mut buffer) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                // The runner closes as hard as it likes.
                Err(error) if error.kind() == ErrorKind::ConnectionReset => break 0,
                other => break other?,
            }
        };
        if read == 0 {
            return self.call(|connection, cx| connection.end_of_input(cx));
        }
        self.input.extend_from_slice(&buffer[..read]);
        Ok(())
    }

    fn answer(&mut self) -> Result<(), Failure> {
        let early_data_refused = R::early_data_is_refused(&self.connection);
        let answers = &mut self.answers;
        let answer = match self.connection.question() {
            Some(Question::Certificate { .. }) if answers.ocsp_fails => {
                Answer::NoneFits(AlertDescription::BAD_CERTIFICATE_STATUS_RESPONSE, ":OCSP_CB_ERROR:")
            }
            Some(Question::Credential { .. }) if answers.ocsp_fails => {
                Answer::NoneFits(AlertDescription::INTERNAL_ERROR, ":OCSP_CB_ERROR:")
            }
            Some(Question::Certificate { .. }) => {
                answers.verified += 1;
                let refuse = if early_data_refused { answers.refuse_on_retry } else { answers.refuse };
                Answer::Certificate(!refuse)
            }
            Some(Question::RawPublicKey { .. }) => {
                answers.verified += 1;
                match answers.refuse_raw_keys {
                    true => {
                        Answer::NoneFits(AlertDescription::CERTIFICATE_UNKNOWN, ":CERTIFICATE_VERIFY_FAILED:")
                    }
                    false => Answer::Certificate(true),
                }
            }
            Some(Question::Credential { certificate_types, schemes, authorities, .. }) => {
                (answers.peer_schemes, answers.peer_authorities) = (schemes.to_vec(), authorities.to_vec());
                let chosen = answers.credentials.choose(certificate_types, schemes, authorities);
                answers.chosen = chosen.as_ref().map(|(number, _)| *number);
                match chosen {
                    Some((_, credential)) => Answer::Credential(Some(credential)),
                    None if !answers.credentials.is_empty() => {
                        let lacks_issuer = answers.credentials.lacks_issuer(schemes, authorities);
                        let words = if answers.credentials.lacks_type(certificate_types) {
                            ":UNKNOWN_CERTIFICATE_TYPE:"
                        } else if lacks_issuer {
                            ":NO_MATCHING_ISSUER:"
                        } else {
                            ":NO_COMMON_SIGNATURE_ALGORITHMS:"
                        };
                        Answer::NoneFits(AlertDescription::HANDSHAKE_FAILURE, words)
                    }
                    None if R::IS_SERVER && !answers.credentials.psks().is_empty() => {
                        let knows_mode = self
                            .onlooker
                            .client_extension(45)
                            .is_some_and(|modes| modes.iter().skip(1).any(|&mode| mode == 1));
                        let words =
                            if knows_mode { ":PSK_IDENTITY_NOT_FOUND:" } else { ":NO_SUPPORTED_PSK_MODE:" };
                        Answer::NoneFits(AlertDescription::HANDSHAKE_FAILURE, words)
                    }
                    None => Answer::Credential(None),
                }
            }
            question => return Err(Failure::Unmet(format!("unforeseen question {question:?}"))),
        };
        let refusal = self.answers.refusal;
        self.call(|connection, cx| match answer {
            Answer::Certificate(true) => connection.answer_certificate(Ok(()), cx),
            Answer::Certificate(false) => connection.abort(refusal.0, cx),
            Answer::Credential(ref credential) => connection.answer_credential(credential.clone(), cx),
            Answer::NoneFits(alert, _) => connection.abort(alert, cx),
        })?;
        match answer {
            Answer::Certificate(false) => Err(Failure::Words(refusal.1)),
            Answer::NoneFits(_, words) => Err(Failure::Words(words)),
            _ => Ok(()),
        }
    }

    /// Ends the transport without losing what is on its way: the runner may still be writing.
    pub(crate) fn drain(&mut self) {
        // Nothing more can be done about a transport that fails at its end.
        let _ = self.flush();
        let _ = self.socket.shutdown(Shutdown::Write);
        let mut rest = [0; 4096];
        while self.socket.read(&mut rest).is_ok_and(|read| read > 0) {}
    }
}
