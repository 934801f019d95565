//! What is told outside of any one screen: below it, until it is read. The newest stands first; those that have no
//! room are scrolled to.

mod failure;
mod news;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use egui::{Frame, Margin, Panel, ScrollArea, Ui};

use super::language::fl;
use super::theme::space;
use super::{Scene, widgets};
use crate::model::notice::{Notice, NoticeId};

/// What the notices remember.
#[derive(Debug, Default)]
pub(crate) struct State {
    /// Those whose cause is shown.
    details: BTreeSet<NoticeId>,
}

/// Draws what waits to be read.
pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut State) {
    let notices = scene.app.notices();
    state.details.retain(|id| notices.iter().any(|notice| notice.id == *id));
    if notices.is_empty() {
        return;
    }
    let room = ui.ctx().content_rect().height() * SHARE;
    let frame = Frame::new().fill(scene.palette.paper).inner_margin(Margin::symmetric(16, 8));
    let name = fl!(scene.language, "notice-news");
    Panel::bottom("notices").frame(frame).resizable(false).show(ui, |ui| {
        widgets::announced(ui, &name, |ui| {
            // Without the least height it would stay as low as the panel was before there was anything to tell.
            let scroll = ScrollArea::vertical().max_height(room).min_scrolled_height(room);
            scroll.auto_shrink([false, true]).show(ui, |ui| {
                for notice in notices.iter().rev() {
                    ui.push_id(notice.id, |ui| one(ui, scene, notice, state));
                }
            });
        });
    });
}

fn one(ui: &mut Ui, scene: &mut Scene<'_>, notice: &Notice, state: &mut State) {
    let is_open = state.details.contains(&notice.id);
    let card = widgets::card(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::TINY;
        news::show(ui, scene, notice, is_open)
    });
    if card.inner {
        match is_open {
            true => state.details.remove(&notice.id),
            false => state.details.insert(notice.id),
        };
    }
}

/// How much of the window they take at most.
const SHARE: f32 = 0.34;
