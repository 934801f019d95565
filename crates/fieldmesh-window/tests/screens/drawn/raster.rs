//! Paints what egui tessellates, on the processor alone: the same pixels on every computer, without a graphics card.

use std::collections::HashMap;

use egui::epaint::{ImageData, ImageDelta, Primitive, Vertex};
use egui::{Color32, ColorImage, Context, FullOutput, Mesh, Rect, TextureId, TexturesDelta};
use egui_kittest::TestRenderer;
use image::{Rgba, RgbaImage};

/// Parts of a pixel that corners are rounded to. Whole numbers leave neither gaps nor overlaps between triangles.
const SUBPIXELS: i64 = 256;

/// The painter, and the textures it was given.
#[derive(Default)]
pub(crate) struct Raster {
    textures: HashMap<TextureId, ColorImage>,
}

impl TestRenderer for Raster {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for (id, images) in delta.set.drain() {
            for image in images {
                self.update(id, &image);
            }
        }
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    fn render(&mut self, context: &Context, output: &FullOutput) -> Result<RgbaImage, String> {
        let scale = context.pixels_per_point();
        let size = context.content_rect().size() * scale;
        let mut canvas = Canvas::new(size.x.round() as usize, size.y.round() as usize);
        for clipped in context.tessellate(output.shapes.clone(), scale) {
            let Primitive::Mesh(mesh) = &clipped.primitive else { return Err("a paint callback".to_owned()) };
            let texture = self.textures.get(&mesh.texture_id).ok_or("a texture that was not given")?;
            canvas.mesh(mesh, texture, clipped.clip_rect * scale, scale);
        }
        Ok(canvas.image())
    }
}

impl Raster {
    fn update(&mut self, id: TextureId, delta: &ImageDelta) {
        let ImageData::Color(image) = &delta.image;
        let Some([left, top]) = delta.pos else {
            self.textures.insert(id, ColorImage::clone(image));
            return;
        };
        let texture = self.textures.get_mut(&id).unwrap();
        for (row, pixels) in image.pixels.chunks_exact(image.width()).enumerate() {
            let at = (top + row) * texture.width() + left;
            texture.pixels[at..at + pixels.len()].copy_from_slice(pixels);
        }
    }
}

/// Red, green, blue, alpha from 0 to 1: gamma encoded and multiplied by alpha, as egui blends.
type Colour = [f32; 4];

struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<Colour>,
}

/// A point in subpixels.
type Point = [i64; 2];

impl Canvas {
    fn new(width: usize, height: usize) -> Self {
        Self { width, height, pixels: vec![[0.0; 4]; width * height] }
    }

    fn mesh(&mut self, mesh: &Mesh, texture: &ColorImage, clip: Rect, scale: f32) {
        let within = |value: f32, most: usize| value.round().clamp(0.0, most as f32) as usize;
        let columns = [within(clip.min.x, self.width), within(clip.max.x, self.width)];
        let rows = [within(clip.min.y, self.height), within(clip.max.y, self.height)];
        for corners in mesh.indices.chunks_exact(3) {
            let corner = |at: usize| &mesh.vertices[corners[at] as usize];
            self.triangle([corner(0), corner(1), corner(2)], texture, [columns, rows], scale);
        }
    }

    fn triangle(&mut self, corners: [&Vertex; 3], texture: &ColorImage, clip: [[usize; 2]; 2], scale: f32) {
        let point = |vertex: &Vertex| -> Point {
            [vertex.pos.x, vertex.pos.y].map(|value| (f64::from(value * scale) * SUBPIXELS as f64).round() as i64)
        };
        let [a, mut b, mut c] = corners;
        let area = cross(point(a), point(b), point(c));
        if area < 0 {
            (b, c) = (c, b);
        }
        let area = area.abs();
        let points = [point(a), point(b), point(c)];
        let corners = [a, b, c];
        let [columns, rows] = [0, 1].map(|axis| {
            let along = points.map(|point| point[axis].div_euclid(SUBPIXELS));
            let [first, last] = clip[axis].map(|value| value as i64);
            along.into_iter().min().unwrap().max(first)..(along.into_iter().max().unwrap() + 1).min(last)
        });
        if area == 0 {
            return;
        }
        for row in rows {
            for column in columns.clone() {
                let centre = [column, row].map(|value| value * SUBPIXELS + SUBPIXELS / 2);
                let Some(weights) = weights(points, centre) else { continue };
                let weights = weights.map(|weight| weight as f32 / area as f32);
                let mixed = |of: &dyn Fn(&Vertex) -> f32| -> f32 {
                    weights.iter().zip(corners).map(|(weight, corner)| weight * of(corner)).sum()
                };
                let texel = sample(texture, mixed(&|vertex| vertex.uv.x), mixed(&|vertex| vertex.uv.y));
                let source = [0, 1, 2, 3]
                    .map(|part| texel[part] * mixed(&|vertex| f32::from(vertex.color.to_array()[part])) / 255.0);
                let pixel = &mut self.pixels[row as usize * self.width + column as usize];
                for (under, over) in pixel.iter_mut().zip(source) {
                    *under = over + *under * (1.0 - source[3]);
                }
            }
        }
    }

    fn image(&self) -> RgbaImage {
        let byte = |part: f32| (part.clamp(0.0, 1.0) * 255.0).round() as u8;
        RgbaImage::from_fn(self.width as u32, self.height as u32, |x, y| {
            let [red, green, blue, _] = self.pixels[y as usize * self.width + x as usize].map(byte);
            Rgba([red, green, blue, 255])
        })
    }
}

/// Twice the area of a triangle; positive where its corners go clockwise on the screen.
fn cross(a: Point, b: Point, c: Point) -> i64 {
    (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
}

/// How much of each corner there is at a point of a clockwise triangle. A point on an edge belongs to the triangle of
/// which that edge is the top or a left one, so that it is painted once.
fn weights([a, b, c]: [Point; 3], at: Point) -> Option<[i64; 3]> {
    let edge = |from: Point, to: Point| {
        let weight = cross(from, to, at);
        let top_or_left = to[1] < from[1] || (to[1] == from[1] && to[0] > from[0]);
        (weight > 0 || (weight == 0 && top_or_left)).then_some(weight)
    };
    Some([edge(b, c)?, edge(c, a)?, edge(a, b)?])
}

/// The colour of a texture at a place from 0 to 1, between the four nearest of its pixels.
fn sample(texture: &ColorImage, u: f32, v: f32) -> Colour {
    let axis = |place: f32, size: usize| {
        let place = (place * size as f32 - 0.5).clamp(0.0, (size - 1) as f32);
        let first = place as usize;
        (first, (first + 1).min(size - 1), place.fract())
    };
    let (left, right, across) = axis(u, texture.width());
    let (top, bottom, down) = axis(v, texture.height());
    let pixel = |x: usize, y: usize| texture.pixels[y * texture.width() + x];
    let between = |one: Colour, other: Colour, share: f32| -> Colour {
        [0, 1, 2, 3].map(|part| one[part] + (other[part] - one[part]) * share)
    };
    let colour = |colour: Color32| colour.to_array().map(|part| f32::from(part) / 255.0);
    let row = |y| between(colour(pixel(left, y)), colour(pixel(right, y)), across);
    between(row(top), row(bottom), down)
}
