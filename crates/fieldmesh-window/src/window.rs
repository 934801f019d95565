//! The window on the desktop: the toolkit's loop around a [`View`].

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use egui::{Pos2, Ui, Vec2, ViewportBuilder};
use fieldmesh::{Device, Language};

use crate::model::settings::Settings;
use crate::model::{Action, App, Screen};
use crate::view::View;

/// How the window opens.
#[derive(Clone, Debug)]
pub struct Options {
    /// What stands in its title.
    pub title: String,
    /// Where a person's settings for the window are kept.
    pub settings: PathBuf,
    /// The language, where a person has chosen none in the window.
    pub language: Language,
    /// Its size in points; 1280 × 720 without.
    pub size: Option<(f32, f32)>,
    /// Where its upper left corner is, in points of the screen; where the system puts it without.
    pub position: Option<(f32, f32)>,
    /// What is done first, one after the other, as a person would: a file opened, a screen shown.
    pub begin: Vec<Action>,
    /// Takes down how long the user interface thread worked on each frame.
    pub frame_times: Option<FrameTimes>,
}

/// Milliseconds of each frame so far.
pub type FrameTimes = Arc<Mutex<Vec<f32>>>;

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
#[error("no window can be shown here: {0}")]
pub struct RunError(String);

impl Options {
    /// A window as it is made, whose settings are kept in this file.
    pub fn at(settings: PathBuf) -> Self {
        Self {
            title: "Fieldmesh".to_owned(),
            settings,
            language: Language::default(),
            size: None,
            position: None,
            begin: Vec::new(),
            frame_times: None,
        }
    }
}

/// Shows the window of a device until it is closed.
///
/// # Errors
///
/// There is no display, or nothing that can draw on it.
pub fn run(device: Device, options: Options) -> Result<(), RunError> {
    let (width, height) = options.size.unwrap_or((1280.0, 720.0));
    let mut viewport = ViewportBuilder::default()
        .with_title(&options.title)
        .with_app_id("fieldmesh")
        .with_inner_size(Vec2::new(width, height))
        .with_min_inner_size(Vec2::new(800.0, 480.0));
    if let Some((x, y)) = options.position {
        viewport = viewport.with_position(Pos2::new(x, y));
    }
    let native = eframe::NativeOptions { viewport, renderer: eframe::Renderer::Glow, ..Default::default() };
    let shown = Arc::new(AtomicBool::new(false));
    let create = {
        let shown = Arc::clone(&shown);
        move |creation: &eframe::CreationContext<'_>| {
            shown.store(true, Ordering::Relaxed);
            Ok(Box::new(Window::new(&creation.egui_ctx, device, options)) as Box<dyn eframe::App>)
        }
    };
    let opened = catch_unwind(AssertUnwindSafe(|| eframe::run_native("fieldmesh", native, Box::new(create))));
    match opened {
        Ok(result) => result.map_err(|error| RunError(error.to_string())),
        // Where there is no display or no renderer, the libraries below may panic; what panics later is a fault.
        Err(panic) if shown.load(Ordering::Relaxed) => resume_unwind(panic),
        Err(panic) => {
            let said = panic.downcast_ref::<String>().map(String::as_str);
            Err(RunError(said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or_default().to_owned()))
        }
    }
}

struct Window {
    view: View,
    /// What is still to be done first.
    begin: VecDeque<Action>,
    times: Option<FrameTimes>,
}

impl Window {
    fn new(context: &egui::Context, device: Device, options: Options) -> Self {
        let before = Settings::read(&options.settings);
        let settings = Settings { language: before.language.or(Some(options.language)), ..before };
        let waker = {
            let context = context.clone();
            Arc::new(move || context.request_repaint())
        };
        let app = App::new(device, settings, waker).with_settings_at(options.settings);
        View::dress(context);
        Self { view: View::new(app), begin: options.begin.into(), times: options.frame_times }
    }

    /// Each action waits until the one before has led to a screen.
    fn begin(&mut self, context: &egui::Context) {
        while self.view.app().screen() != Screen::Opening
            && !self.view.app().start().is_busy()
            && let Some(action) = self.begin.pop_front()
        {
            self.view.act(action);
            context.request_repaint();
        }
    }
}

impl eframe::App for Window {
    fn ui(&mut self, ui: &mut Ui, _: &mut eframe::Frame) {
        let begin = Instant::now();
        self.view.show(ui);
        self.begin(ui.ctx());
        if let Some(times) = &self.times {
            let time = begin.elapsed().as_secs_f32() * 1_000.0;
            times.lock().unwrap_or_else(PoisonError::into_inner).push(time);
        }
    }
}
