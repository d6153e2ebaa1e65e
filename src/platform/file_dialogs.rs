//! The file dialogs of the desktop. They are opened on the main thread and awaited on another, so that the window keeps
//! painting.

use std::time::{Duration, Instant};

use crate::state::{Action, FilePurpose};

use super::{Message, Platform, spawn};

/// A dialog that closes within this time was never shown: the desktop has no portal for file dialogs.
const MIN_SHOWN: Duration = Duration::from_millis(900);

impl Platform {
    /// Opens the desktop's dialog for a path. The answer comes as [`Action::FilePicked`] or [`Action::NothingPicked`] with
    /// the purpose.
    pub fn pick_file(&self, purpose: FilePurpose, wake: impl Fn() + Send + 'static) {
        let dialog = rfd::AsyncFileDialog::new();
        // macOS requires the dialog to be created on the main thread.
        match &purpose {
            FilePurpose::OpenFolder => {
                self.await_choice(dialog.set_title("Open an edition: choose its folder").pick_folder(), purpose, wake);
            }
            FilePurpose::Open(_) => {
                let dialog = dialog
                    .set_title("Open an article, or an edition.ron")
                    .add_filter("Articles and editions", &crate::import::EXTENSIONS.map(|known| known))
                    .add_filter("All files", &["*"]);
                self.await_choice(dialog.pick_file(), purpose, wake);
            }
            FilePurpose::TakeCards(_) => {
                let dialog = dialog
                    .set_title("Take cards from a Word file or a brief")
                    .add_filter("Cards and briefs", &["docx", "ron", "bib", "json"])
                    .add_filter("All files", &["*"]);
                self.await_choice(dialog.pick_file(), purpose, wake);
            }
            FilePurpose::SaveHandout(job) => {
                let dialog = dialog.set_title("Save the handout").set_file_name(job.file_name());
                self.await_choice(dialog.save_file(), purpose, wake);
            }
            FilePurpose::SaveBrief(export) => {
                let dialog = dialog.set_title("Save the brief").set_file_name(export.file_name());
                self.await_choice(dialog.save_file(), purpose, wake);
            }
            FilePurpose::SaveFlow(export) => {
                let dialog = dialog.set_title("Save the flow").set_file_name(export.file_name());
                self.await_choice(dialog.save_file(), purpose, wake);
            }
            FilePurpose::SaveAnnotations(export) => {
                let dialog = dialog.set_title("Save your annotations").set_file_name(export.file_name());
                self.await_choice(dialog.save_file(), purpose, wake);
            }
        }
    }

    /// Awaits the answer of a dialog on a thread.
    fn await_choice(
        &self,
        dialog: impl Future<Output = Option<rfd::FileHandle>> + Send + 'static,
        purpose: FilePurpose,
        wake: impl Fn() + Send + 'static,
    ) {
        let sender = self.sender.clone();
        let opened = Instant::now();
        spawn("ask for a file", move || {
            let action = match pollster::block_on(dialog) {
                Some(file) => Action::FilePicked(purpose, file.path().to_owned()),
                None => Action::NothingPicked { purpose, at_once: opened.elapsed() < MIN_SHOWN },
            };
            let _ = sender.send(Message::action(action));
            wake();
        });
    }
}
