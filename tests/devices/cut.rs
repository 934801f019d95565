//! A session between two stores on a disk that is killed at any moment: what is there then, and what the next session
//! moves.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use fieldmesh_document::{
    AttachmentClass, AttachmentRecord, Edit, Inventory, NewObservation, Observation, Replica, ShardId,
};
use fieldmesh_store::{Deleted, Query, Store};
use fieldmesh_sync::{Pump, Step};
use fieldmesh_testkit::copy_folder;

use crate::ends::{NOW, create, device, end};

/// Bytes of one piece of an attachment (`docs/protocol.md`, section 4.2).
const PIECE: u64 = 61_440;
/// Bytes of the attachments of the two.
const SIZES: [usize; 2] = [200 << 10, 90_000];

/// Two stores in folders below this one, open.
struct Two {
    folder: PathBuf,
    stores: [Store; 2],
}

impl Two {
    fn create(folder: &Path) -> Self {
        let store = |number: u8| create(&folder.join(number.to_string()), number);
        Self { folder: folder.to_owned(), stores: [store(1), store(2)] }
    }

    /// What a kill of both at this moment would leave, opened again.
    fn killed(&self, to: &Path) -> Self {
        copy_folder(&self.folder, to).unwrap();
        let store = |number: u8| Store::open(&to.join(number.to_string()), device(number)).unwrap();
        Self { folder: to.to_owned(), stores: [store(1), store(2)] }
    }

    fn pump(&self) -> Pump<'_> {
        let [a, b] = &self.stores;
        Pump::new(end(1, a), end(2, b)).unwrap()
    }

    /// Bytes in frames of a session that ends complete.
    fn synchronize(&self) -> u64 {
        let mut pump = self.pump();
        let mut bytes = 0;
        loop {
            match pump.step().unwrap() {
                Step::Carried(_, frame) => bytes += frame as u64,
                Step::Finished => break,
                Step::Served(_) | Step::Progress(..) => {}
            }
        }
        let (ours, theirs) = pump.into_outcomes().unwrap();
        assert!(ours.is_complete() && theirs.is_complete(), "{ours:?} {theirs:?}");
        assert_eq!(ours.records_digest, theirs.records_digest);
        bytes
    }

    fn inventories(&self) -> [Inventory; 2] {
        self.stores.each_ref().map(|store| store.inventory().unwrap())
    }

    /// Bytes of attachments that each wants and has not taken.
    fn missing(&self) -> [u64; 2] {
        self.stores.each_ref().map(|store| store.wanted().unwrap().iter().map(|want| want.size - want.held).sum())
    }

    /// Each shard is as it was before or as it is after, and what is listed is what is in the shards.
    fn assert_whole(&self, before: &[Inventory; 2], after: &Inventory, at: usize) {
        for (store, before) in self.stores.iter().zip(before) {
            let mut listed: BTreeMap<ShardId, Vec<Observation>> = BTreeMap::new();
            for observation in store.list(&Query { deleted: Deleted::All, ..Query::default() }).unwrap() {
                listed.entry(observation.id.shard).or_default().push(observation);
            }
            for (id, entry) in store.inventory().unwrap().iter() {
                assert!([before.get(id), after.get(id)].contains(&Some(entry)), "step {at}: {entry:?}");
                let mut rows = listed.remove(id).unwrap_or_default();
                let mut held = store.load(id).unwrap().observations();
                rows.sort_by_key(|observation| observation.id);
                held.sort_by_key(|observation| observation.id);
                assert_eq!(rows, held, "step {at}");
            }
            assert!(listed.is_empty(), "step {at}: rows without a shard");
        }
    }

    fn assert_equal(&self) {
        let [a, b] = self.inventories();
        assert_eq!(a, b);
        let [a, b] = self.stores.each_ref().map(|store| store.media_digest(AttachmentClass::Original).unwrap());
        assert_eq!(a, b);
        assert_eq!(self.missing(), [0; 2]);
    }
}

