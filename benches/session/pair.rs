//! Two devices of a project, with their stores on a disk.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use fieldmesh_document::{
    Content, DeviceKind, Edit, Fingerprint, Incoming, MediaPolicy, NewObservation, ObservationId, ProjectId,
    Replica, Shard, ShardKind, Timestamp,
};
use fieldmesh_store::{ProjectInfo, Query, Store};
use fieldmesh_sync::{ConfigurationSummary, Hello, LinkOptions, Outcome, Party, PumpEnd, ReplicaState};
use fieldmesh_testkit::copy_folder;
use fieldmesh_workload::{Profile, SyntheticDevice, Workload};
use tempfile::TempDir;

use crate::wire::{self, Counted};
use crate::{Result, system};

pub(crate) const NOW: Timestamp = Timestamp::from_seconds(1_790_000_000);
const PROJECT: ProjectId = ProjectId::from_bytes([1; 16]);
/// Observations of a full shard.
const SHARD: usize = 256;
/// Devices that recorded what both hold.
const RECORDERS: usize = 10;
/// Shards merged at once.
const BATCH: usize = 64;

/// Two stores that become equal before they differ.
pub(crate) struct Pair {
    folder: TempDir,
    devices: [SyntheticDevice; 2],
    /// `None` only while they are closed.
    stores: Option<[Store; 2]>,
    /// How many observations each side has recorded itself.
    recorded: [usize; 2],
}

/// What one synchronization took.
pub(crate) struct Synchronized {
    pub(crate) hellos: Counted,
    pub(crate) same_data: bool,
    pub(crate) session: Counted,
    pub(crate) outcome: Outcome,
    /// How many both hold afterwards.
    pub(crate) observations: u64,
    /// From what each says of itself to the proof.
    pub(crate) took: Duration,
    /// Of this process, which has both sides and what is on its way between them; where the system tells.
    pub(crate) peak_memory: Option<f64>,
}

impl Pair {
    /// Both empty.
    pub(crate) fn new() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let mut devices = Workload::new(Profile::data_v0(), 0).devices(RECORDERS + 2).into_iter().skip(RECORDERS);
        let devices = [devices.next().ok_or("no device")?, devices.next().ok_or("no device")?];
        let create = |number: usize, device: &SyntheticDevice| {
            let project = ProjectInfo { id: PROJECT, name: "measured".to_owned(), open: false };
            Store::create(&folder.path().join(number.to_string()), project, device.id(), NOW)
        };
        let [a, b] = &devices;
        let stores = Some([create(0, a)?, create(1, b)?]);
        Ok(Self { folder, devices, stores, recorded: [0; 2] })
    }

    pub(crate) fn stores(&self) -> Result<&[Store; 2]> {
        self.stores.as_ref().ok_or_else(|| "the stores are closed".into())
    }

    /// The first store takes in what ten devices recorded, one change each.
    pub(crate) fn record(&self, count: usize) -> Result<()> {
        let [store, _] = self.stores()?;
        for (device, observations) in recorders(count) {
            let parts: Vec<_> = device.shards().zip(observations.chunks(SHARD)).collect();
            for batch in parts.chunks(BATCH) {
                let written = |(id, part): &(_, &[NewObservation])| -> Result<Incoming> {
                    let mut writer = Shard::create(*id, ShardKind::OBSERVATIONS).write_as(device.id());
                    for observation in *part {
                        writer.create(vec![observation.clone()], Timestamp::default())?;
                    }
                    let shard = writer.into_shard();
                    let content = Content::Snapshot(shard.save());
                    Ok(Incoming { shard: *id, kind: shard.kind(), heads: shard.heads(), content })
                };
                for merged in store.merge(batch.iter().map(written).collect::<Result<_>>()?)? {
                    merged.result?;
                }
            }
        }
        Ok(store.commit()?)
    }

    /// Each side records so many more, with one change for each or one for all.
    pub(crate) fn add(&mut self, count: usize, one_change_each: bool) -> Result<()> {
        for side in 0..2 {
            let new = self.next(side, count);
            let store = self.stores()?.get(side).ok_or("no store")?;
            if one_change_each {
                for observation in new {
                    store.create_observations(vec![observation], NOW)?;
                }
            } else {
                store.create_observations(new, NOW)?;
            }
        }
        Ok(())
    }

    /// What a side records next.
    fn next(&mut self, side: usize, count: usize) -> Vec<NewObservation> {
        let (Some(device), Some(recorded)) = (self.devices.get(side), self.recorded.get_mut(side)) else {
            return Vec::new();
        };
        let next = device.observations().skip(*recorded).take(count).collect();
        *recorded += count;
        next
    }

    /// Each side edits every n-th observation, the second side others than the first.
    pub(crate) fn edit_every(&self, nth: usize) -> Result<usize> {
        let mut ids = self.ids()?;
        ids.sort_unstable();
        let mut edits = 0;
        for (side, store) in self.stores()?.iter().enumerate() {
            for (number, id) in ids.iter().skip(side * nth / 2).step_by(nth).enumerate() {
                edit(store, id, &format!("side {side} looked at it again, number {number}"))?;
                edits += 1;
            }
        }
        Ok(edits)
    }

    /// The first side edits one.
    pub(crate) fn edit_one(&self) -> Result<()> {
        let ids = self.ids()?;
        let [store, _] = self.stores()?;
        edit(store, ids.get(ids.len() / 2).ok_or("nothing to edit")?, "the roof is gone")
    }

    fn ids(&self) -> Result<Vec<ObservationId>> {
        let [store, _] = self.stores()?;
        let mut ids = Vec::new();
        store.for_each(&Query::default(), |observation| {
            ids.push(observation.id);
            ControlFlow::Continue(())
        })?;
        Ok(ids)
    }

    /// Closes both and opens them again, so that nothing is in their caches.
    pub(crate) fn reopen(&mut self) -> Result<()> {
        self.stores = None;
        let [a, b] = &self.devices;
        let folder = self.folder.path();
        self.stores = Some([Store::open(&folder.join("0"), a.id())?, Store::open(&folder.join("1"), b.id())?]);
        Ok(())
    }

    /// Synchronizes both, counted.
    pub(crate) fn synchronize(&self) -> Result<Synchronized> {
        let begun = Instant::now();
        let (a, b) = self.ends()?;
        let (links, told) = ((a.link.clone(), b.link.clone()), begun.elapsed());
        let reset = system::reset_peak_memory();
        let begun = Instant::now();
        let (session, outcome) = wire::session(a, b)?;
        let took = told + begun.elapsed();
        let peak_memory = reset.and_then(|()| system::peak_memory()).ok();
        let (hellos, same_data) = wire::hellos(&links.0, &links.1)?;
        let [a, b] = self.stores()?;
        if a.inventory()? != b.inventory()? {
            return Err("the stores differ after a session".into());
        }
        let observations = a.totals()?.live;
        Ok(Synchronized { hellos, same_data, session, outcome, observations, took, peak_memory })
    }

    pub(crate) fn ends(&self) -> Result<(PumpEnd<'_>, PumpEnd<'_>)> {
        let [a, b] = self.stores()?;
        Ok((end(a, 1)?, end(b, 2)?))
    }

    /// What both sides' merging and committing alone takes of what the next session brings, in copies of the stores.
    /// Leaves both newly opened.
    pub(crate) fn commits_alone(&mut self) -> Result<Duration> {
        let [a, b] = self.stores()?;
        let incoming = [lacking(b, a)?, lacking(a, b)?];
        self.stores = None;
        let copies = tempfile::tempdir_in(self.folder.path())?;
        let mut took = Duration::ZERO;
        for ((side, incoming), device) in incoming.into_iter().enumerate().zip(&self.devices) {
            let copy = copies.path().join(side.to_string());
            copy_folder(&self.folder.path().join(side.to_string()), &copy)?;
            let store = Store::open(&copy, device.id())?;
            let begun = Instant::now();
            for merged in store.merge(incoming)? {
                merged.result?;
            }
            store.commit()?;
            took += begun.elapsed();
        }
        self.reopen()?;
        Ok(took)
    }
}

