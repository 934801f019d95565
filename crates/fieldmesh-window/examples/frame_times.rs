//! Opens the window on many observations, pans and zooms its map without anybody's help, and prints how long the user
//! interface thread worked on each frame.
//!
//! ```sh
//! cargo run --release -p fieldmesh-window --example frame_times -- 100000 [FOLDER]
//! ```
//!
//! A folder keeps the data for the next run.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "an example")]

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::{
    Context, Event, Modifiers, MouseWheelUnit, PointerButton, Pos2, RawInput, Ui, Vec2, ViewportBuilder, pos2,
};
use fieldmesh::{Configuration, Device, Language};
use fieldmesh_window::View;
use fieldmesh_window::model::observations::{Action, Filter};
use fieldmesh_window::model::{self, App};
use fieldmesh_workload::{Profile, Workload};

/// The middle of the map in a window of 1280 × 720.
const MAP: Pos2 = pos2(860.0, 400.0);
/// Frames of each part.
const FRAMES: usize = 300;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let count = arguments.first().map_or(100_000, |text| text.parse().unwrap());
    let temporary = tempfile::tempdir().unwrap();
    let folder = arguments.get(1).map_or(temporary.path(), Path::new);
    let device = fill(folder, count);
    let begun = Instant::now();
    let viewport = ViewportBuilder::default().with_inner_size(Vec2::new(1280.0, 720.0));
    let options = eframe::NativeOptions { viewport, renderer: eframe::Renderer::Glow, ..Default::default() };
    let create = move |creation: &eframe::CreationContext<'_>| {
        let context = creation.egui_ctx.clone();
        let app = App::new(device, Language::English.into(), Arc::new(move || context.request_repaint()));
        View::dress(&creation.egui_ctx);
        let trial =
            Trial { view: View::new(app), count, begun, frames: Vec::new(), part: Part::Opening, asked: begun };
        Ok(Box::new(trial) as Box<dyn eframe::App>)
    };
    eframe::run_native("frame times", options, Box::new(create)).unwrap();
}

/// A device with a project of so many observations.
fn fill(folder: &Path, count: usize) -> Device {
    let device = Device::open(folder).unwrap();
    let project =
        device.project(None).or_else(|_| device.create_project("Many", Configuration::builtin())).unwrap();
    let have = usize::try_from(project.totals().unwrap().live).unwrap();
    let devices = Workload::new(Profile::data_v0(), 0).devices(10);
    let mut made = devices.iter().cycle().zip(0_usize..).map(|(device, round)| {
        let skip = round / devices.len() * 1_000;
        (device.id(), device.observations().skip(skip).take(1_000).collect::<Vec<_>>())
    });
    for (id, batch) in made.by_ref().skip(have / 1_000).take((count - have.min(count)).div_ceil(1_000)) {
        project.observe_all_as(id, batch).unwrap();
    }
    project.mark_all_seen().unwrap();
    device
}

/// What is being measured.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    Opening,
    Rest(usize),
    Pan(usize),
    Zoom(usize),
    Scroll(usize),
    Filter,
    Ended,
}

struct Trial {
    view: View,
    count: usize,
    begun: Instant,
    frames: Vec<(Duration, Option<f32>)>,
    part: Part,
    asked: Instant,
}

impl eframe::App for Trial {
    fn raw_input_hook(&mut self, _: &Context, input: &mut RawInput) {
        let button = |pos: Pos2, pressed: bool| Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        let wheel = |lines: f32| Event::MouseWheel {
            unit: MouseWheelUnit::Line,
            delta: Vec2::new(0.0, lines),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        };
        match self.part {
            Part::Pan(frame) => {
                // Around in circles, so that something is always in view.
                let angle = frame as f32 / 40.0;
                let at = MAP + Vec2::new(angle.cos(), angle.sin()) * 160.0;
                if frame == 0 {
                    input.events.extend([Event::PointerMoved(at), button(at, true)]);
                }
                input.events.push(Event::PointerMoved(at));
                if frame + 1 == FRAMES {
                    input.events.push(button(at, false));
                }
            }
            Part::Zoom(frame) => {
                let lines = if frame / 50 % 2 == 0 { 1.0 } else { -1.0 };
                input.events.extend([Event::PointerMoved(MAP), wheel(lines)]);
            }
            Part::Scroll(_) => {
                let over_list = pos2(300.0, 400.0);
                input.events.extend([Event::PointerMoved(over_list), wheel(-3.0)]);
            }
            Part::Opening | Part::Rest(_) | Part::Filter | Part::Ended => {}
        }
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        if let Some((_, whole)) = self.frames.last_mut() {
            *whole = frame.info().cpu_usage;
        }
        let begun = Instant::now();
        self.view.show(ui);
        self.frames.push((begun.elapsed(), None));
        ui.ctx().request_repaint();
        self.part = self.next(ui);
    }
}

impl Trial {
    fn next(&mut self, ui: &Ui) -> Part {
        let list = self.view.app().observations();
        match self.part {
            Part::Opening => {
                if self.frames.len() == 1 {
                    println!("first frame drawn after {:?}", self.begun.elapsed());
                }
                let Some(list) = list else { return Part::Opening };
                if list.row(0).is_some() && list.places().index.is_empty() {
                    return Part::Opening;
                }
                if list.places().index.is_empty() {
                    return Part::Opening;
                }
                println!("rows and map there after {:?}", self.begun.elapsed());
                self.tell("while opening");
                Part::Rest(0)
            }
            Part::Rest(frame) if frame + 1 < FRAMES => Part::Rest(frame + 1),
            Part::Rest(_) => {
                self.tell("nothing happens");
                Part::Pan(0)
            }
            Part::Pan(frame) if frame + 1 < FRAMES => Part::Pan(frame + 1),
            Part::Pan(_) => {
                self.tell("pan");
                Part::Zoom(0)
            }
            Part::Zoom(frame) if frame + 1 < FRAMES => Part::Zoom(frame + 1),
            Part::Zoom(_) => {
                self.tell("zoom");
                Part::Scroll(0)
            }
            Part::Scroll(frame) if frame + 1 < FRAMES => Part::Scroll(frame + 1),
            Part::Scroll(_) => {
                self.tell("scroll the list");
                let filter = Filter { category: Some("camp".to_owned()), ..Filter::default() };
                self.asked = Instant::now();
                self.view.act(model::Action::Observations(Action::Filter(filter)));
                Part::Filter
            }
            Part::Filter => {
                if list.is_some_and(|list| list.is_loading()) {
                    return Part::Filter;
                }
                println!("filtered by category, list and map, after {:?}", self.asked.elapsed());
                self.tell("while filtering");
                ui.ctx().send_viewport_cmd(egui::ViewportCommand::Close);
                Part::Ended
            }
            Part::Ended => Part::Ended,
        }
    }

    /// Prints the middle and the hundredth slowest of the frames since the last time.
    fn tell(&mut self, what: &str) {
        let show = |mut times: Vec<f64>| {
            times.sort_by(f64::total_cmp);
            let at = |share: f64| times.get((times.len() as f64 * share) as usize).copied().unwrap_or_default();
            format!("{:.2} ms, p99 {:.2} ms", at(0.5), at(0.99))
        };
        let view = self.frames.iter().map(|(view, _)| view.as_secs_f64() * 1e3).collect();
        let whole = self.frames.iter().filter_map(|(_, whole)| whole.map(|whole| f64::from(whole) * 1e3)).collect();
        println!(
            "{what}, {} observations, {} frames: view {}; with tessellation and drawing {}",
            self.count,
            self.frames.len(),
            show(view),
            show(whole)
        );
        self.frames.clear();
    }
}
