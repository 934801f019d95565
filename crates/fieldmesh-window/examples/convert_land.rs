//! Converts the TopoJSON of the npm package `world-atlas` into `assets/land.bin`.
//!
//! ```sh
//! npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
//! cargo run -p fieldmesh-window --example convert_land -- package crates/fieldmesh-window/assets/land.bin
//! ```
//!
//! The layout that it writes is specified in `docs/map-land.md`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a tool for developers")]

use std::collections::BTreeMap;

use serde_json::Value;

/// One turn around the world, in steps of the longitude that world-atlas is quantised to.
const TURN: i64 = 99_999;

type Points = Vec<(i64, i64)>;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (Some(package), Some(target)) = (arguments.next(), arguments.next()) else {
        panic!("arguments: the unpacked package, the file to write");
    };
    let mut bytes = b"FMLAND".to_vec();
    bytes.extend(0u16.to_le_bytes());
    for (kind, name) in [(0u8, "land"), (1, "countries")] {
        for scale in [110u8, 50] {
            let text = fs_err::read_to_string(format!("{package}/{name}-{scale}m.json")).unwrap();
            let topology: Value = serde_json::from_str(&text).unwrap();
            let shapes = if kind == 0 { land(&topology) } else { borders(&topology) };
            let payload = payload(&topology, &shapes);
            bytes.extend([kind, scale]);
            bytes.extend(u32::try_from(payload.len()).unwrap().to_le_bytes());
            bytes.extend(payload);
        }
    }
    fs_err::write(target, bytes).unwrap();
}

/// The polygons of the land, each of one outer ring and its holes, unwrapped.
fn land(topology: &Value) -> Vec<Vec<Points>> {
    let arcs = arcs(topology);
    let mut shapes = Vec::new();
    for polygon in polygons(&topology["objects"]["land"]["geometries"][0]) {
        let mut rings: Vec<Points> = Vec::new();
        for ring in polygon {
            let mut points = unwrap(stitch(&arcs, ring));
            if points.iter().all(|point| point.1 == 0) {
                continue; // The South Pole: a hole without area.
            }
            let reference = rings.first().unwrap_or(&points);
            let middle = |points: &Points| {
                let range = points.iter().map(|point| point.0);
                (range.clone().min().unwrap() + range.max().unwrap()) / 2
            };
            let home = if rings.is_empty() { TURN / 2 } else { middle(reference) };
            let shift = (home - middle(&points) + TURN / 2).div_euclid(TURN) * TURN;
            points.iter_mut().for_each(|point| point.0 += shift);
            if points.first() == points.last() {
                points.pop();
            } else if points.first() > points.last() {
                points.reverse();
            }
            rings.push(points);
        }
        shapes.push(rings);
    }
    shapes
}

/// The arcs that two countries share.
fn borders(topology: &Value) -> Vec<Vec<Points>> {
    let mut owners: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (country, geometry) in topology["objects"]["countries"]["geometries"].as_array().unwrap().iter().enumerate()
    {
        for ring in polygons(geometry).into_iter().flatten() {
            for arc in ring {
                owners.entry(if arc < 0 { !arc } else { arc }).or_default().push(country);
            }
        }
    }
    let arcs = arcs(topology);
    owners
        .into_iter()
        .filter(|(_, owners)| owners.iter().any(|owner| *owner != owners[0]))
        .map(|(arc, _)| vec![unwrap(arcs[usize::try_from(arc).unwrap()].clone())])
        .collect()
}

fn polygons(geometry: &Value) -> Vec<Vec<Vec<i64>>> {
    let arcs = geometry["arcs"].clone();
    match geometry["type"].as_str().unwrap() {
        "Polygon" => vec![serde_json::from_value(arcs).unwrap()],
        "MultiPolygon" => serde_json::from_value(arcs).unwrap(),
        other => panic!("a geometry of type {other}"),
    }
}

fn arcs(topology: &Value) -> Vec<Points> {
    let deltas: Vec<Points> = serde_json::from_value(topology["arcs"].clone()).unwrap();
    let sum = |at: &mut (i64, i64), delta: (i64, i64)| {
        *at = (at.0 + delta.0, at.1 + delta.1);
        Some(*at)
    };
    deltas.into_iter().map(|arc| arc.into_iter().scan((0, 0), sum).collect()).collect()
}

fn stitch(arcs: &[Points], ring: Vec<i64>) -> Points {
    let mut points = Points::new();
    for arc in ring {
        let mut piece = arcs[usize::try_from(if arc < 0 { !arc } else { arc }).unwrap()].clone();
        if arc < 0 {
            piece.reverse();
        }
        points.extend(piece.into_iter().skip(usize::from(!points.is_empty())));
    }
    points
}

/// Lets each step take the shorter way round the world, and drops steps of no length.
fn unwrap(mut points: Points) -> Points {
    for at in 1..points.len() {
        let step = points[at].0 - points[at - 1].0;
        points[at].0 -= (step + TURN / 2).div_euclid(TURN) * TURN;
    }
    points.dedup();
    points
}

fn payload(topology: &Value, shapes: &[Vec<Points>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let number = |name: &str, axis: usize| topology["transform"][name][axis].as_f64().unwrap();
    for value in [number("scale", 0), number("translate", 0), number("scale", 1), number("translate", 1)] {
        bytes.extend(value.to_le_bytes());
    }
    let mut at = (0, 0);
    varint(&mut bytes, shapes.len() as u64);
    for lines in shapes {
        varint(&mut bytes, lines.len() as u64);
        for line in lines {
            varint(&mut bytes, line.len() as u64);
            for point in line {
                for delta in [point.0 - at.0, point.1 - at.1] {
                    varint(&mut bytes, ((delta << 1) ^ (delta >> 63)).cast_unsigned());
                }
                at = *point;
            }
        }
    }
    bytes
}

fn varint(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}
