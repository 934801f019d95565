//! The devices of one case: stores on disk, their backups and clones, and the file that is carried around.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::PathBuf;

use fieldmesh_document::observation::FieldName;
use fieldmesh_document::{
    AttachmentId, AttachmentRecord, ChangeHash, DeviceId, Edit, Heads, MediaPolicy, NewObservation, Observation,
    ObservationId, ProjectId, ProjectKey, Replica, Shard, ShardKind, Timestamp, WriteError,
};
use fieldmesh_store::{Bounds, Deleted, ProjectInfo, Query, Store, StoreWriteError};
use fieldmesh_syncfile::{Manifest, MemoryMedium, SyncFile};
use fieldmesh_testkit::copy_folder;
use tempfile::TempDir;

use crate::oracle::{Edit as Made, Field, Hashes, Oracle, value_of};
use crate::plan::{Step, Touch};
use crate::value::{anew, assignment, edit};

pub(crate) const PROJECT: ProjectId = ProjectId::from_bytes([9; 16]);
const BEGIN: i64 = 1_790_000_000_000;
const TEN_YEARS: i64 = 10 * 365 * 86_400_000;
/// With those that begin as clones.
const MOST_DEVICES: usize = 7;

/// What happened, to know that a run of cases proves something.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Counts {
    pub(crate) edits: u64,
    pub(crate) lost_with_a_disk: u64,
    pub(crate) conflicts: u64,
    pub(crate) deletions: u64,
    pub(crate) resolved: u64,
    pub(crate) cuts: u64,
    pub(crate) put_back: u64,
    pub(crate) clones: u64,
    pub(crate) files: u64,
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.edits += other.edits;
        self.lost_with_a_disk += other.lost_with_a_disk;
        self.conflicts += other.conflicts;
        self.deletions += other.deletions;
        self.resolved += other.resolved;
        self.cuts += other.cuts;
        self.put_back += other.put_back;
        self.clones += other.clones;
        self.files += other.files;
    }
}

pub(crate) struct World {
    folder: TempDir,
    pub(crate) devices: Vec<Device>,
    pub(crate) file: MemoryMedium,
    pub(crate) oracle: Oracle,
    genesis: Hashes,
    /// What a shard with these heads holds, which never changes.
    by_heads: RefCell<BTreeMap<Heads, Hashes>>,
    /// Grows with every step; a clock, and a source of names.
    pub(crate) tick: u8,
    /// Devices that were renewed, each with an id that none had before.
    pub(crate) renewed: u8,
    pub(crate) counts: Counts,
}

pub(crate) struct Device {
    /// None only while its folder is copied.
    pub(crate) store: Option<Store>,
    pub(crate) directory: PathBuf,
    pub(crate) id: DeviceId,
    clock: i64,
    backup: Option<(PathBuf, DeviceId)>,
}

impl Device {
    pub(crate) fn store(&self) -> &Store {
        self.store.as_ref().unwrap()
    }

    pub(crate) fn open(&mut self) {
        self.store = Some(Store::open(&self.directory, self.id).unwrap());
    }
}

impl World {
    pub(crate) fn new(devices: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut world = Self {
            folder,
            devices: Vec::new(),
            file: MemoryMedium::default(),
            oracle: Oracle::default(),
            genesis: Hashes::new(),
            by_heads: RefCell::default(),
            tick: 0,
            renewed: 0,
            counts: Counts::default(),
        };
        for _ in 0..devices {
            let (number, id, directory) = world.another();
            let info = ProjectInfo { id: PROJECT, name: "Río Napo".to_owned(), open: false };
            let store = Store::create(&directory, info, id, Timestamp(BEGIN)).unwrap();
            world.devices.push(Device { store: Some(store), directory, id, clock: clock(number), backup: None });
        }
        let manifest = Manifest {
            project: PROJECT,
            name: "Río Napo".to_owned(),
            configuration: None,
            media: MediaPolicy::Everything,
            writer: world.devices[0].visitor(),
            created: Timestamp(BEGIN),
        };
        SyncFile::create(world.file.clone(), &key(), manifest).unwrap().publish(&mut |_, _| (), &|| false).unwrap();
        // One observation that all know, so that most of what is drawn meets.
        world.create(0, &[]).unwrap();
        (1..devices).for_each(|device| world.synchronize(0, device).unwrap());
        world
    }

