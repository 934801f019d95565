use std::collections::{BTreeMap, BTreeSet};

use fieldmesh::{LocalId, ShardId};
use proptest::prelude::*;

use super::super::viewport::{MAX_ZOOM, ScreenPoint, ScreenSize, Viewport};
use super::*;

fn id(number: u64) -> ObservationId {
    ObservationId::new(ShardId::from_bytes([1; 16]), LocalId::from_bytes(number.to_le_bytes()))
}

fn point(number: u64, x: f64, y: f64) -> MapPoint {
    MapPoint { id: id(number), at: WorldPoint { x, y }, swatch: Swatch((number % 5) as u8) }
}

/// Points in a hundred heaps, some spread over the whole world: the same for the same number.
fn many(count: u64) -> Vec<MapPoint> {
    // The finalizer of SplitMix64.
    let part = |seed: u64| {
        let mixed = (seed ^ seed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9).wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ mixed >> 31) >> 11) as f64 / (1_u64 << 53) as f64
    };
    let place = |number: u64| {
        let heap = number % 100;
        let spread = if heap == 0 { 1.0 } else { 0.001 };
        let place = |axis: u64| (part(heap * 2 + axis) + spread * part(number * 2 + axis + 1_000)).fract();
        point(number, place(0), place(1))
    };
    (0..count).map(place).collect()
}

fn view_at(at: WorldPoint, zoom: f64) -> Viewport {
    Viewport::new(&at.to_coordinate(), zoom, ScreenSize { width: 1200.0, height: 800.0 })
}

/// A view of the whole world, once.
fn world() -> Viewport {
    let middle = WorldPoint { x: 0.5, y: 0.5 };
    Viewport::new(&middle.to_coordinate(), 0.0, ScreenSize { width: 256.0, height: 256.0 })
}

