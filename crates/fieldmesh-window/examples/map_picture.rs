//! Draws the map into a PNG, so that one can judge it without a window.
//!
//! ```sh
//! cargo run -p fieldmesh-window --example map_picture -- map.png [LATITUDE LONGITUDE ZOOM [borders]]
//! ```

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "an example")]

use std::time::Instant;

use fieldmesh::{Coordinate, LocalId, ObservationId, ShardId};
use fieldmesh_window::map::{
    ClusterIndex, Detail, Graticule, Land, MapPoint, Mesh, ScaleBar, ScreenPoint, ScreenSize, Swatch, Viewport,
};
use image::{Rgb, RgbImage};

const SEA: Rgb<u8> = Rgb([206, 222, 230]);
const LAND: Rgb<u8> = Rgb([240, 237, 228]);
const COAST: Rgb<u8> = Rgb([120, 140, 150]);
const BORDER: Rgb<u8> = Rgb([200, 140, 160]);
const LINE: Rgb<u8> = Rgb([190, 208, 216]);
const INK: Rgb<u8> = Rgb([40, 40, 40]);
const PALETTE: [Rgb<u8>; 4] = [Rgb([214, 69, 65]), Rgb([38, 132, 82]), Rgb([44, 98, 180]), Rgb([230, 150, 30])];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize, other: f64| arguments.get(at).map_or(other, |text| text.parse().unwrap());
    let place = Coordinate { latitude: number(1, 20.0), longitude: number(2, 0.0), altitude: None };
    let view = Viewport::new(&place, number(3, 2.0), ScreenSize { width: 1200.0, height: 800.0 });

    let started = Instant::now();
    let land = Land::load(Detail::at_zoom(view.zoom())).unwrap();
    println!("land, {:?}: {:?}", land.detail(), started.elapsed());
    let started = Instant::now();
    let index = ClusterIndex::new(points());
    println!("index of {} points: {:?}", index.len(), started.elapsed());
    let started = Instant::now();
    let changed = index.changed([], points().take(100));
    println!("index after 100 changes: {:?} for {} points", started.elapsed(), changed.len());

    let started = Instant::now();
    let mesh = land.surface().fill(&view);
    println!("surface in view: {:?} for {} triangles", started.elapsed(), mesh.indices.len() / 3);
    let started = Instant::now();
    let coast = land.coast().strokes(&view);
    println!("coast in view: {:?} for {} points", started.elapsed(), coast.iter().map(Vec::len).sum::<usize>());
    let started = Instant::now();
    let visible = index.visible(&view, None);
    println!("points in view: {:?} for {} clusters", started.elapsed(), visible.clusters.len());

    let mut picture = RgbImage::from_pixel(1200, 800, SEA);
    fill(&mut picture, &mesh, LAND);
    Graticule::new(&view, 100.0).strokes(&view).for_each(|[from, to]| line(&mut picture, from, to, LINE));
    let mut strokes = vec![(coast, COAST)];
    if arguments.get(4).is_some() {
        strokes.push((land.borders().strokes(&view), BORDER));
    }
    for (strokes, colour) in strokes {
        for stroke in strokes {
            stroke.iter().zip(stroke.iter().skip(1)).for_each(|(from, to)| line(&mut picture, *from, *to, colour));
        }
    }
    for cluster in &visible.clusters {
        let radius = if cluster.single.is_some() { 4.0 } else { 6.0 + 2.0 * (cluster.count as f32).log10() };
        disc(&mut picture, view.to_screen(cluster.at), radius, &cluster.mix);
    }
    let bar = ScaleBar::new(&view, 150.0);
    println!("the bar stands for {} m", bar.metres);
    for y in [779.0, 780.0] {
        line(&mut picture, ScreenPoint { x: 20.0, y }, ScreenPoint { x: 20.0 + bar.points, y }, INK);
    }
    picture.save(arguments.first().map_or("map.png", String::as_str)).unwrap();
}

