//! Where things are printed: results on standard output, everything else on standard error.

use std::io::{self, IsTerminal, Write};

use serde_json::Value;

use crate::failure::Failure;

/// How to print.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output {
    json: bool,
    quiet: bool,
}

impl Output {
    /// As the command line asks for it.
    pub(crate) const fn new(json: bool, quiet: bool) -> Self {
        Self { json, quiet }
    }

    /// Whether results are JSON.
    pub(crate) const fn is_json(self) -> bool {
        self.json
    }

    /// The same, without progress and remarks.
    pub(crate) const fn quietly(self) -> Self {
        Self { json: false, quiet: true }
    }

    /// Whether a person watches.
    pub(crate) fn is_watched(self) -> bool {
        !self.json && !self.quiet && io::stderr().is_terminal()
    }

    /// Prints the result of a command, as JSON or in words.
    pub(crate) fn answer(
        self,
        value: impl FnOnce() -> Value,
        words: impl FnOnce() -> String,
    ) -> Result<(), Failure> {
        if self.json {
            return Ok(writeln!(io::stdout().lock(), "{:#}", value())?);
        }
        self.words(&words())
    }

    /// Prints one line of JSON.
    pub(crate) fn line(self, value: &Value) -> Result<(), Failure> {
        Ok(writeln!(io::stdout().lock(), "{value}")?)
    }

    /// Prints part of a result in words.
    pub(crate) fn words(self, text: &str) -> Result<(), Failure> {
        Ok(writeln!(io::stdout().lock(), "{}", text.trim_end())?)
    }

    /// Says something beside the result, to people only.
    pub(crate) fn note(self, text: &str) {
        if !self.json && !self.quiet {
            // The result counts, not the remark.
            let _ = writeln!(io::stderr().lock(), "{text}");
        }
    }

    /// Says what went wrong.
    pub(crate) fn error(self, text: &str) -> Result<(), Failure> {
        Ok(writeln!(io::stderr().lock(), "{text}")?)
    }
}
