//! A list without rows says what to do next.

use egui::{Align, Layout, Ui};

use super::super::super::Scene;
use super::super::super::language::fl;
use super::super::super::theme::space;
use super::super::super::widgets;
use crate::model::observations::{Action, Filter};
use crate::model::{Action as Any, Screen, edit};

/// Draws it.
pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let language = scene.language;
    let Some(list) = scene.app.observations() else { return };
    let nothing_at_all = list.totals().all == 0 && list.filter().is_default();
    let read = list.is_read();
    ui.with_layout(Layout::top_down(Align::Center), |ui| {
        ui.add_space(ui.available_height() * 0.2);
        ui.set_max_width(ui.available_width() - 2.0 * space::MEDIUM);
        if !read && list.is_loading() {
            widgets::faint(ui, fl!(language, "observations-reading"));
        } else if !read {
            // Why is told below.
            widgets::title(ui, fl!(language, "observations-unread"));
            if widgets::button(ui, &fl!(language, "sync-try-again")).clicked() {
                scene.act(Action::Reread);
            }
        } else if nothing_at_all {
            widgets::title(ui, fl!(language, "observations-none"));
            widgets::faint(ui, fl!(language, "observations-none-hint"));
            ui.add_space(space::SMALL);
            if scene.app.form().is_none() {
                if widgets::main_button(ui, true, &fl!(language, "observations-record-first")).clicked() {
                    scene.act(edit::Action::Begin(None));
                }
                if widgets::button(ui, &fl!(language, "observations-synchronize")).clicked() {
                    scene.act(Any::Show(Screen::Synchronize));
                }
            }
        } else {
            widgets::title(ui, fl!(language, "observations-nothing-fits"));
            ui.add_space(space::SMALL);
            if widgets::button(ui, &fl!(language, "observations-show-all")).clicked() {
                scene.act(Action::Filter(Filter::default()));
            }
        }
    });
}
