//! The category: searched for, or found among all by its icon.

use egui::{
    Align, Key, Layout, Rect, Response, Sense, Stroke, StrokeKind, TextEdit, TextStyle, Ui, Vec2, pos2, vec2,
};
use fieldmesh::config::{Category, Shape};

use super::super::super::Scene;
use super::super::super::language::fl;
use super::super::super::theme::{size, space};
use super::super::super::widgets;
use crate::model::edit::{Action, Form};

/// What is remembered.
#[derive(Debug, Default)]
pub(super) struct State {
    search: String,
    /// Whether another category is being chosen in place of the one there is.
    choosing: bool,
}

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut State, form: &Form, begun: bool) {
    let language = scene.language;
    let name = super::heading(ui, &fl!(language, "detail-category"));
    let app = scene.app;
    let Some(configuration) = app.project().and_then(|project| project.configuration.as_ref()) else {
        widgets::faint(ui, fl!(language, "form-no-configuration"));
        return;
    };
    if let Some(id) = form.category().filter(|_| !state.choosing) {
        ui.horizontal(|ui| {
            scene.icons.show(ui, Some(id), size::CHOICE);
            let known = configuration.category(id).map_or(id, |category| category.name(language.tag()));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if widgets::button(ui, &fl!(language, "form-category-change")).clicked() {
                    state.choosing = true;
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(egui::Label::new(known).truncate())
                });
            });
        });
        return;
    }
    let field = TextEdit::singleline(&mut state.search)
        .hint_text(fl!(language, "form-category-search"))
        .desired_width(f32::INFINITY);
    let field = ui.add(field).labelled_by(name);
    if begun {
        field.request_focus();
    }
    let wanted = folded(&state.search);
    let fits = |category: &&Category| {
        let words = category.terms.iter().map(String::as_str);
        let mut names = [category.name(language.tag()), category.id.as_str()].into_iter().chain(words);
        names.any(|name| folded(name).contains(&wanted))
    };
    let found: Vec<&Category> = configuration.offered(Shape::Point).filter(fits).collect();
    if field.lost_focus()
        && ui.input(|input| input.key_pressed(Key::Enter))
        && let Some(first) = found.first().filter(|_| !wanted.is_empty())
    {
        choose(scene, state, first);
    }
    if found.is_empty() {
        widgets::faint(ui, fl!(language, "form-category-none"));
    }
    let columns = if ui.available_width() > 420.0 { 3 } else { 2 };
    let gap = ui.spacing().item_spacing.x;
    let width = (ui.available_width() - gap * (columns as f32 - 1.0)) / columns as f32;
    for row in found.chunks(columns) {
        ui.horizontal(|ui| {
            for category in row {
                let selected = form.category() == Some(category.id.as_str());
                if cell(ui, scene, category, width, selected).clicked() {
                    choose(scene, state, category);
                }
            }
        });
    }
}

fn choose(scene: &mut Scene<'_>, state: &mut State, category: &Category) {
    *state = State::default();
    scene.act(Action::Category(Some(category.id.as_str().to_owned())));
}

fn cell(ui: &mut Ui, scene: &mut Scene<'_>, category: &Category, width: f32, selected: bool) -> Response {
    let palette = scene.palette;
    let name = category.name(scene.language.tag());
    let (rect, response) = ui.allocate_exact_size(vec2(width, size::CHOICE + space::SMALL), Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, selected, name));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let lit = selected || response.hovered() || response.has_focus();
    let fill = if lit { palette.selected } else { palette.paper };
    ui.painter().rect_filled(rect, 6.0, fill);
    if response.has_focus() {
        ui.painter().rect_stroke(rect, 6.0, Stroke::new(2.0, palette.accent), StrokeKind::Inside);
    }
    let middle = pos2(rect.left() + space::TINY + size::SMALL_ICON / 2.0 + 4.0, rect.center().y);
    let icon = Rect::from_center_size(middle, Vec2::splat(size::SMALL_ICON + 8.0));
    scene.icons.paint(ui, icon, Some(category.id.as_str()));
    let room = rect.right() - icon.right() - space::SMALL - space::TINY;
    let mut text =
        egui::text::LayoutJob::simple(name.to_owned(), TextStyle::Small.resolve(ui.style()), palette.ink, room);
    text.wrap.max_rows = 2;
    let galley = ui.painter().layout_job(text);
    let at = pos2(icon.right() + space::SMALL, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, palette.ink);
    response
}

/// Lower case, without the accents of the four languages: nobody types them into a search.
fn folded(text: &str) -> String {
    let plain = |letter: char| match letter {
        'á' | 'à' | 'â' | 'ã' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        other => other,
    };
    text.trim().to_lowercase().chars().map(plain).collect()
}
