//! A file to be chosen: a field to type its path in, and *Browse…* where the system has a dialog. People without one,
//! with a keyboard alone, or with a script need the field.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use egui::{Button, Key, Response, TextEdit, Ui};
use fieldmesh::Language;

use crate::view::language::fl;

/// What is chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Choose {
    /// A file that is there.
    Open,
    /// Several of them.
    OpenMany,
    /// Where a new one goes.
    Save,
}

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct PathField {
    text: String,
    /// A dialog that is open, on a thread of its own.
    dialog: Option<Receiver<Vec<PathBuf>>>,
}

impl PathField {
    /// A field with a suggestion in it.
    pub(crate) fn suggest(&mut self, path: impl Into<String>) {
        if self.text.is_empty() {
            self.text = path.into();
        }
    }

    /// Empties the field.
    pub(crate) fn clear(&mut self) {
        self.text.clear();
    }

    /// The path typed, if any.
    pub(crate) fn path(&self) -> Option<PathBuf> {
        let text = self.text.trim();
        (!text.is_empty()).then(|| PathBuf::from(text))
    }

    /// Draws the field under its name. Gives what was chosen: at once after *Browse…*, or when Enter was pressed.
    pub(crate) fn show(&mut self, ui: &mut Ui, language: Language, name: &str, choose: Choose) -> Vec<PathBuf> {
        let mut chosen = self.take_dialog();
        if let [first, ..] = chosen.as_slice() {
            self.text = first.display().to_string();
        }
        ui.horizontal(|ui| {
            let field = self.edit(ui, name);
            if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
                chosen.extend(self.path());
            }
            let browse = ui.add_enabled(self.dialog.is_none(), Button::new(fl!(language, "browse")));
            if browse.clicked() {
                self.dialog = Some(browse_for(ui.ctx().clone(), name.to_owned(), choose, &self.text));
            }
        });
        chosen
    }

    fn edit(&mut self, ui: &mut Ui, name: &str) -> Response {
        let width = (ui.available_width() - 140.0).clamp(120.0, 420.0);
        let field = ui.add(TextEdit::singleline(&mut self.text).desired_width(width).hint_text(name));
        // A hint is no name to a screen reader.
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(name));
        field
    }

    fn take_dialog(&mut self) -> Vec<PathBuf> {
        match self.dialog.as_ref().map(Receiver::try_recv) {
            Some(Ok(paths)) => {
                self.dialog = None;
                paths
            }
            Some(Err(TryRecvError::Disconnected)) => {
                self.dialog = None;
                Vec::new()
            }
            Some(Err(TryRecvError::Empty)) | None => Vec::new(),
        }
    }
}

fn browse_for(context: egui::Context, title: String, choose: Choose, typed: &str) -> Receiver<Vec<PathBuf>> {
    let (sender, receiver) = channel();
    let mut dialog = rfd::FileDialog::new().set_title(title);
    let typed = PathBuf::from(typed.trim());
    if let Some(folder) = typed.parent().filter(|folder| folder.is_dir()) {
        dialog = dialog.set_directory(folder);
    }
    if let (Choose::Save, Some(name)) = (choose, typed.file_name()) {
        dialog = dialog.set_file_name(name.to_string_lossy());
    }
    std::thread::spawn(move || {
        let paths = match choose {
            Choose::Open => dialog.pick_file().into_iter().collect(),
            Choose::OpenMany => dialog.pick_files().unwrap_or_default(),
            Choose::Save => dialog.save_file().into_iter().collect(),
        };
        // The window may be gone by now.
        let _ = sender.send(paths);
        context.request_repaint();
    });
    receiver
}
