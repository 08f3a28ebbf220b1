//! START: a ClientHello, the first or the one after a HelloRetryRequest (RFC 9846, sections 4.2.2 and 4.2.4).

use alloc::{string::String, sync::Arc, vec::Vec};

use super::{
    State,
    cookie::{Remembered, hash_of_parts},
    early_data::{self, Terms},
    psk::{self, Known, Picked},
    received_client_hello::ReceivedClientHello,
    select,
};
use crate::{
    channel::Channel,
    code_points::{ExtensionType, HandshakeType, SignatureScheme},
    config::{ServerConfig, check_lists, check_protocols, check_record_size_limit},
    context::Context,
    error::Error,
    message::{
        client_hello::{ClientHello, unchanging_parts},
        hello_retry_request,
    },
    negotiated::EarlyData,
    record::Message,
    suite::{Group, Suite},
    time::Time,
    transcript::Transcript,
    verify::Trust,
};

pub(super) const NAME: &str = "START";

#[derive(Debug)]
pub(crate) struct Start {
    config: Arc<ServerConfig>,
    /// What the application knows the client by, for cookies.
    peer: Vec<u8>,
    retried: Option<Retried>,
}

/// What a HelloRetryRequest fixed.
#[derive(Debug)]
struct Retried {
    suite: Suite,
    group: Group,
    transcript: Transcript,
    /// Their SHA-256.
    unchanging_parts: [u8; 32],
    cookie: Option<Vec<u8>>,
    /// The PSK that could be used: it has to come again, for the suite that goes with it is chosen.
    psk: Option<Known>,
    early_data_offered: bool,
}

/// Waits for the first ClientHello.
pub(crate) fn start(config: Arc<ServerConfig>, peer: &[u8]) -> Result<State, Error> {
    check_lists(&config.suites, &config.groups, &config.signature_schemes)?;
    check_record_size_limit(config.record_size_limit)?;
    config.client_authentication.trust().map_or(Ok(()), Trust::check)?;
    check_protocols(&config.protocols)?;
    Ok(State::Start(Start { config, peer: peer.to_vec(), retried: None }))
}

impl Start {
    /// Once a HelloRetryRequest was sent, if only by somebody who is forgotten by now.
    //= 4.3.2-3
    pub(super) fn expects_change_cipher_spec(&self) -> bool {
        self.retried.is_some() || self.config.cookie_key.is_some()
    }

