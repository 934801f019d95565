//! Devices that meet only through a sync file: whatever they record, edit and delete, afterwards all hold the same,
//! and a file that is refused stays byte for byte as it was.

use std::path::{Path, PathBuf};

use fieldmesh::config::{CategoryChange, Localized};
use fieldmesh::{
    ActivityEnd, Configuration, ConfigurationChoice, Device, Edit, Edition, ErrorKind, Invite, MediaPolicy,
    NewObservation, Observation, OtherConfiguration, Project, Query, SyncFileError, Via,
};
use serde_json::{Map, Value};

use crate::{every, team};

struct Team {
    dir: tempfile::TempDir,
    projects: Vec<Project>,
}

impl Team {
    fn of(names: &[&str]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let projects = team(dir.path(), names);
        Self { dir, projects }
    }

    fn file(&self) -> PathBuf {
        self.dir.path().join("trip.fieldmesh")
    }
}

fn assert_equal(projects: &[Project]) {
    let [first, others @ ..] = projects else { return };
    for other in others {
        assert_eq!(other.digest().unwrap(), first.digest().unwrap());
        assert_eq!(other.media_digest().unwrap(), first.media_digest().unwrap());
        assert_eq!(every(other), every(first));
    }
}

/// The real observations beside the repository, where they are.
fn real_observations() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/react-mapfilter/example_fc.json");
    if !path.exists() {
        eprintln!("skipped: no {}", path.display());
        return None;
    }
    Some(path)
}

/// The features of a collection without what Fieldmesh adds, by their id.
fn features(json: &[u8]) -> Vec<Value> {
    let collection: Map<String, Value> = serde_json::from_slice(json).unwrap();
    let mut features = collection["features"].as_array().unwrap().clone();
    for feature in &mut features {
        feature.as_object_mut().unwrap().remove("fieldmesh");
    }
    features.sort_by_key(|feature| feature["id"].to_string());
    features
}

#[test]
fn real_observations_reach_three_devices_and_come_out_as_they_went_in() {
    let Some(path) = real_observations() else { return };
    let team = Team::of(&["Ana", "Marco", "Carla"]);
    let [ana, marco, carla] = team.projects.as_slice() else { unreachable!() };

    let report = ana.import(&path).wait().unwrap();
    assert_eq!((report.added, report.already_present, report.skipped.len()), (200, 0, 0));
    let again = ana.import(&path).wait().unwrap();
    assert_eq!((again.added, again.already_present), (0, 200));

    ana.create_sync_file(team.file()).unwrap();
    assert_eq!(marco.synchronize_file(team.file()).unwrap().received.counts.new, 200);
    assert_eq!(carla.synchronize_file(team.file()).unwrap().received.counts.new, 200);
    assert_equal(&team.projects);

    let mut exported = Vec::new();
    assert_eq!(carla.export_geojson(&Query::default(), &mut exported).unwrap(), 200);
    assert_eq!(features(&exported), features(&fs_err::read(&path).unwrap()));

    let all = every(ana);
    for (project, observation) in team.projects.iter().zip(&all) {
        let edit = Edit { notes: Some(Some(project.device().name())), ..Edit::default() };
        project.edit(&observation.id, &edit).unwrap();
    }
    for (project, observation) in team.projects.iter().zip(&all[10..]) {
        project.delete(&observation.id).unwrap();
    }
    for round in [[marco, carla], [ana, marco], [carla, ana]] {
        for project in round {
            project.synchronize_file(team.file()).unwrap();
        }
    }
    assert_equal(&team.projects);
    let totals = carla.totals().unwrap();
    assert_eq!((totals.live, totals.deleted, totals.conflicted), (197, 3, 0));
    let names: Vec<_> = all[..3].iter().map(|one| ana.observation(&one.id).unwrap().notes.unwrap()).collect();
    assert_eq!(names, ["Ana", "Marco", "Carla"]);

    // What came back from the others is known by its source, and by its own id where Fieldmesh exported it.
    assert_eq!(carla.import(&path).wait().unwrap().added, 0);
    let own = team.dir.path().join("own.geojson");
    fs_err::write(&own, &exported).unwrap();
    assert_eq!(marco.import(&own).wait().unwrap().added, 0);
}

