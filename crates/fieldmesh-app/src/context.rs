//! What every command works with: the device, the project in use, the language, where to print.

use std::path::{Path, PathBuf};

use etcetera::{AppStrategy, AppStrategyArgs, choose_app_strategy};
use fieldmesh::{Device, DeviceId, ErrorKind, Language, Project, Timestamp};
use fieldmesh_sentences::word;

use crate::cli::Options;
use crate::failure::Failure;
use crate::language::{self, fl};
use crate::output::Output;

/// What every command works with.
#[derive(Debug)]
pub(crate) struct Context {
    options: Options,
    data_dir: PathBuf,
    /// What people read.
    pub(crate) language: Language,
    /// Where to print.
    pub(crate) output: Output,
}

impl Context {
    /// Reads what every command takes.
    pub(crate) fn new(options: Options, output: Output) -> Result<Self, Failure> {
        let language = language::choose(options.language.as_deref());
        if let Some(wanted) = &options.language
            && wanted.parse::<Language>().is_err()
        {
            return Err(Failure::new(ErrorKind::InvalidValue, fl!("not-a-language", given = wanted.as_str())));
        }
        let data_dir = match &options.data_dir {
            Some(dir) => dir.clone(),
            None => default_data_dir()?,
        };
        Ok(Self { options, data_dir, language, output })
    }

    /// The folder of this device.
    pub(crate) fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    /// How much to say of what the library does.
    pub(crate) const fn verbose(&self) -> u8 {
        self.options.verbose
    }

    /// This device.
    pub(crate) fn device(&self) -> Result<Device, Failure> {
        Ok(Device::open(&self.data_dir)?)
    }

    /// The project that was named, or the one in use.
    pub(crate) fn project(&self) -> Result<Project, Failure> {
        Ok(self.device()?.project(self.options.project.as_deref())?)
    }

    /// What [`Self::project`] was asked for, where it was.
    #[cfg(feature = "window")]
    pub(crate) fn project_named(&self) -> Option<&str> {
        self.options.project.as_deref()
    }

    /// The name of a device for people; where it told none, its short id.
    pub(crate) fn device_name(&self, project: &Project, id: Option<&DeviceId>) -> String {
        match id {
            Some(id) => project.device_name(id).unwrap_or_else(|| id.short()),
            None => word::another_program(self.language),
        }
    }
}

/// The time of this computer's clock.
pub(crate) fn now() -> Timestamp {
    Timestamp(jiff::Timestamp::now().as_millisecond())
}

fn default_data_dir() -> Result<PathBuf, Failure> {
    let name = AppStrategyArgs {
        top_level_domain: "org".to_owned(),
        author: "Fieldmesh".to_owned(),
        app_name: "fieldmesh".to_owned(),
    };
    match choose_app_strategy(name) {
        Ok(strategy) => Ok(strategy.data_dir()),
        Err(error) => Err(Failure::of(ErrorKind::Io, &error)),
    }
}
