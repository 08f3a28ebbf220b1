//! WAIT_SH: a ServerHello, or once a HelloRetryRequest (RFC 9846, sections 4.2.3 and 4.2.4).

use alloc::vec;

use super::{
    Common, Handshake, State, psk::OfferedPsk, start::Offer, unexpected,
    wait_encrypted_extensions::WaitEncryptedExtensions,
};
use crate::{
    channel::Channel,
    code_points::{CertificateType, HandshakeType, NamedGroup},
    context::Context,
    crypto::KeyPair,
    error::Error,
    key_schedule::EarlySecret,
    message::{hello_retry_request::Requested, server_hello::Hello},
    negotiated::EarlyDataRefusal,
    record::Message,
    suite::{Group, Suite},
    transcript::{Transcript, Unhashed},
};

pub(super) const NAME: &str = "WAIT_SH";

#[derive(Debug)]
pub(crate) struct WaitServerHello {
    common: Common,
    offer: Offer,
    said: Said,
}

/// What has been sent so far.
#[derive(Debug)]
enum Said {
    /// One ClientHello.
    Once(Unhashed),
    /// Two, the second after a HelloRetryRequest that chose the suite.
    Twice { suite: Suite, transcript: Transcript },
}

impl WaitServerHello {
    pub(super) fn first(common: Common, offer: Offer, client_hello: Unhashed) -> Self {
        Self { common, offer, said: Said::Once(client_hello) }
    }

    pub(super) fn common(&self) -> &Common {
        &self.common
    }

    pub(super) fn common_mut(&mut self) -> &mut Common {
        &mut self.common
    }

