//! What connections cost besides time: the heap that an idle one holds, and what a second core brings.

use std::{
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    thread,
    time::{Duration, Instant},
};

#[cfg(feature = "peers")]
use super::peers::{WithAwsLc, WithGraviola, WithRing};
use super::{End, Identity, Implementation, Kind, RECORD, handshake, ours::Ours};
use tls13::Suite;

/// What an idle connection of one implementation holds, in bytes: heap, and the value itself, which the heap may hold too.
#[derive(Clone, Copy, Debug)]
pub struct Idle {
    /// Who it is.
    pub name: &'static str,
    /// The client's and the server's heap after the handshake.
    pub connected: [usize; 2],
    /// The same after 16 KiB went each way, as one record each.
    pub used: [usize; 2],
    /// The sizes of the two values.
    pub values: [usize; 2],
}

/// Measures everybody. `allocated` says how many bytes of heap are in use.
pub fn idle(allocated: impl Fn() -> usize) -> Vec<Idle> {
    let identity = Identity::new();
    vec![
        idle_of::<Ours>(&identity, &allocated),
        #[cfg(feature = "peers")]
        idle_of::<WithAwsLc>(&identity, &allocated),
        #[cfg(feature = "peers")]
        idle_of::<WithRing>(&identity, &allocated),
        #[cfg(feature = "peers")]
        idle_of::<WithGraviola>(&identity, &allocated),
    ]
}

fn idle_of<I: Implementation>(identity: &Identity, allocated: &impl Fn() -> usize) -> Idle {
    let implementation = I::new(identity, Kind::full(Suite::Aes128GcmSha256));
    // Whatever is made once.
    drop(handshake(&implementation));
    let held = |client: I::Client, server: I::Server| {
        let both = allocated();
        drop(server);
        let one = allocated();
        drop(client);
        [one - allocated(), both - one]
    };
    let connect = || {
        let (mut client, mut server, _) = handshake(&implementation);
        client.release_buffers();
        server.release_buffers();
        (client, server)
    };
    let (client, server) = connect();
    let values = [size_of_val(&client), size_of_val(&server)];
    let connected = held(client, server);
    let (mut client, mut server) = connect();
    pass(&mut client, &mut server);
    pass(&mut server, &mut client);
    client.release_buffers();
    server.release_buffers();
    Idle { name: I::NAME, connected, used: held(client, server), values }
}

/// A record of full size from one to the other.
fn pass(from: &mut impl End, to: &mut impl End) {
    let (mut bytes, mut received) = (Vec::new(), 0);
    from.send(&[0x5a; RECORD]);
    from.flush(&mut bytes);
    to.receive(&bytes, |data| received += data.len());
    assert_eq!(received, RECORD);
}

/// Full handshakes a second, both ends in one thread.
#[derive(Clone, Copy, Debug)]
pub struct Cores {
    /// Who it is.
    pub name: &'static str,
    /// With one thread, and with two that share the two configurations.
    pub rates: [f64; 2],
}

/// Measures everybody.
#[must_use]
pub fn cores() -> Vec<Cores> {
    let identity = Identity::new();
    vec![
        cores_of::<Ours>(&identity),
        #[cfg(feature = "peers")]
        cores_of::<WithAwsLc>(&identity),
        #[cfg(feature = "peers")]
        cores_of::<WithGraviola>(&identity),
    ]
}

/// One thread and two by turns, and the best of each: other work on the machine only takes away.
fn cores_of<I: Implementation + Sync>(identity: &Identity) -> Cores {
    let implementation = I::new(identity, Kind::full(Suite::Aes128GcmSha256));
    let mut rates = [0.0f64; 2];
    for _ in 0..5 {
        for (threads, best) in (1..).zip(&mut rates) {
            *best = best.max(rate(&implementation, threads));
        }
    }
    Cores { name: I::NAME, rates }
}

fn rate<I: Implementation + Sync>(implementation: &I, threads: usize) -> f64 {
    let (done, count) = (AtomicBool::new(false), AtomicU64::new(0));
    let start = Instant::now();
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut own = 0;
                while !done.load(Ordering::Relaxed) {
                    handshake(implementation);
                    own += 1;
                }
                count.fetch_add(own, Ordering::Relaxed);
            });
        }
        thread::sleep(Duration::from_secs(1));
        done.store(true, Ordering::Relaxed);
    });
    count.into_inner() as f64 / start.elapsed().as_secs_f64()
}
