//! The invite: hidden until somebody asks for it, then as text and QR code; or a file.

use egui::{Align, Layout, Rect, RichText, Sense, TextWrapMode, Ui, Vec2};
use fieldmesh::InviteCode;

use super::{card, part};
use crate::model::project::Action;
use crate::view::Scene;
use crate::view::language::fl;
use crate::view::theme::{self, space};
use crate::view::widgets::{self, Choose, PathField};

/// What a person has typed.
#[derive(Debug, Default)]
pub(super) struct State {
    file: PathField,
}

/// Hides what is shown.
pub(super) fn hide(scene: &mut Scene<'_>) {
    if scene.app.about().is_some_and(|about| about.invite().is_some()) {
        scene.act(Action::ShowInvite(false));
    }
}

/// Draws the part.
pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut State) {
    let language = scene.language;
    part(ui, &fl!(language, "project-invite-title"), &fl!(language, "project-invite-hint"));
    widgets::warning(ui, |ui| {
        ui.label(RichText::new(fl!(language, "project-invite-warning")).family(theme::bold()));
    });
    card(ui, |ui| shown(ui, scene));
    card(ui, |ui| {
        widgets::title(ui, fl!(language, "project-invite-file"));
        widgets::faint(ui, fl!(language, "project-invite-file-hint"));
        let chosen = state.file.show(ui, language, &fl!(language, "project-invite-path"), Choose::Save);
        let typed = state.file.path();
        let why_not = fl!(language, "project-invite-path");
        let pressed = widgets::button_if(ui, typed.is_some(), &fl!(language, "project-invite-write"), &why_not);
        if let Some(path) = chosen.into_iter().next().or(typed.filter(|_| pressed.clicked())) {
            state.file.clear();
            scene.act(Action::WriteInvite(path));
        }
    });
}

fn shown(ui: &mut Ui, scene: &mut Scene<'_>) {
    let language = scene.language;
    widgets::title(ui, fl!(language, "project-invite-text"));
    let invite = scene.app.about().and_then(|about| about.invite().map(|text| (text, about.code())));
    let Some((text, invite_code)) = invite else {
        widgets::faint(ui, fl!(language, "project-invite-text-hint"));
        if widgets::button(ui, &fl!(language, "project-invite-show")).clicked() {
            scene.act(Action::ShowInvite(true));
        }
        return;
    };
    ui.horizontal_top(|ui| {
        if let Some(invite_code) = invite_code {
            code(ui, invite_code, &fl!(language, "project-invite-code"));
            ui.add_space(space::SMALL);
        }
        ui.with_layout(Layout::top_down(Align::LEFT), |ui| {
            ui.add(egui::Label::new(RichText::new(text).monospace()).wrap_mode(TextWrapMode::Wrap));
            ui.add_space(space::SMALL);
            ui.horizontal_wrapped(|ui| {
                if widgets::button(ui, &fl!(language, "project-copy")).clicked() {
                    ui.ctx().copy_text(text.to_owned());
                }
                if widgets::button(ui, &fl!(language, "project-invite-hide")).clicked() {
                    scene.act(Action::ShowInvite(false));
                }
            });
        });
    });
}

/// Draws a QR code with whole points for its modules, so that each is as sharp as the others.
fn code(ui: &mut Ui, code: &InviteCode, name: &str) {
    let side = code.side();
    let module = (space::CODE / side as f32).floor().max(2.0);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(module * side as f32), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, name));
    let [dark, light] = theme::CODE;
    let painter = ui.painter();
    let corner = painter.round_to_pixel_center(rect.min.x) - 0.5;
    let corner = egui::Pos2::new(corner, painter.round_to_pixel_center(rect.min.y) - 0.5);
    painter.rect_filled(Rect::from_min_size(corner, rect.size()), 0.0, light);
    for y in 0..side {
        // Modules beside each other are one rectangle.
        let mut x = 0;
        while x < side {
            let run = (x..side).take_while(|&x| code.is_dark(x, y)).count();
            if run > 0 {
                let at = corner + Vec2::new(x as f32, y as f32) * module;
                painter.rect_filled(Rect::from_min_size(at, Vec2::new(run as f32, 1.0) * module), 0.0, dark);
            }
            x += run + 1;
        }
    }
}
