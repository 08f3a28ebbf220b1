#![doc = include_str!("../README.md")]
#![no_std]
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::unreachable
    )
)]

extern crate alloc;
#[cfg(any(feature = "std", test))]
extern crate std;

pub mod code_points;
pub mod limits;
pub mod observe;

#[doc(hidden)]
#[cfg(all(feature = "std", any(test, fuzzing)))]
pub mod fuzzing;

mod alert;
mod channel;
mod client;
mod compression;
mod config;
mod connected;
mod connection;
mod context;
mod credential;
mod crypto;
mod error;
mod extension;
mod grease;
mod identity;
mod key_schedule;
mod message;
mod negotiated;
mod question;
mod record;
mod resumption;
mod role;
mod server;
#[cfg(feature = "std")]
mod stream;
mod suite;
mod time;
mod transcript;
mod verify;
mod wire;

pub use compression::CertificateCompression;
#[cfg(feature = "zlib")]
pub use compression::Zlib;
pub use config::{ClientAuthentication, ClientConfig, Credentials, ServerConfig};
pub use connection::{
    ClientConnection, Connection, DangerousSecrets, DirectionSecrets, Event, Received, ServerConnection,
};
pub use context::Context;
pub use credential::Credential;
pub use crypto::Hash;
pub use error::{CertificateError, CertificateFault, Error};
pub use extension::MaxFragmentLength;
pub use negotiated::{EarlyData, EarlyDataRefusal, Negotiated};
pub use question::Question;
pub use record::{PadToMultipleOf, PaddingPolicy};
pub use resumption::{
    ClientSessions, EarlyDataPolicy, Psk, ReplayGuard, Session, TicketKey, TicketKeys, Tickets,
};
pub use role::Role;
pub use server::CookieKey;
pub use suite::{Group, Suite};
pub use time::Time;
pub use verify::{Pin, RawPublicKeys, Roots, Trust};
/// The states of a client and of a server, opaque: the type parameters of [`Connection`] and [`Stream`].
pub use {client::State as ClientState, server::State as ServerState};

#[cfg(feature = "std")]
pub use {
    resumption::{ReplayWindow, SessionCache, TicketStore},
    stream::{Stream, SystemRandom},
};

pub use rustls_pki_types as pki_types;

#[cfg(test)]
mod tests;
