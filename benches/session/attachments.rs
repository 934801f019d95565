//! How fast attachments move, and what memory that takes: between two stores in this process, and over loopback.

use std::collections::BTreeMap;
use std::io::Read;
use std::time::{Duration, Instant};

use fieldmesh::{Configuration, Device, LanEvent, LanOptions, Observation, PeerState, Project};
use fieldmesh_document::{AttachmentClass, AttachmentRecord, NewObservation, Replica};
use fieldmesh_sync::{Moved, pump};

use crate::pair::{NOW, Pair};
use crate::{Result, system};

/// Longer than a session takes.
const PATIENCE: Duration = Duration::from_secs(3_600);

/// What it took to move all of them.
struct Took {
    wall: Duration,
    /// Of both sides.
    processor: Duration,
    /// Of both sides, in MiB.
    memory: f64,
    /// Bytes of a second session of the same two, where they are counted.
    again: Option<usize>,
}

pub(crate) fn print(total: usize, sizes: &[usize]) -> Result<()> {
    println!(
        "{total} MiB of attachments to a store that has none; processor time and memory are of both sides together.\n"
    );
    println!(
        "| way | files | of MiB | s | MiB/s | MiB for a second of one core | peak memory, MiB | a second session, bytes |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for &size in sizes {
        if size == 0 || total < size {
            return Err(format!("no file of {size} MiB goes into {total} MiB").into());
        }
        let files = total / size;
        for (way, took) in [
            ("between two stores", between_stores(files, size)?),
            ("loopback, sealed", over_loopback(files, size)?),
        ] {
            let moved = (files * size) as f64;
            let (wall, processor) = (took.wall.as_secs_f64(), took.processor.as_secs_f64());
            println!(
                "| {way} | {files} | {size} | {wall:.1} | {:.0} | {:.0} | {:.0} | {} |",
                moved / wall,
                moved / processor,
                took.memory,
                took.again.map_or(String::new(), |bytes| bytes.to_string())
            );
        }
    }
    Ok(())
}

fn between_stores(files: usize, size: usize) -> Result<Took> {
    let pair = Pair::new()?;
    let [a, b] = pair.stores()?;
    for number in 0..files {
        let (id, bytes) = a.add_attachment(noise(number as u64, size))?;
        let record = AttachmentRecord {
            media_type: "video/mp4".to_owned(),
            size: bytes,
            name: None,
            created: None,
            preview: None,
            thumbnail: None,
        };
        let new = NewObservation { attachments: BTreeMap::from([(id, record)]), ..NewObservation::default() };
        a.create_observations(vec![new], NOW)?;
    }
    let clock = Clock::start()?;
    let (ours, theirs) = pair.ends()?;
    let (outcome, _) = pump(ours, theirs, &mut |_, _| (), &|| false)?;
    let took = clock.stop()?;
    let digest = |replica: &dyn Replica| replica.media_digest(AttachmentClass::Original);
    if !outcome.is_complete() || outcome.sent.attachments != files as u64 || digest(a)? != digest(b)? {
        return Err(format!("not everything arrived: {outcome:?}").into());
    }
    let again = pair.synchronize()?;
    if again.outcome.sent != Moved::default() || again.outcome.received != Moved::default() {
        return Err(format!("a second session moved something: {:?}", again.outcome).into());
    }
    Ok(Took { again: Some(again.session.bytes), ..took })
}

fn over_loopback(files: usize, size: usize) -> Result<Took> {
    let folder = tempfile::tempdir()?;
    let ana = Device::open(folder.path().join("ana"))?.create_project("measured", Configuration::builtin())?;
    let marco = Device::open(folder.path().join("marco"))?.join(&ana.invite()?)?;
    for number in 0..files {
        let path = folder.path().join("film.mp4");
        std::io::copy(&mut noise(number as u64, size), &mut fs_err::File::create(&path)?)?;
        let (id, record) = ana.attach(&path)?;
        ana.observe(Observation::at(-1.48, -77.26)?.attachment(id, record))?;
    }
    for (one, other) in [(&ana, &marco), (&marco, &ana)] {
        one.mark_compared(&other.device().id(), "the other one")?;
    }
    let here = LanOptions { listen: Some("127.0.0.1:0".parse()?), discovery: None, live: false };
    let (one, two) = (ana.open_lan(here.clone())?, marco.open_lan(here)?);
    let end = Instant::now() + PATIENCE;
    two.dial(one.address());
    let ready = |lan: &fieldmesh::Lan, project: &Project| {
        let device = project.device().id();
        lan.peers().iter().any(|peer| peer.key.device == device && matches!(peer.state, PeerState::Ready))
    };
    while !ready(&two, &ana) || !ready(&one, &marco) {
        if Instant::now() > end {
            return Err("the two do not meet".into());
        }
        two.next_event(Duration::from_millis(20));
    }
    let clock = Clock::start()?;
    two.synchronize(&ana.device().id())?;
    loop {
        match two.next_event(end.saturating_duration_since(Instant::now())) {
            Some(LanEvent::Complete(_)) => break,
            Some(LanEvent::Failed(_, error)) => return Err(error.into()),
            Some(_) => {}
            None if Instant::now() < end => {}
            None => return Err("no end of it".into()),
        }
    }
    let took = clock.stop()?;
    if marco.totals()?.attachments_present != files as u64 || ana.media_digest()? != marco.media_digest()? {
        return Err("not everything arrived".into());
    }
    Ok(took)
}

struct Clock {
    wall: Instant,
    processor: Duration,
}

impl Clock {
    fn start() -> Result<Self> {
        system::reset_peak_memory()?;
        Ok(Self { processor: system::processor_time()?, wall: Instant::now() })
    }

    fn stop(self) -> Result<Took> {
        let wall = self.wall.elapsed();
        let processor = system::processor_time()?.saturating_sub(self.processor);
        Ok(Took { wall, processor, memory: system::peak_memory()?, again: None })
    }
}

/// So many MiB of which no part compresses or repeats.
fn noise(seed: u64, mebibytes: usize) -> impl Read {
    struct Noise(u64);
    impl Read for Noise {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            for chunk in buffer.chunks_mut(8) {
                self.0 ^= self.0 << 13;
                self.0 ^= self.0 >> 7;
                self.0 ^= self.0 << 17;
                for (byte, value) in chunk.iter_mut().zip(self.0.to_le_bytes()) {
                    *byte = value;
                }
            }
            Ok(buffer.len())
        }
    }
    let seed = seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    Noise(seed).take((mebibytes as u64) << 20)
}
