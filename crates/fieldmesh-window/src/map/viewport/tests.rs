use proptest::prelude::*;

use super::*;

fn view(latitude: f64, longitude: f64, zoom: f64) -> Viewport {
    let size = ScreenSize { width: 1200.0, height: 800.0 };
    Viewport::new(&Coordinate { longitude, latitude, altitude: None }, zoom, size)
}

#[test]
fn a_point_of_the_screen_is_as_many_metres_as_on_the_maps_of_the_web() {
    assert!((view(0.0, 0.0, 10.0).metres_per_point() - 152.874).abs() < 0.001);
    assert!((view(60.0, 0.0, 10.0).metres_per_point() - 76.437).abs() < 0.001);
}

#[test]
fn what_is_in_view_is_told_in_degrees() {
    let near = view(-1.0, -77.0, 10.0).bounds();
    assert!(near.west < -77.0 && near.east > -77.0 && near.south < -1.0 && near.north > -1.0);
    assert!((near.west + near.east + 154.0).abs() < 1e-9 && near.east - near.west < 2.0);
    let fiji = view(-17.0, 180.0, 8.0).bounds();
    assert!(fiji.west > 170.0 && fiji.east < -170.0, "over the antimeridian the west is greater: {fiji:?}");
    let world = view(0.0, 0.0, 0.0).bounds();
    assert_eq!((world.west, world.south, world.east, world.north), (-180.0, -90.0, 180.0, 90.0));
}

#[test]
fn a_rectangle_over_the_antimeridian_fits() {
    let mut view = view(0.0, 0.0, 3.0);
    let places = [(-18.1, 178.4), (-13.8, -171.8)]
        .map(|(latitude, longitude)| WorldPoint::new(&Coordinate { longitude, latitude, altitude: None }));
    let rect = WorldRect::around(places).unwrap();
    view.fit(&rect, 40.0, MAX_ZOOM);
    let seen = view.visible();
    for place in places {
        let copies: Vec<_> = view.copies(&WorldRect::at(place), 0.0).collect();
        assert_eq!(copies.len(), 1, "{copies:?}");
        assert!(seen.contains(place.shifted(copies[0])));
    }
    let west = view.to_screen(rect.min).x.rem_euclid(view.world_side() as f32);
    assert!((west - 40.0).abs() < 0.1, "{west}");
}

#[test]
fn one_place_fits_at_the_closest_zoom() {
    let mut view = view(0.0, 0.0, 3.0);
    view.fit(&WorldRect::at(WorldPoint { x: 0.3, y: 0.4 }), 40.0, 15.0);
    assert_eq!(view.zoom(), 15.0);
}

#[test]
fn a_wide_screen_shows_a_place_more_than_once() {
    let mut view = view(0.0, 0.0, 0.0);
    view.resize(ScreenSize { width: 1200.0, height: 256.0 });
    view.zoom_about(ScreenPoint { x: 600.0, y: 128.0 }, -10.0);
    assert_eq!(view.copies(&WorldRect::at(WorldPoint { x: 0.5, y: 0.5 }), 0.0).count(), 5);
}

#[test]
fn numbers_that_are_not_finite_change_nothing() {
    let mut view = view(-1.5, -77.0, 7.0);
    let before = view;
    view.pan(f32::NAN, f32::INFINITY);
    view.zoom_about(ScreenPoint { x: f32::NAN, y: 0.0 }, 0.0);
    view.resize(ScreenSize { width: f32::NAN, height: f32::INFINITY });
    view.zoom_about(ScreenPoint::default(), f64::NAN);
    assert_eq!(view, before);
}

proptest! {
    /// A point of the screen leads to a place that is drawn at that point.
    #[test]
    fn screen_points_come_back(
        latitude in -80.0..80.0, longitude in -180.0..180.0, zoom in 2.0..22.0,
        x in 0.0_f32..1200.0, y in 0.0_f32..800.0,
    ) {
        let view = view(latitude, longitude, zoom);
        let at = ScreenPoint { x, y };
        prop_assert!(view.to_screen(view.to_world(at)).distance(at) < 0.01);
    }

    /// Zooming holds the place under the cursor, except where the edge of the world is.
    #[test]
    fn zooming_holds_the_place_under_the_cursor(
        latitude in -60.0..60.0, longitude in -180.0..180.0, zoom in 6.0..20.0, steps in -1.0..2.0,
        x in 0.0_f32..1200.0, y in 0.0_f32..800.0,
    ) {
        let mut view = view(latitude, longitude, zoom);
        let cursor = ScreenPoint { x, y };
        let held = view.to_world(cursor).wrapped();
        view.zoom_about(cursor, steps);
        prop_assert!((view.zoom() - zoom - steps).abs() < 1e-9);
        let copies = view.copies(&WorldRect::at(held), 1.0);
        let near = copies.map(|turns| view.to_screen(held.shifted(turns)).distance(cursor));
        prop_assert!(near.fold(f32::INFINITY, f32::min) < 0.1);
    }

    /// However one moves, no more than the world is in view from north to south, and dragging round it ends
    /// where it began.
    #[test]
    fn the_view_stays_on_the_world(
        moves in prop::collection::vec((-3000.0_f32..3000.0, -3000.0_f32..3000.0, -4.0..4.0), 1..20),
    ) {
        let mut view = view(0.0, 0.0, 5.0);
        for (right, down, steps) in moves {
            view.pan(right, down);
            view.zoom_about(ScreenPoint { x: 100.0, y: 100.0 }, steps);
            let seen = view.visible();
            prop_assert!(seen.min.y > -1e-9 && seen.max.y < 1.0 + 1e-9, "{seen:?}");
            prop_assert!((0.0..1.0).contains(&view.centre.x));
        }
        let before = view;
        let quarter = (view.world_side() / 4.0) as f32;
        for _ in 0..4 {
            view.pan(quarter, 0.0);
        }
        let away = (view.centre.x - before.centre.x).abs();
        prop_assert!(away.min(1.0 - away) < 1e-6);
    }
}
