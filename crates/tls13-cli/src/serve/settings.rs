//! The server's settings, made anew when a file they come from changes. Open connections keep those they began with.

use std::{
    fs,
    path::PathBuf,
    sync::{Arc, PoisonError, RwLock},
    thread,
    time::{Duration, Instant, SystemTime},
};

use anyhow::{Result, ensure};
use clearbox_demo_pki::{Validity, self_signed};
use tls13::{
    ClientAuthentication, Credential, Credentials, EarlyDataPolicy, ReplayWindow, ServerConfig, SystemRandom,
    TicketKey, TicketKeys, Time, Trust, pki_types::UnixTime,
};

use crate::{arguments::Serve, certificate, report, trust};

/// How often the files are looked at.
const INTERVAL: Duration = Duration::from_secs(1);

/// How often the key for tickets is replaced. Three earlier ones still open theirs, so that tickets last for a day.
const ROTATION: Duration = Duration::from_secs(6 * 60 * 60);

/// ClientHellos with early data are remembered for so long: twice what a ticket's age may be off by, and more.
const REPLAY_WINDOW: Duration = Duration::from_secs(30);

/// No more of them are remembered; then early data is refused for a while.
const MAX_REMEMBERED: usize = 100_000;

/// Settings that can change while connections come in.
#[derive(Debug)]
pub(super) struct Settings {
    arguments: Serve,
    lasting: Lasting,
    current: RwLock<Arc<ServerConfig>>,
}

/// What stays when files are read anew.
#[derive(Debug)]
struct Lasting {
    /// Made once, so that its pin stays.
    self_signed: Option<Arc<Credential>>,
    tickets: RwLock<TicketKeys>,
    early_data: Option<EarlyDataPolicy>,
}

impl Lasting {
    fn new(arguments: &Serve) -> Result<Self> {
        let self_signed = if arguments.self_signed { Some(make_self_signed()?) } else { None };
        let tickets = RwLock::new(TicketKeys::new(TicketKey::generate(&mut SystemRandom), Vec::new()));
        Ok(Self { self_signed, tickets, early_data: arguments.early_data.map(early_data) })
    }

