#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod compression;
mod credentials;
mod error_names;
mod exchange;
mod expectations;
mod flags;
mod link;
mod onlooker;
mod outcome;
mod settings;
mod stores;

use std::{
    io::Write,
    net::{Ipv4Addr, Ipv6Addr, TcpStream},
    process::ExitCode,
    sync::Arc,
};

use tls13::{ClientConnection, ServerConnection, SystemRandom, code_points::AlertDescription as A};

use crate::{
    credentials::Credentials,
    expectations::Circumstances,
    flags::{CommandLine, Flags, Phase},
    link::{Answers, End, Link},
    onlooker::Onlooker,
    outcome::Failure,
    stores::Shared,
};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => ExitCode::from(failure.report()),
    }
}

fn run() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // Asked once, before all tests, whatever else is on the command line.
    if arguments.iter().any(|argument| argument == "-is-handshaker-supported") {
        println!("No");
        return Ok(());
    }
    let command_line = CommandLine::parse(arguments)?;
    let mut shared = Shared::new();
    let resumptions: u32 = command_line.of(Phase::Initial).number("resume-count")?.unwrap_or(0);
    for connection in 0..=resumptions {
        let phase = if connection == 0 { Phase::Initial } else { Phase::Resume };
        let flags = command_line.of(phase);
        settings::check_scope(&flags)?;
        shared.sessions.begin(phase == Phase::Resume);
        if flags.has("server") {
            serve(&flags, phase, &shared)?;
        } else {
            connect(&flags, &command_line.of(Phase::Retry), phase, &shared)?;
        }
        shared.wait(flags.number("resumption-delay")?.unwrap_or(0));
    }
    Ok(())
}

fn connect(flags: &Flags<'_>, retry: &Flags<'_>, phase: Phase, shared: &Shared) -> Result<(), Failure> {
    let credentials = Arc::new(Credentials::from_flags(flags)?);
    let config = Arc::new(settings::client(flags, &credentials, shared)?);
    let name = settings::server_name(flags)?;
    let mut onlooker = Onlooker::default();
    let mut cx = tls13::Context { now: shared.now, rng: &mut SystemRandom, observer: &mut onlooker };
    let offered_session = shared.sessions.offered_early_data_size();
    let connection = ClientConnection::connect(config, name, &mut cx)?;
    let mut link = open(flags, retry, connection, credentials, onlooker, shared)?;
    let outcome = (|| {
        link.call(|_, _| Ok(()))?;
        let mut writes = exchange::initial_writes(flags)?;
        if link.connection.early_data_left() > 0 {
            // Nothing can be exported so early.
            exchange::export(&mut link, flags)?;
            exchange::early_writes(&mut link, &mut writes, flags)?;
        }
        exchange::handshake(&mut link)?;
        let is_resumption = phase == Phase::Resume;
        let circumstances = Circumstances { is_server: false, is_resumption, offered_session };
        // After a refusal, the application begins anew, with everything that it has written.
        let flags = if exchange::was_refused(&link)? {
            expectations::early_data(&link, flags, circumstances)?;
            writes = exchange::initial_writes(retry)?;
            retry
        } else {
            flags
        };
        expectations::check(&link, flags, circumstances)?;
        exchange::exchange(&mut link, flags, &writes)?;
        exchange::check_session(shared.sessions.received_early_data_size(), flags)
    })();
    link.drain();
    outcome
}

fn serve(flags: &Flags<'_>, phase: Phase, shared: &Shared) -> Result<(), Failure> {
    let credentials = Arc::new(Credentials::from_flags(flags)?);
    let connection = ServerConnection::accept(Arc::new(settings::server(flags, &credentials, shared)?))?;
    let mut link = open(flags, flags, connection, credentials, Onlooker::default(), shared)?;
    let outcome = (|| {
        let mut writes = exchange::initial_writes(flags)?;
        while !link.connection.is_connected() {
            link.step()?;
            // Early data is answered at once, before it is known who sent it.
            if !link.early_data.is_empty() {
                for data in writes.drain(..) {
                    link.call(|connection, cx| connection.send_half_rtt(&data, cx))?;
                }
                let echo: Vec<u8> = link.early_data.drain(..).map(|byte| !byte).collect();
                link.call(|connection, cx| connection.send_half_rtt(&echo, cx))?;
            }
        }
        let is_resumption = phase == Phase::Resume;
        let circumstances = Circumstances { is_server: true, is_resumption, offered_session: None };
        expectations::check(&link, flags, circumstances)?;
        exchange::exchange(&mut link, flags, &writes)
    })();
    link.drain();
    outcome
}

/// The socket to the runner, which wants to know first which test this is.
fn open<R: End>(
    flags: &Flags<'_>,
    retry: &Flags<'_>,
    connection: tls13::Connection<R>,
    credentials: Arc<Credentials>,
    onlooker: Onlooker,
    shared: &Shared,
) -> Result<Link<R>, Failure> {
    let port: u16 = flags.number("port")?.ok_or_else(|| Failure::Unmet("-port is given".into()))?;
    let mut socket = if flags.has("ipv6") {
        TcpStream::connect((Ipv6Addr::LOCALHOST, port))?
    } else {
        TcpStream::connect((Ipv4Addr::LOCALHOST, port))?
    };
    socket.set_nodelay(true)?;
    let id: u64 = flags.number("shim-id")?.unwrap_or(0);
    socket.write_all(&id.to_le_bytes())?;
    // A verdict counts only if somebody asked for it.
    let asked = flags.has("verify-peer") || flags.has("require-any-client-certificate");
    let by_own_callback = flags.has("use-custom-verify-callback");
    let only_psks = !R::IS_SERVER && !asked && !credentials.psks().is_empty();
    let refusal = match (only_psks, by_own_callback) {
        (true, _) => (A::MISSING_EXTENSION, ":MISSING_EXTENSION:"),
        (false, true) => (A::CERTIFICATE_UNKNOWN, ":CERTIFICATE_VERIFY_FAILED:"),
        (false, false) => (A::HANDSHAKE_FAILURE, ":CERTIFICATE_VERIFY_FAILED:"),
    };
    let answers = Answers {
        credentials,
        // Who knows PSKs and verifies nothing wants no certificates.
        refuse: asked && flags.has("verify-fail") || only_psks,
        refuse_on_retry: asked && retry.has("verify-fail"),
        refuse_raw_keys: flags.has("verify-fail"),
        refusal,
        ocsp_fails: flags.has("use-ocsp-callback") && flags.has("fail-ocsp-callback"),
        verified: 0,
        chosen: None,
        peer_schemes: Vec::new(),
        peer_authorities: Vec::new(),
    };
    let portion = if flags.has("async") { 1 } else { 16 << 10 };
    Ok(Link::new(connection, socket, answers, onlooker, (shared.now, portion)))
}
