//! From a day until a day, typed or picked.

use egui::{Popup, PopupCloseBehavior, RectAlign, RichText, Ui};
use fieldmesh::Timestamp;

use super::super::super::Scene;
use super::super::super::language::fl;
use super::super::super::theme::{size, space};
use super::super::super::widgets;
use super::mark_active;
use crate::model::observations::{Day, Filter};

/// The days as they are typed, and the times they were read as.
#[derive(Debug, Default)]
pub(super) struct State {
    from: Field,
    until: Field,
}

#[derive(Debug, Default)]
struct Field {
    text: String,
    asked: Option<Timestamp>,
}

impl Field {
    /// Follows the filter where somebody else changed it.
    fn follow(&mut self, at: Option<Timestamp>) {
        if self.asked != at {
            self.asked = at;
            self.text = at.map(Day::text).unwrap_or_default();
        }
    }

    fn is_wrong(&self) -> bool {
        !self.text.trim().is_empty() && Day::parse(&self.text).is_none()
    }
}

/// Draws the button, and what it opens.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, next: &mut Filter) {
    let language = scene.language;
    state.from.follow(next.since);
    state.until.follow(next.until);
    let day = |at: Option<Timestamp>| at.map(Day::text).unwrap_or_default();
    let name = match (next.since, next.until) {
        (None, None) => fl!(language, "observations-dates"),
        (Some(_), None) => fl!(language, "observations-dates-from", day = day(next.since)),
        (None, Some(_)) => fl!(language, "observations-dates-until", day = day(next.until)),
        (Some(_), Some(_)) if day(next.since) == day(next.until) => day(next.since),
        (Some(_), Some(_)) => format!("{} – {}", day(next.since), day(next.until)),
    };
    ui.scope(|ui| {
        if next.since.is_some() || next.until.is_some() {
            mark_active(ui, scene);
        }
        let button = widgets::button(ui, &name);
        let popup = Popup::from_toggle_button_response(&button).align(RectAlign::BOTTOM_END);
        popup.close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| content(ui, scene, state, next));
    });
}

fn content(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, next: &mut Filter) {
    let language = scene.language;
    ui.set_width(size::DATES);
    ui.spacing_mut().text_edit_width = size::DATES;
    if widgets::text_field(ui, &fl!(language, "observations-date-from"), &mut state.from.text).changed() {
        state.from.asked = Day::parse(&state.from.text).map(|day| day.first);
        next.since = state.from.asked;
    }
    if widgets::text_field(ui, &fl!(language, "observations-date-until"), &mut state.until.text).changed() {
        state.until.asked = Day::parse(&state.until.text).map(|day| day.last);
        next.until = state.until.asked;
    }
    let wrong = state.from.is_wrong() || state.until.is_wrong();
    let help = fl!(language, "observations-date-help");
    let colour = if wrong { scene.palette.danger } else { scene.palette.faint };
    ui.label(RichText::new(help).small().color(colour));
    ui.add_space(space::SMALL);
    let today = jiff::Zoned::now().date();
    let since = |days: i32| Day::parse(&today.saturating_sub(jiff::Span::new().days(days)).to_string());
    let mut picked = None;
    ui.vertical_centered_justified(|ui| {
        for (name, days) in [
            (fl!(language, "observations-today"), 0),
            (fl!(language, "observations-last-week"), 6),
            (fl!(language, "observations-last-month"), 29),
        ] {
            if widgets::button(ui, &name).clicked() {
                picked = Some(since(days).map(|day| day.first));
            }
        }
        if widgets::button(ui, &fl!(language, "observations-any-day")).clicked() {
            picked = Some(None);
        }
    });
    if let Some(first) = picked {
        (next.since, next.until) = (first, None);
        state.from.follow(first);
        state.until = Field::default();
        ui.close();
    }
}
