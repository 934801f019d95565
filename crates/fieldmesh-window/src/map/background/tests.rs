use super::*;

fn at(latitude: f64, longitude: f64) -> WorldPoint {
    WorldPoint::new(&Coordinate { longitude, latitude, altitude: None })
}

#[test]
fn areas_lines_and_points_are_taken() {
    let background = Background::parse(
        r#"{"type":"FeatureCollection","features":[
          {"type":"Feature","properties":{"name":"Sani Isla"},"geometry":{"type":"Point","coordinates":[-76.4,-0.4]}},
          {"type":"Feature","properties":null,"geometry":{"type":"LineString","coordinates":[[-77,-1],[-76,-0.5],[-75,-0.6]]}},
          {"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[
            [[-78,-2],[-74,-2],[-74,1],[-78,1],[-78,-2]],[[-77,-1],[-76,-1],[-76,0],[-77,0],[-77,-1]]]}},
          {"type":"Feature","properties":{},"geometry":null}]}"#,
    )
    .unwrap();
    assert_eq!(background.points(), [BackgroundPoint { at: at(-0.4, -76.4), name: Some("Sani Isla".to_owned()) }]);
    assert!(background.layer().covers(at(-1.5, -75.0)));
    assert!(!background.layer().covers(at(-0.5, -76.5)), "the hole");
    assert_eq!(background.skipped(), 0);
}

#[test]
fn an_area_over_the_antimeridian_covers_the_short_way() {
    let text = r#"{"type":"Polygon","coordinates":[[[178,-20],[-178,-20],[-178,-15],[178,-15],[178,-20]],
                                                   [[-179.5,-18],[-179,-18],[-179,-17],[-179.5,-17],[-179.5,-18]]]}"#;
    let layer = Background::parse(text).unwrap().layer;
    for (longitude, covered) in [(179.0, true), (180.0, true), (-178.5, true), (-179.2, false), (0.0, false)] {
        assert_eq!(layer.covers(at(-17.5, longitude)), covered, "{longitude}");
    }
}

#[test]
fn coordinates_in_metres_are_skipped_and_counted() {
    let text = r#"{"type":"GeometryCollection","geometries":[
        {"type":"Point","coordinates":[998000.5, 9945000.0]}, {"type":"Point","coordinates":[1, 2]}]}"#;
    let background = Background::parse(text).unwrap();
    assert_eq!((background.points().len(), background.skipped()), (1, 1));
    let alone = Background::parse(r#"{"type":"Point","coordinates":[998000.5, 9945000.0]}"#);
    assert!(matches!(alone, Err(BackgroundError::Empty { skipped: 1 })));
}

#[test]
fn what_is_not_geojson_is_refused() {
    for text in ["", "{}", "<kml/>", r#"{"type":"Point"}"#, r#"{"type":"Point","coordinates":["a"]}"#] {
        assert!(matches!(Background::parse(text), Err(BackgroundError::NotGeoJson(_))), "{text}");
    }
    let deep = r#"{"type":"GeometryCollection","geometries":["#.repeat(100_000);
    assert!(matches!(Background::parse(&deep), Err(BackgroundError::NotGeoJson(_))));
}

#[test]
fn a_byte_order_mark_does_no_harm() {
    assert!(Background::parse("\u{feff}{\"type\":\"Point\",\"coordinates\":[1,2]}").is_ok());
}

#[test]
fn more_coordinates_than_can_be_drawn_are_refused() {
    let many = "[1,2],".repeat(MAX_COORDINATES + 1);
    let text = format!(r#"{{"type":"LineString","coordinates":[{}]}}"#, many.trim_end_matches(','));
    assert!(matches!(Background::parse(&text), Err(BackgroundError::TooManyCoordinates { .. })));
}
