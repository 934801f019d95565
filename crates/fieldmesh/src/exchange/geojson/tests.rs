use std::io::Cursor;

use fieldmesh_document::{
    Coordinate, Geometry, LocalId, Moment, Observation, ObservationId, Position, ShardId, Timestamp,
};
use geojson::{Feature, FeatureReader};
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::{Configuration, Device, Fix, NewObservation, Query};

fn written(observation: &Observation) -> Feature {
    let mut file = Vec::new();
    let mut writer = Writer::begin(&mut file).unwrap();
    writer.write(observation).unwrap();
    writer.finish().unwrap();
    FeatureReader::from_reader(Cursor::new(file)).features().next().unwrap().unwrap()
}

fn observation(position: Option<Position>, metadata: Option<String>) -> Observation {
    let at = Moment { at: Timestamp(1_700_000_000_123), zone: Some(-300) };
    let (shard, local) = (ShardId::from_bytes([1; 16]), LocalId::from_bytes([2; 8]));
    Observation {
        id: ObservationId { shard, local },
        created_at: at,
        observed_at: Some(Moment { zone: None, ..at }),
        updated_at: at.at,
        author: None,
        editor: None,
        configuration: None,
        position,
        category: Some("camp".to_owned()),
        tags: [("roof".to_owned(), "gone".into())].into(),
        notes: Some("by the river".to_owned()),
        attachments: [].into(),
        metadata,
        source: None,
        deleted_at: None,
        conflicts: Vec::new(),
    }
}

fn coordinate() -> impl Strategy<Value = Coordinate> {
    (-180.0..=180.0, -90.0..=90.0, prop::option::of(-1e4..1e4))
        .prop_map(|(longitude, latitude, altitude)| Coordinate { longitude, latitude, altitude })
}

fn geometry() -> impl Strategy<Value = Geometry> {
    let ring = prop::collection::vec(coordinate(), 3..6).prop_map(|mut ring| {
        ring.push(ring[0]);
        ring
    });
    prop_oneof![
        coordinate().prop_map(Geometry::Point),
        prop::collection::vec(coordinate(), 2..6).prop_map(Geometry::Track),
        prop::collection::vec(ring, 1..3).prop_map(Geometry::Area),
    ]
}

fn position() -> impl Strategy<Value = Position> {
    (geometry(), prop::option::of(0.0..1e6), prop::option::of(any::<i64>())).prop_map(
        |(geometry, accuracy, time)| {
            let count = match &geometry {
                Geometry::Track(track) => track.len(),
                _ => 0,
            };
            let times = time.map_or_else(Vec::new, |time| vec![time; count]);
            let position = Position::new(geometry).unwrap().with_times(times).unwrap();
            match accuracy {
                Some(metres) => position.with_accuracy(metres).unwrap(),
                None => position,
            }
        },
    )
}

/// What recording writes, what Mapeo wrote, and whatever else a device may have kept.
fn metadata() -> impl Strategy<Value = Option<String>> {
    let (number, truth) = (|most: f64| prop::option::of(0.0..=most), || prop::option::of(any::<bool>()));
    let recorded = (prop::option::of("\\PC{0,8}"), number(360.0), number(1e3), truth(), truth()).prop_map(
        |(provider, heading, speed, mocked, manual)| Fix { provider, heading, speed, mocked, manual }.to_metadata(),
    );
    let mapeo = r#"{ "position": {"timestamp": "2026-01-01T00:00:00Z", "coords": {"heading": 12, "accuracy": 5}},
        "manualLocation": false }"#;
    prop_oneof![4 => recorded, 1 => Just(Some(mapeo.to_owned())), 1 => "\\PC{0,12}".prop_map(Some)]
}

proptest! {
    /// What was recorded of the place and of how it came about is what a device that imports the export writes.
    #[test]
    fn an_export_gives_back_how_a_place_came_about(position in prop::option::of(position()), metadata in metadata()) {
        let before = observation(position, metadata);
        let after = read_feature(&written(&before)).unwrap().observation;
        prop_assert_eq!(after.position, before.position);
        prop_assert_eq!(after.metadata, before.metadata);
        prop_assert_eq!(after.created_at, Some(before.created_at));
        prop_assert_eq!(after.observed_at, before.observed_at);
        prop_assert_eq!((after.category, after.notes, after.tags), (before.category, before.notes, before.tags));
    }
}

#[test]
fn a_fix_is_written_for_other_programs_and_nonsense_in_its_place_is_left_out() {
    let fix = Fix { heading: Some(45.0), provider: Some("gps".to_owned()), manual: Some(true), ..Fix::default() };
    let place = Position::point(-1.48, -77.26).unwrap().with_accuracy(5.0).unwrap();
    let mut feature = written(&observation(Some(place.clone()), fix.to_metadata()));
    let own = feature.foreign_members.as_mut().unwrap()[MEMBER].as_object_mut().unwrap();
    assert_eq!(own["fix"], json!({"provider": "gps", "heading": 45.0, "manual": true}));
    assert_eq!((own["accuracy"].as_f64(), own.get("times"), own.get("metadata")), (Some(5.0), None, None));

    for (name, nonsense) in [
        ("accuracy", json!(-1)),
        ("times", json!([1, 2, 3])),
        ("metadata", json!({})),
        ("fix", json!({"heading": 370, "provider": 7, "mocked": "no"})),
    ] {
        own.insert(name.to_owned(), nonsense);
    }
    let read = read_feature(&feature).unwrap().observation;
    assert_eq!((read.metadata, read.position), (None, Some(Position::point(-1.48, -77.26).unwrap())));
}

#[test]
fn a_project_that_imports_an_export_has_it_as_it_was_recorded() {
    let dir = tempfile::tempdir().unwrap();
    let new = |name: &str| {
        Device::open(dir.path().join(name)).unwrap().create_project(name, Configuration::builtin()).unwrap()
    };
    let (ana, marco) = (new("ana"), new("marco"));
    let fix = Fix { mocked: Some(false), speed: Some(0.5), ..Fix::default() };
    let point = Coordinate { longitude: -77.26, latitude: -1.48, altitude: Some(212.25) };
    let place = Position::new(Geometry::Point(point)).unwrap().with_accuracy(3.5).unwrap();
    let recorded =
        NewObservation { position: Some(place), metadata: fix.to_metadata(), ..NewObservation::default() };
    ana.observe(recorded.notes("camp")).unwrap();
    let file = dir.path().join("camps.geojson");
    ana.export_geojson(&Query::default(), fs_err::File::create(&file).unwrap()).unwrap();
    assert_eq!(marco.import(&file).wait().unwrap().added, 1);

    let of = |project: &crate::Project| project.list(&Query::default()).unwrap().remove(0);
    let (before, after) = (of(&ana), of(&marco));
    assert_eq!((&after.position, &after.metadata), (&before.position, &before.metadata));
    assert_eq!((after.created_at, after.notes), (before.created_at, before.notes));
}
