//! Somebody sits between two devices and changes what passes.

use std::collections::BTreeSet;
use std::io;

use fieldmesh_document::{AttachmentClass, AttachmentId, Replica};
use fieldmesh_testkit::MemoryReplica;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, ReadHalf, WriteHalf};

use super::bench::{End, connected, different};
use super::*;

/// How many sessions are tampered with; `scripts/tampered-sessions.sh` sets another number.
const SESSIONS: &str = "FIELDMESH_TAMPERED_SESSIONS";

/// What is done to one message, or once before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Fault {
    None,
    Flip,
    Drop,
    Repeat,
    Swap,
    Shorten,
    Insert,
    Replay,
    CutBefore,
    CutWithin,
    Delay,
}

const FAULTS: [Fault; 11] = [
    Fault::None,
    Fault::Flip,
    Fault::Drop,
    Fault::Repeat,
    Fault::Swap,
    Fault::Shorten,
    Fault::Insert,
    Fault::Replay,
    Fault::CutBefore,
    Fault::CutWithin,
    Fault::Delay,
];

/// Which fault, where; all of it from a seed.
#[derive(Clone, Copy, Debug)]
struct Plan {
    fault: Fault,
    /// Whether what the caller says is changed.
    of_caller: bool,
    /// Which message: 0 is the preface.
    message: u8,
    /// Which part of it, or how much.
    part: usize,
    /// Whether only one side begins.
    invited: bool,
}

impl Plan {
    fn of(seed: u64) -> Self {
        let hash = blake3::hash(&seed.to_le_bytes());
        let [kind, flags, message, low, high, ..] = *hash.as_bytes();
        Self {
            fault: FAULTS[usize::from(kind) % FAULTS.len()],
            of_caller: flags & 1 == 0,
            message: message % 20,
            part: usize::from(low) | usize::from(high) << 8,
            invited: flags & 2 == 0,
        }
    }
}

/// Carries messages from one end to the other, and does what the plan says; whether it came to that.
async fn relay(
    mut from: ReadHalf<DuplexStream>,
    mut to: WriteHalf<DuplexStream>,
    plan: Option<Plan>,
    done: &std::cell::Cell<bool>,
) -> io::Result<()> {
    let mut first = Vec::new();
    let mut held: Option<Vec<u8>> = None;
    for number in 0_u64.. {
        let Ok(mut message) = read_message(&mut from, number == 0).await else {
            return to.shutdown().await;
        };
        let cut = || io::Error::from(io::ErrorKind::ConnectionReset);
        if let Some(plan) = plan.filter(|plan| u64::from(plan.message) == number) {
            done.set(true);
            match plan.fault {
                Fault::None => {}
                Fault::Flip => {
                    let bit = plan.part % (8 * message.len());
                    message[bit / 8] ^= 1 << (bit % 8);
                }
                Fault::Drop => continue,
                Fault::Repeat => to.write_all(&message).await?,
                Fault::Swap => {
                    held = Some(message);
                    continue;
                }
                Fault::Shorten if number > 0 && message.len() > 2 => {
                    message.pop();
                    let length = message.len() as u16 - 2;
                    message[..2].copy_from_slice(&[(length >> 8) as u8, length as u8]);
                }
                Fault::Shorten => message.truncate(3),
                Fault::Insert => to.write_all(&[&[0, 17][..], &[7; 17]].concat()).await?,
                Fault::Replay => to.write_all(&first).await?,
                Fault::CutBefore => return Err(cut()),
                Fault::CutWithin => {
                    let length = plan.part % message.len();
                    to.write_all(&message[..length]).await?;
                    return Err(cut());
                }
                Fault::Delay => tokio::time::sleep(Duration::from_millis(plan.part as u64)).await,
            }
        }
        if number <= 1 {
            first.clone_from(&message);
        }
        to.write_all(&message).await?;
        if let Some(held) = held.take() {
            to.write_all(&held).await?;
        }
    }
    Ok(())
}

/// A message with its length; or the preface, which has none.
async fn read_message(from: &mut ReadHalf<DuplexStream>, preface: bool) -> io::Result<Vec<u8>> {
    let mut head = [0; 2];
    from.read_exact(&mut head).await?;
    let length = if preface { 2 } else { usize::from(head[0]) << 8 | usize::from(head[1]) };
    let mut message = head.to_vec();
    message.resize(2 + length, 0);
    from.read_exact(&mut message[2..]).await?;
    Ok(message)
}

