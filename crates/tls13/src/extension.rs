//! Extensions (RFC 9846, section 4.3): one file each, and Table 1, which says where each may stand.

pub(crate) mod alpn;
pub(crate) mod certificate_authorities;
pub(crate) mod certificate_type;
pub(crate) mod compress_certificate;
pub(crate) mod cookie;
pub(crate) mod early_data;
pub(crate) mod key_share;
pub(crate) mod max_fragment_length;
pub(crate) mod pre_shared_key;
pub(crate) mod psk_key_exchange_modes;
pub(crate) mod record_size_limit;
pub(crate) mod server_name;
pub(crate) mod signature_algorithms;
pub(crate) mod signed_certificate_timestamp;
pub(crate) mod status_request;
pub(crate) mod supported_groups;
pub(crate) mod supported_versions;
pub(crate) mod ticket_request;

mod block;
mod staples;
mod table;

pub(crate) use block::{Block, put};
pub use max_fragment_length::MaxFragmentLength;
pub(crate) use staples::Staples;
pub(crate) use table::{Place, is_known};
