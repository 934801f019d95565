//! Attachments: pieces, resumption, what is wanted.

use super::*;

#[test]
fn attachments_arrive_in_pieces_resume_and_are_verified() {
    let content: Vec<u8> = (0..3_000_000_u32).map(|n| (n % 251) as u8).collect();
    let (_a, ana) = store(ANA);
    let (id, size) = ana.add_attachment(&content[..]).unwrap();
    assert_eq!((id, size), (AttachmentId::of(&content), 3_000_000));
    create(&ana, with_photo(id, size));
    assert!(ana.wanted().unwrap().is_empty());

    let (_m, marco) = store(MARCO);
    merge(&marco, snapshots(&ana));
    let want = marco.wanted().unwrap()[0];
    assert_eq!((want.id, want.size, want.held, want.class), (id, size, 0, AttachmentClass::Original));
    assert_ne!(marco.media_digest(want.class).unwrap(), ana.media_digest(want.class).unwrap());
    let send = |to: &Store, from: u64, until: u64| {
        let mut outcome = PieceOutcome::Partial;
        let mut at = from;
        while at < until {
            let piece = ana.read_piece(&id, at, 60 << 10).unwrap();
            outcome = to.write_piece(&want, at, &piece).unwrap();
            at += piece.len() as u64;
        }
        outcome
    };
    assert_eq!(send(&marco, 0, 1_500_000), PieceOutcome::Partial);
    marco.commit().unwrap();
    let directory = marco.directory().to_owned();
    drop(marco);

    // What came after the last durable byte is as a power cut leaves it.
    let partial = directory.join("attachments/partial").join(id.to_hex());
    let mut bytes = fs_err::read(&partial).unwrap();
    bytes.extend([0; 5000]);
    fs_err::write(&partial, bytes).unwrap();

    let marco = Store::open(&directory, MARCO).unwrap();
    let held = marco.wanted().unwrap()[0].held;
    assert!(held >= 1_500_000 && held < size);
    assert_eq!(marco.attachment_state(&id).unwrap(), AttachmentState::Partial { held });
    assert_eq!(send(&marco, held, size), PieceOutcome::Complete);
    assert!(marco.wanted().unwrap().is_empty() && !partial.exists());
    assert_eq!(marco.held(&[id, AttachmentId::of(b"other")]).unwrap(), [Some(size), None]);
    assert_eq!(marco.media_digest(want.class).unwrap(), ana.media_digest(want.class).unwrap());
    assert_eq!(marco.read_piece(&id, size - 3, 100).unwrap(), content[content.len() - 3..]);
    assert_eq!(marco.totals().unwrap().attachment_bytes, size);
}

#[test]
fn what_a_killed_process_received_counts_up_to_its_last_piece() {
    let content: Vec<u8> = (0..300_000_u32).map(|n| (n % 251) as u8).collect();
    let (_m, marco) = store(MARCO);
    let id = AttachmentId::of(&content);
    create(&marco, with_photo(id, content.len() as u64));
    let want = marco.wanted().unwrap()[0];
    for (nth, piece) in content.chunks(61_440).take(3).enumerate() {
        assert_eq!(marco.write_piece(&want, nth as u64 * 61_440, piece).unwrap(), PieceOutcome::Partial);
    }
    assert_eq!(marco.wanted().unwrap()[0].held, 0);
    let directory = marco.directory().to_owned();
    drop(marco);

    let marco = Store::open(&directory, MARCO).unwrap();
    assert_eq!(marco.wanted().unwrap()[0].held, 3 * 61_440);
    let fourth = &content[3 * 61_440..4 * 61_440];
    assert_eq!(marco.write_piece(&want, 3 * 61_440, fourth).unwrap(), PieceOutcome::Partial);
    drop(marco);

    // A power cut kept the trail and spoilt the fourth piece.
    let partial = directory.join("attachments/partial").join(id.to_hex());
    let mut bytes = fs_err::read(&partial).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs_err::write(&partial, bytes).unwrap();
    let marco = Store::open(&directory, MARCO).unwrap();
    assert_eq!(marco.wanted().unwrap()[0].held, 3 * 61_440);
    let rest = &content[3 * 61_440..];
    assert_eq!(marco.write_piece(&want, 3 * 61_440, rest).unwrap(), PieceOutcome::Complete);
    assert_eq!(fs_err::read_dir(directory.join("attachments/partial")).unwrap().count(), 0);
}

