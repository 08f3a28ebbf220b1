//! What is noted of the messages on a connection.

use serde::Serialize;
use tls13::{
    code_points::{ExtensionType, HandshakeType},
    observe::{Direction, Observer},
};

use super::cursor::Cursor;

/// An onlooker's notes.
#[derive(Clone, Default, Debug)]
pub(super) struct Seen {
    pub(super) certificate_requested: bool,
    pub(super) tickets: Vec<Ticket>,
}

/// A NewSessionTicket.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Debug)]
pub(super) struct Ticket {
    pub(super) lifetime_seconds: u32,
    /// How many bytes of early data (0-RTT) it allows.
    pub(super) max_early_data_bytes: u32,
}

/// The type and length of a handshake message stand before its body.
const HEADER: usize = 4;

impl Observer for Seen {
    fn message(&mut self, direction: Direction, kind: HandshakeType, message: &[u8]) {
        let body = Cursor(message.get(HEADER..).unwrap_or_default());
        match (direction, kind) {
            (Direction::Received, HandshakeType::CERTIFICATE_REQUEST) => self.certificate_requested = true,
            (Direction::Received, HandshakeType::NEW_SESSION_TICKET) => self.tickets.extend(ticket(body)),
            _ => {}
        }
    }
}

/// RFC 9846, section 4.7.1.
fn ticket(mut body: Cursor<'_>) -> Option<Ticket> {
    let lifetime_seconds = body.u32()?;
    let (_age_add, _nonce, _ticket) = (body.u32()?, body.vector(1)?, body.vector(2)?);
    let early_data = body.extension(ExtensionType::EARLY_DATA.0);
    let max_early_data_bytes = early_data.and_then(|mut content| content.u32()).unwrap_or(0);
    Some(Ticket { lifetime_seconds, max_early_data_bytes })
}

#[cfg(test)]
mod tests {
    use super::{Cursor, Ticket, ticket};

    #[test]
    fn tickets_are_read() {
        let mut body = vec![0, 0, 0x1c, 0x20, 1, 2, 3, 4, 1, 0, 0, 2, 7, 7];
        let plain = [&body[..], &[0, 0]].concat();
        let expected = Ticket { lifetime_seconds: 7200, max_early_data_bytes: 0 };
        assert_eq!(ticket(Cursor(&plain)), Some(expected));
        // An unknown extension of one byte, then early_data.
        body.extend([0, 13, 0xfa, 0xfa, 0, 1, 0, 0, 42, 0, 4, 0, 0, 0x40, 0]);
        assert_eq!(ticket(Cursor(&body)), Some(Ticket { max_early_data_bytes: 16384, ..expected }));
        for end in 0..14 {
            assert_eq!(ticket(Cursor(&body[..end])), None);
        }
    }
}
