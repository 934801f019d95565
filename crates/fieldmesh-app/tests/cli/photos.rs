//! Which photos a device wants, which it lacks, and which are spoilt.

use std::path::{Path, PathBuf};

use fieldmesh_workload::scene;

use crate::team::Team;

/// The file of this name somewhere below a folder.
fn find(folder: &Path, name: &str) -> Option<PathBuf> {
    fs_err::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find_map(|path| if path.is_dir() { find(&path, name) } else { path.ends_with(name).then_some(path) })
}

#[test]
fn a_device_chooses_its_photos_and_is_told_what_it_lacks() {
    let team = Team::of_two();
    fs_err::write(team.path("river.jpg"), scene(1, 1).unwrap()).unwrap();
    let added = team.json("ana", &["observation", "add", "--lat", "-1", "--lon", "-77", "--photo", "river.jpg"]);
    let photo = added["attachments"][0]["id"].as_str().unwrap();
    team.json("ana", &["syncfile", "create", "trip.fieldmesh"]);
    assert_eq!(team.json("ana", &["status"])["attachments"]["only_here"], 1);

    assert_eq!(team.json("marco", &["project", "photos", "previews"])["photos"], "previews");
    let sync = || team.json("marco", &["syncfile", "sync", "trip.fieldmesh"])["received"]["attachments"].clone();
    let status = || team.json("marco", &["status"])["attachments"].clone();
    assert_eq!(sync(), 2);
    let told = status();
    assert_eq!(
        (&told["wanted"], &told["referenced"], &told["present"], &told["missing"]),
        (&"previews".into(), &1.into(), &0.into(), &0.into())
    );
    assert_eq!(sync(), 0);

    team.json("marco", &["project", "photos", "everything"]);
    let told = status();
    assert_eq!((&told["missing"], &told["damaged"]), (&1.into(), &0.into()));
    assert_eq!(told["absent"][0]["id"], photo);
    assert_eq!(told["absent"][0]["observation"], added["id"]);
    assert_eq!((sync(), sync()), (1.into(), 0.into()));
    assert_eq!(status()["present"], 1);

    let file = find(&team.path("marco"), photo).unwrap();
    let mut bytes = fs_err::read(&file).unwrap();
    bytes[5] ^= 1;
    fs_err::write(&file, &bytes).unwrap();
    team.call("marco", &["doctor", "--rebuild"]);
    let told = status();
    assert_eq!(
        (&told["missing"], &told["damaged"], &told["absent"][0]["damaged"]),
        (&0.into(), &1.into(), &true.into())
    );
    let text = team.call("marco", &["status"]).out;
    assert!(text.contains("1 photo or preview was damaged here") && text.contains(photo), "{text}");
    assert_eq!(sync(), 1);
    assert_eq!(status()["damaged"], 0);
    assert_eq!(fs_err::read(find(&team.path("marco"), photo).unwrap()).unwrap().len(), bytes.len());
}
