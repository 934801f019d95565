//! What lies under the observations: sea, land, coast, borders for those who ask, lines of latitude and longitude, and
//! a map of a person's own.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use egui::{Mesh, Painter, Rect, Stroke, Ui};

use super::super::super::Scene;
use super::bake::Bake;
use super::{on_screen, same};
use crate::map::{Background, Detail, Graticule, Land, Viewport};

/// What was drawn last.
#[derive(Debug, Default)]
pub(super) struct Ground {
    drawn: Option<(Key, Arc<Mesh>)>,
}

/// What the drawing depends on.
#[derive(Debug)]
struct Key {
    view: Viewport,
    rect: Rect,
    pixels: f32,
    dark: bool,
    borders: bool,
    detail: Option<Detail>,
    background: Option<Arc<Background>>,
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        let plain = |key: &Self| (key.view, key.rect, key.pixels, key.dark, key.borders, key.detail);
        plain(self) == plain(other) && same(self.background.as_ref(), other.background.as_ref())
    }
}

impl Ground {
    pub(super) fn paint(&mut self, ui: &Ui, painter: &Painter, scene: &Scene<'_>, rect: Rect, view: &Viewport) {
        let land = land(ui, Detail::at_zoom(view.zoom()));
        let background = scene.app.observations().and_then(|list| list.ground().background());
        let key = Key {
            view: *view,
            rect,
            pixels: ui.ctx().pixels_per_point(),
            dark: ui.visuals().dark_mode,
            borders: scene.app.settings().borders,
            detail: land.map(Land::detail),
            background: background.cloned(),
        };
        painter.rect_filled(rect, 0.0, scene.palette.sea);
        if self.drawn.as_ref().is_none_or(|(drawn, _)| *drawn != key) {
            let mesh = draw(ui, scene, rect, view, land, background);
            self.drawn = Some((key, mesh));
        }
        if let Some((_, mesh)) = &self.drawn {
            painter.add(mesh.clone());
        }
    }
}

fn draw(
    ui: &Ui,
    scene: &Scene<'_>,
    rect: Rect,
    view: &Viewport,
    land: Option<&Land>,
    background: Option<&Arc<Background>>,
) -> Arc<Mesh> {
    let colours = scene.palette;
    let mut bake = Bake::new(ui, rect);
    if let Some(land) = land {
        bake.fill(&land.surface().fill(view), colours.land);
    }
    for line in Graticule::new(view, super::labels::APART).strokes(view) {
        bake.line(line, Stroke::new(1.0, colours.graticule));
    }
    if let Some(land) = land {
        bake.strokes(&land.coast().strokes(view), Stroke::new(1.0, colours.coast));
        if scene.app.settings().borders {
            bake.strokes(&land.borders().strokes(view), Stroke::new(1.2, colours.border));
        }
    }
    if let Some(background) = background {
        let ink = colours.own_map;
        bake.fill(&background.layer().fill(view), ink.gamma_multiply(0.12));
        bake.strokes(&background.layer().strokes(view), Stroke::new(1.6, ink));
        let seen = view.visible();
        let near = background.points().iter().map(|point| point.at.nearest_to(seen.middle()));
        for at in near.filter(|at| seen.contains(*at)).take(MOST_POINTS) {
            let at = on_screen(rect, view.to_screen(at));
            bake.disc(at, 3.5, ink);
        }
    }
    bake.finish()
}

/// The land at a detail, or at the other one while that is being loaded, once for the whole program.
fn land(ui: &Ui, detail: Detail) -> Option<&'static Land> {
    static STARTED: AtomicBool = AtomicBool::new(false);
    static COARSE: OnceLock<Land> = OnceLock::new();
    static FINE: OnceLock<Land> = OnceLock::new();
    if !STARTED.swap(true, Ordering::Relaxed) {
        let context = ui.ctx().clone();
        std::thread::spawn(move || {
            for (detail, place) in [(Detail::Coarse, &COARSE), (Detail::Fine, &FINE)] {
                match Land::load(detail) {
                    Ok(land) => drop(place.set(land)),
                    Err(error) => tracing::error!(%error, "the bundled land cannot be drawn"),
                }
                context.request_repaint();
            }
        });
    }
    match detail {
        Detail::Coarse => COARSE.get(),
        Detail::Fine => FINE.get().or_else(|| COARSE.get()),
    }
}

/// Points of a map of a person's own that are drawn at once.
const MOST_POINTS: usize = 2_000;
