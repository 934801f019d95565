//! Fifty sessions on one store at once, while a person lists and edits.

use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::thread;

use fieldmesh_document::{Edit, NewObservation, Replica, ShardId, ShardKind};
use fieldmesh_store::Query;
use fieldmesh_sync::pump;
use fieldmesh_testkit::MemoryReplica;

use crate::ends::{NOW, create, device, end};

const HUB: u8 = 200;
const COUNT: u8 = 50;
/// Observations that each brings.
const EACH: usize = 3;
/// Observations of the store before, which are what is listed.
const ROWS: usize = 100;

fn noted(count: usize, word: &str) -> Vec<NewObservation> {
    (0..count).map(|number| NewObservation::default().notes(format!("{word} {number}"))).collect()
}

/// All are in the midst of a session before any ends. What one brings goes on to those that stay.
#[test]
fn fifty_sessions_at_once_fail_nobody_and_what_one_brings_reaches_all() {
    let folder = tempfile::tempdir().unwrap();
    let hub = create(&folder.path().join("hub"), HUB);
    let rows = hub.create_observations(noted(ROWS, "hub"), NOW).unwrap();
    let others: Vec<(u8, MemoryReplica)> = (1..=COUNT).map(|number| (number, MemoryReplica::new())).collect();
    for (number, other) in &others {
        let shard = ShardId::from_bytes([*number; 16]);
        let new = noted(EACH, &format!("device {number},"));
        other.write(shard, ShardKind::OBSERVATIONS, device(*number), |writer| writer.create(new, NOW)).unwrap();
    }

    let running = AtomicBool::new(true);
    let (all_begin, all_ended, last) =
        (Barrier::new(others.len()), Barrier::new(others.len() + 1), Barrier::new(others.len() + 1));
    let (lists, edits) = thread::scope(|scope| {
        for (number, other) in &others {
            let (hub, all_begin, all_ended, last) = (&hub, &all_begin, &all_ended, &last);
            scope.spawn(move || {
                let session = |on_progress: &mut dyn FnMut()| {
                    let mut progress = |_, _| on_progress();
                    let ends = (end(HUB, hub), end(*number, other));
                    let (ours, theirs) = pump(ends.0, ends.1, &mut progress, &|| false).unwrap();
                    assert!(ours.is_complete() && theirs.is_complete(), "{ours:?} {theirs:?}");
                    ours
                };
                // In the midst of its first session each waits until all are.
                let mut begun = false;
                let first = session(&mut || {
                    if !std::mem::replace(&mut begun, true) {
                        all_begin.wait();
                    }
                });
                assert_eq!(first.received.counts.new, EACH as u64);
                // It stays, and takes what has come since, while others are still at their first.
                session(&mut || ());
                all_ended.wait();
                last.wait();
                session(&mut || ());
            });
        }
        let (list_now, moments) = channel();
        let lister = scope.spawn(|| {
            let query = Query { limit: Some(ROWS as u64), ..Query::default() };
            moments.into_iter().map(|()| assert_eq!(hub.list(&query).unwrap().len(), ROWS)).count()
        });
        let editor = scope.spawn(|| {
            let list_now = list_now;
            let mut edits = 0;
            while running.load(Ordering::SeqCst) {
                edits += 1;
                let edit = Edit { notes: Some(Some(format!("time {edits}"))), ..Edit::default() };
                list_now.send(()).unwrap();
                hub.edit(&rows[0].id, &edit, NOW).unwrap();
            }
            edits
        });
        all_ended.wait();
        running.store(false, Ordering::SeqCst);
        let counts = (lister.join().unwrap(), editor.join().unwrap());
        last.wait();
        counts
    });
    assert_eq!(lists, edits);
    assert!(edits > 1, "nothing was edited while the sessions ran");
    eprintln!("{edits} edits and lists beside the sessions");

    let digest = hub.inventory().unwrap().records_digest();
    let live = hub.totals().unwrap().live;
    assert_eq!(live, (ROWS + usize::from(COUNT) * EACH) as u64);
    assert_eq!(hub.history(&rows[0].id).unwrap().len(), 1 + edits);
    for (number, other) in &others {
        assert_eq!(other.inventory().unwrap().records_digest(), digest, "device {number}");
        let held = other.observations();
        assert_eq!(held.len() as u64, live);
        let edited = held.iter().find(|observation| observation.id == rows[0].id).unwrap();
        assert_eq!(edited.notes, Some(format!("time {edits}")));
    }
}
