//! What is asked for: words, a category, days, what happened to it. Whatever narrows the list is coloured, and one
//! press takes all of it away.

mod dates;

use egui::{Align, Button, ComboBox, Layout, Response, RichText, Role, Stroke, TextEdit, Ui, Vec2, WidgetInfo};
use fieldmesh::config::Category;

use super::super::Scene;
use super::super::language::fl;
use super::super::theme::{size, space};
use super::super::widgets;
use crate::model::edit;
use crate::model::observations::{Action, Filter, Kept, Totals};

/// What the filter remembers.
#[derive(Debug, Default)]
pub(crate) struct State {
    /// The search as it stands in its field, and as it was asked for last.
    text: String,
    asked: String,
    dates: dates::State,
}

/// Draws the filter, and the button for a new observation.
pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut State) {
    let Some(list) = scene.app.observations() else { return };
    let (filter, totals) = (list.filter().clone(), list.totals());
    if filter.text != state.asked {
        // Somebody else changed it: "Clear the filter", or what came with a synchronization.
        state.text.clone_from(&filter.text);
        state.asked.clone_from(&filter.text);
    }
    let mut next = filter.clone();
    // From the right, so that what is always the same stays where it is; the search takes what is left.
    let line = Vec2::new(ui.available_width(), size::BAR);
    ui.allocate_ui_with_layout(line, Layout::right_to_left(Align::Center), |ui| {
        new_button(ui, scene);
        ui.add_space(space::SMALL);
        clear_button(ui, scene, &filter, &mut next);
        dates::show(ui, scene, &mut state.dates, &mut next);
        kept_choice(ui, scene, totals, &mut next);
        category_choice(ui, scene, &mut next);
        search(ui, scene, &mut state.text, &mut next);
    });
    if next != filter {
        state.asked.clone_from(&next.text);
        state.text.clone_from(&next.text);
        scene.act(Action::Filter(next));
    }
}

fn new_button(ui: &mut Ui, scene: &mut Scene<'_>) {
    let free = scene.app.form().is_none();
    let button = widgets::main_button(ui, free, &fl!(scene.language, "observations-new"));
    if button.on_hover_text("Ctrl + N").clicked() {
        scene.act(edit::Action::Begin(None));
    }
}

fn clear_button(ui: &mut Ui, scene: &Scene<'_>, filter: &Filter, next: &mut Filter) {
    let name = fl!(scene.language, "observations-clear");
    let cross = RichText::new("×").strong();
    let button = Button::new(cross).min_size(Vec2::splat(size::CONTROL));
    let button = ui.add_enabled(!filter.is_default(), button);
    button.widget_info(|| WidgetInfo::labeled(Role::Button, !filter.is_default(), &name));
    if button.on_hover_text(&name).clicked() {
        *next = Filter::default();
    }
}

fn search(ui: &mut Ui, scene: &Scene<'_>, text: &mut String, next: &mut Filter) {
    let width = ui.available_width();
    let colours = scene.palette;
    let name = fl!(scene.language, "observations-search");
    ui.scope(|ui| {
        if !text.trim().is_empty() {
            ui.visuals_mut().widgets.inactive.bg_stroke = Stroke::new(1.0, colours.accent);
        }
        let field = TextEdit::singleline(text).desired_width(width).hint_text(&name);
        if ui.add(field).accessible_name(&name).changed() {
            next.text.clone_from(text);
        }
    });
}

fn category_choice(ui: &mut Ui, scene: &mut Scene<'_>, next: &mut Filter) {
    let language = scene.language;
    let any = fl!(language, "observations-category-any");
    let configuration = scene.app.project().and_then(|project| project.configuration.as_ref());
    let name = |category: &Category| category.name(language.tag()).to_owned();
    let chosen = next.category.as_ref().map(|id| {
        configuration.and_then(|configuration| configuration.category(id)).map_or_else(|| id.clone(), name)
    });
    let shown = chosen.clone().unwrap_or_else(|| any.clone());
    let label = fl!(language, "observations-category", name = shown.as_str());
    choice(ui, scene, "category", &label, shown, chosen.is_some(), size::CATEGORY, |ui, scene| {
        if item(ui, next.category.is_none(), &any).clicked() {
            next.category = None;
        }
        for category in configuration.map(|configuration| configuration.categories.as_slice()).unwrap_or_default() {
            let id = category.id.as_str();
            ui.horizontal(|ui| {
                scene.icons.show(ui, Some(id), size::SMALL_ICON);
                if item(ui, next.category.as_deref() == Some(id), &name(category)).clicked() {
                    next.category = Some(id.to_owned());
                }
            });
        }
    });
}

fn kept_choice(ui: &mut Ui, scene: &mut Scene<'_>, totals: Totals, next: &mut Filter) {
    let language = scene.language;
    let name = |kept: Kept| match kept {
        Kept::Live => fl!(language, "observations-kept-all"),
        Kept::New => fl!(language, "observations-kept-new", n = totals.unseen),
        Kept::Conflicts => fl!(language, "observations-kept-conflicts", n = totals.conflicted),
        Kept::Duplicates => fl!(language, "observations-kept-duplicates"),
        Kept::Deleted => fl!(language, "observations-kept-deleted"),
        Kept::Came(_) => fl!(language, "observations-kept-came"),
        Kept::Held => fl!(language, "observations-kept-held", n = totals.held),
    };
    let shown = name(next.kept);
    let label = fl!(language, "observations-kept", name = shown.as_str());
    choice(ui, scene, "kept", &label, shown, next.kept != Kept::Live, size::KEPT, |ui, scene| {
        let held = (totals.held > 0).then_some(Kept::Held);
        for kept in
            [Kept::Live, Kept::New, Kept::Conflicts, Kept::Duplicates, Kept::Deleted].into_iter().chain(held)
        {
            if item(ui, next.kept == kept, &name(kept)).clicked() {
                next.kept = kept;
            }
        }
        if totals.unseen > 0 {
            ui.separator();
            if item(ui, false, &fl!(language, "observations-mark-seen")).clicked() {
                scene.act(Action::MarkAllSeen);
            }
        }
    });
}

/// A box to choose from, coloured while it narrows the list.
#[expect(clippy::too_many_arguments, reason = "each is one word of the box")]
fn choice(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    id: &str,
    label: &str,
    shown: String,
    active: bool,
    width: f32,
    content: impl FnOnce(&mut Ui, &mut Scene<'_>),
) {
    ui.scope(|ui| {
        if active {
            mark_active(ui, scene);
        }
        let combo = ComboBox::from_id_salt(id).selected_text(shown).width(width).truncate().height(size::MENU);
        let response = combo.show_ui(ui, |ui| content(ui, scene)).response;
        response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, label));
    });
}

/// Colours the controls of this part of the screen: what they say narrows the list.
pub(super) fn mark_active(ui: &mut Ui, scene: &Scene<'_>) {
    let inactive = &mut ui.visuals_mut().widgets.inactive;
    (inactive.bg_fill, inactive.weak_bg_fill) = (scene.palette.selected, scene.palette.selected);
    inactive.bg_stroke = Stroke::new(1.0, scene.palette.accent);
}

fn item(ui: &mut Ui, selected: bool, name: &str) -> Response {
    ui.selectable_label(selected, name)
}
