//! The messages behind ServerHello: read, and written again from what was read.

use std::{format, vec, vec::Vec};

use rustls_pki_types::CertificateDer;

use super::{
    handshake::{Handshake, Wire},
    hello::{Extensions, offered, schemes, split},
};
use crate::{
    code_points::{CertificateType, ExtensionType as T, SignatureScheme as S},
    error::Error,
    identity::Identity,
    key_schedule::TrafficSecret,
    message::{
        certificate::{self, Expected},
        certificate_request::CertificateRequest,
        certificate_verify::{self, Side},
        encrypted_extensions::{self, EncryptedExtensions},
    },
};

/// A chain as it is kept.
pub(super) type Chain = Vec<CertificateDer<'static>>;

impl Handshake {
    /// From EncryptedExtensions to Finished in one record, under the keys of `secret`. The schemes by which the client
    /// may sign, if it is asked to.
    pub(super) fn server_flight(
        &mut self,
        client_hello: &[u8],
        secret: &TrafficSecret,
        asks_client: bool,
    ) -> Option<Vec<S>> {
        let offered = offered(client_hello);
        let mut flight = vec![self.encrypted_extensions(&offered, false)];
        let request = asks_client.then(|| self.certificate_request());
        let (request, accepted) = request.unzip();
        flight.extend(request);
        let (certificate, chain) = self.certificate("server", &offered);
        let verify = self.certificate_verify(Side::Server, &chain, &schemes(client_hello));
        let finished = self.finished("server", secret);
        flight.extend([certificate, verify, finished]);
        self.carry_messages(&mut Wire::new("server", secret), &flight);
        accepted
    }

    /// EncryptedExtensions in answer to a ClientHello that offered `offered`. Of what it says, this crate's server
    /// doesn't say supported_groups.
    pub(super) fn encrypted_extensions(&mut self, offered: &[T], early_data: bool) -> Vec<u8> {
        let message = self.message("server", "EncryptedExtensions");
        let read = EncryptedExtensions::decode(&message[4..], offered).unwrap();
        assert_eq!((read.protocol, read.early_data), (None, early_data));
        let record_size_limit = read.record_size_limit;
        let contents = encrypted_extensions::Contents {
            name_used: true,
            early_data,
            record_size_limit,
            ..Default::default()
        };
        let ours = encrypted_extensions::encode(&contents);
        let extensions = |message: &[u8]| -> Extensions { split(message, |_| ()).1 };
        let mut theirs = extensions(&message);
        assert!(theirs.remove(&T::SUPPORTED_GROUPS).is_some());
        assert_eq!(extensions(&ours), theirs);
        self.transcript.add(&message);
        message
    }

    /// CertificateRequest, and the signature schemes it accepts.
    fn certificate_request(&mut self) -> (Vec<u8>, Vec<S>) {
        let message = self.message("server", "CertificateRequest");
        let request = CertificateRequest::decode(&message[4..]).unwrap();
        assert_eq!(request.encode(), message);
        self.transcript.add(&message);
        (message, request.schemes)
    }

    /// Certificate, and the chain in it.
    pub(super) fn certificate(&mut self, who: &str, offered: &[T]) -> (Vec<u8>, Chain) {
        let message = self.message(who, "Certificate");
        let expected = Expected { context: &[], certificate_type: CertificateType::X509, offered };
        let identity = certificate::decode(&message[4..], &expected).unwrap().identity;
        let Identity::Certificates(chain) = identity else { panic!("a chain was agreed on") };
        assert_eq!(chain.len(), 1);
        assert_eq!(certificate::encode(&chain), message);
        self.transcript.add(&message);
        (message, chain)
    }

    /// CertificateVerify over the transcript so far, by the key of `chain`.
    ///
    /// The traces' RSA keys have 1024 bits, which this crate accepts of nobody: their signatures are refused here, and
    /// verified in clearbox-rsa, whose tests can make such a key, over the same content.
    pub(super) fn certificate_verify(&mut self, side: Side, chain: &Chain, accepted: &[S]) -> Vec<u8> {
        let who = if side == Side::Client { "client" } else { "server" };
        let message = self.message(who, "CertificateVerify");
        let scheme = S(u16::from_be_bytes([message[4], message[5]]));
        assert_eq!(certificate_verify::encode(scheme, &message[8..]), message);

        let hash = self.transcript.hash();
        let context = format!("TLS 1.3, {who} CertificateVerify\0");
        let content = [&[b' '; 64], context.as_bytes(), hash.as_bytes()].concat();
        assert_eq!(certificate_verify::signed_content(side, &hash), content);
        let identity = Identity::Certificates(chain.clone());
        let verdict =
            |side, body: &[u8]| certificate_verify::check(body, side, &identity, accepted, &self.transcript);
        let bad = Err(Error::BadSignature(scheme));
        let expected = if scheme == S::ECDSA_SECP256R1_SHA256 { Ok(scheme) } else { bad.clone() };
        assert_eq!(verdict(side, &message[4..]), expected);
        // Nobody else's words, and no other signature.
        let other_side = if side == Side::Client { Side::Server } else { Side::Client };
        assert_eq!(verdict(other_side, &message[4..]), bad);
        let mut changed = message.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert_eq!(verdict(side, &changed[4..]), bad);
        self.transcript.add(&message);
        message
    }
}
