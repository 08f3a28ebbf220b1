//! Every limit on what a peer can make this end hold or do, in one place. For each, a test reaches it.

/// The content of one record (RFC 9846, section 5.1), in bytes.
pub const MAX_PLAINTEXT: usize = 1 << 14;

/// The encrypted form of one record (section 5.2), in bytes, without its header.
pub const MAX_CIPHERTEXT: usize = MAX_PLAINTEXT + 256;

/// The header of a record, in bytes.
pub const RECORD_HEADER: usize = 5;

/// The longest ClientHello that a server reads, in bytes. Post-quantum key shares and a client's many extensions
/// together stay far below it.
pub const MAX_CLIENT_HELLO: usize = 1 << 16;

/// The longest Certificate message, in bytes: room for a chain of about fifteen ordinary certificates.
pub const MAX_CERTIFICATE: usize = 100 << 10;

/// The longest of any other handshake message, in bytes.
pub const MAX_HANDSHAKE_MESSAGE: usize = 1 << 16;

/// How many records without content, or of type change_cipher_spec, may come in a row.
pub const MAX_EMPTY_RECORDS: u32 = 32;

/// How many KeyUpdate messages may come in a row without application data between them.
pub const MAX_KEY_UPDATES: u32 = 32;

/// How many warning-like alerts (user_canceled) are passed over.
pub const MAX_USER_CANCELED: u32 = 4;

/// The longest ticket that a client keeps, in bytes. Longer ones, which a server may make of a long client certificate
/// chain, are passed over.
pub const MAX_TICKET: usize = 16 << 10;

/// How many of a client's PSKs a server tries.
pub const MAX_PSKS_TRIED: usize = 8;

/// How many bytes of refused early data a server skips, in encrypted form, if its own limit for early data is not greater.
pub const MAX_SKIPPED_EARLY_DATA: usize = 16 << 10;

/// How many certificates of a peer's chain are looked at.
pub const MAX_CERTIFICATES: usize = 256;