#[test]
fn pieces_that_do_not_make_the_content_are_dropped() {
    let (_m, marco) = store(MARCO);
    let id = AttachmentId::of(b"right");
    create(&marco, with_photo(id, 5));
    let want = marco.wanted().unwrap()[0];
    assert_eq!(marco.write_piece(&want, 0, b"wro").unwrap(), PieceOutcome::Partial);
    assert_eq!(marco.write_piece(&want, 3, b"ng").unwrap(), PieceOutcome::Mismatch);
    assert_eq!(marco.attachment_state(&id).unwrap(), AttachmentState::Missing);
    assert_eq!(marco.write_piece(&want, 0, b"too long").unwrap(), PieceOutcome::Mismatch);
    assert_eq!(marco.write_piece(&want, 3, b"ht").unwrap(), PieceOutcome::Mismatch);
    // A piece that overlaps what came before adds only what is new.
    assert_eq!(marco.write_piece(&want, 0, b"rig").unwrap(), PieceOutcome::Partial);
    assert_eq!(marco.write_piece(&want, 1, b"ight").unwrap(), PieceOutcome::Complete);

    // A record that gives too large a size does not keep the content from being whole.
    let lied = AttachmentId::of(b"short");
    create(&marco, with_photo(lied, 50));
    let lie = marco.wanted().unwrap()[0];
    assert_eq!(marco.write_piece(&lie, 0, b"short").unwrap(), PieceOutcome::Complete);
    assert_eq!(marco.held(&[lied]).unwrap(), [Some(5)]);

    fs_err::write(marco.directory().join("attachments").join(&id.to_hex()[..2]).join(id.to_hex()), "wrong")
        .unwrap();
    let report = marco.check(&mut |_, _| ()).unwrap();
    assert_eq!(report.damaged_attachments, [id]);
    marco.quarantine(&id).unwrap();
    assert_eq!(marco.wanted().unwrap(), [want]);
}

#[test]
fn a_content_that_got_its_name_before_a_crash_and_no_record_is_not_received_again() {
    let (_m, marco) = store(MARCO);
    let content = [7; 100_000];
    let id = AttachmentId::of(&content);
    create(&marco, with_photo(id, 100_000));
    let want = marco.wanted().unwrap()[0];
    let file = marco.directory().join("attachments").join(&id.to_hex()[..2]).join(id.to_hex());
    fs_err::create_dir_all(file.parent().unwrap()).unwrap();

    fs_err::write(&file, [8; 100_000]).unwrap();
    assert_eq!(marco.write_piece(&want, 0, &content[..10]).unwrap(), PieceOutcome::Partial);
    fs_err::write(&file, content).unwrap();
    let directory = marco.directory().to_owned();
    drop(marco);
    let marco = Store::open(&directory, MARCO).unwrap();
    assert_eq!(marco.write_piece(&want, 0, &content[..10]).unwrap(), PieceOutcome::Complete);
    assert_eq!(marco.held(&[id]).unwrap(), [Some(100_000)]);
    assert_eq!(marco.read_piece(&id, 99_999, 10).unwrap(), [7]);
}

#[test]
fn photos_of_deleted_observations_are_kept_and_not_wanted() {
    let (_dir, store) = store(ANA);
    let (held, size) = store.add_attachment(&b"here"[..]).unwrap();
    let missing = AttachmentId::of(b"elsewhere");
    let made = store.create_observations(vec![with_photo(held, size), with_photo(missing, 9)], NOW).unwrap();
    assert_eq!(store.wanted().unwrap().len(), 1);
    for observation in &made {
        store.delete(&observation.id, NOW).unwrap();
    }
    assert!(store.wanted().unwrap().is_empty());
    assert_eq!(store.read_piece(&held, 0, 10).unwrap(), b"here");
    assert_eq!(store.totals().unwrap().attachments_referenced, 0);
    store.restore(&made[1].id, NOW).unwrap();
    assert_eq!(store.wanted().unwrap()[0].id, missing);
    store.set_media_policy(MediaPolicy::Previews).unwrap();
    assert!(store.wanted().unwrap().is_empty());
}