    fn tickets(&self) -> TicketKeys {
        self.tickets.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn early_data(max_size: u32) -> EarlyDataPolicy {
    // The keys for tickets are new, so that nothing from before can be replayed, and no time has to pass first.
    let started_at = Time::since_unix_epoch(Duration::ZERO);
    let mut policy =
        EarlyDataPolicy::new(Arc::new(ReplayWindow::new(REPLAY_WINDOW, MAX_REMEMBERED, started_at)));
    policy.max_size = max_size;
    policy
}

impl Settings {
    pub(super) fn new(arguments: &Serve) -> Result<Self> {
        let lasting = Lasting::new(arguments)?;
        let current = RwLock::new(Arc::new(config(arguments, &lasting)?));
        Ok(Self { arguments: arguments.clone(), lasting, current })
    }

    pub(super) fn current(&self) -> Arc<ServerConfig> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, config: ServerConfig) {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(config);
    }

    fn reload(&self) -> Result<()> {
        self.set(config(&self.arguments, &self.lasting)?);
        Ok(())
    }

    /// Replaces the key for tickets, even where files can't be read at the time.
    fn rotate(&self) {
        let rotated = self.lasting.tickets().rotated(&mut SystemRandom);
        *self.lasting.tickets.write().unwrap_or_else(PoisonError::into_inner) = rotated;
        let mut config = ServerConfig::clone(&self.current());
        set_tickets(&mut config, &self.arguments, &self.lasting);
        self.set(config);
    }

    /// When each file was changed; None for one that isn't there.
    fn versions(&self) -> Vec<Option<SystemTime>> {
        let modified = |path: &PathBuf| fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
        let Serve { cert, key, client_ca, .. } = &self.arguments;
        [cert, key, client_ca].into_iter().flatten().map(modified).collect()
    }
}

/// Reads changed files and replaces the key for tickets, in a thread of its own. Where new files can't be used, the old
/// settings stay.
pub(super) fn watch(settings: Arc<Settings>) {
    thread::spawn(move || {
        let mut seen = settings.versions();
        let mut rotated_at = Instant::now();
        loop {
            thread::sleep(INTERVAL);
            if rotated_at.elapsed() >= ROTATION {
                settings.rotate();
                rotated_at = Instant::now();
            }
            let now = settings.versions();
            if now == seen {
                continue;
            }
            match settings.reload() {
                Ok(()) => println!("certificates read anew"),
                Err(error) => eprint!("the old certificates stay: {}", report::explain(&error)),
            }
            seen = now;
        }
    });
}

fn config(arguments: &Serve, lasting: &Lasting) -> Result<ServerConfig> {
    let credentials = match &lasting.self_signed {
        Some(credential) => Credentials::One(credential.clone()),
        None => Credentials::Several(read_credentials(arguments)?),
    };
    let mut config = ServerConfig::new(credentials);
    if !arguments.client_ca.is_empty() {
        let trust = Trust::Roots(trust::from_files(&arguments.client_ca)?);
        config.client_authentication = match arguments.client_optional {
            true => ClientAuthentication::Optional(trust),
            false => ClientAuthentication::Required(trust),
        };
        // Those whom the files don't vouch for any more can't resume either.
        config.verify_on_resumption = true;
    }
    config.protocols = arguments.alpn.iter().map(|name| name.clone().into_bytes()).collect();
    if config.protocols.is_empty() && arguments.directory.is_some() {
        config.protocols = vec![b"http/1.1".to_vec()];
    }
    if !arguments.groups.is_empty() {
        config.groups.clone_from(&arguments.groups);
    }
    if !arguments.suites.is_empty() {
        config.suites.clone_from(&arguments.suites);
    }
    config.update_keys_after = arguments.update_keys_after;
    config.psks.clone_from(&arguments.psk);
    config.early_data = lasting.early_data.clone();
    set_tickets(&mut config, arguments, lasting);
    Ok(config)
}

fn set_tickets(config: &mut ServerConfig, arguments: &Serve, lasting: &Lasting) {
    if !arguments.no_tickets {
        config.tickets = Some(Arc::new(lasting.tickets()));
    }
}

fn read_credentials(arguments: &Serve) -> Result<Vec<Arc<Credential>>> {
    let Serve { cert, key, .. } = arguments;
    ensure!(cert.len() == key.len(), "there are {} certificates but {} keys", cert.len(), key.len());
    cert.iter().zip(key).map(|(chain, key)| certificate::read_credential(chain, key)).collect()
}

fn make_self_signed() -> Result<Arc<Credential>> {
    let valid = Validity::days_around(UnixTime::now().as_secs(), 365);
    let issued = self_signed(&["localhost", "127.0.0.1", "::1"], valid, &mut SystemRandom)?;
    if let Some(end_entity) = issued.chain.first() {
        println!("self-signed certificate; connect with --pin {}", certificate::key_pin(end_entity)?);
    }
    Ok(Arc::new(Credential::new(issued.chain, &issued.key)?))
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use tls13::{SystemRandom, Time};

    use super::Settings;
    use crate::arguments::{Arguments, Command};

    fn settings(more: &str) -> Settings {
        let words = format!("tls13 serve --echo --self-signed {more}");
        match Arguments::parse_from(words.split_whitespace()).command {
            Some(Command::Serve(arguments)) => Settings::new(&arguments).unwrap(),
            _ => panic!("another command"),
        }
    }

    #[test]
    fn earlier_tickets_are_taken_until_their_key_is_gone() {
        let settings = settings("");
        let tickets = || settings.current().tickets.clone().unwrap();
        let ticket = tickets().issue(b"session", Time::now(), &mut SystemRandom).unwrap();
        for rotations in 0..4 {
            assert_eq!(
                tickets().redeem(&ticket, Time::now()).as_deref(),
                Some(&b"session"[..]),
                "{rotations}"
            );
            settings.reload().unwrap();
            assert!(tickets().redeem(&ticket, Time::now()).is_some(), "{rotations}, files read anew");
            settings.rotate();
        }
        assert_eq!(tickets().redeem(&ticket, Time::now()), None);
    }

    #[test]
    fn tickets_and_early_data_are_as_the_arguments_say() {
        let plain = settings("").current();
        assert!(plain.tickets.is_some() && plain.early_data.is_none());
        assert!(settings("--no-tickets").current().tickets.is_none());
        let settings = settings("--no-tickets");
        settings.rotate();
        assert!(settings.current().tickets.is_none());
        let early = self::settings("--early-data 77").current();
        assert_eq!(early.early_data.as_ref().unwrap().max_size, 77);
        assert!(early.early_data.as_ref().unwrap().guard.is_first(b"binder", Time::now()));
        assert!(!early.early_data.as_ref().unwrap().guard.is_first(b"binder", Time::now()));
    }
}