/// A hundred thousand observations in thirty camps of the upper Amazon, and some around the world.
fn points() -> impl Iterator<Item = MapPoint> {
    let mut state = 1_u64;
    let mut part = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let camps: Vec<_> = (0..30).map(|_| (-6.0 + part() * 8.0, -78.0 + part() * 12.0)).collect();
    (0..100_000_u64).map(move |number| {
        let (latitude, longitude) = match camps.get((number % 31) as usize) {
            Some((latitude, longitude)) => {
                (latitude + (part() - part()) / 3.0, longitude + (part() - part()) / 3.0)
            }
            None if number % 8 == 0 => (-60.0 + part() * 130.0, -180.0 + part() * 360.0),
            None => (-17.5 + part(), 179.5 + part() / 2.0),
        };
        let id = ObservationId::new(ShardId::from_bytes([0; 16]), LocalId::from_bytes(number.to_le_bytes()));
        let swatch = Swatch((part() * part() * 4.0) as u8);
        MapPoint::new(id, &Coordinate { longitude, latitude, altitude: None }, swatch)
    })
}

fn fill(picture: &mut RgbImage, mesh: &Mesh, colour: Rgb<u8>) {
    for [a, b, c] in mesh.indices.as_chunks::<3>().0 {
        let corner = |index: &u32| mesh.positions.get(*index as usize).copied().unwrap_or_default();
        let corners = [corner(a), corner(b), corner(c)];
        let top = corners.iter().map(|at| at.y).fold(f32::INFINITY, f32::min).max(0.0) as u32;
        let bottom = corners.iter().map(|at| at.y).fold(0.0, f32::max).min(799.0) as u32;
        for row in top..=bottom {
            let y = row as f32 + 0.5;
            let sides = corners.iter().zip(corners.iter().cycle().skip(1));
            let crossed = sides
                .filter(|(from, to)| (from.y <= y) != (to.y <= y))
                .map(|(from, to)| from.x + (to.x - from.x) * (y - from.y) / (to.y - from.y));
            let (left, right) =
                crossed.fold((f32::INFINITY, f32::NEG_INFINITY), |(left, right), x| (left.min(x), right.max(x)));
            for column in (left.max(0.0) + 0.5) as u32..(right.min(1199.5) + 0.5).max(0.0) as u32 {
                put(picture, column as f32, row as f32, colour);
            }
        }
    }
}

fn line(picture: &mut RgbImage, from: ScreenPoint, to: ScreenPoint, colour: Rgb<u8>) {
    let steps = from.distance(to).ceil().max(1.0);
    for step in 0..=steps as u32 {
        let part = step as f32 / steps;
        put(picture, from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part, colour);
    }
}

/// A disc whose sectors are as wide as the colours are frequent.
fn disc(picture: &mut RgbImage, at: ScreenPoint, radius: f32, mix: &[(Swatch, u32)]) {
    let total: u32 = mix.iter().map(|(_, count)| count).sum();
    let reach = radius.ceil() as i32 + 1;
    for (dx, dy) in (-reach..=reach).flat_map(|dx| (-reach..=reach).map(move |dy| (dx as f32, dy as f32))) {
        let angle = dy.atan2(dx) / std::f32::consts::TAU + 0.5;
        let mut left = angle * total as f32;
        let swatch = mix.iter().find(|(_, count)| {
            left -= *count as f32;
            left <= 0.0
        });
        let colour = swatch.and_then(|(swatch, _)| PALETTE.get(usize::from(swatch.0))).copied().unwrap_or(INK);
        let distance = dx.hypot(dy);
        if distance <= radius {
            put(picture, at.x + dx, at.y + dy, if distance > radius - 1.2 { Rgb([255; 3]) } else { colour });
        }
    }
}

fn put(picture: &mut RgbImage, x: f32, y: f32, colour: Rgb<u8>) {
    if x >= 0.0
        && y >= 0.0
        && let Some(pixel) = picture.get_pixel_mut_checked(x as u32, y as u32)
    {
        *pixel = colour;
    }
}