    /// Does a step, and looks at every device that it concerned.
    pub(crate) fn step(&mut self, step: &Step) -> Result<(), String> {
        self.tick += 1;
        let pick = |device: &usize| device % self.devices.len();
        match step {
            Step::Create { device, with } => self.create(pick(device), with),
            Step::Edit { device, which, touches } => {
                let (edit, writes) = edit(touches);
                self.edit(pick(device), *which, &edit, writes)
            }
            Step::Attach { device, which, photo, name } => self.attach(pick(device), *which, *photo, *name),
            Step::Detach { device, which, photo } => {
                let photo = AttachmentId::of(&content(*photo));
                let edit = Edit { remove_attachments: [photo].into(), ..Edit::default() };
                self.edit(pick(device), *which, &edit, [(Field::Attachment(photo), None)].into())
            }
            Step::Delete { device, which } => self.mark(pick(device), *which, true),
            Step::Restore { device, which } => self.mark(pick(device), *which, false),
            Step::Resolve { device, which, field, pick: value } => {
                self.resolve(pick(device), *which, *field, *value)
            }
            Step::Restart { device } => {
                let device = pick(device);
                self.devices[device].store = None;
                self.devices[device].open();
                self.look(device)
            }
            Step::Backup { device } => {
                let (device, to) = (pick(device), self.folder.path().join(format!("backup {}", self.tick)));
                let device = &mut self.devices[device];
                device.store = None;
                copy_folder(&device.directory, &to).unwrap();
                device.backup = Some((to, device.id));
                device.open();
                Ok(())
            }
            Step::PutBack { device, image } => self.put_back(pick(device), *image),
            Step::Clone { device } => self.clone_of(pick(device)),
            Step::Sync { a, b } if pick(a) != pick(b) => self.synchronize(pick(a), pick(b)),
            Step::CutSync { a, b, frames } if pick(a) != pick(b) => self.cut(pick(a), Some(pick(b)), *frames),
            Step::File { device } => self.by_file(pick(device)),
            Step::CutFile { device, frames } => self.cut(pick(device), None, *frames),
            Step::Sync { .. } | Step::CutSync { .. } => Ok(()),
        }
    }

    /// Everybody meets everybody, and all must be equal, right and whole.
    pub(crate) fn settle(&mut self) -> Result<(), String> {
        let last = self.devices.len() - 1;
        let file = self.known(&self.open_file());
        let all = (0..=last).fold(file, |all, device| &all | &self.known(self.devices[device].store()));
        self.by_file(0)?;
        // What is recorded goes there and back; then so does a photo that a restoration made wanted.
        for round in 0..2 {
            if round == 0 || self.devices.iter().any(|device| !device.store().wanted().unwrap().is_empty()) {
                for device in (0..last).chain((0..last).rev()) {
                    self.synchronize(device, device + 1)?;
                }
            }
        }
        self.by_file(0)?;
        let first = self.devices[0].store();
        let (shown, inventory) = (everything(first), first.inventory().unwrap());
        for device in &self.devices {
            let store = device.store();
            same("what is known", &self.known(store), &all)?;
            same("inventories", &store.inventory().unwrap(), &inventory)?;
            same("observations", &everything(store), &shown)?;
            same("what exists only here", &store.only_here().unwrap(), &0)?;
            self.check_photos(store)?;
            let report = store.check(&mut |_, _| ()).unwrap();
            same("what a check finds", &(report.is_sound(), report.stale_rows), &(true, 0))?;
        }
        // Of all that were found sound and equal, one.
        check_rebuilt(self.devices[usize::from(self.tick) % self.devices.len()].store())?;
        let file = self.open_file();
        same("the file", &file.inventory().unwrap().records_digest(), &inventory.records_digest())?;
        self.look(0)?;
        for observation in &shown {
            self.oracle.check_history(&all, &observation.id, &first.history(&observation.id).unwrap())?;
            let deleted = observation.conflicts.iter().filter(|c| c.field == FieldName::Deleted).count() as u64;
            self.counts.deletions += deleted;
            self.counts.conflicts += observation.conflicts.len() as u64 - deleted;
        }
        self.counts.edits += self.oracle.edits.len() as u64;
        self.counts.lost_with_a_disk += (self.oracle.edits.len() - all.len()) as u64;
        Ok(())
    }

