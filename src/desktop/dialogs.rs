//! The desktop's own dialogs: asked for on the main thread, awaited on another, so that frames go on.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::export::brief::BriefFormat;
use crate::session::Action;
use crate::session::desk::DeskAction;
use crate::session::rounds::{FlowForm, RoundAction};

use super::{Desktop, Message, thread};

/// A dialog that closes this soon was never seen: there is no portal to show it.
const UNSEEN: Duration = Duration::from_millis(900);

impl Desktop {
    /// Asks for an edition's folder; frames go on meanwhile.
    pub fn pick_edition(&self, wake: impl Fn() + Send + 'static) {
        // Made here, on the main thread, as macOS wants; only the waiting is elsewhere.
        let dialog = rfd::AsyncFileDialog::new().set_title("Open an edition: choose its folder").pick_folder();
        self.await_choice(dialog, Action::OpenPath, wake);
    }

    /// Asks for a text, or an edition.ron; frames go on meanwhile.
    pub fn pick_file(&self, wake: impl Fn() + Send + 'static) {
        let dialog = rfd::AsyncFileDialog::new()
            .set_title("Open an article, or an edition.ron")
            .add_filter("Articles and editions", &crate::import::EXTENSIONS.map(|known| known))
            .add_filter("All files", &["*"])
            .pick_file();
        self.await_choice(dialog, Action::OpenPath, wake);
    }

    /// Asks where a new file goes, under a name to begin with; frames go on meanwhile.
    pub fn pick_new_file(&self, name: &str, wake: impl Fn() + Send + 'static) {
        let dialog = rfd::AsyncFileDialog::new().set_title("Save the handout").set_file_name(name).save_file();
        // The dialog has asked whether a file that is there may go.
        self.await_choice(dialog, |path| Action::HandOutTo { path, over: true }, wake);
    }

    /// Asks where a brief goes; frames go on meanwhile.
    pub fn pick_brief(&self, form: BriefFormat, name: &str, wake: impl Fn() + Send + 'static) {
        let dialog = rfd::AsyncFileDialog::new().set_title("Save the brief").set_file_name(name).save_file();
        let chosen = move |path| Action::Desk(DeskAction::ExportTo { form, path, over: true });
        self.await_choice(dialog, chosen, wake);
    }

    /// Asks where a flow goes; frames go on meanwhile.
    pub fn pick_flow(&self, form: FlowForm, name: &str, wake: impl Fn() + Send + 'static) {
        let dialog = rfd::AsyncFileDialog::new().set_title("Save the flow").set_file_name(name).save_file();
        let chosen = move |path| Action::Round(RoundAction::ExportTo { form, path, over: true });
        self.await_choice(dialog, chosen, wake);
    }

    /// Asks for a Word file with cards, or a brief; frames go on meanwhile.
    pub fn pick_cards(&self, wake: impl Fn() + Send + 'static) {
        let dialog = rfd::AsyncFileDialog::new()
            .set_title("Take cards from a Word file or a brief")
            .add_filter("Cards and briefs", &["docx", "ron", "bib", "json"])
            .add_filter("All files", &["*"])
            .pick_file();
        self.await_choice(dialog, |path| Action::Desk(DeskAction::TakeFrom(path)), wake);
    }

    fn await_choice(
        &self,
        dialog: impl Future<Output = Option<rfd::FileHandle>> + Send + 'static,
        chosen: impl FnOnce(PathBuf) -> Action + Send + 'static,
        wake: impl Fn() + Send + 'static,
    ) {
        let sender = self.sender.clone();
        let began = Instant::now();
        thread("ask for a file", move || {
            let action = match pollster::block_on(dialog) {
                Some(file) => chosen(file.path().to_owned()),
                None => Action::PickedNothing { at_once: began.elapsed() < UNSEEN },
            };
            let _ = sender.send(Message::action(action));
            wake();
        });
    }
}