    pub(super) fn handle(
        mut self,
        mut message: Message<'_>,
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<State, Error> {
        if message.kind != HandshakeType::CLIENT_HELLO {
            return Err(Error::UnexpectedMessage { got: message.kind, state: NAME });
        }
        let hello = ClientHello::decode(message.body)?;
        if self.retried.is_none() {
            self.retried = Retried::from_cookie(&self.config, &self.peer, &hello, cx.now)?;
        }
        let (preferred, known, early_data_offered) = match &mut self.retried {
            None => (select::suite(&self.config, hello.suites)?, None, hello.early_data),
            Some(retried) => (retried.suite, retried.psk.take(), retried.early_data_offered),
        };
        let hello_retried = self.retried.is_some();
        let psk_expected = known.is_some();
        let picked = psk::pick(&self.config, &hello, (preferred, hello_retried), known, cx.now);
        //= 4.3.11-7
        let (psk, suite) = picked.map_or((None, preferred), |(psk, suite)| (Some(psk), suite));
        let (group, share, mut transcript) = match self.retried {
            None => match select::group(&self.config, &hello)? {
                (group, Some(share)) => (group, share, Transcript::new(suite.hash())),
                //= 4.2.1-3
                (group, None) => {
                    let parameters = (suite, group, psk.map(Picked::into_known));
                    return self.ask_again(&hello, parameters, message, channel, cx);
                }
            },
            Some(retried) => {
                if psk_expected && hello.psks.is_none() {
                    return Err(Error::MissingExtension(ExtensionType::PRE_SHARED_KEY));
                }
                if psk_expected && psk.is_none() {
                    return Err(Error::ClientHelloChanged);
                }
                let share = retried.check(&hello, message.body)?;
                (retried.group, share, retried.transcript)
            }
        };
        if let Some(psk) = &psk {
            //= 4.3.11-9 4.3.11-11 4.3.11-12
            psk.check_binder(&hello, message.raw, hello_retried.then_some(&transcript))?;
        }
        let protocol = select::protocol(&self.config, hello.protocols.as_deref())?;
        let early_data = if early_data_offered {
            let terms = Terms { suite, protocol: protocol.as_deref(), hello_retried };
            early_data::judge(&self.config, psk.as_ref(), &terms, cx.now)
        } else {
            EarlyData::NotOffered
        };
        let certificate_types = select::certificate_types(&self.config, &hello);
        let max_fragment_length = select::max_fragment_length(&hello)?;
        transcript.add(message.raw);
        Ok(State::ReceivedClientHello(ReceivedClientHello {
            certificate_types,
            boundary: message.boundary()?,
            protocol,
            hello_retried,
            client_random: *hello.random,
            session_id: hello.session_id.to_vec(),
            client_share: share.to_vec(),
            server_name: hello.host_name.map(String::from),
            schemes: hello.schemes.iter().map(SignatureScheme).collect(),
            certificate_schemes: hello.certificate_schemes.iter().map(SignatureScheme).collect(),
            authorities: hello.authorities,
            config: self.config,
            suite,
            group,
            transcript,
            psk,
            early_data,
            //= 4.3.9-5
            wants_tickets: hello.psk_dhe_ke,
            ticket_request: hello.ticket_request,
            post_handshake_auth: hello.post_handshake_auth,
            record_size_limit: hello.record_size_limit,
            max_fragment_length,
            staples: hello.staples,
            compressions: hello.compressions,
        }))
    }
}

impl Start {
    /// Sends a HelloRetryRequest, and the change_cipher_spec of compatibility mode if the client is in it.
    fn ask_again(
        mut self,
        hello: &ClientHello<'_>,
        (suite, group, psk): (Suite, Group, Option<Known>),
        mut message: Message<'_>,
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<State, Error> {
        // Nothing but early data can follow before the client has the answer.
        message.boundary()?;
        let mut transcript = Transcript::new(suite.hash());
        transcript.add(message.raw);
        let unchanging_parts = hash_of_parts(&unchanging_parts(message.body)?);
        let early_data_offered = hello.early_data;
        let client_hello1 = transcript.hash();
        let remembered = Remembered { suite, group, early_data_offered, client_hello1, unchanging_parts };
        let cookie = self.config.cookie_key.as_ref().map(|key| remembered.seal(key, &self.peer, cx.now));
        transcript.replace_by_message_hash();
        let request = hello_retry_request::encode(hello.session_id, suite, group, cookie.as_deref());
        transcript.add(&request);
        channel.send_message(&request, cx);
        //= E.4-1
        if self.config.middlebox_compatibility || !hello.session_id.is_empty() {
            channel.send_change_cipher_spec(cx)?;
        }
        //= 4.3.10-6
        if early_data_offered {
            channel.skip_early_data(early_data::skip_limit(&self.config));
        }
        self.retried =
            Some(Retried { suite, group, transcript, unchanging_parts, cookie, psk, early_data_offered });
        Ok(State::Start(self))
    }
}

impl Retried {
    /// What a HelloRetryRequest fixed that this server has forgotten, but the client's cookie says.
    fn from_cookie(
        config: &ServerConfig,
        peer: &[u8],
        hello: &ClientHello<'_>,
        now: Time,
    ) -> Result<Option<Self>, Error> {
        let (Some(key), Some(cookie)) = (&config.cookie_key, hello.cookie) else { return Ok(None) };
        let Remembered { suite, group, early_data_offered, client_hello1, unchanging_parts } =
            Remembered::open(cookie, key, peer, now).ok_or(Error::BadCookie)?;
        let mut transcript = Transcript::after_client_hello1(suite.hash(), &client_hello1);
        transcript.add(&hello_retry_request::encode(hello.session_id, suite, group, Some(cookie)));
        let cookie = Some(cookie.to_vec());
        let psk = None;
        Ok(Some(Self { suite, group, transcript, unchanging_parts, cookie, psk, early_data_offered }))
    }

    /// The second ClientHello may differ only where section 4.2.2 allows it, and brings exactly one share, the one
    /// that was asked for.
    fn check<'a>(&self, hello: &ClientHello<'a>, body: &[u8]) -> Result<&'a [u8], Error> {
        let same = hash_of_parts(&unchanging_parts(body)?) == self.unchanging_parts;
        if !same || hello.cookie != self.cookie.as_deref() {
            return Err(Error::ClientHelloChanged);
        }
        match hello.shares.as_slice() {
            [only] if only.group == self.group.into() => Ok(only.key_exchange),
            _ => Err(Error::ShareNotAskedFor),
        }
    }
}