/// One device of a tampered session, until its connection ends; what it holds for proven.
async fn take_part(mut end: End, begins: bool) -> Option<Outcome> {
    let mut outcome = None;
    while let Some((_, event)) = end.events.recv().await {
        // The driver may be gone already.
        let _ = match event {
            Event::Accepted(_) if begins => end.commands.send(Command::Begin).await,
            Event::Invited => end.commands.send(Command::Answer(true)).await,
            Event::Finished(finished) => {
                outcome = Some(*finished);
                end.commands.send(Command::Leave).await
            }
            Event::Failed(_) => end.commands.send(Command::Leave).await,
            _ => Ok(()),
        };
    }
    end.task.await.unwrap();
    outcome
}

/// Every change of a replica.
fn changes(replica: &MemoryReplica) -> BTreeSet<[u8; 32]> {
    let shards = replica.inventory().unwrap();
    shards.iter().flat_map(|(shard, _)| replica.load(shard).unwrap().change_hashes()).map(|hash| hash.0).collect()
}

/// What a replica holds of some contents; each has its hash.
fn contents(replica: &MemoryReplica, ids: &[AttachmentId]) -> Vec<bool> {
    let held = |id: &AttachmentId| {
        let bytes = replica.read_piece(id, 0, usize::MAX).ok()?;
        assert_eq!(AttachmentId::of(&bytes), *id);
        Some(())
    };
    ids.iter().map(|id| held(id).is_some()).collect()
}

/// One session between two devices that differ. Whether the fault came about, and which side holds the session for
/// complete.
async fn session(plan: Plan) -> (bool, [bool; 2]) {
    let (a, b) = different(&[3_000]);
    let sent: BTreeSet<_> = changes(&a).union(&changes(&b)).copied().collect();
    let ids: Vec<_> = [&a, &b]
        .iter()
        .flat_map(|replica| replica.observations())
        .flat_map(|o| o.attachments.into_keys())
        .collect();
    let done = std::cell::Cell::new(false);

    let ((one, from_one), (two, from_two)) = (tokio::io::duplex(1 << 10), tokio::io::duplex(1 << 10));
    let ((one_in, one_out), (two_in, two_out)) = (tokio::io::split(from_one), tokio::io::split(from_two));
    let between = async {
        // An error cuts both directions.
        let _ = tokio::try_join!(
            relay(one_in, two_out, Some(plan).filter(|plan| plan.of_caller), &done),
            relay(two_in, one_out, Some(plan).filter(|plan| !plan.of_caller), &done),
        );
    };
    let devices = async {
        let Ok((one, two)) = connected(one, two).await else { return [None, None] };
        let (one, two) = (End::of(one, 1, a.clone()), End::of(two, 2, b.clone()));
        let (ours, theirs) = tokio::join!(take_part(one, true), take_part(two, !plan.invited));
        [ours, theirs]
    };
    let ((), outcomes) = tokio::join!(between, devices);

    for replica in [&a, &b] {
        assert!(changes(replica).is_subset(&sent), "{plan:?}: something came that nobody sent");
    }
    let complete = outcomes.map(|outcome| outcome.is_some_and(|outcome| outcome.is_complete()));
    let held = [contents(&a, &ids), contents(&b, &ids)];
    if complete.contains(&true) {
        assert_eq!(changes(&a), sent, "{plan:?}: called complete");
        assert_eq!(a.inventory().unwrap(), b.inventory().unwrap(), "{plan:?}: called complete");
        assert!(held.iter().flatten().all(|held| *held), "{plan:?}: called complete");
        for class in AttachmentClass::ALL {
            assert_eq!(a.media_digest(class).unwrap(), b.media_digest(class).unwrap());
        }
    }
    (done.get(), complete)
}

/// Whatever somebody on the way does to one message: nothing is applied that no device sent, and no side calls a
/// session complete unless both hold the same. Liveness: a session that nobody touches is complete on both sides,
/// and every kind of fault was tried and has ended sessions.
#[tokio::test(start_paused = true)]
async fn who_sits_in_the_middle_can_end_a_session_and_nothing_else() {
    let sessions = std::env::var(SESSIONS).ok().and_then(|sessions| sessions.parse().ok()).unwrap_or(1_000);
    let (mut tried, mut ended) = (BTreeSet::new(), BTreeSet::new());
    for seed in 0..sessions {
        let plan = Plan::of(seed);
        let (done, complete) = session(plan).await;
        if !done || plan.fault == Fault::None {
            assert_eq!(complete, [true, true], "seed {seed}: {plan:?}");
        } else {
            tried.insert(plan.fault);
            if complete != [true, true] {
                ended.insert(plan.fault);
            }
        }
    }
    assert_eq!(tried.len(), FAULTS.len() - 1, "{tried:?}");
    assert_eq!(ended, tried);
}