#[test]
fn both_values_of_a_conflict_arrive_everywhere_and_a_choice_settles_it() {
    let team = Team::of(&["Ana", "Marco"]);
    let [ana, marco] = team.projects.as_slice() else { unreachable!() };
    let id = ana.observe(Observation::at(-1.48, -77.26).unwrap().category("camp").tag("state", "new")).unwrap();
    ana.create_sync_file(team.file()).unwrap();
    marco.synchronize_file(team.file()).unwrap();

    let say = |project: &Project, text: &str| {
        project.edit(&id, &Edit { notes: Some(Some(text.to_owned())), ..Edit::default() }).unwrap();
    };
    say(ana, "roof gone");
    say(marco, "roof repaired");
    ana.synchronize_file(team.file()).unwrap();
    let outcome = marco.synchronize_file(team.file()).unwrap();
    assert_eq!(outcome.received.counts.conflicts, 1);
    ana.synchronize_file(team.file()).unwrap();
    assert_equal(&team.projects);
    let conflict = &ana.observation(&id).unwrap().conflicts[0];
    let values: Vec<_> = conflict.values.iter().filter_map(|value| value.value.as_deref()).collect();
    assert!(values.contains(&"\"roof gone\"") && values.contains(&"\"roof repaired\""), "{values:?}");

    say(ana, "roof repaired in May");
    ana.synchronize_file(team.file()).unwrap();
    marco.synchronize_file(team.file()).unwrap();
    assert_equal(&team.projects);
    assert!(marco.observation(&id).unwrap().conflicts.is_empty());
}

#[test]
fn photos_travel_with_their_renditions_and_only_once() {
    let team = Team::of(&["Ana", "Marco"]);
    let [ana, marco] = team.projects.as_slice() else { unreachable!() };
    let photo = fieldmesh_workload::scene(1, 1).unwrap();
    let (photo_id, record) = ana.attach_bytes(Some("river.jpg"), &photo).unwrap();
    assert!(record.preview.is_some() && record.thumbnail.is_some());
    ana.observe(Observation::at(0.0, 0.0).unwrap().attachment(photo_id, record)).unwrap();
    ana.create_sync_file(team.file()).unwrap();

    let outcome = marco.synchronize_file(team.file()).unwrap();
    assert!(outcome.is_complete());
    assert_eq!(outcome.received.attachments, 3);
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut marco.open_attachment(&photo_id).unwrap(), &mut bytes).unwrap();
    assert_eq!(bytes, photo);
    assert_equal(&team.projects);

    let again = marco.synchronize_file(team.file()).unwrap();
    assert_eq!((again.received.bytes(), again.sent.attachments), (0, 0));
}

#[test]
fn a_file_for_mail_has_previews_alone_and_names_what_it_has_nothing_of() {
    let team = Team::of(&["Ana", "Marco", "Carla"]);
    let [ana, marco, carla] = team.projects.as_slice() else { unreachable!() };
    let photo = fieldmesh_workload::scene(1, 1).unwrap();
    let (photo_id, record) = ana.attach_bytes(Some("river.jpg"), &photo).unwrap();
    let preview = record.preview.unwrap().id;
    let (talk_id, talk) = ana.attach_bytes(Some("talk.m4a"), &vec![7; 2 << 20]).unwrap();
    let (note_id, note) = ana.attach_bytes(Some("note.txt"), b"short enough").unwrap();
    let observation = Observation::at(0.0, 0.0).unwrap().attachment(photo_id, record).attachment(talk_id, talk);
    let observation = observation.attachment(note_id, note);
    let observed = ana.observe(observation).unwrap();
    ana.create_sync_file(team.file()).unwrap();
    carla.synchronize_file(team.file()).unwrap();

    let mail = team.dir.path().join("mail.fieldmesh");
    let made = ana.create_sync_file_with(&mail, MediaPolicy::Previews).unwrap();
    assert_eq!((made.media, made.sent.attachments, made.is_complete()), (MediaPolicy::Previews, 3, true));
    let left_out: Vec<_> = made.left_out.iter().map(|one| (one.observation, one.attachment)).collect();
    assert_eq!(left_out, [(observed, talk_id)], "the photo is there as a preview");
    assert_eq!(made.left_out[0].name.as_deref(), Some("talk.m4a"));
    assert_eq!(ana.device().sync_file_info(&mail).unwrap().manifest.media, MediaPolicy::Previews);
    let (everything, for_mail) = (MediaPolicy::Everything, MediaPolicy::Previews);
    let estimates = [everything, for_mail].map(|media| ana.estimate_sync_file(media).unwrap());
    let size = |file: &Path| fs_err::metadata(file).unwrap().len();
    assert!(size(&mail) < size(&team.file()) && estimates[1] < estimates[0], "{estimates:?}");

    let taken = marco.synchronize_file(&mail).unwrap();
    assert_eq!((taken.received.attachments, taken.media, taken.left_out.len()), (3, MediaPolicy::Previews, 1));
    assert!(marco.open_attachment(&preview).is_ok() && marco.open_attachment(&note_id).is_ok());
    for lacking in [photo_id, talk_id] {
        let kind = marco.open_attachment(&lacking).unwrap_err().kind();
        assert_eq!(kind, ErrorKind::AttachmentMissing);
    }
    assert_eq!(marco.digest().unwrap(), ana.digest().unwrap());

    // Whoever has the originals keeps them, and gives them to no such file; another carrier brings them later.
    let passed = carla.synchronize_file(&mail).unwrap();
    assert_eq!((passed.sent.attachments, carla.totals().unwrap().attachments_present), (0, 3));
    marco.synchronize_file(team.file()).unwrap();
    assert!(marco.open_attachment(&photo_id).is_ok() && marco.open_attachment(&talk_id).is_ok());
    assert_equal(&team.projects);
}

