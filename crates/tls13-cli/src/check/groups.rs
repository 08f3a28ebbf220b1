//! Which key exchange groups the server takes, which it prefers, and whether it asks for another share.

use serde::Serialize;
use tls13::{ClientConfig, Group, Negotiated};

use super::{
    failure::{Answer, Failure},
    prober::Prober,
};

#[derive(Serialize, Debug)]
pub(super) struct Groups {
    /// What it chose of all.
    pub(super) chosen: String,
    pub(super) asked: Vec<AskedGroup>,
    pub(super) preference: Preference,
    pub(super) hello_retry_request: Retry,
}

#[derive(Serialize, Debug)]
pub(super) struct AskedGroup {
    pub(super) name: String,
    #[serde(flatten)]
    pub(super) answer: Answer,
    /// What the server chose when the share was for this group, and all that it takes were offered.
    pub(super) if_first: Option<String>,
}

/// Whose preference decides.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Debug)]
#[serde(rename_all = "snake_case")]
pub(super) enum Preference {
    /// The group of the share that the client has sent: no round trip is lost.
    ClientShare,
    /// Always the same group, even if the client has to send another share.
    Server,
    /// Sometimes the one, sometimes the other.
    Mixed,
    /// There is nothing to choose.
    OnlyOne,
    Unknown,
}

/// What the server does about a share that it doesn't take (RFC 9846, section 4.2.4).
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Debug)]
#[serde(rename_all = "snake_case")]
pub(super) enum Retry {
    /// It asks for another one.
    Sent,
    /// It takes every group that this program has.
    NotNeeded,
    /// It refuses, although there is a group in common.
    Refused,
    Unknown,
}

pub(super) fn ask(prober: &mut Prober, base: &ClientConfig, first: &Negotiated) -> Groups {
    let answers = Group::ALL.map(|group| Answer::of(&offer(prober, base, &[group])));
    let with = |answer: &Answer| {
        let both = Group::ALL.iter().zip(&answers);
        both.filter(|(_, given)| *given == answer).map(|(&group, _)| group).collect::<Vec<_>>()
    };
    let (taken, refused) = (with(&Answer::Yes), with(&Answer::No));
    let mut orders = Vec::new();
    if taken.len() > 1 {
        for &group in &taken {
            orders.push((group, offer(prober, base, &begin_with(group, &taken))));
        }
    }
    let retry = retry(prober, base, first, &orders, (&taken, &refused));
    let asked = Group::ALL.iter().zip(&answers).map(|(&group, answer)| AskedGroup {
        name: group.to_string(),
        answer: answer.clone(),
        if_first: orders.iter().find_map(|(first, outcome)| {
            let outcome = outcome.as_ref().ok().filter(|_| *first == group)?;
            Some(outcome.group.to_string())
        }),
    });
    Groups {
        chosen: first.group.to_string(),
        asked: asked.collect(),
        preference: preference(&taken, &orders),
        hello_retry_request: retry,
    }
}

/// A group, and what came of an offer of several that begins with it.
type Order = (Group, Result<Negotiated, Failure>);

/// An offer of these groups, with a share for the first alone.
fn offer(prober: &mut Prober, base: &ClientConfig, groups: &[Group]) -> Result<Negotiated, Failure> {
    let mut config = base.clone();
    config.groups = groups.to_vec();
    config.key_shares = groups.first().map(|&first| vec![first]);
    prober.handshake(config)
}

fn begin_with(first: Group, groups: &[Group]) -> Vec<Group> {
    let others = groups.iter().copied().filter(|&group| group != first);
    std::iter::once(first).chain(others).collect()
}

fn preference(taken: &[Group], orders: &[Order]) -> Preference {
    let picks = orders.iter().map(|(first, outcome)| Some((*first, outcome.as_ref().ok()?.group)));
    let Some(picks) = picks.collect::<Option<Vec<_>>>() else { return Preference::Unknown };
    match picks[..] {
        [] if taken.is_empty() => Preference::Unknown,
        [] => Preference::OnlyOne,
        _ if picks.iter().all(|(first, picked)| first == picked) => Preference::ClientShare,
        [(_, favourite), ..] if picks.iter().all(|&(_, picked)| picked == favourite) => Preference::Server,
        _ => Preference::Mixed,
    }
}

/// What has been seen of HelloRetryRequest; if nothing, an offer whose share the server doesn't take will show.
fn retry(
    prober: &mut Prober,
    base: &ClientConfig,
    first: &Negotiated,
    orders: &[Order],
    (taken, refused): (&[Group], &[Group]),
) -> Retry {
    let before = orders.iter().filter_map(|(_, outcome)| outcome.as_ref().ok());
    if first.hello_retried || before.into_iter().any(|negotiated| negotiated.hello_retried) {
        return Retry::Sent;
    }
    let Some(&refused) = refused.first().filter(|_| !taken.is_empty()) else {
        return if taken.len() == Group::ALL.len() { Retry::NotNeeded } else { Retry::Unknown };
    };
    match offer(prober, base, &begin_with(refused, taken)) {
        Ok(negotiated) if negotiated.hello_retried => Retry::Sent,
        Err(failure) if failure.is_refusal() => Retry::Refused,
        _ => Retry::Unknown,
    }
}
