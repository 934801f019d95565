//! Meetings that were recorded, and that every later version of the same wire must be able to take part in
//! (`README.md` beside this file).

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may panic")]

mod cases;

use std::path::PathBuf;

use fieldmesh_document::{
    Content, DeviceId, DeviceKind, Heads, Incoming, MediaPolicy, ProjectId, RecordsDigest, Replica, ShardId,
    ShardKind, StoreId, Timestamp,
};
use fieldmesh_sync::{
    Channel, Hello, Link, LinkEvent, LinkOptions, Outcome, Party, ReplicaState, Session, SessionEvent,
    SessionOptions, channel_of, serve,
};
use fieldmesh_testkit::MemoryReplica;
use serde::{Deserialize, Serialize};

/// One recorded meeting.
#[derive(Serialize, Deserialize)]
struct Transcript {
    /// What each side held before.
    before: [Held; 2],
    /// Who said it, and a frame, in the order in which they came.
    frames: Vec<(u8, Vec<u8>)>,
    /// What both proved.
    digest: RecordsDigest,
}

/// What a side held.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
struct Held {
    shards: Vec<(ShardId, ShardKind, Heads, Vec<u8>)>,
    contents: Vec<Vec<u8>>,
}

impl Held {
    fn replica(&self) -> MemoryReplica {
        let replica = MemoryReplica::new();
        for (shard, kind, heads, bytes) in self.shards.clone() {
            let incoming = Incoming { shard, kind, heads, content: Content::Snapshot(bytes) };
            let merged = replica.merge(vec![incoming]).unwrap();
            assert!(merged[0].result.is_ok(), "{merged:?}");
        }
        for content in &self.contents {
            replica.add_content(content.clone());
        }
        replica
    }
}

/// One side, as this version plays it.
struct Side {
    replica: MemoryReplica,
    link: Link,
    nonce: [u8; 16],
    session: Option<Session>,
    outcome: Option<Outcome>,
}

impl Side {
    fn new(number: u8, replica: MemoryReplica) -> Self {
        let party = Party::Device {
            device: DeviceId::from_bytes([number + 1; 32]),
            store: StoreId::new(u64::from(number) + 1),
            counter: 1,
            name: format!("laptop {number}"),
            kind: DeviceKind::Laptop,
        };
        let hello = Hello {
            program: "fieldmesh 0.1.0".to_owned(),
            party,
            project: ProjectId::from_bytes([9; 16]),
            configuration: None,
            state: ReplicaState::of(&replica, 0, MediaPolicy::Everything).unwrap(),
        };
        let options = LinkOptions { hello, configuration: None, accepts: Vec::new(), removed: Vec::new() };
        let link = Link::new(options, Timestamp(0));
        Self { replica, link, nonce: [number + 1; 16], session: None, outcome: None }
    }

    fn hear(&mut self, frame: &[u8]) {
        match channel_of(frame) {
            Some(Channel::Link) => {
                self.link.handle_message(frame, Timestamp(0)).unwrap();
                while let Some(event) = self.link.poll_event() {
                    let LinkEvent::Accepted(acceptance) = event else { panic!("{event:?}") };
                    let options = SessionOptions { nonce: self.nonce, binding: [3; 32] };
                    self.session = Some(acceptance.begin_session(options));
                }
            }
            Some(Channel::Session) => self.session.as_mut().expect("a session").handle_message(frame),
            None => panic!("a frame of no channel"),
        }
    }

    /// Everything that it has to say now.
    fn say(&mut self) -> Vec<Vec<u8>> {
        let mut frames: Vec<_> = std::iter::from_fn(|| self.link.poll_transmit()).collect();
        if let Some(session) = &mut self.session {
            while let Some(request) = session.poll_request() {
                session.handle_reply(serve(request, &self.replica));
            }
            frames.extend(std::iter::from_fn(|| session.poll_transmit()));
            while let Some(event) = session.poll_event() {
                match event {
                    SessionEvent::Finished(outcome) => self.outcome = Some(*outcome),
                    SessionEvent::Failed(error) => panic!("{error:?}"),
                    _ => {}
                }
            }
        }
        frames
    }
}

/// Lets two sides of this version meet.
fn record(before: [Held; 2]) -> Transcript {
    let mut sides = [0, 1].map(|n| Side::new(n, before[usize::from(n)].replica()));
    let mut frames = Vec::new();
    loop {
        let mut silent = true;
        for n in 0..2 {
            for frame in sides[n].say() {
                sides[1 - n].hear(&frame);
                frames.push((n as u8, frame));
                silent = false;
            }
        }
        if silent {
            break;
        }
    }
    let outcome = sides[0].outcome.as_ref().expect("an outcome");
    assert!(outcome.is_complete(), "{outcome:?}");
    Transcript { before, frames, digest: outcome.records_digest }
}

/// Plays one side of a recorded meeting; the other one says what it said then. Gives what was said here.
fn replay(transcript: &Transcript, side: u8) -> Vec<Vec<u8>> {
    let mut here = Side::new(side, transcript.before[usize::from(side)].replica());
    let mut said = here.say();
    for turn in transcript.frames.chunk_by(|(one, _), (other, _)| one == other) {
        let heard = turn.iter().filter(|(speaker, _)| *speaker != side);
        heard.for_each(|(_, frame)| here.hear(frame));
        said.extend(here.say());
    }
    let outcome = here.outcome.expect("the meeting does not come to its end");
    assert!(outcome.is_complete(), "{outcome:?}");
    assert_eq!(outcome.records_digest, transcript.digest);
    said
}

/// The messages of a direction, whatever frames they share.
fn messages<'a>(frames: impl Iterator<Item = &'a Vec<u8>>) -> Vec<u8> {
    frames
        .filter(|frame| channel_of(frame) == Some(Channel::Session))
        .flat_map(|frame| &frame[5..])
        .copied()
        .collect()
}

fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "transcripts"].iter().collect()
}

#[test]
fn this_version_takes_part_in_every_recorded_meeting() {
    let mut seen = 0;
    for entry in folder().read_dir().unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "transcript") {
            continue;
        }
        let transcript: Transcript = postcard::from_bytes(&fs_err::read(&path).unwrap()).unwrap();
        for side in 0..2 {
            let said = replay(&transcript, side);
            let then = transcript.frames.iter().filter(|(speaker, _)| *speaker == side).map(|(_, frame)| frame);
            assert!(messages(said.iter()) == messages(then), "{}: side {side} says something else", path.display());
        }
        seen += 1;
    }
    assert_eq!(seen, cases::NAMES.len());
}

#[test]
#[ignore = "writes the recorded meetings anew, which ends what they are kept for: only with a new version of the wire"]
fn record_the_meetings_anew() {
    for name in cases::NAMES {
        let mut transcript = record(cases::before(name));
        if name == "future" {
            cases::speak_as_in_the_future(&mut transcript.frames);
        }
        let path = folder().join(format!("{name}.transcript"));
        fs_err::write(path, postcard::to_stdvec(&transcript).unwrap()).unwrap();
    }
}