/// What ten devices recorded, of so many in all.
pub(crate) fn recorders(count: usize) -> impl Iterator<Item = (SyntheticDevice, Vec<NewObservation>)> {
    let devices = Workload::new(Profile::data_v0(), 0).devices(RECORDERS).into_iter().enumerate();
    devices.map(move |(number, device)| {
        let each = count / RECORDERS + usize::from(number < count % RECORDERS);
        let observations = device.observations().take(each).collect();
        (device, observations)
    })
}

/// The two devices of a pair, and so many of what each records after so many others.
pub(crate) fn own(skip: usize, count: usize) -> Vec<(SyntheticDevice, Vec<NewObservation>)> {
    let devices = Workload::new(Profile::data_v0(), 0).devices(RECORDERS + 2).into_iter().skip(RECORDERS);
    devices.map(|device| (device.clone(), device.observations().skip(skip).take(count).collect())).collect()
}

fn edit(store: &Store, id: &ObservationId, notes: &str) -> Result<()> {
    store.edit(id, &Edit { notes: Some(Some(notes.to_owned())), ..Edit::default() }, NOW)?;
    Ok(())
}

/// What one store holds and another one lacks, as a session sends it.
fn lacking(from: &Store, to: &Store) -> Result<Vec<Incoming>> {
    let held = to.inventory()?;
    let mut incoming = Vec::new();
    for (shard, entry) in from.inventory()?.iter().filter(|(shard, entry)| held.get(shard) != Some(*entry)) {
        let heads = entry.heads().ok_or("a shard that is not held")?.clone();
        let content = match held.get(shard).and_then(|entry| entry.heads()) {
            Some(have) => Content::Changes(from.changes_since(shard, have)?),
            None => Content::Snapshot(from.snapshot(shard)?.bytes),
        };
        incoming.push(Incoming { shard: *shard, kind: entry.kind, heads, content });
    }
    Ok(incoming)
}

fn end(store: &Store, number: u8) -> Result<PumpEnd<'_>> {
    let party = Party::Device {
        device: store.device(),
        store: store.store_id(),
        counter: store.commit_counter()?,
        name: format!("Laptop number {number}"),
        kind: DeviceKind::Laptop,
    };
    let configuration = ConfigurationSummary {
        name: "Community monitoring".to_owned(),
        version: "1.0.0".to_owned(),
        fingerprint: Fingerprint { algorithm: 0, hash: [7; 32] },
    };
    let hello = Hello {
        program: env!("CARGO_PKG_VERSION").to_owned(),
        party,
        project: PROJECT,
        configuration: Some(configuration),
        state: ReplicaState::of(store, store.totals()?.live, MediaPolicy::Everything)?,
    };
    let link = LinkOptions { hello, configuration: None, accepts: Vec::new(), removed: Vec::new() };
    Ok(PumpEnd { replica: store, link, nonce: [number; 16] })
}