    pub(super) fn handle(
        self,
        mut message: Message<'_>,
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<State, Error> {
        if message.kind != HandshakeType::SERVER_HELLO {
            return Err(unexpected(&message, NAME));
        }
        let hello = Hello::decode(message.body, &self.common.offered)?;
        let suite = self.check(&hello)?;
        match self.said {
            Said::Once(client_hello) if hello.is_retry_request() => {
                // Nothing can follow before this end has answered.
                message.boundary()?;
                let requested = Requested::decode(&hello)?;
                let mut transcript = client_hello.into_hashed(suite.hash());
                transcript.replace_by_message_hash();
                transcript.add(message.raw);
                retry(self.common, self.offer, &requested, suite, transcript, channel, cx)
            }
            //= 4.2.4-6
            Said::Twice { .. } if hello.is_retry_request() => Err(unexpected(&message, NAME)),
            Said::Once(client_hello) => {
                let transcript = client_hello.into_hashed(suite.hash());
                proceed(self.common, self.offer, (suite, transcript, false), message, &hello, channel, cx)
            }
            //= 4.2.4-10
            Said::Twice { suite: retried, .. } if retried != suite => {
                Err(Error::SuiteNotOffered(suite.into()))
            }
            Said::Twice { transcript, .. } => {
                proceed(self.common, self.offer, (suite, transcript, true), message, &hello, channel, cx)
            }
        }
    }

    /// What holds for ServerHello and HelloRetryRequest alike.
    //= 4.2.3-6 4.2.3-7 4.2.4-4 4.2.4-8
    fn check(&self, hello: &Hello<'_>) -> Result<Suite, Error> {
        if hello.session_id != self.offer.session_id {
            return Err(Error::SessionIdNotEchoed);
        }
        let offered = &self.common.config.suites;
        Suite::from_code_point(hello.cipher_suite)
            .filter(|suite| offered.contains(suite))
            .ok_or(Error::SuiteNotOffered(hello.cipher_suite))
    }
}

/// Sends the second ClientHello.
//= 4.2.2-2 4.2.4-7
fn retry(
    mut common: Common,
    mut offer: Offer,
    requested: &Requested<'_>,
    suite: Suite,
    mut transcript: Transcript,
    channel: &mut Channel,
    cx: &mut Context<'_>,
) -> Result<State, Error> {
    if let Some(code_point) = requested.group {
        let shared = |group: &Group| offer.shares.iter().any(|pair| pair.group() == *group);
        //= 4.3.8-9 4.3.8-10
        let group = Group::from_code_point(code_point)
            .filter(|group| common.config.groups.contains(group) && !shared(group))
            .ok_or(Error::GroupNotOffered(code_point))?;
        //= 4.3.8-11
        offer.shares = vec![KeyPair::generate(group, cx.rng)];
    } else if requested.cookie.is_none() {
        //= 4.2.4-5
        return Err(Error::RetryWithoutChange);
    }
    //= 4.3.2-1
    offer.cookie = requested.cookie.map(<[u8]>::to_vec);
    // Early data is over, and PSKs for another hash can't be taken any more (section 4.2.2).
    //= 4.3.10-7
    common.refuse_early_data(EarlyDataRefusal::HelloRetryRequest);
    //= 4.2.4-11
    offer.psks.retain(|psk| psk.hash == suite.hash());
    channel.write_unencrypted();
    common.send_change_cipher_spec(channel, cx)?;
    let client_hello = offer.encode(&mut common, Some(&transcript), cx.now);
    channel.send_message(&client_hello, cx);
    transcript.add(&client_hello);
    let said = Said::Twice { suite, transcript };
    Ok(State::WaitServerHello(WaitServerHello { common, offer, said }))
}

/// Takes up the keys of the handshake.
fn proceed(
    mut common: Common,
    mut offer: Offer,
    (suite, mut transcript, hello_retried): (Suite, Transcript, bool),
    mut message: Message<'_>,
    hello: &Hello<'_>,
    channel: &mut Channel,
    cx: &mut Context<'_>,
) -> Result<State, Error> {
    let share = match hello.key_share() {
        // This client never offers PSKs without a key exchange.
        //= 4.3.11-14
        Err(Error::MissingExtension(_)) if hello.selected_identity()?.is_some() => {
            return Err(Error::PskWithoutShare);
        }
        share => share?,
    };
    //= 4.3.8-15 4.3.8-16
    let pair = offer
        .shares
        .iter()
        .find(|pair| NamedGroup::from(pair.group()) == share.group)
        .ok_or(Error::GroupNotOffered(share.group))?;
    let (group, shared_secret) = (pair.group(), pair.agree(share.key_exchange)?);
    //= 4.3.11-13
    let selected = hello.selected_identity()?.map(usize::from);
    let psk = selected.map(|index| take_psk(&mut offer, index, suite)).transpose()?;
    transcript.add(message.raw);
    let to_server_hello = transcript.hash();
    let (early_secret, psk) = match psk {
        Some(psk) => (psk.early_secret, Some(psk.source)),
        None => (EarlySecret::without_psk(suite.hash()), None),
    };
    let secret = early_secret.into_handshake_secret(shared_secret.as_bytes());
    let (client_traffic_secret, server_traffic_secret) =
        secret.traffic_secrets(&to_server_hello, &common.random, cx.observer);
    common.send_change_cipher_spec(channel, cx)?;
    channel.read_with(message.boundary()?, suite, &server_traffic_secret);
    //= 4.3.11-15
    if selected != Some(0) {
        common.refuse_early_data(EarlyDataRefusal::NotResumed);
    }
    // Until the server has taken or refused early data, its keys stay.
    if common.early.is_none() {
        //= A.1-1
        channel.write_with(suite, &client_traffic_secret, cx)?;
    }
    Ok(State::WaitEncryptedExtensions(WaitEncryptedExtensions(Handshake {
        common,
        suite,
        group,
        hello_retried,
        transcript,
        secret,
        client_traffic_secret,
        server_traffic_secret,
        protocol: None,
        client_certificate_type: CertificateType::X509,
        server_certificate_type: CertificateType::X509,
        certificate_request: None,
        psk,
    })))
}

/// The PSK that the server has selected, which has to be one for the hash of its cipher suite.
//= 4.3.11-13 4.3.11-14 4.7.1-2
fn take_psk(offer: &mut Offer, index: usize, suite: Suite) -> Result<OfferedPsk, Error> {
    match offer.psks.get(index) {
        None => Err(Error::PskNotOffered),
        Some(psk) if psk.hash != suite.hash() => Err(Error::PskOfOtherHash),
        Some(_) => Ok(offer.psks.swap_remove(index)),
    }
}