fn points() -> impl Strategy<Value = Vec<MapPoint>> {
    let place = prop_oneof![(0.0..1.0, 0.0..1.0), (0.4..0.401, 0.4..0.401), Just((0.75, 0.25))];
    prop::collection::vec(place, 0..80)
        .prop_map(|places| places.into_iter().zip(0..).map(|((x, y), number)| point(number, x, y)).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// At every zoom each point is in exactly one cluster: that which its own id leads to.
    #[test]
    fn each_point_is_in_one_cluster(points in points()) {
        let index = ClusterIndex::new(points.clone());
        prop_assert_eq!(index.len(), points.len());
        for zoom in 0..=22 {
            let clusters: BTreeSet<_> =
                points.iter().map(|point| index.cluster_of(&point.id, f64::from(zoom)).unwrap()).collect();
            let members = clusters.iter().flat_map(|cluster| index.members(*cluster)).map(|point| point.id);
            let members: Vec<_> = members.collect();
            prop_assert_eq!(members.len(), points.len());
            prop_assert_eq!(members.into_iter().collect::<BTreeSet<_>>().len(), points.len());
        }
    }

    /// The clusters in view count what their members are, and hold every point in view.
    #[test]
    fn clusters_in_view_hold_what_is_in_view(points in points(), zoom in 2.0..8.0, x in 0.0..1.0, y in 0.3..0.7) {
        let index = ClusterIndex::new(points.clone());
        let view = view_at(WorldPoint { x, y }, zoom);
        let visible = index.visible(&view, None);
        for cluster in &visible.clusters {
            let members = index.members(cluster.id);
            prop_assert_eq!(cluster.count, members.len());
            let mut mix: BTreeMap<Swatch, u32> = BTreeMap::new();
            members.iter().for_each(|member| *mix.entry(member.swatch).or_default() += 1);
            prop_assert_eq!(cluster.mix.iter().copied().collect::<BTreeMap<_, _>>(), mix);
            prop_assert!(cluster.mix.windows(2).all(|pair| pair[0].1 >= pair[1].1));
            prop_assert_eq!(cluster.single, (members.len() == 1).then(|| members[0].id));
        }
        for point in points {
            let expected = index.cluster_of(&point.id, view.zoom()).unwrap();
            for turns in view.copies(&WorldRect::at(point.at), 0.0) {
                prop_assert!(visible.clusters.iter().any(|it| it.id == expected && it.turns == turns));
            }
        }
    }

    /// Sums over a stretch of any length, whole blocks included, are what counting one by one gives.
    #[test]
    fn sums_over_a_stretch_are_those_of_its_points(from in 0_usize..3_000, length in 1_usize..3_000) {
        let points = many(3_000);
        let stretch = from..(from + length).min(points.len());
        let tallies = Tallies::new(&points);
        let members = &points[stretch.clone()];
        let mut counts: BTreeMap<Swatch, u32> = BTreeMap::new();
        members.iter().for_each(|member| *counts.entry(member.swatch).or_default() += 1);
        let (mix, looked) = tallies.mix(&points, &stretch);
        prop_assert_eq!(mix.into_iter().collect::<BTreeMap<_, _>>(), counts);
        prop_assert!(looked <= 512);
        let middle = tallies.middle(&stretch).unwrap();
        let x = members.iter().map(|member| member.at.x).sum::<f64>() / members.len() as f64;
        prop_assert!((middle.x - x).abs() < 1e-9);
    }

    /// An index that was changed equals one made anew.
    #[test]
    fn a_changed_index_is_as_if_made_anew(points in points(), came in points(), keep in any::<u64>()) {
        let gone: Vec<_> =
            points.iter().zip(0..64).filter(|(_, bit)| keep >> bit & 1 == 0).map(|(point, _)| point.id).collect();
        let index = ClusterIndex::new(points.clone()).changed(gone.iter().copied(), came.iter().copied());
        let left = points.into_iter().filter(|point| !gone.contains(&point.id));
        let anew = ClusterIndex::new(left.chain(came));
        prop_assert_eq!(&index.codes, &anew.codes);
        prop_assert_eq!(&index.points, &anew.points);
        prop_assert_eq!(index.visible(&world(), None), anew.visible(&world(), None));
    }
}

#[test]
fn the_whole_world_counts_every_point() {
    let index = ClusterIndex::new(many(10_000));
    let visible = index.visible(&world(), None);
    let clusters: Vec<_> = visible.clusters.iter().filter(|cluster| cluster.turns == 0).collect();
    assert_eq!(clusters.iter().map(|cluster| cluster.count).sum::<usize>(), 10_000);
    assert!((10..=16).contains(&clusters.len()), "{}", clusters.len());
}

#[test]
fn panning_moves_no_cluster() {
    let index = ClusterIndex::new(many(20_000));
    let mut view = view_at(WorldPoint { x: 0.5, y: 0.5 }, 4.3);
    let before = index.visible(&view, None).clusters;
    view.pan(37.5, -11.25);
    let after = index.visible(&view, None).clusters;
    let stayed = before.iter().filter(|cluster| after.contains(cluster)).count();
    assert!(stayed * 10 > before.len() * 8, "{stayed} of {}", before.len());
    let moved =
        |one: &&Cluster| after.iter().any(|other| other.id == one.id && other.turns == one.turns && other != *one);
    assert_eq!(before.iter().find(moved), None);
}

#[test]
fn clusters_keep_their_distance() {
    let index = ClusterIndex::new(many(20_000));
    for zoom in [3.0, 5.5, 9.99] {
        let view = view_at(many(2)[1].at, zoom);
        let clusters = index.visible(&view, None).clusters;
        let heaps: Vec<_> = clusters.iter().filter(|cluster| cluster.count > 1).collect();
        for (number, one) in heaps.iter().enumerate() {
            for other in &heaps[..number] {
                let distance = view.to_screen(one.at).distance(view.to_screen(other.at));
                assert!(distance > 31.9, "{distance} at {zoom}");
            }
        }
    }
}

#[test]
fn what_a_frame_asks_for_costs_little_of_a_hundred_thousand_points() {
    let index = ClusterIndex::new(many(100_000));
    let mut seen = 0;
    for step in 0..=44 {
        let view = view_at(many(2)[1].at, f64::from(step) / 2.0);
        let (clusters, cost) = index.gather(&view);
        seen += clusters.len();
        // A cell costs a binary search of 17 steps, a point one byte to look at.
        assert!(cost.cells < 3_000 && cost.points < 60_000, "zoom {}: {cost:?}", view.zoom());
    }
    assert!(seen > 500, "{seen}");
}

#[test]
fn a_cluster_falls_apart_at_the_zoom_it_says() {
    let index = ClusterIndex::new([point(1, 0.3, 0.3), point(2, 0.300_01, 0.3), point(3, 0.9, 0.9)]);
    let cluster = index.cluster_of(&id(1), 0.0).unwrap();
    let zoom = index.zoom_to_split(cluster).unwrap();
    assert_ne!(index.cluster_of(&id(1), zoom), index.cluster_of(&id(2), zoom));
    assert_eq!(index.cluster_of(&id(1), zoom - 0.01), index.cluster_of(&id(2), zoom - 0.01));
}

#[test]
fn points_at_one_place_never_fall_apart() {
    let index = ClusterIndex::new([point(1, 0.3, 0.3), point(2, 0.3, 0.3)]);
    let cluster = index.cluster_of(&id(1), MAX_ZOOM).unwrap();
    assert_eq!(index.zoom_to_split(cluster), None);
    assert_eq!(index.members(cluster).len(), 2);
}

#[test]
fn the_selection_is_shown_at_its_place_also_within_a_cluster() {
    let index = ClusterIndex::new(many(1_000));
    let chosen = *index.point(&id(501)).unwrap();
    let view = view_at(chosen.at, 3.0);
    let visible = index.visible(&view, Some(&chosen.id));
    assert_eq!(visible.selection, [chosen.at]);
    let cursor = view.to_screen(chosen.at);
    assert_eq!(visible.hit(&view, cursor, 10.0), Some(Hit::Selection));
    assert!(index.visible(&view, Some(&id(5_000))).selection.is_empty());
}

#[test]
fn the_cursor_finds_the_nearest_cluster_and_nothing_far_away() {
    let index = ClusterIndex::new([point(1, 0.5, 0.5), point(2, 0.502, 0.5)]);
    let view = view_at(WorldPoint { x: 0.5, y: 0.5 }, 8.0);
    let visible = index.visible(&view, None);
    let found = |x: f32, y: f32| match visible.hit(&view, ScreenPoint { x, y }, 20.0) {
        Some(Hit::Cluster(cluster)) => cluster.single,
        _ => None,
    };
    assert_eq!(found(605.0, 400.0), Some(id(1)));
    assert_eq!(found(725.0, 405.0), Some(id(2)));
    assert_eq!(found(660.0, 400.0), None);
}

#[test]
fn points_at_the_antimeridian_are_seen_from_both_sides() {
    let index = ClusterIndex::new([point(1, 0.999, 0.5), point(2, 0.001, 0.5)]);
    for x in [0.002, 0.998] {
        let view = view_at(WorldPoint { x, y: 0.5 }, 5.0);
        let clusters = index.visible(&view, None).clusters;
        assert_eq!(clusters.len(), 2);
        assert!(clusters.iter().all(|cluster| view.visible().contains(cluster.at)));
    }
    assert!(index.bounds().unwrap().width() < 0.01);
}

#[test]
fn places_that_are_no_numbers_are_left_out_and_later_points_count() {
    let index = ClusterIndex::new([point(1, f64::NAN, 0.5), point(2, 0.1, 0.1), point(2, 0.7, 0.7)]);
    assert_eq!(index.len(), 1);
    assert_eq!(index.point(&id(2)).unwrap().at, WorldPoint { x: 0.7, y: 0.7 });
    assert!(ClusterIndex::default().visible(&world(), None).clusters.is_empty());
}
