//! The log: what the library says, in a file beside the data, and on standard error when asked for.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::OnceLock;

use fs_err as fs;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::layer;
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

use crate::context::Context;

/// When the log has this many bytes it is put aside and begun anew.
const LIMIT: u64 = 1 << 20;

static PATH: OnceLock<PathBuf> = OnceLock::new();

/// Where the log is, once there is one.
pub(crate) fn path() -> Option<&'static PathBuf> {
    PATH.get()
}

/// Begins to log: warnings to the file, more to standard error with `-v`. A panic goes to the file alone; whoever
/// catches it says what it means.
pub(crate) fn start(context: &Context) {
    let _ = PATH.set(context.data_dir().join("fieldmesh.log"));
    let told = match context.verbose() {
        0 => LevelFilter::OFF,
        1 => LevelFilter::INFO,
        _ => LevelFilter::DEBUG,
    };
    tracing_subscriber::registry()
        .with(layer().with_writer(io::stderr).with_ansi(false).without_time().with_filter(told))
        .with(layer().with_writer(|| LogFile).with_ansi(false).with_filter(LevelFilter::WARN))
        .init();
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let payload = panic.payload();
        let message = payload.downcast_ref::<&str>().copied();
        let message =
            message.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message");
        let trace = std::backtrace::Backtrace::force_capture();
        tracing::error!(place, message, %trace, "panic");
    }));
}

/// Opens the file for each entry: entries are rare, and several processes may write.
struct LogFile;

impl Write for LogFile {
    fn write(&mut self, entry: &[u8]) -> io::Result<usize> {
        let Some(path) = PATH.get() else { return Ok(entry.len()) };
        if fs::metadata(path).is_ok_and(|file| file.len() > LIMIT) {
            fs::rename(path, path.with_extension("log.old"))?;
        }
        fs::OpenOptions::new().create(true).append(true).open(path)?.write(entry)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
