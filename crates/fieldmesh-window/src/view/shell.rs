//! What stands around every screen: the modes at the left, the project in use, and what is to be told.

use egui::{Align, CentralPanel, Frame, Layout, Margin, Panel, Rect, RichText, Sense, Stroke, Ui, Vec2};
use fieldmesh::Language;

use super::language::fl;
use super::theme::{self, Palette, space};
use super::{Scene, notices};
use crate::model::{Action, Screen};

/// What the frame around the screens remembers.
#[derive(Debug, Default)]
pub(crate) struct State {
    notices: notices::State,
}

/// Draws the frame, and the screen in it.
pub(crate) fn show(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    state: &mut State,
    screen: impl FnOnce(&mut Ui, &mut Scene<'_>),
) {
    let colours = scene.palette;
    if scene.app.project().is_some() {
        let frame = Frame::new().fill(colours.navigation).inner_margin(Margin::same(12));
        Panel::left("modes")
            .frame(frame)
            .exact_size(space::NAVIGATION)
            .resizable(false)
            .show_separator_line(false)
            .show(ui, |ui| modes(ui, scene));
    }
    if scene.app.project().is_some_and(|project| project.open) {
        let frame = Frame::new().fill(colours.warning_paper).inner_margin(Margin::symmetric(16, 6));
        Panel::top("open-project").frame(frame).resizable(false).show(ui, |ui| {
            ui.label(RichText::new(fl!(scene.language, "open-no-secrecy")).color(colours.warning).strong());
        });
    }
    notices::show(ui, scene, &mut state.notices);
    let frame = Frame::new().fill(colours.paper).inner_margin(Margin::same(16));
    CentralPanel::default().frame(frame).show(ui, |ui| screen(ui, scene));
}

/// What is shown while a project is being opened.
pub(crate) fn opening(ui: &mut Ui, scene: &Scene<'_>) {
    ui.centered_and_justified(|ui| {
        ui.label(RichText::new(fl!(scene.language, "opening")).color(scene.palette.faint));
    });
}

fn modes(ui: &mut Ui, scene: &mut Scene<'_>) {
    let language = scene.language;
    ui.label(RichText::new("Fieldmesh").text_style(theme::title()).color(scene.palette.on_navigation));
    ui.add_space(space::MEDIUM);
    let unseen = scene.app.observations().map_or(0, |list| list.totals().unseen);
    mode(ui, scene, Screen::Observations, &fl!(language, "mode-observations"), (unseen > 0).then_some(unseen));
    mode(ui, scene, Screen::Synchronize, &fl!(language, "mode-synchronize"), None);
    mode(ui, scene, Screen::Project, &fl!(language, "mode-project"), None);
    ui.with_layout(Layout::bottom_up(Align::LEFT), |ui| languages(ui, scene));
}

fn mode(ui: &mut Ui, scene: &mut Scene<'_>, screen: Screen, name: &str, count: Option<u64>) {
    let colours = scene.palette;
    let selected = scene.app.screen() == screen;
    let size = Vec2::new(ui.available_width(), 40.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Tab, true, selected, name));
    if selected || response.hovered() {
        let fill =
            if selected { colours.navigation_selected } else { colours.navigation_selected.gamma_multiply(0.5) };
        ui.painter().rect_filled(rect, 6.0, fill);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect, 6.0, Stroke::new(2.0, colours.on_navigation), egui::StrokeKind::Inside);
    }
    let font = egui::TextStyle::Body.resolve(ui.style());
    let at = rect.left_center() + Vec2::new(12.0, 0.0);
    ui.painter().text(at, egui::Align2::LEFT_CENTER, name, font, colours.on_navigation);
    if let Some(count) = count {
        badge(ui, rect, count, colours);
    }
    if response.clicked() {
        scene.act(Action::Show(screen));
    }
}

/// How many wait to be looked at: at the right end of a mode, small enough to leave room for its name.
fn badge(ui: &Ui, mode: Rect, count: u64, colours: &Palette) {
    let text = if count > 999 { "999+".to_owned() } else { count.to_string() };
    let font = egui::TextStyle::Small.resolve(ui.style());
    let galley = ui.painter().layout_no_wrap(text, font, colours.navigation);
    let size = galley.size() + Vec2::new(12.0, 2.0);
    let pill = Rect::from_center_size(mode.right_center() - Vec2::new(8.0 + size.x / 2.0, 0.0), size);
    ui.painter().rect_filled(pill, size.y / 2.0, colours.on_navigation);
    ui.painter().galley(pill.center() - galley.size() / 2.0, galley, colours.navigation);
}

/// The languages by their own names: whoever cannot read the others finds theirs.
fn languages(ui: &mut Ui, scene: &mut Scene<'_>) {
    let label = fl!(scene.language, "language");
    let combo = egui::ComboBox::from_id_salt("language").selected_text(own_name(scene.language)).width(120.0);
    let response = combo.show_ui(ui, |ui| {
        for language in Language::ALL {
            if ui.selectable_label(language == scene.language, own_name(language)).clicked() {
                scene.act(Action::Speak(language));
            }
        }
    });
    response.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &label));
}

/// What a language is called by those who speak it.
pub(crate) const fn own_name(language: Language) -> &'static str {
    match language {
        Language::English => "English",
        Language::Spanish => "Español",
        Language::Portuguese => "Português",
        Language::French => "Français",
    }
}
