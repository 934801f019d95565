//! Shapes as triangles, made once and painted many times.

use std::sync::Arc;

use egui::epaint::Tessellator;
use egui::{Color32, Mesh, Pos2, Rect, Shape, Stroke, Ui};

use super::on_screen;
use crate::map::{self, ScreenPoint};

/// Collects shapes in the order in which they lie on each other.
pub(super) struct Bake {
    tessellator: Tessellator,
    mesh: Mesh,
    rect: Rect,
}

impl Bake {
    /// For a map in this rectangle.
    pub(super) fn new(ui: &Ui, rect: Rect) -> Self {
        let options = ui.ctx().tessellation_options(|options| *options);
        let tessellator = Tessellator::new(ui.ctx().pixels_per_point(), options, [1, 1], Vec::new());
        Self { tessellator, mesh: Mesh::default(), rect }
    }

    pub(super) fn fill(&mut self, triangles: &map::Mesh, colour: Color32) {
        let base = self.mesh.vertices.len() as u32;
        for at in &triangles.positions {
            self.mesh.colored_vertex(on_screen(self.rect, *at), colour);
        }
        self.mesh.indices.extend(triangles.indices.iter().map(|index| base + index));
    }

    pub(super) fn strokes(&mut self, strokes: &[map::Stroke], stroke: Stroke) {
        for line in strokes {
            let points = line.iter().map(|at| on_screen(self.rect, *at)).collect();
            self.shape(Shape::line(points, stroke));
        }
    }

    pub(super) fn line(&mut self, [from, to]: [ScreenPoint; 2], stroke: Stroke) {
        let ends = [from, to].map(|at| on_screen(self.rect, at));
        self.shape(Shape::LineSegment { points: ends, stroke });
    }

    pub(super) fn disc(&mut self, at: Pos2, radius: f32, colour: Color32) {
        self.shape(Shape::circle_filled(at, radius, colour));
    }

    pub(super) fn circle(&mut self, at: Pos2, radius: f32, stroke: Stroke) {
        self.shape(Shape::circle_stroke(at, radius, stroke));
    }

    /// A part of a circle, from one share of a turn to another, clockwise from the top.
    pub(super) fn arc(&mut self, at: Pos2, radius: f32, from: f32, to: f32, stroke: Stroke) {
        let steps = ((to - from) * ARC_STEPS).ceil().max(1.0);
        let point = |step: u32| {
            let angle = (from + (to - from) * step as f32 / steps) * std::f32::consts::TAU;
            at + egui::vec2(angle.sin(), -angle.cos()) * radius
        };
        self.shape(Shape::line((0..=steps as u32).map(point).collect(), stroke));
    }

    pub(super) fn shape(&mut self, shape: Shape) {
        self.tessellator.tessellate_shape(shape, &mut self.mesh);
    }

    pub(super) fn finish(self) -> Arc<Mesh> {
        Arc::new(self.mesh)
    }
}

/// Steps to a whole circle.
const ARC_STEPS: f32 = 48.0;
