//! The screen *Project*: its parts by name at the left, one of them at the right.

mod about;
mod activity;
mod configuration;
mod data;
mod devices;
mod invite;
mod looks;
mod this_device;

use egui::{Frame, Margin, Panel, ScrollArea, Ui};
use fieldmesh::ProjectId;

use super::language::fl;
use super::theme::space;
use super::{Scene, start, widgets};
use crate::model::given::Given;

/// What the screen remembers.
#[derive(Debug, Default)]
pub(crate) struct State {
    part: Part,
    invite: invite::State,
    configuration: configuration::State,
    data: data::State,
    this_device: this_device::State,
    activity: activity::State,
    about: about::State,
    project: Option<ProjectId>,
    given: Option<Given>,
}

/// What a person looks at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Part {
    #[default]
    Invite,
    Devices,
    Activity,
    Configuration,
    Data,
    ThisDevice,
    Looks,
    Projects,
    About,
}

impl Part {
    const ALL: [Self; 9] = [
        Self::Invite,
        Self::Devices,
        Self::Activity,
        Self::Configuration,
        Self::Data,
        Self::ThisDevice,
        Self::Looks,
        Self::Projects,
        Self::About,
    ];

    fn name(self, scene: &Scene<'_>) -> String {
        let language = scene.language;
        match self {
            Self::Invite => fl!(language, "project-invite"),
            Self::Devices => fl!(language, "project-devices"),
            Self::Activity => fl!(language, "project-activity"),
            Self::Configuration => fl!(language, "project-configuration"),
            Self::Data => fl!(language, "project-data"),
            Self::ThisDevice => fl!(language, "project-this-device"),
            Self::Looks => fl!(language, "project-looks"),
            Self::Projects => fl!(language, "project-projects"),
            Self::About => fl!(language, "project-about"),
        }
    }
}

/// Draws the screen.
pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut State) {
    state.follow(scene);
    let (name, open) = scene.app.project().map_or((String::new(), false), |one| (one.name.clone(), one.open));
    ui.horizontal_wrapped(|ui| {
        ui.heading(name);
        if open {
            ui.colored_label(scene.palette.warning, fl!(scene.language, "start-no-secrecy"));
        }
    });
    ui.add_space(space::SMALL);
    let before = state.part;
    Panel::left("project-parts")
        .frame(Frame::new().inner_margin(Margin { right: 16, ..Margin::ZERO }))
        .exact_size(space::PARTS)
        .resizable(false)
        .show_separator_line(false)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = space::TINY;
            ui.with_layout(egui::Layout::top_down_justified(egui::Align::LEFT), |ui| {
                for part in Part::ALL {
                    let name = part.name(scene);
                    let chosen = egui::Button::selectable(state.part == part, name).wrap();
                    if ui.add(chosen).clicked() {
                        state.part = part;
                    }
                }
            });
        });
    if state.part != before {
        // Whoever comes back is asked again before the key is shown.
        invite::hide(scene);
    }
    ScrollArea::vertical().id_salt(state.part.name(scene)).auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(space::COLUMN.min(ui.available_width()));
        match state.part {
            Part::Invite => invite::show(ui, scene, &mut state.invite),
            Part::Devices => {
                if devices::show(ui, scene) {
                    state.part = Part::Invite;
                }
            }
            Part::Activity => activity::show(ui, scene, &mut state.activity),
            Part::Configuration => configuration::show(ui, scene, &mut state.configuration),
            Part::Data => data::show(ui, scene, &mut state.data),
            Part::ThisDevice => this_device::show(ui, scene, &mut state.this_device),
            Part::Looks => looks::show(ui, scene),
            Part::Projects => projects(ui, scene),
            Part::About => about::show(ui, scene, &mut state.about),
        }
    });
}

impl State {
    fn follow(&mut self, scene: &Scene<'_>) {
        let project = scene.app.project().map(|project| project.id);
        if project != self.project {
            *self = Self { project, part: self.part, given: self.given.take(), ..Self::default() };
        }
        if scene.app.given() != self.given.as_ref() {
            self.given = scene.app.given().cloned();
            if let Some(Given::Configuration(path)) = &self.given {
                self.configuration.suggest(path);
                self.part = Part::Configuration;
            }
        }
    }
}

fn projects(ui: &mut Ui, scene: &mut Scene<'_>) {
    part(ui, &fl!(scene.language, "project-projects-title"), &fl!(scene.language, "project-projects-hint"));
    start::project_list(ui, scene);
    ui.add_space(space::SMALL);
    if widgets::button(ui, &fl!(scene.language, "project-another")).clicked() {
        start::lead(scene);
    }
}

/// The head of a part: what it is and what it is for.
fn part(ui: &mut Ui, name: &str, hint: &str) {
    widgets::title(ui, name);
    if !hint.is_empty() {
        widgets::faint(ui, hint);
    }
    ui.add_space(space::SMALL);
}

/// A card as wide as the part.
fn card<T>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> T) -> T {
    let inner = widgets::card(ui, |ui| {
        ui.set_width(ui.available_width());
        content(ui)
    });
    inner.inner
}
