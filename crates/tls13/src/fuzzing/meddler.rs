//! Two ends, and between them someone who knows all keys: who opens what one sends, changes it as the fuzzer likes, puts
//! it right again as far as keys can do that (records, CertificateVerify, Finished), and seals it for the other. So the
//! changes get past the cryptography, to every state of both ends.

mod leg;

use alloc::vec::Vec;

use super::{
    alone::{CLIENT_SEED, SERVER_SEED, new_client, new_server},
    choices::Choices,
    end::{End, Log, Side},
    pair::warm_up,
    settings::Settings,
};
use crate::{
    ClientState, ServerState,
    code_points::{ContentType, HandshakeType},
    record::{Framed, Joiner, deframe},
};
use leg::{Epoch, Opening, Sealing};

/// Settings, then what happens.
pub fn meddler(data: &[u8]) {
    let mut choices = Choices::new(data);
    let settings = Settings::choose(&mut choices);
    if settings.warm_up {
        warm_up(&settings);
    }
    let mut client = new_client(settings.client, CLIENT_SEED, Log::of_messages());
    let mut server = new_server(settings.server, SERVER_SEED, Log::of_messages());
    let repairs = choices.below(4) > 0;
    let (mut to_server, mut to_client) = (Way::new(repairs), Way::new(repairs));
    let mut quiet = 0;
    for _ in 0..300 {
        let rest = choices.is_empty();
        let moved = match choices.below(8) {
            1 => {
                client.act(&mut choices);
                true
            }
            2 => {
                server.act(&mut choices);
                true
            }
            3 => to_server.carry(&mut client, &mut server, &mut choices),
            4 => to_client.carry(&mut server, &mut client, &mut choices),
            _ => {
                client.answer();
                server.answer();
                let moved = to_server.carry(&mut client, &mut server, &mut choices);
                to_client.carry(&mut server, &mut client, &mut choices) || moved
            }
        };
        quiet = if moved || !rest { 0 } else { quiet + 1 };
        if quiet > 2 || client.error.is_some() && server.error.is_some() {
            return;
        }
    }
}

/// One direction.
struct Way {
    /// What the sender has sent, as it is.
    waiting: Vec<u8>,
    opening: Opening,
    sealing: Sealing,
    joiner: Joiner,
    /// A message that comes after the next one.
    held: Option<(Epoch, Vec<u8>)>,
    repairs: bool,
}

/// From the client to the server or back: the label of the sender in the key log.
trait From: Side {
    const NAME: &'static str;
}

impl From for ClientState {
    const NAME: &'static str = "CLIENT";
}

impl From for ServerState {
    const NAME: &'static str = "SERVER";
}

impl Way {
    fn new(repairs: bool) -> Self {
        Self {
            waiting: Vec::new(),
            opening: Opening::default(),
            sealing: Sealing::default(),
            joiner: Joiner::default(),
            held: None,
            repairs,
        }
    }

    /// Takes one record on its way; whether there was one.
    fn carry<S: From, T: From>(
        &mut self,
        from: &mut End<S>,
        to: &mut End<T>,
        choices: &mut Choices<'_>,
    ) -> bool {
        self.waiting.append(&mut from.take_outgoing());
        let Ok(Framed::Record { kind, length }) = deframe(&self.waiting, false) else { return false };
        let record: Vec<u8> = self.waiting.drain(..length).collect();
        let Some((epoch, kind, content)) = self.opening.open(kind, &record, S::NAME, &from.log) else {
            to.deliver(&record);
            return true;
        };
        if kind != ContentType::HANDSHAKE {
            self.meddle_with_record(epoch, kind, content, S::NAME, to, choices);
            return true;
        }
        self.joiner.add(&content);
        while let Ok(Some(message)) = self.joiner.next() {
            let message = message.raw.to_vec();
            self.joiner.consume(message.len());
            self.meddle_with_message::<S, T>(epoch, message, to, choices);
        }
        true
    }

