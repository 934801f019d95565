//! The observations: single ones as dots in the colour of their category, several as a ring that shows which they are,
//! the selected one over all others.

use std::sync::Arc;

use egui::{Align2, FontId, Mesh, Painter, Pos2, Rect, Stroke, Ui};
use fieldmesh::ObservationId;

use super::super::super::Scene;
use super::super::super::theme;
use super::bake::Bake;
use super::{on_screen, same};
use crate::map::{Cluster, Hit, Layer, ScreenPoint, Swatch, Viewport, VisiblePoints};
use crate::model::observations::Places;

/// What was drawn last.
#[derive(Debug, Default)]
pub(super) struct Markers {
    /// Under the counts, and over them.
    drawn: Option<(Key, [Arc<Mesh>; 2])>,
    visible: VisiblePoints,
}

#[derive(Debug)]
struct Key {
    view: Viewport,
    rect: Rect,
    pixels: f32,
    dark: bool,
    selected: Option<ObservationId>,
    places: Arc<Places>,
    shape: Option<Arc<Layer>>,
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        let plain = |key: &Self| (key.view, key.rect, key.pixels, key.dark, key.selected);
        plain(self) == plain(other)
            && Arc::ptr_eq(&self.places, &other.places)
            && same(self.shape.as_ref(), other.shape.as_ref())
    }
}

impl Markers {
    pub(super) fn paint(&mut self, ui: &Ui, painter: &Painter, scene: &Scene<'_>, rect: Rect, view: &Viewport) {
        let Some(list) = scene.app.observations() else { return };
        let selected = list.selected();
        let key = Key {
            view: *view,
            rect,
            pixels: ui.ctx().pixels_per_point(),
            dark: ui.visuals().dark_mode,
            selected,
            places: list.places().clone(),
            shape: list.shape().cloned(),
        };
        if self.drawn.as_ref().is_none_or(|(drawn, _)| *drawn != key) {
            self.visible = key.places.index.visible(view, selected.as_ref());
            let meshes = [draw(ui, scene, &key, &self.visible), selection(ui, scene, &key, &self.visible)];
            self.drawn = Some((key, meshes));
        }
        let Some((_, [under, over])) = &self.drawn else { return };
        painter.add(under.clone());
        let font = FontId::new(egui::TextStyle::Small.resolve(ui.style()).size, theme::bold());
        for cluster in self.visible.clusters.iter().filter(|cluster| cluster.single.is_none()) {
            let at = on_screen(rect, view.to_screen(cluster.at));
            painter.text(at, Align2::CENTER_CENTER, short(cluster.count), font.clone(), scene.palette.ink);
        }
        painter.add(over.clone());
    }

    /// What is under the cursor.
    pub(super) fn hit(&self, view: &Viewport, at: ScreenPoint) -> Option<Hit<'_>> {
        self.visible.hit(view, at, REACH)
    }
}

fn draw(ui: &Ui, scene: &Scene<'_>, key: &Key, visible: &VisiblePoints) -> Arc<Mesh> {
    let colours = scene.palette;
    let (view, rect, places) = (&key.view, key.rect, key.places.as_ref());
    let mut bake = Bake::new(ui, rect);
    bake.fill(&places.shapes.fill(view), colours.ink.gamma_multiply(0.08));
    let strokes = places.shapes.strokes(view);
    bake.strokes(&strokes, Stroke::new(3.5, colours.marker_edge));
    bake.strokes(&strokes, Stroke::new(1.5, colours.ink.gamma_multiply(0.7)));
    if let Some(shape) = &key.shape {
        bake.fill(&shape.fill(view), colours.accent.gamma_multiply(0.2));
        let strokes = shape.strokes(view);
        bake.strokes(&strokes, Stroke::new(5.0, colours.marker_edge));
        bake.strokes(&strokes, Stroke::new(3.0, colours.accent));
    }
    let colour = |swatch: Swatch| theme::category(places.color(swatch), colours);
    for cluster in &visible.clusters {
        let at = on_screen(rect, view.to_screen(cluster.at));
        match cluster.mix.as_slice() {
            [(swatch, _)] if cluster.single.is_some() => {
                bake.disc(at, DOT + 2.5, colours.ink.gamma_multiply(0.35));
                bake.disc(at, DOT + 1.7, colours.marker_edge);
                bake.disc(at, DOT, colour(*swatch));
                if places.is_deleted(*swatch) {
                    // Hollow: it may go.
                    bake.disc(at, DOT - 2.5, colours.marker_edge);
                }
            }
            mix => ring(&mut bake, scene, at, cluster, mix.iter().map(|(swatch, count)| (colour(*swatch), *count))),
        }
    }
    bake.finish()
}

fn selection(ui: &Ui, scene: &Scene<'_>, key: &Key, visible: &VisiblePoints) -> Arc<Mesh> {
    let colours = scene.palette;
    let (view, rect, places) = (&key.view, key.rect, key.places.as_ref());
    let mut bake = Bake::new(ui, rect);
    let colour = |swatch: Swatch| theme::category(places.color(swatch), colours);
    let own = key.selected.and_then(|id| places.index.point(&id)).map(|point| colour(point.swatch));
    for at in &visible.selection {
        let at = on_screen(rect, view.to_screen(*at));
        bake.disc(at, DOT + 6.5, colours.marker_edge);
        bake.circle(at, DOT + 4.5, Stroke::new(3.0, colours.accent));
        bake.disc(at, DOT + 1.0, own.unwrap_or(colours.uncategorized));
    }
    bake.finish()
}

fn ring(
    bake: &mut Bake,
    scene: &Scene<'_>,
    at: Pos2,
    cluster: &Cluster,
    mix: impl Iterator<Item = (egui::Color32, u32)>,
) {
    let colours = scene.palette;
    let radius = radius(cluster.count);
    bake.disc(at, radius + 1.5, colours.ink.gamma_multiply(0.3));
    bake.disc(at, radius + 0.5, colours.card);
    let total = cluster.count as f32;
    let mut from = 0.0;
    for (colour, count) in mix {
        let to = from + count as f32 / total;
        bake.arc(at, radius - RING / 2.0, from, to, Stroke::new(RING, colour));
        from = to;
    }
}

/// How large a cluster is drawn: larger for more, and never so large that two touch.
fn radius(count: usize) -> f32 {
    (11.0 + 2.2 * (count as f32).log10().max(0.0)).min(19.0) + 2.0
}

/// A count in at most four characters.
fn short(count: usize) -> String {
    if count < 10_000 { count.to_string() } else { format!("{}k", count / 1_000) }
}

/// The radius of a single one.
const DOT: f32 = 6.0;
/// How wide the ring of a cluster is.
const RING: f32 = 5.0;
/// How near to the middle of a marker the cursor must be.
const REACH: f32 = 16.0;
