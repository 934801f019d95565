//! The screens as a person sees them: drawn anew each frame from the [model](crate::model), which alone knows
//! anything. What a person does becomes an [`Action`] for the model.

mod fonts;
mod icons;
mod language;
mod notices;
mod observations;
mod pictures;
mod project;
mod shell;
mod start;
mod synchronize;
mod theme;
mod widgets;

use egui::{Context, Ui};
use fieldmesh::Language;

use crate::model::settings::Appearance;
use crate::model::{Action, App, Screen};

use theme::Palette;

/// The window's content.
#[derive(Debug)]
pub struct View {
    app: App,
    shell: shell::State,
    start: start::State,
    observations: observations::State,
    synchronize: synchronize::State,
    project: project::State,
    icons: icons::Icons,
    textures: pictures::Textures,
    appearance: Option<Appearance>,
}

/// What a screen is drawn from, and where it puts what a person does.
pub(crate) struct Scene<'a> {
    /// Everything there is to show.
    pub(crate) app: &'a App,
    /// What everything is said in.
    pub(crate) language: Language,
    /// What everything is drawn in.
    pub(crate) palette: &'static Palette,
    /// Pictures of categories.
    pub(crate) icons: &'a mut icons::Icons,
    /// Photos.
    pub(crate) textures: &'a mut pictures::Textures,
    actions: Vec<Action>,
}

impl Scene<'_> {
    /// Hands an action to the model, once this frame is drawn.
    pub(crate) fn act(&mut self, action: impl Into<Action>) {
        self.actions.push(action.into());
    }
}

impl View {
    /// Gives a context the fonts, colours and sizes of this window.
    pub fn dress(context: &Context) {
        theme::dress(context);
    }

    /// Shows a model, in a context that was [dressed](Self::dress).
    pub fn new(app: App) -> Self {
        Self {
            app,
            shell: shell::State::default(),
            start: start::State::default(),
            observations: observations::State::default(),
            synchronize: synchronize::State::default(),
            project: project::State::default(),
            icons: icons::Icons::default(),
            textures: pictures::Textures::default(),
            appearance: None,
        }
    }

    /// The model.
    pub const fn app(&self) -> &App {
        &self.app
    }

    /// Does what a person could do with the mouse.
    pub fn act(&mut self, action: Action) {
        self.app.act(action);
    }

    #[cfg(test)]
    fn tell(&mut self, news: crate::model::notice::News) {
        self.app.tell(news);
    }

    /// Takes what has arrived and draws one frame.
    pub fn show(&mut self, ui: &mut Ui) {
        self.app.poll();
        self.wear(ui.ctx());
        self.icons.begin(ui.ctx(), &self.app);
        self.textures.begin();
        let mut scene = Scene {
            app: &self.app,
            language: self.app.language(),
            palette: theme::palette(ui.visuals()),
            icons: &mut self.icons,
            textures: &mut self.textures,
            actions: Vec::new(),
        };
        let state = &mut self.shell;
        let (start, observations) = (&mut self.start, &mut self.observations);
        let (synchronize, project) = (&mut self.synchronize, &mut self.project);
        shell::show(ui, &mut scene, state, |ui, scene| match scene.app.screen() {
            Screen::Opening => shell::opening(ui, scene),
            Screen::Start => start::show(ui, scene, start),
            Screen::Observations => observations::show(ui, scene, observations),
            Screen::Synchronize => synchronize::show(ui, scene, synchronize),
            Screen::Project => project::show(ui, scene, project),
        });
        synchronize::question(ui, &mut scene);
        let actions = std::mem::take(&mut scene.actions);
        if !actions.is_empty() {
            // What was asked for shows in the next frame.
            ui.ctx().request_repaint();
        }
        for action in actions {
            self.app.act(action);
        }
    }

    /// Puts on the theme that a person chose, or the system's.
    fn wear(&mut self, context: &Context) {
        let wanted = self.app.settings().appearance;
        if self.appearance.replace(wanted) != Some(wanted) {
            context.set_theme(match wanted {
                Appearance::System => egui::ThemePreference::System,
                Appearance::Light => egui::ThemePreference::Light,
                Appearance::Dark => egui::ThemePreference::Dark,
            });
        }
    }
}
