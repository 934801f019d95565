//! Photos on the screen: the pixels of the model become textures, which go when they are no longer shown.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use egui::{
    Align2, Color32, ColorImage, Context, CornerRadius, Image, Rect, Response, Sense, Stroke, StrokeKind,
    TextStyle, TextureHandle, TextureOptions, Ui, Vec2,
};
use fieldmesh::{AttachmentId, AttachmentRecord};

use super::Scene;
use super::language::fl;
use super::theme::size;
use crate::model::pictures::{PictureSize, PictureState, Rgba};

/// The textures of photos.
#[derive(Default)]
pub(crate) struct Textures {
    known: HashMap<(AttachmentId, PictureSize), Texture>,
    frame: u64,
}

struct Texture {
    handle: TextureHandle,
    shown: u64,
}

impl fmt::Debug for Textures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Textures").field("known", &self.known.len()).finish_non_exhaustive()
    }
}

impl Textures {
    /// Frees what was not shown in the frames before.
    pub(crate) fn begin(&mut self) {
        self.frame += 1;
        let frame = self.frame;
        self.known.retain(|_, texture| texture.shown + KEPT >= frame);
    }

    fn of(
        &mut self,
        context: &Context,
        id: AttachmentId,
        size: PictureSize,
        picture: &Arc<Rgba>,
    ) -> egui::load::SizedTexture {
        let frame = self.frame;
        let texture = self.known.entry((id, size)).or_insert_with(|| {
            let sides = [picture.width, picture.height].map(|side| side as usize);
            let image = ColorImage::from_rgba_unmultiplied(sides, &picture.pixels);
            let handle = context.load_texture("photo", image, TextureOptions::LINEAR);
            Texture { handle, shown: frame }
        });
        texture.shown = frame;
        egui::load::SizedTexture::from_handle(&texture.handle)
    }
}

/// Frames for which a texture that is not shown stays: a screen may be drawn more than once for a frame.
const KEPT: u64 = 3;

/// Draws a square thumbnail that can be clicked; what is no picture shows its sort.
pub(crate) fn thumbnail(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    id: &AttachmentId,
    record: &AttachmentRecord,
) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(size::THUMBNAIL), Sense::click());
    let name = name(scene, record);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    let palette = scene.palette;
    let corner = CornerRadius::same(6);
    if ui.is_rect_visible(rect) {
        ui.painter().rect_filled(rect, corner, palette.paper);
        let state = scene.app.picture_of(id, record, PictureSize::Thumbnail);
        if let PictureState::Here(picture) = &state {
            let texture = scene.textures.of(ui.ctx(), *id, PictureSize::Thumbnail, picture);
            Image::from_texture(texture).corner_radius(corner).uv(square(texture.size)).paint_at(ui, rect);
        } else {
            let text = match state {
                PictureState::Reading => String::new(),
                PictureState::NotHeld => fl!(scene.language, "detail-photo-absent"),
                _ => kind(record),
            };
            let font = TextStyle::Small.resolve(ui.style());
            let galley = ui.painter().layout(text, font, palette.faint, rect.width() - 8.0);
            let at = Align2::CENTER_CENTER.anchor_size(rect.center(), galley.size()).min;
            ui.painter().with_clip_rect(rect).galley(at, galley, palette.faint);
        }
        let edge = if response.has_focus() || response.hovered() {
            Stroke::new(2.0, palette.accent)
        } else {
            Stroke::new(1.0, palette.line)
        };
        ui.painter().rect_stroke(rect, corner, edge, StrokeKind::Inside);
    }
    response.on_hover_text(name)
}

/// Paints a small picture by the id of its bytes, square and without anything around it; says whether it is here.
pub(crate) fn small(ui: &Ui, scene: &mut Scene<'_>, rect: Rect, id: &AttachmentId) -> bool {
    let Some(picture) = scene.app.picture(id, PictureSize::Thumbnail) else { return false };
    let texture = scene.textures.of(ui.ctx(), *id, PictureSize::Thumbnail, &picture);
    Image::from_texture(texture).corner_radius(CornerRadius::same(4)).uv(square(texture.size)).paint_at(ui, rect);
    true
}

/// Draws a picture as large as fits, or says why there is none.
pub(crate) fn large(ui: &mut Ui, scene: &mut Scene<'_>, id: &AttachmentId, record: &AttachmentRecord, room: Vec2) {
    let (rect, response) = ui.allocate_exact_size(room, Sense::hover());
    let name = name(scene, record);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &name));
    let state = match scene.app.picture_of(id, record, PictureSize::Large) {
        // What the list has already, until the large one is here.
        PictureState::Reading => (scene.app.picture_of(id, record, PictureSize::Thumbnail), PictureSize::Thumbnail),
        state => (state, PictureSize::Large),
    };
    match state {
        (PictureState::Here(picture), size) => {
            let texture = scene.textures.of(ui.ctx(), *id, size, &picture);
            let scale = (room / texture.size).min_elem().min(2.0);
            let place = Rect::from_center_size(rect.center(), texture.size * scale);
            ui.painter().image(texture.id, place, WHOLE, Color32::WHITE);
        }
        (state, _) => {
            let text = match state {
                PictureState::Reading => fl!(scene.language, "observations-reading"),
                PictureState::NotHeld => fl!(scene.language, "detail-photo-absent"),
                _ => fl!(scene.language, "detail-photo-none"),
            };
            let font = TextStyle::Body.resolve(ui.style());
            ui.painter().text(rect.center(), Align2::CENTER_CENTER, text, font, scene.palette.faint);
        }
    }
}

/// What a file is called, and its size.
pub(crate) fn name(scene: &Scene<'_>, record: &AttachmentRecord) -> String {
    let name = record.name.clone().unwrap_or_else(|| fl!(scene.language, "detail-photo"));
    format!("{name} · {}", fieldmesh_sentences::bytes(scene.language, record.size))
}

/// The ending of a file's name, or what its type says.
fn kind(record: &AttachmentRecord) -> String {
    let ending = record.name.as_deref().and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending);
    let sort = || record.media_type.rsplit('/').next().unwrap_or_default();
    ending.filter(|ending| ending.len() <= 5).unwrap_or_else(sort).to_uppercase()
}

/// The square in the middle of a picture.
fn square(picture: Vec2) -> Rect {
    let side = picture.min_elem();
    Rect::from_center_size(egui::pos2(0.5, 0.5), Vec2::splat(side) / picture.max(Vec2::splat(1.0)))
}

const WHOLE: Rect = Rect { min: egui::pos2(0.0, 0.0), max: egui::pos2(1.0, 1.0) };
