//! `tls13 check`: how a server is configured, found out by a handshake a question.

use std::{process::ExitCode, time::Duration};

use anyhow::{Result, bail};
use tls13::pki_types::UnixTime;

use crate::{arguments::Check, connect, trust};

mod certificate_facts;
mod chain;
mod cursor;
mod details;
mod failure;
mod groups;
mod ocsp;
mod old_hello;
mod prober;
mod report;
mod schemes;
mod seen;
mod session;
mod suites;
mod transport;
mod verdict;
mod versions;
mod words;

use details::Details;
use prober::Prober;
use report::{Report, Server, Severity};

/// The exit code if something is wrong with the server; 1 and 2 mean that it was not checked.
const SOMETHING_WRONG: u8 = 3;

pub(crate) fn run(arguments: &Check) -> Result<ExitCode> {
    let report = check(arguments)?;
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        print!("{}", words::of(&report));
    }
    Ok(match report.verdict {
        Severity::Wrong => SOMETHING_WRONG.into(),
        Severity::Good | Severity::CouldBeBetter => ExitCode::SUCCESS,
    })
}

fn check(arguments: &Check) -> Result<Report> {
    let (host, port) = connect::split(&arguments.server)?;
    let name = connect::server_name(&arguments.trust, host)?;
    let roots = trust::server_roots(&arguments.trust)?;
    let checked_at = certificate_facts::date(i64::try_from(UnixTime::now().as_secs())?);
    let mut prober = Prober::new(host, port, name, Duration::from_secs(arguments.timeout))?;
    let first = details::first(&mut prober);
    let Some(address) = prober.address().filter(|_| prober.connections > 0) else {
        bail!(
            "can't reach {host} port {port}: {}",
            first.map_or_else(|failure| failure.to_string(), |_| String::new())
        );
    };
    let versions = versions::ask(&mut prober, &first);
    let details = first.map(|first| Details::ask(&mut prober, first, roots));
    let findings = verdict::judge(&versions, &details, &checked_at);
    Ok(Report {
        schema: report::SCHEMA,
        checked_at,
        server: Server {
            host: host.into(),
            port,
            address: address.ip().to_string(),
            name: prober.name.to_str().into(),
        },
        connections: prober.connections,
        unanswered: prober.unanswered,
        verdict: findings.iter().map(|finding| finding.severity).max().unwrap_or(Severity::Good),
        findings,
        versions,
        details: details.ok(),
    })
}
