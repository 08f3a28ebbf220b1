//! A client that is asked for its certificate after the handshake (RFC 9846, section 4.7.2).

use alloc::{sync::Arc, vec::Vec};

use crate::{
    channel::Channel,
    code_points::{CertificateType, SignatureScheme},
    compression::compress,
    config::ClientConfig,
    context::Context,
    credential::{Credential, Wish},
    error::Error,
    identity::Identity,
    key_schedule::TrafficSecret,
    message::{
        certificate::{self, Stapled},
        certificate_request::CertificateRequest,
        certificate_verify::{self, Side, signed_content},
        finished,
    },
    question::Question,
    transcript::Transcript,
};

/// What a client needs to answer, and the request at hand.
#[derive(Debug)]
pub(crate) struct Answer {
    config: Arc<ClientConfig>,
    certificate_type: CertificateType,
    /// Up to the client's Finished.
    transcript: Transcript,
    asked: Option<Asked>,
}

/// A request that is not answered yet.
#[derive(Debug)]
struct Asked {
    request: CertificateRequest,
    transcript: Transcript,
    signing: Option<Signing>,
}

/// The credential is chosen, and the signature is still to come: all messages go out together.
#[derive(Debug)]
struct Signing {
    credential: Arc<Credential>,
    scheme: SignatureScheme,
    certificate: Vec<u8>,
    content: Vec<u8>,
}

impl Answer {
    /// `certificate_type` is what the two ends have agreed on in the handshake.
    pub(crate) fn new(
        config: Arc<ClientConfig>,
        transcript: Transcript,
        certificate_type: CertificateType,
    ) -> Self {
        Self { config, certificate_type, transcript, asked: None }
    }

    /// A CertificateRequest has come, `raw` with its header.
    pub(super) fn received_request(&mut self, body: &[u8], raw: &[u8]) -> Result<(), Error> {
        let request = CertificateRequest::decode(body)?;
        let mut transcript = self.transcript.clone();
        transcript.add(raw);
        self.asked = Some(Asked { request, transcript, signing: None });
        Ok(())
    }

    pub(super) fn question(&self) -> Option<Question<'_>> {
        let asked = self.asked.as_ref()?;
        Some(match &asked.signing {
            Some(signing) => Question::Signature { scheme: signing.scheme, content: &signing.content },
            None => Question::Credential {
                server_name: None,
                certificate_types: core::slice::from_ref(&self.certificate_type),
                schemes: &asked.request.schemes,
                certificate_schemes: &asked.request.certificate_schemes,
                authorities: &asked.request.authorities,
            },
        })
    }

    /// Answers by the configuration and the credential, if they can.
    pub(super) fn resolve(
        &mut self,
        base_key: &TrafficSecret,
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<(), Error> {
        let Some(asked) = &self.asked else { return Ok(()) };
        if asked.signing.is_none() {
            let chosen = match &self.config.credentials {
                None => Some(None),
                Some(credentials) => wish(&asked.request, &self.certificate_type).choose(credentials),
            };
            let Some(credential) = chosen else { return Ok(()) };
            self.choose(credential, base_key, channel, cx)?;
        }
        self.sign_by_credential(base_key, channel, cx)
    }

    fn sign_by_credential(
        &mut self,
        base_key: &TrafficSecret,
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<(), Error> {
        let Some(Asked { signing: Some(signing), .. }) = &self.asked else { return Ok(()) };
        match signing.credential.sign(signing.scheme, &signing.content, cx.rng)? {
            Some(signature) => self.sign(Some(&signature), base_key, channel, cx),
            None => Ok(()),
        }
    }

    /// Without a credential by which the server could verify a signature, says that there is none.
    pub(super) fn choose(
        &mut self,
        credential: Option<Arc<Credential>>,
        base_key: &TrafficSecret,
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<(), Error> {
        let not_now = Error::NotNow("no credential is in question");
        let Some(asked) = self.asked.as_mut().filter(|asked| asked.signing.is_none()) else {
            return Err(not_now);
        };
        let Asked { request, transcript, signing } = asked;
        let fitting = credential.and_then(|credential| {
            Some((wish(request, &self.certificate_type).scheme(&credential)?, credential))
        });
        let Some((scheme, credential)) = fitting else {
            let certificate =
                certificate::encode_entries(&request.context, &Identity::default(), Stapled::default());
            transcript.add(&certificate);
            //= 4.7.2-1 4.7.2-3
            channel.send_message(&certificate, cx);
            return self.finish(base_key, channel, cx);
        };
        let stapled = credential.stapled(request.staples);
        let certificate = certificate::encode_entries(&request.context, credential.identity(), stapled);
        let certificate = compress(&self.config.certificate_compression, &request.compressions, certificate);
        transcript.add(&certificate);
        let content = signed_content(Side::Client, &transcript.hash());
        *signing = Some(Signing { credential, scheme, certificate, content });
        Ok(())
    }

    pub(super) fn sign(
        &mut self,
        signature: Option<&[u8]>,
        base_key: &TrafficSecret,
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<(), Error> {
        let Some(Asked { transcript, signing: Some(signing), .. }) = &mut self.asked else {
            return Err(Error::NotNow("no signature is in question"));
        };
        let signature = signature.ok_or(Error::SignerFailed)?;
        let verify = certificate_verify::encode(signing.scheme, signature);
        transcript.add(&verify);
        //= 4.7.2-1 4.7.2-2 4.7.2-4
        channel.send_message(&signing.certificate, cx);
        channel.send_message(&verify, cx);
        self.finish(base_key, channel, cx)
    }

    fn finish(
        &mut self,
        base_key: &TrafficSecret,
        channel: &mut Channel,
        cx: &mut Context<'_>,
    ) -> Result<(), Error> {
        if let Some(asked) = self.asked.take() {
            channel.send_message(&finished::encode(base_key, &asked.transcript), cx);
        }
        Ok(())
    }
}

fn wish<'a>(request: &'a CertificateRequest, certificate_type: &'a CertificateType) -> Wish<'a> {
    Wish {
        server_name: None,
        certificate_types: core::slice::from_ref(certificate_type),
        schemes: &request.schemes,
        certificate_schemes: &request.certificate_schemes,
        authorities: &request.authorities,
    }
}
