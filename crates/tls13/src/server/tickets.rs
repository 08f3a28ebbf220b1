//! The tickets that a server sends after the client's Finished (RFC 9846, section 4.7.1).

use core::time::Duration;

use super::flight2::Flight2;
use crate::{
    channel::Channel,
    config::ServerConfig,
    context::Context,
    extension::ticket_request::TicketRequest,
    grease::reserved_extension,
    identity::Identity,
    key_schedule::ResumptionSecret,
    limits::MAX_TICKET,
    message::new_session_ticket::NewSessionTicket,
    resumption::{MAX_TICKET_LIFETIME, ServerSession},
};

/// How many tickets to send: what the configuration says, or fewer if the client asks for fewer (RFC 9149, section 3).
pub(super) fn count(config: &ServerConfig, request: Option<TicketRequest>, resumed: bool) -> u8 {
    let wanted = request.map(|request| if resumed { request.resumption } else { request.new_session });
    match &config.tickets {
        Some(_) => config.tickets_sent.min(wanted.unwrap_or(u8::MAX)),
        None => 0,
    }
}

/// Sends them. Where the store has no room, or the session is too long for a ticket, none is sent.
pub(super) fn send(
    flight2: &Flight2,
    secret: &ResumptionSecret,
    channel: &mut Channel,
    cx: &mut Context<'_>,
) {
    let Some(tickets) = &flight2.config.tickets else { return };
    //= C.4-2 C.4-3
    for nonce in 0..flight2.tickets {
        let session = session(flight2, secret, &[nonce], cx);
        let mut bytes = session.encode();
        let ticket = if bytes.len() > MAX_TICKET / 2 { None } else { tickets.issue(&bytes, cx.now, cx.rng) };
        clearbox_ct::wipe(bytes.as_mut_slice());
        let Some(ticket) = ticket.filter(|ticket| !ticket.is_empty() && ticket.len() <= MAX_TICKET) else {
            return;
        };
        let message = NewSessionTicket {
            ticket_lifetime: session.lifetime,
            ticket_age_add: session.ticket_age_add,
            ticket_nonce: &[nonce],
            ticket: &ticket,
            max_early_data_size: session.max_early_data_size,
            grease: flight2.config.grease.then(|| reserved_extension(cx.rng)),
        };
        channel.send_message(&message.encode(), cx);
    }
}

fn session(
    flight2: &Flight2,
    secret: &ResumptionSecret,
    nonce: &[u8],
    cx: &mut Context<'_>,
) -> ServerSession {
    let mut age_add = [0; 4];
    //= 4.7.1-8
    cx.rng.fill_bytes(&mut age_add);
    let Flight2 { config, negotiated, authenticated_at, .. } = flight2;
    let longest = Duration::from_secs(MAX_TICKET_LIFETIME.into());
    ServerSession {
        suite: negotiated.suite,
        psk: secret.psk(nonce),
        issued_at: cx.now,
        authenticated_at: *authenticated_at,
        ticket_age_add: u32::from_be_bytes(age_add),
        //= 4.7.1-6
        lifetime: config.ticket_lifetime.min(longest).as_secs() as u32,
        max_early_data_size: config.early_data.as_ref().map_or(0, |policy| policy.max_size),
        protocol: negotiated.protocol.clone(),
        client_signature_scheme: negotiated.client_signature_scheme,
        own_certificate_type: flight2.own_certificate_type,
        peer: Identity::of_peer(negotiated),
    }
}
