//! What the driver of a connection needs of a state machine; the client and the server are its two implementors.

use alloc::sync::Arc;

use crate::{
    channel::Channel,
    connected::Connected,
    context::Context,
    credential::Credential,
    error::{CertificateError, Error},
    question::Question,
    record::Message,
};

/// A state machine of appendix A.
pub trait Role: Sized + sealed::Role {}

pub(crate) mod sealed {
    use super::{Arc, CertificateError, Channel, Connected, Context, Credential, Error, Message, Question};

    #[allow(private_interfaces, reason = "the trait is sealed")]
    pub trait Role: Sized {
        /// What this state makes of a handshake message.
        fn handle(
            self,
            message: Message<'_>,
            channel: &mut Channel,
            cx: &mut Context<'_>,
        ) -> Result<Self, Error>;

        /// Answers the state's question if the configuration says how; otherwise changes nothing.
        fn resolve(self, channel: &mut Channel, cx: &mut Context<'_>) -> Result<Self, Error>;

        /// The application's answer to [`Question::Certificate`].
        fn answer_certificate(
            self,
            answer: Result<(), CertificateError>,
            channel: &mut Channel,
            cx: &mut Context<'_>,
        ) -> Result<Self, Error>;

        /// The application's answer to [`Question::Credential`].
        fn answer_credential(
            self,
            credential: Option<Arc<Credential>>,
            channel: &mut Channel,
            cx: &mut Context<'_>,
        ) -> Result<Self, Error>;

        /// The application's answer to [`Question::Signature`].
        fn answer_signature(
            self,
            signature: Option<&[u8]>,
            channel: &mut Channel,
            cx: &mut Context<'_>,
        ) -> Result<Self, Error>;

        /// The question this state stops at.
        fn question(&self) -> Option<Question<'_>>;

        /// The state's name in appendix A.
        fn name(&self) -> &'static str;

        /// Whether an unencrypted change_cipher_spec may come now (section 5): from the first ClientHello to the
        /// peer's Finished.
        fn expects_change_cipher_spec(&self) -> bool;

        /// Whether this is a server whose flight is sent, and the client's Finished is still to come.
        fn waits_for_flight2(&self) -> bool;

        /// At a server that takes early data: how many bytes of it may still come.
        fn early_data_left_to_read(&mut self) -> Option<&mut usize>;

        fn connected(&self) -> Option<&Connected>;

        fn connected_mut(&mut self) -> Option<&mut Connected>;
    }
}