    fn create(&mut self, device: usize, with: &[Touch]) -> Result<(), String> {
        let (edit, mut writes) = edit(with);
        writes.retain(|_, value| value.is_some());
        let new = NewObservation {
            position: edit.position.flatten(),
            category: edit.category.flatten(),
            observed_at: edit.observed_at.flatten(),
            notes: edit.notes.flatten(),
            tags: edit.tags.into_iter().filter_map(|(key, value)| Some((key, value?))).collect(),
            ..NewObservation::default()
        };
        let (now, before) = (self.now(device), self.known(self.devices[device].store()));
        let made = self.devices[device].store().create_observations(vec![new], now).unwrap().remove(0);
        let genesis = Shard::create(made.id.shard, ShardKind::OBSERVATIONS);
        self.genesis.extend(genesis.change_hashes());
        self.record(device, made.id, now, &before, writes, true)?;
        self.look(device)
    }

    fn edit(
        &mut self,
        device: usize,
        which: usize,
        edit: &Edit,
        writes: BTreeMap<Field, Option<String>>,
    ) -> Result<(), String> {
        let Some((id, before)) = self.choose(device, which, |_| true) else { return Ok(()) };
        let writes = self.oracle.written(&id, &before, writes);
        self.write(device, id, &before, writes, |store, now| store.edit(&id, edit, now))
    }

    fn attach(&mut self, device: usize, which: usize, photo: u8, name: u8) -> Result<(), String> {
        let Some((id, before)) = self.choose(device, which, |_| true) else { return Ok(()) };
        let store = self.devices[device].store();
        let (photo, size) = store.add_attachment(content(photo).as_slice()).unwrap();
        let name = format!("name {name}");
        let record = AttachmentRecord {
            media_type: "image/jpeg".to_owned(),
            size,
            name: Some(name.clone()),
            created: None,
            preview: None,
            thumbnail: None,
        };
        let edit = Edit { add_attachments: [(photo, record)].into(), ..Edit::default() };
        let is_there = store.observation(&id).unwrap().unwrap().attachments.contains_key(&photo);
        let writes = if is_there { BTreeMap::new() } else { [(Field::Attachment(photo), Some(name))].into() };
        self.write(device, id, &before, writes, |store, now| store.edit(&id, &edit, now))
    }

    fn mark(&mut self, device: usize, which: usize, deletes: bool) -> Result<(), String> {
        let Some((id, before)) = self.choose(device, which, |_| true) else { return Ok(()) };
        let now = self.devices[device].store().observation(&id).unwrap().unwrap();
        let in_conflict = now.conflicts.iter().any(|conflict| conflict.field == FieldName::Deleted);
        // When it was deleted is read from what the write returns.
        let value = deletes.then(String::new);
        let writes = if now.is_deleted() == deletes && !in_conflict {
            BTreeMap::new()
        } else {
            [(Field::Named(FieldName::Deleted), value)].into()
        };
        self.write(device, id, &before, writes, |store, now| {
            if deletes { store.delete(&id, now) } else { store.restore(&id, now) }
        })
    }

    fn resolve(&mut self, device: usize, which: usize, field: usize, pick: Option<usize>) -> Result<(), String> {
        let in_conflict = |observation: &Observation| !observation.conflicts.is_empty();
        let Some((id, before)) = self.choose(device, which, in_conflict) else { return Ok(()) };
        let shown = self.devices[device].store().observation(&id).unwrap().unwrap();
        let conflict = &shown.conflicts[field % shown.conflicts.len()];
        let value = match pick {
            Some(pick) => conflict.values[pick % conflict.values.len()].value.clone(),
            None => Some(anew(&conflict.field, self.tick)),
        };
        let name = conflict.field.clone();
        let settled = |shown: &Observation| shown.conflicts.iter().all(|conflict| conflict.field != name);
        if name == FieldName::Deleted {
            let writes = [(Field::Named(name.clone()), value.clone())].into();
            self.write(device, id, &before, writes, |store, now| match value {
                Some(_) => store.delete(&id, now),
                None => store.restore(&id, now),
            })?;
        } else {
            let writes = [(Field::Named(name.clone()), value.clone())].into();
            let edit = assignment(&name, value.as_deref());
            self.write(device, id, &before, writes, |store, now| store.edit(&id, &edit, now))?;
        }
        self.counts.resolved += 1;
        let shown = self.devices[device].store().observation(&id).unwrap().unwrap();
        if settled(&shown) { Ok(()) } else { Err(format!("{name:?} was not settled: {shown:?}")) }
    }

