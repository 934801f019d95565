//! The window on the desktop: the toolkit's loop around a [`View`].

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use egui::{Ui, Vec2, ViewportBuilder};
use fieldmesh::{Device, Language};

use crate::model::App;
use crate::model::settings::Settings;
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
    /// Tells how long the user interface thread worked on each frame, when the window is closed.
    pub frame_times: Option<fn(&[f32])>,
}

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
#[error("no window can be shown here")]
pub struct RunError(#[source] eframe::Error);

/// Shows the window of a device until it is closed.
///
/// # Errors
///
/// There is no display, or nothing that can draw on it.
pub fn run(device: Device, options: Options) -> Result<(), RunError> {
    let (width, height) = options.size.unwrap_or((1280.0, 720.0));
    let viewport = ViewportBuilder::default()
        .with_title(&options.title)
        .with_app_id("fieldmesh")
        .with_inner_size(Vec2::new(width, height))
        .with_min_inner_size(Vec2::new(800.0, 480.0));
    let native = eframe::NativeOptions { viewport, renderer: eframe::Renderer::Glow, ..Default::default() };
    let create = move |creation: &eframe::CreationContext<'_>| {
        let context = creation.egui_ctx.clone();
        let before = Settings::read(&options.settings);
        let settings = Settings { language: before.language.or(Some(options.language)), ..before };
        let waker = Arc::new(move || context.request_repaint());
        let app = App::new(device, settings, waker).with_settings_at(options.settings);
        View::dress(&creation.egui_ctx);
        let window = Window { view: View::new(app), times: Vec::new(), tell: options.frame_times };
        Ok(Box::new(window) as Box<dyn eframe::App>)
    };
    eframe::run_native("fieldmesh", native, Box::new(create)).map_err(RunError)
}

struct Window {
    view: View,
    /// Milliseconds of each frame, where somebody asked for them.
    times: Vec<f32>,
    tell: Option<fn(&[f32])>,
}

impl eframe::App for Window {
    fn ui(&mut self, ui: &mut Ui, _: &mut eframe::Frame) {
        let begin = Instant::now();
        self.view.show(ui);
        if self.tell.is_some() {
            self.times.push(begin.elapsed().as_secs_f32() * 1_000.0);
        }
    }

    fn on_exit(&mut self, _: Option<&eframe::glow::Context>) {
        if let Some(tell) = self.tell {
            tell(&self.times);
        }
    }
}
