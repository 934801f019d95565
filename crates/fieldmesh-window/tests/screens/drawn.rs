//! The screens as they are drawn: found by their accessible names, used by clicks and keys, without a display.
//!
//! The harness fails a test by itself where a control has no name or a font lacks a character.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use fieldmesh::{Device, Language, Project};
use fieldmesh_window::View;
use fieldmesh_window::model::{Action, App, Screen, synchronize};

use crate::PATIENCE;

mod detail;
mod form;
mod notices;
mod observations;
mod pictures;
mod project;
mod raster;
mod shell;
mod start;
mod synchronizing;

/// With a folder in this variable, each test leaves pictures there of what its windows had come to show.
const PICTURES: &str = "FIELDMESH_PICTURES";

/// A person before a drawn window.
pub(crate) struct Window {
    pub(crate) harness: Harness<'static, View>,
    pub(crate) device: Device,
    woken: Receiver<()>,
    pictures: usize,
}

impl Window {
    /// The window of a device, 1280 × 720.
    pub(crate) fn at(dir: &Path, name: &str, language: Language) -> Self {
        Self::sized(dir, name, language, [1280.0, 720.0])
    }

    pub(crate) fn sized(dir: &Path, name: &str, language: Language, size: [f32; 2]) -> Self {
        let device = Device::open(dir.join(name)).unwrap();
        device.rename(name).unwrap();
        let (wake, woken) = channel();
        let waker = Arc::new(move || wake.send(()).unwrap_or_default());
        let app = App::new(device.clone(), language.into(), waker);
        let mut view = View::new(app);
        // No test speaks to any other computer.
        view.act(synchronize::Action::Listen(crate::loopback()).into());
        let harness = Harness::builder()
            .with_size(size)
            .with_max_steps(20)
            .renderer(raster::Raster::default())
            .with_context_setup(View::dress)
            .build_ui_state(|ui, view: &mut View| view.show(ui), view);
        Self { harness, device, woken, pictures: 0 }
    }

    /// With a project of her own.
    pub(crate) fn with_project(dir: &Path, name: &str) -> Self {
        let device = Device::open(dir.join(name)).unwrap();
        device.create_project("Río Napo", fieldmesh::Configuration::builtin()).unwrap();
        drop(device);
        let mut window = Self::at(dir, name, Language::English);
        window.until("the project is open", |app| app.project().is_some());
        window
    }

    pub(crate) fn app(&self) -> &App {
        self.harness.state().app()
    }

    /// The same project without the window.
    pub(crate) fn project(&self) -> Project {
        self.device.project(None).unwrap()
    }

    pub(crate) fn act(&mut self, action: impl Into<Action>) {
        self.harness.state_mut().act(action.into());
        self.harness.step();
    }

    pub(crate) fn show(&mut self, screen: Screen) {
        self.act(Action::Show(screen));
        self.until("the screen is shown", |app| app.screen() == screen);
    }

    /// Clicks what has this name, wherever the screen has to be scrolled to for it.
    pub(crate) fn click(&mut self, label: &str) {
        // Scrolling takes some frames.
        for _ in 0..20 {
            let place = self.harness.get_by_label(label).rect();
            if self.harness.ctx.content_rect().contains_rect(place) {
                break;
            }
            self.harness.get_by_label(label).scroll_to_me();
            self.harness.step();
        }
        self.harness.get_by_label(label).click();
        self.harness.step();
        self.harness.step();
    }

    /// Puts a text into the field of this name, in the place of what is there.
    pub(crate) fn type_into(&mut self, label: &str, text: &str) {
        let field = |harness: &Harness<'static, View>| {
            let mut fields = harness
                .query_all_by_label(label)
                .filter(|node| matches!(node.accesskit_node().role(), Role::TextInput | Role::MultilineTextInput));
            fields.next().map(|node| node.focus())
        };
        field(&self.harness).unwrap_or_else(|| panic!("no field {label}"));
        self.harness.step();
        self.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.harness.step();
        self.harness.step();
    }

    /// Whether something with this text is on the screen.
    pub(crate) fn says(&self, text: &str) -> bool {
        self.harness.query_all_by_label_contains(text).next().is_some()
    }

    /// Draws frames, one for each time the model wakes the window, until it shows what is expected.
    pub(crate) fn until(&mut self, what: &str, shown: impl Fn(&App) -> bool) {
        self.until_drawn(what, |window| shown(window.app()));
    }

    pub(crate) fn until_drawn(&mut self, what: &str, shown: impl Fn(&Self) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            self.harness.step();
            if shown(self) {
                self.harness.step();
                self.picture();
                return;
            }
            assert!(Instant::now() < deadline, "{what}: {:#?}", self.app().notices());
            let _ = self.woken.recv_timeout(Duration::from_millis(50));
        }
    }

    fn picture(&mut self) {
        let Some(folder) = std::env::var_os(PICTURES) else { return };
        self.pictures += 1;
        let thread = std::thread::current();
        let test = thread.name().unwrap_or_default().rsplit("::").next().unwrap_or_default();
        let of = self.device.id().short();
        let path = Path::new(&folder).join(format!("{test}-{of}-{:02}.png", self.pictures));
        self.harness.render().unwrap().save(path).unwrap();
    }
}