fn note(store: &Store, observation: &Observation, notes: &str) {
    let edit = Edit { notes: Some(Some(notes.to_owned())), ..Edit::default() };
    store.edit(&observation.id, &edit, NOW).unwrap();
}

/// Both hold 30 observations, and differ since in new ones, in edits of the same shard on both sides, and in an
/// attachment each.
fn different(folder: &Path) -> Two {
    let two = Two::create(folder);
    let [a, b] = &two.stores;
    let noted = |word: &str, count: usize| {
        (0..count).map(|number| NewObservation::default().notes(format!("{word} {number}"))).collect::<Vec<_>>()
    };
    let both = a.create_observations(noted("both", 30), NOW).unwrap();
    two.synchronize();
    a.create_observations(noted("ours", 25), NOW).unwrap();
    b.create_observations(noted("theirs", 25), NOW).unwrap();
    note(a, &both[3], "edited here");
    note(b, &both[3], "edited there");
    note(b, &both[4], "edited there as well");
    for ((store, size), seed) in two.stores.iter().zip(SIZES).zip(1_u64..) {
        let mut state = seed;
        let next = |_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 56) as u8
        };
        let bytes: Vec<u8> = (0..size).map(next).collect();
        let (id, size) = store.add_attachment(bytes.as_slice()).unwrap();
        let record = AttachmentRecord {
            media_type: "image/jpeg".to_owned(),
            size,
            name: None,
            created: None,
            preview: None,
            thumbnail: None,
        };
        let photo = NewObservation { attachments: BTreeMap::from([(id, record)]), ..NewObservation::default() };
        store.create_observations(vec![photo], NOW).unwrap();
    }
    two
}

/// A frame has at most 65,000 bytes and counts only when it is whole, so that a cut at any frame is a cut at each 64 KiB,
/// too; between two frames, each write is another moment to be killed at.
#[test]
fn whenever_both_are_killed_nothing_is_half_and_the_next_session_moves_what_was_missing() {
    let folder = tempfile::tempdir().unwrap();
    let two = different(&folder.path().join("cut"));
    let before = two.inventories();
    let whole = two.killed(&folder.path().join("whole"));
    let bytes = whole.synchronize();
    whole.assert_equal();
    let [after, _] = whole.inventories();
    // Everything but the attachments: hashes, changes and lists.
    let records = bytes - SIZES.iter().map(|size| *size as u64).sum::<u64>();
    assert!(records < 16_000, "{records} bytes of records");

    let (mut cuts, mut seen) = (0, [0_usize; 3]);
    let mut pump = two.pump();
    loop {
        let step = pump.step().unwrap();
        if matches!(step, Step::Progress(..)) {
            continue;
        }
        cuts += 1;
        let here = tempfile::tempdir_in(folder.path()).unwrap();
        let cut = two.killed(&here.path().join("killed"));
        cut.assert_whole(&before, &after, cuts);
        // A kill costs no more than a piece on each side.
        let missing = cut.missing();
        for (there, here) in missing.iter().zip(two.missing()) {
            assert!(*there <= here + PIECE, "step {cuts}: {there} bytes are missing, {here} before the kill");
        }
        let inventories = cut.inventories();
        let untouched = inventories.iter().zip(&before).all(|(now, before)| now == before);
        let recorded = inventories.iter().all(|inventory| *inventory == after);
        seen[usize::from(!untouched) + usize::from(recorded)] += 1;

        // The attachments are wanted only where their record is; what is there is not moved again.
        let lacking = if recorded { missing.iter().sum() } else { bytes - records };
        let moved = cut.synchronize();
        let most = if recorded { lacking + 2_000 } else { lacking + records };
        assert!(moved <= most, "step {cuts}: {moved} bytes, and {lacking} of attachments were missing");
        cut.assert_equal();
        assert_eq!(cut.inventories()[0].records_digest(), after.records_digest());
        if step == Step::Finished {
            break;
        }
    }
    assert!(cuts > 30 && seen[0] > 5 && seen[2] > 10, "{cuts} cuts, by what was there: {seen:?}");
}
