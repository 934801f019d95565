//! What is told of a proof belongs to it, whatever is written afterwards.

use super::*;

fn counts(store: &Store, proven: &fieldmesh_document::Inventory) -> (u64, u64) {
    (store.proven_observations(proven).unwrap(), store.proven_attachments(proven).unwrap())
}

fn photographed(store: &Store, bytes: &[u8]) -> NewObservation {
    let (photo, size) = store.add_attachment(bytes).unwrap();
    with_photo(photo, size)
}

#[test]
fn a_proof_is_counted_as_it_was_after_the_store_moved_on() {
    let (_a, ana) = store(ANA);
    let (_m, marco) = store(MARCO);
    let empty = ana.inventory().unwrap();
    let mut made = ana.create_observations(many(300), NOW).unwrap();
    for bytes in [&b"one"[..], b"two", b"two again"] {
        made.push(create(&ana, photographed(&ana, bytes)));
    }
    ana.delete(&made[0].id, NOW).unwrap();
    let proven = ana.inventory().unwrap();
    assert_eq!(counts(&ana, &proven), (302, 3));

    // What lies in shards of the proof: deleted, restored, created, with a photo more and the photo of another.
    ana.delete(&made[1].id, NOW).unwrap();
    ana.delete(&made[300].id, NOW).unwrap();
    ana.restore(&made[0].id, NOW).unwrap();
    create(&ana, photographed(&ana, b"three"));
    create(&ana, photographed(&ana, b"two"));
    // And in others.
    create(&marco, photographed(&marco, b"four"));
    merge(&ana, snapshots(&marco));
    let totals = ana.totals().unwrap();
    assert_eq!((totals.live, totals.attachments_present), (304, 3));
    assert_eq!(counts(&ana, &proven), (302, 3));
    assert_eq!(counts(&ana, &ana.inventory().unwrap()), (304, 3));
    assert_eq!(counts(&ana, &empty), (0, 0));

    // A state that this store never had.
    let foreign = marco.inventory().unwrap();
    create(&marco, noted("told to nobody"));
    assert!(ana.proven_observations(&foreign).is_ok());
    let foreign = marco.inventory().unwrap();
    assert!(matches!(ana.proven_observations(&foreign), Err(ReplicaError::NotHeld { .. })));
}
