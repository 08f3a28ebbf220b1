//! The traces of RFC 8448, byte for byte: every value in them is compared with what this crate makes of the private keys
//! and of the messages, none is left out; and the server's own state machine answers to the clients in them.

mod handshake;
mod hello;
mod messages;
mod section_3;
mod section_4;
mod section_5;
mod section_6;
mod section_7;
mod server;
mod trace;