    fn meddle_with_message<S: From, T: From>(
        &mut self,
        epoch: Epoch,
        mut message: Vec<u8>,
        to: &mut End<T>,
        choices: &mut Choices<'_>,
    ) {
        if self.repairs
            && let Some(repaired) = leg::repaired::<S, T>(&message, S::NAME, to)
        {
            message = repaired;
        }
        let op = choices.below(16);
        match op {
            // Somewhere, and near the beginning where the lengths are.
            1 | 2 => {
                let at = usize::from(if op == 1 { choices.u16() } else { choices.u8().into() });
                let at = at % message.len();
                message[at] ^= choices.u8();
            }
            3 => return,
            4 => self.send(epoch, &message.clone(), S::NAME, to, choices),
            5 => {
                let length = choices.u8().into();
                message.truncate(4.max(message.len().saturating_sub(length)));
                set_length(&mut message);
            }
            6 => {
                let length = choices.u8().into();
                message.extend_from_slice(choices.bytes(length));
                set_length(&mut message);
            }
            7 => {
                let (kind, length) = (choices.u8(), choices.u8().into());
                let mut other = [&[kind, 0, 0, 0], choices.bytes(length)].concat();
                set_length(&mut other);
                self.send(epoch, &other, S::NAME, to, choices);
            }
            8 if self.held.is_none() => {
                self.held = Some((epoch, message));
                return;
            }
            9 => {
                // Cut a piece out, or put one in, with all lengths around it as they were.
                let (at, length) = (usize::from(choices.u16()) % message.len(), choices.u8().into());
                let end = (at + usize::from(choices.u8())).min(message.len());
                message.splice(at..end, choices.bytes(length).iter().copied());
                message.resize(message.len().max(4), 0);
                set_length(&mut message);
            }
            10 => message[0] = choices.u8(),
            _ => {}
        }
        self.send(epoch, &message, S::NAME, to, choices);
        if let Some((epoch, message)) = self.held.take() {
            self.send(epoch, &message, S::NAME, to, choices);
        }
    }

    /// Sends a message, in one record or several.
    fn send<T: From>(
        &mut self,
        epoch: Epoch,
        message: &[u8],
        name: &str,
        to: &mut End<T>,
        choices: &mut Choices<'_>,
    ) {
        let cut = match choices.below(8) {
            1 => usize::from(choices.u8()) + 1,
            _ => 1 << 14,
        };
        for part in message.chunks(cut) {
            self.sealing.send(epoch, (ContentType::HANDSHAKE, part, 0), name, to);
            if cut < 1 << 14 && choices.below(8) == 1 {
                let kind = ContentType(choices.u8());
                self.sealing.send(epoch, (kind, &[1], 0), name, to);
            }
        }
        if message.first() == Some(&HandshakeType::KEY_UPDATE.0) {
            self.sealing.update();
        }
    }

    fn meddle_with_record<T: From>(
        &mut self,
        epoch: Epoch,
        mut kind: ContentType,
        mut content: Vec<u8>,
        name: &str,
        to: &mut End<T>,
        choices: &mut Choices<'_>,
    ) {
        let mut padding = 0;
        match choices.below(12) {
            1 => {
                let at = usize::from(choices.u8());
                if let Some(byte) = content.get_mut(at) {
                    *byte ^= choices.u8();
                }
            }
            2 => return,
            3 => self.sealing.send(epoch, (kind, &content, 0), name, to),
            4 => kind = ContentType(choices.u8()),
            5 => padding = choices.u16().into(),
            6 => content.clear(),
            7 => {
                for _ in 0..choices.below(40) {
                    self.sealing.send(epoch, (kind, &[], 0), name, to);
                }
            }
            8 => {
                let length = choices.u8().into();
                to.deliver(choices.bytes(length));
            }
            9 => {
                let length = choices.u8().into();
                let (kind, other) = (ContentType(choices.u8()), choices.bytes(length));
                self.sealing.send(epoch, (kind, other, 0), name, to);
            }
            _ => {}
        }
        self.sealing.send(epoch, (kind, &content, padding), name, to);
    }
}

fn set_length(message: &mut [u8]) {
    let length = ((message.len() - 4) as u32).to_be_bytes();
    message[1..4].copy_from_slice(&length[1..]);
}