    /// Writes, and records what was written: nothing where there was nothing to write.
    fn write(
        &mut self,
        device: usize,
        id: ObservationId,
        before: &Hashes,
        mut writes: BTreeMap<Field, Option<String>>,
        write: impl FnOnce(&Store, Timestamp) -> Result<Observation, StoreWriteError>,
    ) -> Result<(), String> {
        let now = self.now(device);
        match write(self.devices[device].store(), now) {
            Ok(shown) => {
                if let Some(Some(at)) = writes.get_mut(&Field::Named(FieldName::Deleted)) {
                    *at = value_of(&shown, &FieldName::Deleted).unwrap_or_default();
                }
                self.record(device, id, now, before, writes, false)?;
                let stored = self.devices[device].store().observation(&id).unwrap();
                same("what a write returned and what is stored", &Some(shown), &stored)?;
            }
            Err(StoreWriteError::Refused(WriteError::Empty)) if writes.is_empty() => {}
            Err(error) => return Err(format!("writing {writes:?}: {error:?}")),
        }
        self.look(device)
    }

    fn record(
        &mut self,
        device: usize,
        observation: ObservationId,
        now: Timestamp,
        before: &Hashes,
        writes: BTreeMap<Field, Option<String>>,
        creates: bool,
    ) -> Result<(), String> {
        let Device { store, id: author, .. } = &self.devices[device];
        let store = store.as_ref().unwrap();
        let all: Hashes = store.load(&observation.shard).unwrap().change_hashes().into_iter().collect();
        let past: Hashes = all.intersection(before).copied().collect();
        let new: Vec<ChangeHash> =
            all.difference(before).filter(|hash| !self.genesis.contains(hash)).copied().collect();
        let [hash] = new.as_slice() else { return Err(format!("one write made the changes {new:?}")) };
        if writes.is_empty() && !creates {
            return Err("a change where there was nothing to write".to_owned());
        }
        let at = now.as_seconds();
        self.oracle.record(*hash, Made { observation, author: *author, at, creates, writes, past });
        Ok(())
    }

