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
    // A session that follows in the same process goes on there, too.
    assert_eq!(marco.wanted().unwrap()[0].held, 3 * 61_440);
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
    assert_eq!(marco.write_piece(&want, 3, b"ht").unwrap(), PieceOutcome::Later);
    // A piece that overlaps what came before adds only what is new.
    assert_eq!(marco.write_piece(&want, 0, b"rig").unwrap(), PieceOutcome::Partial);
    assert_eq!(marco.write_piece(&want, 1, b"ight").unwrap(), PieceOutcome::Complete);
    assert_eq!(marco.write_piece(&want, 3, b"ht").unwrap(), PieceOutcome::Known);

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
fn wrong_bytes_are_a_fault_of_their_source_only_when_nobody_else_brought_some() {
    let (_m, marco) = store(MARCO);
    let content = b"0123456789";
    let id = AttachmentId::of(content);
    create(&marco, with_photo(id, 10));
    let from_start = marco.wanted().unwrap()[0];
    // A second source brings what the first spoilt: both begin anew.
    assert_eq!(marco.write_piece(&from_start, 0, b"XXXXX").unwrap(), PieceOutcome::Partial);
    assert_eq!(marco.write_piece(&from_start, 0, b"01234").unwrap(), PieceOutcome::Partial);
    assert_eq!(marco.write_piece(&from_start, 5, b"56789").unwrap(), PieceOutcome::Later);
    assert_eq!(marco.write_piece(&from_start, 5, b"56789").unwrap(), PieceOutcome::Later);
    // The same when it goes on where a former session of another source was cut.
    assert_eq!(marco.write_piece(&from_start, 0, b"XXXXX").unwrap(), PieceOutcome::Partial);
    let from_there = marco.wanted().unwrap()[0];
    assert_eq!(from_there.held, 5);
    assert_eq!(marco.write_piece(&from_there, 5, b"56789").unwrap(), PieceOutcome::Later);
    assert_eq!(marco.wanted().unwrap(), [from_start]);
    assert_eq!(marco.write_piece(&from_start, 0, b"0123456XXX").unwrap(), PieceOutcome::Mismatch);
    assert_eq!(marco.write_piece(&from_start, 0, content).unwrap(), PieceOutcome::Complete);
}

#[test]
fn a_second_process_leaves_alone_what_the_first_is_receiving() {
    let (_m, marco) = store(MARCO);
    let id = AttachmentId::of(b"0123456789");
    create(&marco, with_photo(id, 10));
    let want = marco.wanted().unwrap()[0];
    let other = Store::open(marco.directory(), MARCO).unwrap();
    assert_eq!(marco.write_piece(&want, 0, b"01234").unwrap(), PieceOutcome::Partial);
    assert_eq!(other.write_piece(&want, 0, b"01234").unwrap(), PieceOutcome::Later);
    assert_eq!(marco.write_piece(&want, 5, b"56789").unwrap(), PieceOutcome::Complete);
    assert_eq!(other.write_piece(&want, 5, b"56789").unwrap(), PieceOutcome::Known);
}

#[test]
fn a_photo_whose_file_is_not_what_it_was_is_wanted_again_and_put_aside() {
    type Fault = fn(&std::path::Path, &[u8]);
    let gone: Fault = |file, _| fs_err::remove_file(file).unwrap();
    let cut: Fault = |file, content| fs_err::write(file, &content[..70_000]).unwrap();
    let flipped: Fault = |file, content| fs_err::write(file, [&content[..99_999], &[0xFF]].concat()).unwrap();
    let read: fn(&Store, &AttachmentId) -> bool = |store, id| store.read_piece(id, 60_000, 10).is_ok();
    let asked: fn(&Store, &AttachmentId) -> bool = |store, id| store.held(&[*id]).unwrap()[0].is_some();
    let verified: fn(&Store, &AttachmentId) -> bool = |store, id| store.verify_attachment(id).unwrap();
    for (fault, noticing, left) in [
        (gone, read, 0),
        (gone, asked, 0),
        (gone, verified, 0),
        (cut, read, 70_000),
        (cut, asked, 70_000),
        (cut, verified, 70_000),
        (flipped, verified, 100_000),
    ] {
        let (_m, marco) = store(MARCO);
        let content = [7; 100_000];
        let (id, size) = marco.add_attachment(&content[..]).unwrap();
        create(&marco, with_photo(id, size));
        let file = marco.directory().join("attachments").join(&id.to_hex()[..2]).join(id.to_hex());
        assert!(noticing(&marco, &id) && marco.wanted().unwrap().is_empty());
        for time in 1..=2 {
            fault(&file, &content);
            assert!(!noticing(&marco, &id));
            let aside: Vec<_> = set_aside(&marco, &id).iter().map(Vec::len).collect();
            assert_eq!(aside, vec![left; if left > 0 { time } else { 0 }]);
            assert!(!file.exists() && matches!(marco.read_piece(&id, 0, 9), Err(ReplicaError::NotHeld { .. })));
            let want = marco.wanted().unwrap()[0];
            assert_eq!((want.id, want.held), (id, 0));
            assert_eq!(marco.write_piece(&want, 0, &content).unwrap(), PieceOutcome::Complete);
            assert!(noticing(&marco, &id) && marco.check(&mut |_, _| ()).unwrap().is_sound());
        }
    }
}

