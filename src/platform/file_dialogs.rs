//! The desktop's own dialogs: asked for on the main thread, awaited on another, so that frames go on.

use std::time::{Duration, Instant};

use crate::state::{Action, FilePurpose};

use super::{Message, Platform, thread};

/// A dialog that closes this soon was never seen: there is no portal to show it.
const UNSEEN: Duration = Duration::from_millis(900);

impl Platform {
    /// Asks for a path with the desktop's dialog, while frames go on; the answer comes as an action with the purpose.
    pub fn pick_file(&self, purpose: FilePurpose, wake: impl Fn() + Send + 'static) {
        let dialog = rfd::AsyncFileDialog::new();
        // Made here, on the main thread, as macOS wants; only the waiting is elsewhere.
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
            FilePurpose::TakeCards { .. } => {
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
        }
    }

    fn await_choice(
        &self,
        dialog: impl Future<Output = Option<rfd::FileHandle>> + Send + 'static,
        purpose: FilePurpose,
        wake: impl Fn() + Send + 'static,
    ) {
        let sender = self.sender.clone();
        let began = Instant::now();
        thread("ask for a file", move || {
            let action = match pollster::block_on(dialog) {
                Some(file) => Action::FilePicked(purpose, file.path().to_owned()),
                None => Action::NothingPicked { purpose, at_once: began.elapsed() < UNSEEN },
            };
            let _ = sender.send(Message::action(action));
            wake();
        });
    }
}
