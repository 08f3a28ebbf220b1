//! Which cipher suites the server takes, and who chooses among them.

use serde::Serialize;
use tls13::{ClientConfig, Suite};

use super::{
    failure::{Answer, Asked, Failure},
    prober::Prober,
};

#[derive(Serialize, Debug)]
pub(super) struct Suites {
    /// What it chose of all.
    pub(super) chosen: String,
    pub(super) asked: Vec<Asked>,
    pub(super) preference: Preference,
    /// Where the server's preference decides: its order.
    pub(super) order: Vec<String>,
}

/// Whose order decides.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Debug)]
#[serde(rename_all = "snake_case")]
pub(super) enum Preference {
    Server,
    Client,
    /// The server's, unless the client prefers ChaCha20-Poly1305: it may have no fast AES.
    ServerUnlessChacha,
    /// There is nothing to choose.
    OnlyOne,
    Unknown,
}

pub(super) fn ask(prober: &mut Prober, base: &ClientConfig, chosen: Suite) -> Suites {
    let (mut asked, mut taken) = (Vec::new(), Vec::new());
    for suite in Suite::ALL {
        let answer = Answer::of(&pick(prober, base, &[suite]));
        if answer == Answer::Yes {
            taken.push(suite);
        }
        asked.push(Asked { name: suite.to_string(), answer });
    }
    let (preference, order) = preference(prober, base, &taken).unwrap_or((Preference::Unknown, Vec::new()));
    let order = order.iter().map(ToString::to_string).collect();
    Suites { chosen: chosen.to_string(), asked, preference, order }
}

/// What the server chooses of an offer.
fn pick(prober: &mut Prober, base: &ClientConfig, offer: &[Suite]) -> Result<Suite, Failure> {
    let mut config = base.clone();
    config.suites = offer.to_vec();
    Ok(prober.handshake(config)?.suite)
}

/// Offers the same suites the one way and the other way round.
fn preference(
    prober: &mut Prober,
    base: &ClientConfig,
    taken: &[Suite],
) -> Result<(Preference, Vec<Suite>), Failure> {
    if taken.len() < 2 {
        return Ok((Preference::OnlyOne, taken.to_vec()));
    }
    let forward = pick(prober, base, taken)?;
    let mut other = taken.to_vec();
    other.reverse();
    let backward = pick(prober, base, &other)?;
    if forward == backward {
        return Ok((Preference::Server, order(prober, base, taken, forward)?));
    }
    // Then the second one stands first: a client's preference for it would count, too.
    other.rotate_left(1);
    let exception = backward == Suite::ChaCha20Poly1305Sha256
        && other.len() > 2
        && pick(prober, base, &other)? == forward;
    Ok((if exception { Preference::ServerUnlessChacha } else { Preference::Client }, Vec::new()))
}

/// The server's order, found by leaving out what it chose before.
fn order(
    prober: &mut Prober,
    base: &ClientConfig,
    taken: &[Suite],
    first: Suite,
) -> Result<Vec<Suite>, Failure> {
    let (mut order, mut rest) = (Vec::new(), taken.to_vec());
    let mut next = first;
    loop {
        order.push(next);
        rest.retain(|&suite| suite != next);
        next = match rest[..] {
            [] => return Ok(order),
            [last] => last,
            _ => pick(prober, base, &rest)?,
        };
    }
}
