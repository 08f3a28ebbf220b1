//! What a server keeps in its tickets, and the opening of these.

use alloc::vec;

use super::{choices::Choices, pki::now, random::Repeating};
use crate::{TicketKey, TicketKeys, Tickets, Time, resumption::ServerSession};

const NAME: [u8; 16] = *b"the ticket key's";

/// A session, or a ticket.
pub fn session(data: &[u8]) {
    let mut choices = Choices::new(data);
    let keys = TicketKeys::new(
        TicketKey::from_bytes(NAME, [1; 32]),
        vec![TicketKey::from_bytes([2; 16], [3; 32]), TicketKey::from_bytes(NAME, [4; 32])],
    );
    match choices.below(4) {
        0 | 1 => decode(choices),
        2 => {
            // Nobody makes a ticket without the key.
            assert_eq!(keys.redeem(data, now()), None);
            assert_eq!(keys.redeem(&[&NAME, choices.rest()].concat(), now()), None);
        }
        _ => {
            let (at, bit, seed) = (usize::from(choices.u16()), choices.u8() % 8, choices.u8());
            let session = choices.rest();
            let mut ticket = keys.issue(session, now(), &mut Repeating(seed.into())).unwrap();
            assert_eq!(keys.redeem(&ticket, now()).as_deref(), Some(session));
            let at = at % ticket.len();
            ticket[at] ^= 1 << bit;
            assert_eq!(keys.redeem(&ticket, now()), None);
        }
    }
}

fn decode(mut choices: Choices<'_>) {
    let age = u32::from_be_bytes([choices.u8(), choices.u8(), choices.u8(), choices.u8()]);
    let bytes = choices.rest();
    let Ok(session) = ServerSession::decode(bytes) else { return };
    assert_eq!(session.encode(), bytes);
    for now in [Time::from_millis(0), now(), Time::from_millis(u64::MAX)] {
        session.is_fresh(now);
        session.age_difference(age, now);
    }
    session.early_secret();
}
