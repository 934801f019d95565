//! What is told outside of any one screen: at the bottom, until it is read.

use egui::{Frame, Margin, Panel, Ui};

use super::Scene;
use super::language::fl;
use super::widgets;
use crate::model::Action;
use crate::model::notice::News;

/// What the notices remember.
#[derive(Debug, Default)]
pub(crate) struct State;

/// Draws what waits to be read.
pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>, _state: &mut State) {
    if scene.app.notices().is_empty() {
        return;
    }
    let frame = Frame::new().fill(scene.palette.card).inner_margin(Margin::symmetric(16, 8));
    Panel::bottom("notices").frame(frame).resizable(false).show(ui, |ui| {
        for notice in scene.app.notices() {
            ui.horizontal(|ui| {
                match &notice.news {
                    News::Failed(failure) => ui.colored_label(scene.palette.danger, &failure.cause),
                    other => ui.label(format!("{other:?}")),
                };
                if widgets::button(ui, &fl!(scene.language, "close")).clicked() {
                    scene.act(Action::Dismiss(notice.id));
                }
            });
        }
    });
}