#[test]
fn who_still_lacks_something_is_told() {
    let team = Team::of(&["Ana", "Marco"]);
    let [ana, marco] = team.projects.as_slice() else { unreachable!() };
    ana.create_sync_file(team.file()).unwrap();
    marco.observe_all(vec![NewObservation::default(); 7]).unwrap();
    assert_eq!(marco.only_here().unwrap(), 7);
    let outcome = marco.synchronize_file(team.file()).unwrap();
    let waiting: Vec<_> = outcome.waiting.iter().map(|visitor| (visitor.name.as_str(), visitor.new)).collect();
    assert_eq!(waiting, [("Ana", 7)]);
    assert_eq!(marco.only_here().unwrap(), 7, "in the file is not yet on another device");
    assert!(ana.synchronize_file(team.file()).unwrap().waiting.is_empty());
    assert_eq!(ana.only_here().unwrap(), 0);
    marco.synchronize_file(team.file()).unwrap();
    assert_eq!(marco.only_here().unwrap(), 0);
    assert_eq!(ana.peers().unwrap()[0].name.as_deref(), Some("Marco"));
}

#[test]
fn a_refused_file_and_the_device_stay_as_they_were() {
    let team = Team::of(&["Ana", "Marco"]);
    let [ana, marco] = team.projects.as_slice() else { unreachable!() };
    ana.observe_all(vec![NewObservation::default(); 40]).unwrap();
    ana.create_sync_file(team.file()).unwrap();
    marco.observe_all(vec![NewObservation::default(); 3]).unwrap();
    let before = (marco.digest().unwrap(), every(marco));

    let stranger = Device::open(team.dir.path().join("stranger")).unwrap();
    let other = stranger.create_project("Río Napo", Configuration::builtin()).unwrap();
    other.create_sync_file(team.dir.path().join("other.fieldmesh")).unwrap();
    let good = fs_err::read(team.file()).unwrap();
    let stolen = fs_err::read(team.dir.path().join("other.fieldmesh")).unwrap();
    let mut flipped = good.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;

    let refusals: [(&str, Vec<u8>, &[ErrorKind]); 5] = [
        ("another project", stolen, &[ErrorKind::OtherProject]),
        ("empty", Vec::new(), &[ErrorKind::NotASyncFile]),
        ("foreign", b"not one of ours".repeat(900), &[ErrorKind::NotASyncFile]),
        ("flipped", flipped, &[ErrorKind::Damaged]),
        ("truncated to its header", good[..4096].to_vec(), &[ErrorKind::Damaged]),
    ];
    for (name, bytes, kinds) in refusals {
        let path = team.dir.path().join(format!("{name}.fieldmesh"));
        fs_err::write(&path, &bytes).unwrap();
        let error = marco.synchronize_file(&path).unwrap_err();
        assert!(kinds.contains(&error.kind()), "{name}: {error:?}");
        assert_eq!(fs_err::read(&path).unwrap(), bytes, "{name}");
    }
    assert_eq!((marco.digest().unwrap(), every(marco)), before);

    let missing = marco.synchronize_file(team.dir.path().join("none.fieldmesh")).unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::NoSuchFile);
    let taken = ana.create_sync_file(team.file()).unwrap_err();
    assert_eq!(taken.kind(), ErrorKind::FileExists);
    assert_eq!(fs_err::read(team.file()).unwrap(), good);
}

