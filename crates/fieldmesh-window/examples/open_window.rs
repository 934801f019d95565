//! Opens the window, so that one can look at its screens without the program around it.
//!
//! ```sh
//! cargo run -p fieldmesh-window --example open_window -- --sample --size 1024x600 --language es --dark
//! ```
//!
//! `--data-dir DIR` keeps the device there, else it is thrown away with the window; `--sample` begins in a project
//! with invented data; `--screen start|observations|synchronize|project` begins at another screen.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "an example")]

use std::path::PathBuf;

use fieldmesh::Device;
use fieldmesh_window::model::settings::{Appearance, Settings};
use fieldmesh_window::model::{Action, Screen, start};
use fieldmesh_window::{Options, run};

fn main() {
    let throwaway = tempfile::tempdir().unwrap();
    let mut data_dir = throwaway.path().to_owned();
    let mut options = Options::at(PathBuf::new());
    let mut dark = false;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().unwrap_or_else(|| panic!("{argument} takes a value"));
        match argument.as_str() {
            "--data-dir" => data_dir = PathBuf::from(value()),
            "--sample" => options.begin.push(Action::Start(start::Action::Sample)),
            "--screen" => options.begin.push(Action::Show(screen(&value()))),
            "--language" => options.language = value().parse().unwrap(),
            "--dark" => dark = true,
            "--size" => {
                let size = value();
                let (width, height) = size.split_once('x').unwrap();
                options.size = Some((width.parse().unwrap(), height.parse().unwrap()));
            }
            other => panic!("{other}: see the head of this example"),
        }
    }
    options.settings = data_dir.join("window.json");
    let appearance = if dark { Appearance::Dark } else { Appearance::Light };
    options.begin.insert(0, Action::Set(Settings { appearance, ..Settings::from(options.language) }));
    run(Device::open(&data_dir).unwrap(), options).unwrap();
}

fn screen(name: &str) -> Screen {
    match name {
        "start" => Screen::Start,
        "observations" => Screen::Observations,
        "synchronize" => Screen::Synchronize,
        "project" => Screen::Project,
        other => panic!("{other} is no screen"),
    }
}
