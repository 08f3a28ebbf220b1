//! The server's settings, made anew when a file they come from changes. Open connections keep those they began with.

use std::{
    fs,
    path::PathBuf,
    sync::{Arc, PoisonError, RwLock},
    thread,
    time::{Duration, SystemTime},
};

use anyhow::{Result, ensure};
use clearbox_demo_pki::{Validity, self_signed};
use tls13::{
    ClientAuthentication, Credential, Credentials, ServerConfig, SystemRandom, Trust, pki_types::UnixTime,
};

use crate::{arguments::Serve, certificate, report, trust};

/// How often the files are looked at.
const INTERVAL: Duration = Duration::from_secs(1);

/// Settings that can change while connections come in.
#[derive(Debug)]
pub(super) struct Settings {
    arguments: Serve,
    /// Made once, so that its pin stays.
    self_signed: Option<Arc<Credential>>,
    current: RwLock<Arc<ServerConfig>>,
}

impl Settings {
    pub(super) fn new(arguments: &Serve) -> Result<Self> {
        let self_signed = if arguments.self_signed { Some(make_self_signed()?) } else { None };
        let current = RwLock::new(Arc::new(config(arguments, self_signed.as_ref())?));
        Ok(Self { arguments: arguments.clone(), self_signed, current })
    }

    pub(super) fn current(&self) -> Arc<ServerConfig> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn reload(&self) -> Result<()> {
        let config = config(&self.arguments, self.self_signed.as_ref())?;
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(config);
        Ok(())
    }

    /// When each file was changed; None for one that isn't there.
    fn versions(&self) -> Vec<Option<SystemTime>> {
        let modified = |path: &PathBuf| fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
        let Serve { cert, key, client_ca, .. } = &self.arguments;
        [cert, key, client_ca].into_iter().flatten().map(modified).collect()
    }
}

/// Reads changed files in a thread of its own. Where the new ones can't be used, the old settings stay.
pub(super) fn watch(settings: Arc<Settings>) {
    thread::spawn(move || {
        let mut seen = settings.versions();
        loop {
            thread::sleep(INTERVAL);
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

fn config(arguments: &Serve, self_signed: Option<&Arc<Credential>>) -> Result<ServerConfig> {
    let credentials = match self_signed {
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
    Ok(config)
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
