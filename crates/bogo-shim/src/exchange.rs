//! What is done on a connection: handshake, expectations, data both ways, and the end.

use tls13::{ClientConnection, EarlyData, Error, Negotiated, code_points::AlertDescription};

use crate::{
    flags::Flags,
    link::{End, Link},
    outcome::{Failure, expect},
};

/// Drives the handshake to its end.
pub(crate) fn handshake<R: End>(link: &mut Link<R>) -> Result<(), Failure> {
    while !link.connection.is_connected() {
        link.step()?;
    }
    Ok(())
}

pub(crate) fn negotiated<R: End>(link: &Link<R>) -> Result<&Negotiated, Failure> {
    link.connection.negotiated().ok_or_else(|| Failure::Unmet("the handshake is complete".into()))
}

/// What the shim writes first, if it does.
pub(crate) fn initial_writes(flags: &Flags<'_>) -> Result<Vec<Vec<u8>>, Failure> {
    if !flags.has("shim-writes-first") && !flags.has("read-with-unfinished-write") {
        return Ok(Vec::new());
    }
    let text = flags.text("shim-initial-write").unwrap_or("hello");
    let times = flags.number("repeat-shim-initial-write")?.unwrap_or(1);
    Ok(vec![text.as_bytes().to_vec(); times])
}

/// Sends early data, as much of `writes` as may be; what could not be sent stays there.
pub(crate) fn early_writes(
    link: &mut Link<tls13::ClientState>,
    writes: &mut Vec<Vec<u8>>,
    flags: &Flags<'_>,
) -> Result<(), Failure> {
    if let Some(message) = flags.number::<u8>("early-write-after-message")? {
        while !link.onlooker.received.iter().any(|kind| kind.0 == message) {
            link.step()?;
        }
    }
    let unfinished = flags.has("read-with-unfinished-write");
    while let Some(data) = writes.first_mut() {
        if unfinished {
            link.hold_back();
        }
        let sent = link.call(|connection: &mut ClientConnection, cx| connection.send_early_data(data, cx))?;
        data.drain(..sent);
        if unfinished {
            link.send_one_byte()?;
        }
        if !data.is_empty() {
            break;
        }
        writes.remove(0);
    }
    Ok(())
}

/// Everything after the handshake, `writes` first.
pub(crate) fn exchange<R: End>(
    link: &mut Link<R>,
    flags: &Flags<'_>,
    writes: &[Vec<u8>],
) -> Result<(), Failure> {
    export(link, flags)?;
    if flags.has("send-alert") {
        const DECOMPRESSION_FAILURE: AlertDescription = AlertDescription(30);
        link.call(|connection, cx| connection.abort(DECOMPRESSION_FAILURE, cx))?;
        return Ok(());
    }
    writes.iter().try_for_each(|data| write(link, data))?;
    if !flags.has("shim-shuts-down") {
        echo(link, flags)?;
    }
    shut_down(link, flags)
}

pub(crate) fn export<R: End>(link: &mut Link<R>, flags: &Flags<'_>) -> Result<(), Failure> {
    if let Some(length) = flags.number::<usize>("export-keying-material")? {
        let mut out = vec![0; length];
        let label = flags.text("export-label").unwrap_or_default().as_bytes();
        // Without a context, TLS 1.3 exports as with an empty one.
        let context = flags.text("export-context").unwrap_or_default().as_bytes();
        link.call(|connection, _| connection.export(label, context, &mut out))?;
        write(link, &out)?;
    }
    if flags.has("export-traffic-secrets") {
        let secrets = link.call(|connection, _| connection.dangerous_secrets())?;
        let (reading, writing) = (&secrets.reading.traffic_secret, &secrets.writing.traffic_secret);
        let length = (reading.len() as u16).to_le_bytes();
        write(link, &[&length[..], reading, writing].concat())?;
    }
    Ok(())
}

fn write<R: End>(link: &mut Link<R>, data: &[u8]) -> Result<(), Failure> {
    link.call(|connection, cx| connection.send(data, cx))
}

/// Sends back whatever comes, with all bits turned, until the peer closes.
fn echo<R: End>(link: &mut Link<R>, flags: &Flags<'_>) -> Result<(), Failure> {
    let size = flags.number("read-size")?.unwrap_or(512);
    loop {
        if flags.has("key-update-before-read") {
            link.call(|connection, cx| connection.update_keys(false, cx))?;
        }
        while link.data.is_empty() && !link.peer_closed {
            match link.step() {
                // Without -check-close-notify, the end of the transport will do.
                Err(Failure::Tls { error: Error::Truncated, .. }) if !flags.has("check-close-notify") => {
                    return Ok(());
                }
                other => other?,
            }
        }
        if link.data.is_empty() {
            return Ok(());
        }
        let portion: Vec<u8> = link.data.drain(..link.data.len().min(size)).map(|byte| !byte).collect();
        if flags.has("key-update") {
            link.call(|connection, cx| connection.update_keys(false, cx))?;
        }
        write(link, &portion)?;
    }
}

fn shut_down<R: End>(link: &mut Link<R>, flags: &Flags<'_>) -> Result<(), Failure> {
    if !flags.has("check-close-notify") {
        return Ok(());
    }
    link.call(|connection, cx| connection.close(cx))?;
    while !link.peer_closed {
        match link.step() {
            Err(Failure::Tls { error: Error::Truncated, .. }) if flags.has("shim-shuts-down") => {
                return Err(Failure::Words("Unexpected SSL_shutdown result: -1 != 1"));
            }
            other => other?,
        }
    }
    Ok(())
}

/// A client's session at the end: one has come unless none is expected, with or without leave for early data.
pub(crate) fn check_session(received: Option<u32>, flags: &Flags<'_>) -> Result<(), Failure> {
    if flags.has("expect-no-session") {
        return expect(received.is_none(), "no session is received");
    }
    if flags.has("shim-shuts-down") || flags.has("send-alert") {
        return Ok(());
    }
    let supports = received.is_some_and(|size| size > 0);
    expect(received.is_some(), "a session is received")?;
    expect(
        supports == flags.has("expect-ticket-supports-early-data"),
        format!("the ticket supports early data: {supports}"),
    )
}

/// Whether early data was refused, so that what was written has to be written again.
pub(crate) fn was_refused<R: End>(link: &Link<R>) -> Result<bool, Failure> {
    Ok(matches!(negotiated(link)?.early_data, EarlyData::Refused(_)))
}
