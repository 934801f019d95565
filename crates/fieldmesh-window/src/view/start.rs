//! The first screen: three doors, and the projects of this device.

mod create;
mod doors;
mod join;

use std::path::PathBuf;

use egui::{Align, Key, Layout, RichText, ScrollArea, TextEdit, Ui};
use fieldmesh::{Language, ProjectId, ProjectSummary};

use super::language::fl;
use super::shell::own_name;
use super::theme::{self, space};
use super::{Scene, widgets};
use crate::model::given::Given;
use crate::model::start::Action;
use crate::model::{Action as Any, Screen};

use doors::Door;

/// What the screen remembers.
#[derive(Debug, Default)]
pub(crate) struct State {
    door: Option<Door>,
    /// The name of this device while it is typed.
    name: Option<String>,
    join: join::State,
    create: create::State,
    /// What was suggested already, and with which project open.
    seen: Seen,
}

/// What the model had when it was looked at last.
#[derive(PartialEq, Debug, Default)]
struct Seen {
    project: Option<ProjectId>,
    given: Option<Given>,
    waiting: Option<PathBuf>,
}

/// Draws the screen.
pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut State) {
    state.follow(scene);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let width = space::PAGE.min(ui.available_width());
        let margin = ((ui.available_width() - width) / 2.0).floor();
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.add_space(margin);
            ui.vertical(|ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing.x = space::SMALL;
                page(ui, scene, state);
            });
        });
    });
}

impl State {
    /// Shows the place that what the model has belongs to, once for each.
    fn follow(&mut self, scene: &Scene<'_>) {
        let now = Seen {
            project: scene.app.project().map(|project| project.id),
            given: scene.app.given().cloned(),
            waiting: scene.app.start().waiting_file().map(PathBuf::from),
        };
        if now == self.seen {
            return;
        }
        if now.project != self.seen.project {
            *self = Self::default();
        }
        if now.waiting.is_some() && now.waiting != self.seen.waiting {
            self.door = Some(Door::Join);
        }
        if now.given != self.seen.given {
            match &now.given {
                Some(Given::Invite(path)) => {
                    self.join.suggest(path);
                    self.door = Some(Door::Join);
                }
                Some(Given::Configuration(path)) => {
                    self.create.suggest(path);
                    self.door = Some(Door::Create);
                }
                None => {}
            }
        }
        self.seen = now;
    }

    /// A name that was typed and not taken yet.
    fn take_name(&mut self, scene: &mut Scene<'_>) {
        if let Some(name) = self.name.take()
            && !name.trim().is_empty()
            && name.trim() != scene.app.start().device_name()
        {
            scene.act(Action::Name(name.trim().to_owned()));
        }
    }
}

fn page(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut State) {
    ui.add_space(space::SMALL);
    let Some(door) = state.door else { return front(ui, scene, state) };
    let back = ui.horizontal(|ui| widgets::button(ui, &format!("‹ {}", fl!(scene.language, "start-back")))).inner;
    if back.clicked() || ui.input(|input| input.key_pressed(Key::Escape)) {
        state.door = None;
    }
    ui.add_space(space::SMALL);
    match door {
        Door::Join => join::show(ui, scene, &mut state.join),
        Door::Create => create::show(ui, scene, &mut state.create),
        Door::Sample => state.door = None,
    }
    busy(ui, scene);
}

/// The doors themselves.
fn front(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut State) {
    let language = scene.language;
    ui.horizontal(|ui| {
        ui.heading(fl!(language, "start-welcome"));
        if scene.app.project().is_none() {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| languages(ui, scene));
        }
    });
    widgets::faint(ui, fl!(language, "start-welcome-hint"));
    ui.add_space(space::SMALL);
    if scene.app.start().projects().is_empty() {
        name(ui, scene, state);
    }
    ui.add_space(space::SMALL);
    let chosen = doors::show(ui, scene, !scene.app.start().is_busy());
    if chosen.is_some() {
        state.take_name(scene);
    }
    match chosen {
        Some(Door::Sample) => scene.act(Action::Sample),
        Some(door) => state.door = Some(door),
        None => {}
    }
    busy(ui, scene);
    projects(ui, scene);
}

/// What this device is called: asked before it belongs to a project.
fn name(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut State) {
    let label = fl!(scene.language, "start-device");
    ui.horizontal_wrapped(|ui| {
        let mut text = state.name.clone().unwrap_or_else(|| scene.app.start().device_name().to_owned());
        let label = ui.label(&label);
        let field = TextEdit::singleline(&mut text).desired_width(space::NAME).char_limit(100);
        let field = ui.add(field).labelled_by(label.id);
        if field.changed() {
            state.name = Some(text);
        }
        if field.lost_focus() {
            state.take_name(scene);
        }
        widgets::faint(ui, fl!(scene.language, "start-device-hint"));
    });
}

/// The languages by their own names: whoever cannot read the others finds theirs.
fn languages(ui: &mut Ui, scene: &mut Scene<'_>) {
    for language in Language::ALL.into_iter().rev() {
        if ui.selectable_label(language == scene.language, own_name(language)).clicked() {
            scene.act(Any::Speak(language));
        }
    }
}

fn busy(ui: &mut Ui, scene: &Scene<'_>) {
    if scene.app.start().is_busy() {
        ui.add_space(space::SMALL);
        widgets::faint(ui, fl!(scene.language, "opening"));
    }
}

/// The projects of this device.
fn projects(ui: &mut Ui, scene: &mut Scene<'_>) {
    if scene.app.start().projects().is_empty() {
        return;
    }
    ui.add_space(space::MEDIUM);
    widgets::title(ui, fl!(scene.language, "start-projects"));
    project_list(ui, scene);
}

/// The projects of this device, each with a button; also on the screen *Project*.
pub(crate) fn project_list(ui: &mut Ui, scene: &mut Scene<'_>) {
    let current = scene.app.project().map(|project| project.id);
    widgets::card(ui, |ui| {
        ui.set_width(ui.available_width());
        for (number, project) in scene.app.start().projects().iter().enumerate() {
            if number > 0 {
                ui.separator();
            }
            ui.push_id(number, |ui| project_line(ui, scene, project, current == Some(project.id)));
        }
    });
}

fn project_line(ui: &mut Ui, scene: &mut Scene<'_>, project: &ProjectSummary, is_current: bool) {
    let language = scene.language;
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if is_current {
                widgets::faint(ui, fl!(language, "start-current"));
            } else {
                let open = widgets::button(ui, &fl!(language, "start-open"));
                let name = fl!(language, "start-open-named", name = project.name.as_str());
                open.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
                if open.clicked() {
                    scene.act(Action::Open(project.id));
                }
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(egui::Label::new(RichText::new(&project.name).family(theme::bold())).truncate());
                if project.open {
                    ui.colored_label(scene.palette.warning, fl!(language, "start-no-secrecy"));
                }
            });
        });
    });
}

/// Leads here from another screen.
pub(crate) fn lead(scene: &mut Scene<'_>) {
    scene.act(Any::Show(Screen::Start));
}