/// What was put aside of a content.
fn set_aside(store: &Store, id: &AttachmentId) -> Vec<Vec<u8>> {
    let Ok(files) = fs_err::read_dir(store.directory().join("attachments/quarantine")) else { return Vec::new() };
    let files = files.map(|file| file.unwrap().path());
    let of_it = files.filter(|file| file.file_name().unwrap().to_str().unwrap().starts_with(&id.to_hex()));
    of_it.map(|file| fs_err::read(file).unwrap()).collect()
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
    assert_eq!(marco.write_piece(&want, 0, &content[..10]).unwrap(), PieceOutcome::Known);
    assert_eq!(set_aside(&marco, &id), [vec![8; 100_000]]);
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
    // So small that it is its own preview.
    assert_eq!(store.wanted().unwrap()[0].class, AttachmentClass::Preview);
    create(&store, with_photo(AttachmentId::of(b"large"), AttachmentRecord::MAX_OWN_PREVIEW + 1));
    assert_eq!(store.wanted().unwrap().len(), 1);
    store.set_media_policy(MediaPolicy::Everything).unwrap();
    let classes: Vec<_> = store.wanted().unwrap().iter().map(|want| want.class).collect();
    assert_eq!(classes, [AttachmentClass::Original; 2]);
}

#[test]
fn what_is_missing_and_what_was_damaged_is_told_with_an_observation_that_needs_it() {
    let (_dir, store) = store(ANA);
    let (rotten, size) = store.add_attachment(&b"here"[..]).unwrap();
    let (sound, _) = store.add_attachment(&b"more"[..]).unwrap();
    let missing = AttachmentId::of(b"elsewhere");
    let made = store
        .create_observations(vec![with_photo(rotten, size), with_photo(missing, 9), with_photo(sound, 4)], NOW)
        .unwrap();
    let gone = create(&store, with_photo(AttachmentId::of(b"of a deleted one"), 9));
    store.delete(&gone.id, NOW).unwrap();
    let absent = store.absent_attachments(10).unwrap();
    assert_eq!((absent.missing, absent.damaged, absent.first.len()), (1, 0, 1));
    assert_eq!((absent.first[0].id, absent.first[0].observation), (missing, made[1].id));

    let file = store.directory().join("attachments").join(&rotten.to_hex()[..2]).join(rotten.to_hex());
    fs_err::write(file, b"hers").unwrap();
    assert!(!store.verify_attachment(&rotten).unwrap());
    let absent = store.absent_attachments(10).unwrap();
    assert_eq!((absent.missing, absent.damaged), (1, 1));
    let told: Vec<_> = absent.first.iter().map(|one| (one.id, one.observation, one.damaged)).collect();
    assert_eq!(told, [(rotten, made[0].id, true), (missing, made[1].id, false)]);
    assert_eq!(store.absent_attachments(1).unwrap().first.len(), 1);

    // Healed, it is neither, although what was put aside stays.
    let want = store.wanted().unwrap().into_iter().find(|want| want.id == rotten).unwrap();
    assert_eq!(store.write_piece(&want, 0, b"here").unwrap(), PieceOutcome::Complete);
    assert_eq!(store.absent_attachments(10).unwrap().damaged, 0);
    assert_eq!(set_aside(&store, &rotten), [b"hers"]);
}

#[test]
fn originals_are_only_here_until_a_device_that_wants_all_of_them_has_them() {
    let (_dir, store) = store(ANA);
    assert_eq!(store.originals_only_here().unwrap(), 0);
    let (photo, size) = store.add_attachment(&b"here"[..]).unwrap();
    let made = create(&store, with_photo(photo, size));
    let foreign = AttachmentId::of(b"foreign");
    create(&store, with_photo(foreign, 7));
    let want = store.wanted().unwrap()[0];
    store.write_piece(&want, 0, b"foreign").unwrap();
    // What came from elsewhere is elsewhere.
    assert_eq!(store.originals_only_here().unwrap(), 1);

    let completed = |originals: bool| {
        let held = store.inventory().unwrap();
        let session = SessionRecord {
            device: MARCO,
            store_id: StoreId::new(5),
            records_digest: held.records_digest(),
            observations: 2,
            at: NOW,
            via: Via::Lan,
        };
        store.enter(|books| books.session(&session, &held)).unwrap();
        if originals {
            store.enter(|books| books.originals(&MARCO, &held)).unwrap();
        }
        store.originals_only_here().unwrap()
    };
    assert_eq!(completed(false), 1);
    assert_eq!(completed(true), 0);
    // Previews later do not take away what it had.
    assert_eq!(completed(false), 0);
    let (second, size) = store.add_attachment(&b"a second one"[..]).unwrap();
    create(&store, with_photo(second, size));
    assert!(store.originals_only_here().unwrap() >= 1);
    assert_eq!(completed(true), 0);
    // Put back to what it was before.
    for counter in [9, 8] {
        store.meet(&Met { device: MARCO, store_id: StoreId::new(5), counter }, NOW).unwrap();
    }
    assert_eq!(store.originals_only_here().unwrap(), 2);
    store.delete(&made.id, NOW).unwrap();
    assert_eq!(store.originals_only_here().unwrap(), 1);
}
