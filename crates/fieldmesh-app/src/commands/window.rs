//! `fieldmesh window`, which `fieldmesh` alone is too.

use std::sync::PoisonError;

use fieldmesh::{ErrorKind, Interfaces, LanOptions};
use fieldmesh_window::model::{Action, start, synchronize};
use fieldmesh_window::{FrameTimes, Options};

use crate::cli::WindowArgs;
use crate::context::Context;
use crate::failure::Failure;
use crate::language::fl;

/// Shows the window until it is closed.
pub(crate) fn run(context: &Context, args: &WindowArgs) -> Result<(), Failure> {
    let device = context.device()?;
    let mut begin = Vec::new();
    if args.practice {
        begin.push(Action::from(synchronize::Action::Listen(practice()?)));
    }
    if let Some(name) = context.project_named() {
        begin.push(Action::from(start::Action::Open(device.project(Some(name))?.id())));
    }
    if let Some(file) = &args.file {
        begin.push(Action::Open(std::path::absolute(file)?));
    }
    let (position, size) = match args.at.as_deref() {
        Some(&[x, y, width, height]) => (Some((x, y)), Some((width, height))),
        _ => (None, None),
    };
    let title = if args.practice { fl!("window-practice", name = device.name()) } else { "Fieldmesh".to_owned() };
    let frame_times = args.frame_times.then(FrameTimes::default);
    let options = Options {
        title,
        language: context.language,
        size,
        position,
        begin,
        frame_times: frame_times.clone(),
        ..Options::at(context.data_dir().join("window.json"))
    };
    fieldmesh_window::run(device, options).map_err(|error| {
        tracing::error!(%error, "no window");
        Failure::plain(ErrorKind::NoDisplay)
    })?;
    if let Some(times) = frame_times {
        let mut times = times.lock().unwrap_or_else(PoisonError::into_inner).clone();
        times.sort_by(f32::total_cmp);
        let at = |percent: usize| times.get(times.len().saturating_sub(1) * percent / 100).copied();
        let (median, slow) = (at(50).unwrap_or_default(), at(99).unwrap_or_default());
        let (median, slow) = (format!("{median:.1}"), format!("{slow:.1}"));
        context.output.words(&fl!("window-frames", n = times.len(), median = median, slow = slow))?;
    }
    Ok(())
}

/// Nothing leaves this computer.
fn practice() -> Result<LanOptions, Failure> {
    let listen = "127.0.0.1:0".parse().map_err(|error| Failure::of(ErrorKind::Internal, &error))?;
    let discovery = Some(Interfaces::Named(vec!["lo".to_owned()]));
    Ok(LanOptions { listen: Some(listen), discovery, ..LanOptions::default() })
}
