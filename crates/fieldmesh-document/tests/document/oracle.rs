//! Automerge's own synchronization as the oracle: sending exactly what the other side lacks ends where
//! `automerge::sync` ends.

use automerge::Automerge;
use automerge::sync::{Message, State, SyncDoc};
use fieldmesh_document::guard::{Announced, admit_changes};
use fieldmesh_document::{
    ChangeHash, DeviceId, Edit, Heads, LocalId, NewObservation, Shard, ShardId, ShardKind, ShardWriter, Timestamp,
};
use proptest::prelude::*;

use crate::craft::{number, uleb};

const SHARD: ShardId = ShardId::from_bytes([1; 16]);

/// Who edits which of four observations, and when both exchange everything.
#[derive(Clone, Debug)]
enum Step {
    Edit { by: bool, which: u64, value: i64 },
    Meet,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let edit =
        (any::<bool>(), 0..4u64, any::<i64>()).prop_map(|(by, which, value)| Step::Edit { by, which, value });
    prop::collection::vec(prop_oneof![5 => edit, 1 => Just(Step::Meet)], 1..30)
}

fn local(n: u64) -> LocalId {
    LocalId::from_bytes(n.to_le_bytes())
}

fn edit(writer: &mut ShardWriter, which: u64, value: i64) {
    let edit = Edit { tags: [("tag".to_owned(), Some(value.into()))].into(), ..Edit::default() };
    writer.edit(&local(which), &edit, Timestamp(0)).unwrap();
}

fn admit(base: &Shard, changes: &[Vec<u8>], heads: Heads) -> Shard {
    let announced = Announced { shard: SHARD, kind: ShardKind::OBSERVATIONS, heads };
    admit_changes(base, changes, &announced).unwrap()
}

/// The protocol's two ways: since the other's heads when all of them are known, and otherwise by hashes.
fn missing(from: &Shard, to: &Shard) -> Vec<Vec<u8>> {
    if from.contains_all(to.heads().as_slice()) {
        return from.changes_since(&to.heads());
    }
    let theirs = to.change_hashes();
    let lacking: Vec<ChangeHash> = from.change_hashes().into_iter().filter(|hash| !theirs.contains(hash)).collect();
    from.changes(&lacking)
}

fn exchange(a: &Shard, b: &Shard) -> (Shard, Shard) {
    let (to_a, to_b) = (missing(b, a), missing(a, b));
    (admit(a, &to_a, b.heads()), admit(b, &to_b, a.heads()))
}

fn oracle(a: &Shard, b: &Shard) -> Heads {
    let mut docs = [a, b].map(|shard| Automerge::load(&shard.save()).unwrap());
    let mut states = [State::new(), State::new()];
    loop {
        let mut silent = true;
        for from in [0, 1] {
            if let Some(message) = docs[from].generate_sync_message(&mut states[from]) {
                let message = checked(&message.encode()).unwrap();
                docs[1 - from].receive_sync_message(&mut states[1 - from], message).unwrap();
                silent = false;
            }
        }
        if silent {
            break;
        }
    }
    let [a, b] = docs.map(|doc| Heads::new(doc.get_heads().into_iter().map(|head| ChangeHash(head.0))));
    assert_eq!(a, b);
    a
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    /// Exchanging exactly what is missing gives both sides the heads that `automerge::sync` gives them, and
    /// nothing is sent that the other side has.
    #[test]
    fn exact_deltas_end_where_automerge_sync_ends(steps in steps()) {
        let devices = [DeviceId::from_bytes([1; 32]), DeviceId::from_bytes([2; 32])];
        let mut first = Shard::create(SHARD, ShardKind::OBSERVATIONS).write_as(devices[0]);
        let four = (0..4).map(|n| NewObservation { local: Some(local(n)), ..NewObservation::default() });
        first.create(four.collect(), Timestamp(0)).unwrap();
        let base = first.into_shard();
        let (mut a, mut b) = (base.clone(), base.clone());
        let mut edits = 0;
        for step in steps.iter().chain([&Step::Meet]) {
            match step {
                Step::Edit { by, which, value } => {
                    let (side, device) = if *by { (&mut a, devices[0]) } else { (&mut b, devices[1]) };
                    let mut writer = side.clone().write_as(device);
                    edit(&mut writer, *which, *value);
                    *side = writer.into_shard();
                    edits += 1;
                }
                Step::Meet => {
                    let expected = oracle(&a, &b);
                    let (to_a, to_b) = (missing(&b, &a), missing(&a, &b));
                    let known = a.change_hashes().len() + to_a.len();
                    prop_assert_eq!(known, b.change_hashes().len() + to_b.len());
                    (a, b) = exchange(&a, &b);
                    prop_assert_eq!(&a.heads(), &expected);
                    prop_assert_eq!(&b.heads(), &expected);
                    prop_assert_eq!(a.observations(), b.observations());
                    prop_assert_eq!(a.change_hashes().len(), known);
                }
            }
        }
        prop_assert_eq!(a.change_hashes().len(), base.change_hashes().len() + edits);
    }
}

/// Automerge's own messages panic it and exhaust memory, so that nothing of a peer reaches them: this is what would
/// have to stand before `receive_sync_message`. At most one filter, with the numbers this Automerge writes.
fn checked(message: &[u8]) -> Result<Message, String> {
    let message = Message::decode(message).map_err(|error| error.to_string())?;
    if message.have.len() > 1 {
        return Err(format!("{} filters", message.have.len()));
    }
    for have in &message.have {
        let bloom = have.bloom.to_bytes();
        let mut rest = bloom.as_slice();
        if !rest.is_empty() {
            let [_, bits, probes] = [(); 3].map(|()| number(&mut rest));
            if (bits, probes) != (10, 7) {
                return Err(format!("{bits} bits for each entry and {probes} probes"));
            }
        }
    }
    Ok(message)
}

#[test]
fn filters_without_bits_and_of_millions_of_probes_never_reach_automerge() {
    let filter = |entries: u64, bits: u64, probes: u64, bytes: &[u8]| {
        let bloom = [&uleb(entries), &uleb(bits), &uleb(probes), bytes].concat();
        [&[0x42, 0, 0, 1, 0][..], &uleb(bloom.len() as u64), &bloom, &[0]].concat()
    };
    assert!(checked(&filter(1, 10, 7, &[0; 2])).is_ok());
    assert_eq!(checked(&filter(1, 0, 7, &[])).err().as_deref(), Some("0 bits for each entry and 7 probes"));
    let giant = checked(&filter(1, 10, 200_000_000, &[0; 2]));
    assert_eq!(giant.err().as_deref(), Some("10 bits for each entry and 200000000 probes"));
    let claimed = checked(&filter(u64::from(u32::MAX), 10, 7, &[]));
    assert!(claimed.is_err(), "a filter of 5 GiB that is not there");
    let several = [&[0x42, 0, 0, 2][..], &[0, 0], &[0, 0], &[0]].concat();
    assert_eq!(checked(&several).err().as_deref(), Some("2 filters"));
    // What Automerge itself sends passes.
    let doc = Automerge::load(&Shard::create(SHARD, ShardKind::OBSERVATIONS).save()).unwrap();
    let honest = doc.generate_sync_message(&mut State::new()).unwrap();
    assert!(checked(&honest.encode()).is_ok());
}
