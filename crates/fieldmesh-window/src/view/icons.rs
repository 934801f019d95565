//! Pictures of categories, as their configuration brings them: drawings become textures once for each size, on a
//! thread of their own. Until then, and for a category without one, its first letter on its colour.

mod render;

use std::collections::HashMap;
use std::sync::Arc;

use egui::{Align2, Color32, FontId, Rect, Response, Sense, Stroke, TextureHandle, TextureOptions, Ui, Vec2};
use fieldmesh::Language;
use fieldmesh::config::Category;

use super::theme::{self, Palette};
use crate::model::{App, OpenProject};

use render::{Order, Renderer};

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct Icons {
    project: Option<Arc<OpenProject>>,
    language: Language,
    /// By the name of the drawing and its side in pixels.
    pictures: HashMap<String, Vec<(u32, Picture)>>,
    renderer: Option<Renderer>,
}

enum Picture {
    /// It is being drawn, or cannot be.
    Missing,
    Drawn {
        texture: TextureHandle,
        /// Whether it would not be seen on white.
        light: bool,
    },
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(if matches!(self, Self::Missing) { "Missing" } else { "Drawn" })
    }
}

impl Icons {
    /// Takes what was drawn since the last frame. Icons are those of the open project, their letters those of the
    /// language.
    pub(crate) fn begin(&mut self, context: &egui::Context, app: &App) {
        self.language = app.language();
        let project = app.open_project();
        if self.project.as_ref().map(Arc::as_ptr) != project.map(Arc::as_ptr) {
            // Whoever only speaks another language now has the same drawings.
            let configuration = |project: Option<&Arc<OpenProject>>| project?.configuration.clone();
            if configuration(self.project.as_ref()) != configuration(project) {
                self.pictures.clear();
                self.renderer = None;
            }
            self.project = project.cloned();
        }
        let Some(renderer) = &self.renderer else { return };
        for drawn in renderer.take() {
            let Some(image) = drawn.image else { continue };
            let texture = context.load_texture(&drawn.name, image, TextureOptions::LINEAR);
            let pictures = self.pictures.entry(drawn.name).or_default();
            pictures.retain(|(pixels, _)| *pixels != drawn.pixels);
            pictures.push((drawn.pixels, Picture::Drawn { texture, light: drawn.light }));
        }
    }

    /// Draws the icon of a category, `size` points wide and high: its name must stand beside it.
    pub(crate) fn show(&mut self, ui: &mut Ui, category: Option<&str>, size: f32) -> Response {
        let (rect, response) = ui.allocate_exact_size(Vec2::splat(size), Sense::hover());
        self.paint(ui, rect, category);
        response
    }

    /// The same where the place is known already.
    pub(crate) fn paint(&mut self, ui: &Ui, rect: Rect, category: Option<&str>) {
        if !ui.is_rect_visible(rect) {
            return;
        }
        let palette = theme::palette(ui.visuals());
        let project = self.project.clone();
        let known = category.and_then(|id| project.as_ref()?.configuration.as_ref()?.category(id));
        let colour = theme::category(known.and_then(|category| category.color), palette);
        let (middle, radius) = (rect.center(), rect.width().min(rect.height()) / 2.0);
        let side = radius * ICON_SHARE * 2.0;
        let picture = known.and_then(|category| self.picture(ui.ctx(), category, side));
        let painter = ui.painter();
        if let Some((texture, light)) = picture {
            let ring = (radius / 10.0).max(1.5);
            let fill = if light { theme::behind_light_icon(colour) } else { palette.icon_paper };
            painter.circle(middle, radius - ring / 2.0, fill, Stroke::new(ring, colour));
            let place = Rect::from_center_size(middle, Vec2::splat(side));
            let whole = Rect::from_min_max(egui::pos2(0.0, 0.0), egui::pos2(1.0, 1.0));
            painter.image(texture, place, whole, Color32::WHITE);
            return;
        }
        painter.circle(middle, radius - 0.5, colour, edge(colour, palette));
        let name = known.map(|category| category.name(self.language.tag())).or(category).unwrap_or_default();
        if let Some(letter) = name.chars().find(|letter| letter.is_alphanumeric()) {
            let letter: String = letter.to_uppercase().collect();
            let font = FontId::new(radius * 0.95, theme::bold());
            painter.text(middle, Align2::CENTER_CENTER, letter, font, theme::ink_on(colour));
        }
    }

    /// The texture of a category, and whether it is light; it is ordered where it is not there yet.
    fn picture(
        &mut self,
        context: &egui::Context,
        category: &Category,
        side: f32,
    ) -> Option<(egui::TextureId, bool)> {
        let name = category.icon.as_ref()?;
        let pixels = (side * context.pixels_per_point()).ceil().clamp(1.0, render::LARGEST) as u32;
        let known = self.pictures.get(name).and_then(|sizes| sizes.iter().find(|(size, _)| *size == pixels));
        match known {
            Some((_, Picture::Drawn { texture, light })) => return Some((texture.id(), *light)),
            Some((_, Picture::Missing)) => return None,
            None => {}
        }
        let icon = self.project.as_ref()?.configuration.as_ref()?.icon_of(category)?.clone();
        let renderer = self.renderer.get_or_insert_with(|| Renderer::new(context.clone()));
        renderer.order(Order { name: name.clone(), icon, pixels });
        self.pictures.entry(name.clone()).or_default().push((pixels, Picture::Missing));
        None
    }
}

/// How much of the disc a drawing takes.
const ICON_SHARE: f32 = 0.64;

/// An edge for discs that would not stand out from what they lie on.
fn edge(colour: Color32, palette: &Palette) -> Stroke {
    let near = |other: Color32| theme::contrast(colour, other) < 1.4;
    Stroke::new(1.0, if near(palette.card) || near(palette.paper) { palette.line } else { colour })
}