#[test]
fn a_file_of_another_project_of_this_device_is_named() {
    let team = Team::of(&["Ana"]);
    let [ana] = team.projects.as_slice() else { unreachable!() };
    let second = ana.device().create_project("Escuela", Configuration::builtin()).unwrap();
    second.create_sync_file(team.file()).unwrap();
    match ana.synchronize_file(team.file()) {
        Err(SyncFileError::OwnOtherProject { theirs, .. }) => assert_eq!(theirs, "Escuela"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_cancelled_synchronization_keeps_what_arrived_and_the_next_completes() {
    let team = Team::of(&["Ana", "Marco"]);
    let [ana, marco] = team.projects.as_slice() else { unreachable!() };
    ana.observe_all(vec![NewObservation::default(); 600]).unwrap();
    ana.create_sync_file(team.file()).unwrap();
    let job = marco.begin_synchronize_file(team.file(), ConfigurationChoice::Ask);
    job.cancel();
    if let Err(error) = job.wait() {
        assert_eq!(error.kind(), ErrorKind::Cancelled);
    }
    let outcome = marco.synchronize_file(team.file()).unwrap();
    assert_equal(&team.projects);

    let [(_, last), (_, first)] = marco.activity(2).unwrap().try_into().unwrap();
    assert_eq!(last.file.as_deref(), Some("trip.fieldmesh"));
    let ActivityEnd::Complete(completed) = last.end else { panic!("{last:?}") };
    assert_eq!((completed.records_digest, completed.observations), (outcome.proven, 600));
    assert_eq!(completed.received.counts, outcome.received.counts);
    assert_eq!((first.name.as_str(), first.via), ("Ana", Via::File));
}

/// The built-in configuration with one category more.
fn with_category(id: &str) -> Configuration {
    let mut configuration = Configuration::builtin();
    let mut category = configuration.categories[0].clone();
    (category.id, category.names) = (id.into(), Localized::from(id));
    configuration.categories.push(category);
    configuration
}

/// What a device is told that is refused for its configuration; neither it nor the file changes.
fn refused(project: &Project, file: &Path) -> OtherConfiguration {
    let before = (fs_err::read(file).unwrap(), every(project), project.configuration().unwrap());
    let Err(SyncFileError::OtherConfiguration(other)) = project.synchronize_file(file) else {
        panic!("not refused")
    };
    assert!((fs_err::read(file).unwrap(), every(project), project.configuration().unwrap()) == before);
    *other
}

fn fingerprints(project: &Project) -> Vec<Option<fieldmesh::Fingerprint>> {
    every(project).iter().map(|observation| observation.configuration).collect()
}

#[test]
fn a_changed_configuration_travels_in_a_file_and_is_taken_in_one_press() {
    let team = Team::of(&["Ana", "Marco", "Carla"]);
    let [ana, marco, carla] = team.projects.as_slice() else { unreachable!() };
    let (file, old) = (team.file(), Configuration::builtin().fingerprint());
    ana.observe(NewObservation::default()).unwrap();
    ana.create_sync_file(&file).unwrap();
    marco.synchronize_file(&file).unwrap();

    let new = ana.change_configuration(with_category("mine")).unwrap();
    assert!(new.is_successor_of(&old));
    ana.observe(NewObservation { category: Some("mine".to_owned()), ..NewObservation::default() }).unwrap();
    let outcome = ana.synchronize_file(&file).unwrap();
    assert_eq!(outcome.given.map(|one| one.fingerprint), Some(new.fingerprint()), "an ancestor's file is accepted");

    let other = refused(marco, &file);
    assert_eq!(
        (other.edition, other.ours.fingerprint, other.theirs.fingerprint),
        (Edition::Newer, old, new.fingerprint())
    );
    let [added] = other.difference.categories.as_slice() else { panic!("{:?}", other.difference) };
    assert_eq!((added.id.as_str(), &added.change), ("mine", &CategoryChange::Added));
    let outcome = marco.synchronize_file_with(&file, ConfigurationChoice::UseTheirs).unwrap();
    assert_eq!(outcome.adopted.map(|one| one.fingerprint), Some(new.fingerprint()));
    assert_eq!(marco.configuration().unwrap().as_ref(), Some(&new));
    assert_eq!(marco.configurations().unwrap(), [Configuration::builtin(), new.clone()], "the old one is kept");
    assert_equal(&team.projects[..2]);
    let mut captured = fingerprints(marco);
    captured.sort();
    let mut expected = [Some(old), Some(new.fingerprint())];
    expected.sort();
    assert_eq!(captured, expected);

    // Whoever goes on from the new one is ahead of everybody who holds an ancestor.
    let newest = marco.change_configuration(with_category("wells")).unwrap();
    marco.synchronize_file(&file).unwrap();
    assert_eq!(refused(carla, &file).edition, Edition::Newer);
    carla.synchronize_file_with(&file, ConfigurationChoice::UseTheirs).unwrap();
    ana.synchronize_file_with(&file, ConfigurationChoice::UseTheirs).unwrap();
    assert_eq!(ana.configuration().unwrap(), Some(newest));
    assert_equal(&team.projects);
}

#[test]
fn of_two_configurations_that_are_strangers_a_person_chooses_either() {
    let team = Team::of(&["Ana", "Marco"]);
    let [ana, marco] = team.projects.as_slice() else { unreachable!() };
    let file = team.file();
    ana.observe(NewObservation::default()).unwrap();
    ana.create_sync_file(&file).unwrap();
    let wells = with_category("wells");
    marco.set_configuration(&wells).unwrap();
    marco.observe(NewObservation::default()).unwrap();
    assert_eq!(refused(marco, &file).edition, Edition::Apart);

    let outcome = marco.synchronize_file_with(&file, ConfigurationChoice::GiveOurs).unwrap();
    assert_eq!(outcome.given.map(|one| one.fingerprint), Some(wells.fingerprint()));
    assert_eq!(marco.configuration().unwrap().as_ref(), Some(&wells));
    let carried = ana.device().sync_file_info(&file).unwrap().manifest.configuration.unwrap();
    assert_eq!(carried.fingerprint, wells.fingerprint());
    assert_eq!(refused(ana, &file).edition, Edition::Apart);
    ana.synchronize_file_with(&file, ConfigurationChoice::UseTheirs).unwrap();
    assert_equal(&team.projects);

    // A choice between equals changes nothing.
    let again = ana.synchronize_file_with(&file, ConfigurationChoice::GiveOurs).unwrap();
    assert_eq!((again.given, again.adopted), (None, None));
}

#[test]
fn a_newcomer_without_a_configuration_gets_that_of_the_file_or_brings_the_file_one() {
    let team = Team::of(&["Ana"]);
    let [ana] = team.projects.as_slice() else { unreachable!() };
    let file = team.file();
    let mine = with_category("mine");
    ana.set_configuration(&mine).unwrap();
    ana.observe(NewObservation::default()).unwrap();
    ana.create_sync_file(&file).unwrap();
    let text = ana.invite().unwrap().to_text();
    let newcomer = |name: &str| {
        let device = Device::open(team.dir.path().join(name)).unwrap();
        device.join(&Invite::parse(&text).unwrap()).unwrap()
    };
    let marco = newcomer("Marco");
    assert_eq!(marco.configuration().unwrap(), None);
    let outcome = marco.synchronize_file(&file).unwrap();
    assert_eq!(outcome.adopted.map(|one| one.fingerprint), Some(mine.fingerprint()));
    assert_eq!(marco.configuration().unwrap(), Some(mine.clone()));
    assert_equal(&[ana.clone(), marco]);

    let carla = newcomer("Carla");
    carla.observe(NewObservation::default()).unwrap();
    let second = team.dir.path().join("second.fieldmesh");
    carla.create_sync_file(&second).unwrap();
    let outcome = ana.synchronize_file(&second).unwrap();
    assert_eq!(outcome.given.map(|one| one.fingerprint), Some(mine.fingerprint()));
    carla.synchronize_file(&second).unwrap();
    assert_eq!(carla.configuration().unwrap(), Some(mine));
    assert_equal(&[ana.clone(), carla]);
}
