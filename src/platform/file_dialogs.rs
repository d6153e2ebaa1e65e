//! The file dialogs of the desktop. They are opened on the main thread and awaited on another, so that the window keeps
//! painting.

use std::time::{Duration, Instant};

use crate::model::HAND_OVER_EXTENSION;
use crate::state::{Action, CARD_EXTENSIONS, FilePurpose};

use super::Platform;

/// A dialog that closes within this time was never shown: the desktop has no portal for file dialogs.
const MIN_SHOWN: Duration = Duration::from_millis(900);

impl Platform {
    /// Opens the desktop's dialog for a path. The answer comes as [`Action::FilePicked`] or [`Action::NothingPicked`] with
    /// the purpose.
    pub fn pick_file(&self, purpose: FilePurpose) {
        let dialog = rfd::AsyncFileDialog::new();
        // macOS requires the dialog to be created on the main thread.
        match &purpose {
            FilePurpose::OpenFolder => {
                self.await_choice(dialog.set_title("Open an edition: choose its folder").pick_folder(), purpose);
            }
            FilePurpose::Open(_) => {
                let dialog = dialog
                    .set_title("Open an article, or an edition.ron")
                    .add_filter("Articles and editions", &crate::import::EXTENSIONS.map(|known| known))
                    .add_filter("A team's hand-over", &[HAND_OVER_EXTENSION])
                    .add_filter("All files", &["*"]);
                self.await_choice(dialog.pick_file(), purpose);
            }
            FilePurpose::TakeCards(_) => {
                let dialog = dialog
                    .set_title("Take cards from a Word file, a brief or a hand-over")
                    .add_filter("Cards, briefs and hand-overs", &CARD_EXTENSIONS)
                    .add_filter("All files", &["*"]);
                self.await_choice(dialog.pick_file(), purpose);
            }
            FilePurpose::Save(export) => {
                let dialog = dialog.set_title(export.title()).set_file_name(export.file_name());
                self.await_choice(dialog.save_file(), purpose);
            }
        }
    }

    /// Awaits the answer of a dialog on a thread.
    fn await_choice(
        &self,
        dialog: impl Future<Output = Option<rfd::FileHandle>> + Send + 'static,
        purpose: FilePurpose,
    ) {
        let opened = Instant::now();
        self.jobs.spawn("ask for a file", move || {
            vec![match pollster::block_on(dialog) {
                Some(file) => Action::FilePicked(purpose, file.path().to_owned()),
                None => Action::NothingPicked { purpose, at_once: opened.elapsed() < MIN_SHOWN },
            }]
        });
    }
}