    fn put_back(&mut self, device: usize, image: bool) -> Result<(), String> {
        let device_number = device;
        let device = &mut self.devices[device];
        let Some((from, id)) = device.backup.clone() else { return Ok(()) };
        device.store = None;
        if image {
            // The same files, written over.
            for entry in fs_err::read_dir(&device.directory).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    fs_err::remove_dir_all(path).unwrap();
                } else if !from.join(path.file_name().unwrap()).exists() {
                    fs_err::remove_file(path).unwrap();
                }
            }
        } else {
            fs_err::remove_dir_all(&device.directory).unwrap();
        }
        copy_folder(&from, &device.directory).unwrap();
        device.id = id;
        device.open();
        self.counts.put_back += 1;
        self.look(device_number)
    }

    fn clone_of(&mut self, device: usize) -> Result<(), String> {
        if self.devices.len() == MOST_DEVICES {
            return Ok(());
        }
        let (number, _, directory) = self.another();
        self.devices[device].store = None;
        copy_folder(&self.devices[device].directory, &directory).unwrap();
        self.devices[device].open();
        let id = self.devices[device].id;
        let mut clone = Device { store: None, directory, id, clock: clock(number), backup: None };
        clone.open();
        self.devices.push(clone);
        self.counts.clones += 1;
        self.look(number)
    }

    /// Compares what a device shows with what it must show.
    pub(crate) fn look(&self, device: usize) -> Result<(), String> {
        let store = self.devices[device].store();
        let known = self.known(store);
        self.oracle.check_closed(&known)?;
        let mut expected = self.oracle.observations(&known);
        expected.sort_unstable();
        let shown = everything(store);
        same("observations", &shown.iter().map(|o| o.id).collect(), &expected)?;
        shown.iter().try_for_each(|observation| {
            let explain =
                |error| format!("device {device}: {error}\n{observation:#?}\n{}", self.story(&observation.id));
            self.oracle.check(&known, observation).map_err(explain)
        })
    }

    /// Every edit of an observation, for a person who looks for a fault.
    fn story(&self, id: &ObservationId) -> String {
        let edits: BTreeMap<_, _> = self.oracle.edits.iter().filter(|(_, edit)| edit.observation == *id).collect();
        let short = |hash: &ChangeHash| format!("{hash:?}").chars().take(20).collect::<String>();
        let line = |(hash, edit): (&&ChangeHash, &&Made)| {
            let past: Vec<_> = edit.past.iter().filter(|hash| edits.contains_key(hash)).map(short).collect();
            format!("{} by {:?} at {}: {:?} after {past:?}\n", short(hash), edit.author, edit.at, edit.writes)
        };
        edits.iter().map(line).collect()
    }

    fn check_photos(&self, store: &Store) -> Result<(), String> {
        for want in store.wanted().unwrap() {
            let held =
                self.devices.iter().filter(|device| device.store().held(&[want.id]).unwrap()[0].is_some()).count();
            same("holders of a photo that is wanted", &held, &0)?;
        }
        Ok(())
    }

    /// One of the observations that a device has and that pass, and what the device knows.
    fn choose(
        &self,
        device: usize,
        which: usize,
        passes: impl Fn(&Observation) -> bool,
    ) -> Option<(ObservationId, Hashes)> {
        let store = self.devices[device].store();
        let known = self.known(store);
        let mut all = self.oracle.observations(&known);
        all.retain(|id| store.observation(id).unwrap().is_some_and(|observation| passes(&observation)));
        let id = all.get(which.checked_rem(all.len())?)?;
        Some((*id, known))
    }

    /// The edits that a replica has.
    pub(crate) fn known(&self, replica: &dyn Replica) -> Hashes {
        let mut known = Hashes::new();
        for (shard, entry) in replica.inventory().unwrap().iter() {
            let heads = entry.heads().unwrap_or_else(|| panic!("{shard:?} is {entry:?}"));
            let mut by_heads = self.by_heads.borrow_mut();
            let hashes = by_heads.entry(heads.clone()).or_insert_with(|| {
                let hashes = replica.load(shard).unwrap().change_hashes();
                hashes.into_iter().filter(|hash| !self.genesis.contains(hash)).collect()
            });
            known.extend(hashes.iter().copied());
        }
        known
    }

    fn another(&self) -> (usize, DeviceId, PathBuf) {
        let number = self.devices.len();
        let id = DeviceId::from_bytes([u8::try_from(number).unwrap() + 1; 32]);
        (number, id, self.folder.path().join(format!("device {number}")))
    }

    pub(crate) fn now(&self, device: usize) -> Timestamp {
        Timestamp(BEGIN + 700 * i64::from(self.tick) + self.devices[device].clock)
    }
}

/// Clocks in the field are wrong by more than anything that happens.
fn clock(number: usize) -> i64 {
    [0, TEN_YEARS, -TEN_YEARS, 0][number % 4]
}

pub(crate) fn key() -> ProjectKey {
    ProjectKey::from_bytes([7; 32])
}

fn content(photo: u8) -> Vec<u8> {
    vec![photo; 3_000]
}

/// Every observation, by id.
fn everything(store: &Store) -> Vec<Observation> {
    let mut all = store.list(&Query { deleted: Deleted::All, ..Query::default() }).unwrap();
    all.sort_unstable_by_key(|observation| observation.id);
    all
}

/// Rows, indexes and totals are those that are made anew from the documents.
fn check_rebuilt(store: &Store) -> Result<(), String> {
    let read = || {
        let found = |query: Query| {
            let mut ids: Vec<_> = store.list(&query).unwrap().into_iter().map(|o| o.id).collect();
            ids.sort_unstable();
            ids
        };
        let word =
            |word: &str| found(Query { search: Some(word.to_owned()), deleted: Deleted::All, ..Query::default() });
        let bbox = Some(Bounds { west: 0.0, south: 0.5, east: 1.0, north: 9.0 });
        (
            everything(store),
            [word("note0"), word("note1"), word("category1"), word("text1"), word("settled")],
            found(Query { bbox, deleted: Deleted::All, ..Query::default() }),
            found(Query { conflicts: true, ..Query::default() }),
            store.totals().unwrap(),
        )
    };
    let before = read();
    store.rebuild(&mut |_, _| ()).unwrap();
    same("what is read before and after a rebuild", &before, &read())
}

pub(crate) fn same<T: PartialEq + std::fmt::Debug>(what: &str, one: &T, other: &T) -> Result<(), String> {
    if one == other { Ok(()) } else { Err(format!("{what} differ: {one:#?}\n{other:#?}")) }
}
