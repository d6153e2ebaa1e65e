//! A kept copy: made an edition, or forgotten; and a carrying of its notes that is not waited for.

use crate::import::Imported;
use crate::model::{Article, Edition};
use crate::state::{AppState, Dialog, Effect, Notice, Opened, TextSource};

/// What is said when a command wants a copy and none is open.
const NO_COPY: &str = "No copy of your own is open. Open one with Ctrl+O";

impl AppState {
    /// The text of the open copy is to be an edition of its own, named after its file. The copy stays as it is.
    pub(in crate::state) fn make_edition_of_copy(&mut self) -> Vec<Effect> {
        let Some(copy) = &self.copy else {
            self.notify(Notice::quiet(NO_COPY));
            return Vec::new();
        };
        let (base, article) = (&copy.request.base, Article::clone(&copy.request.article));
        let title = match &copy.source {
            TextSource::File(path) => path.file_stem().map(|stem| stem.to_string_lossy().into_owned()),
            TextSource::Pasted => None,
        };
        let title = title.unwrap_or_else(|| base.title().to_owned());
        // Paragraphs bear a language only where it is not that of the notes.
        let language = article.paragraphs.iter().find_map(|paragraph| paragraph.language.clone());
        let language = language.unwrap_or_else(|| base.head().language.clone());
        vec![Effect::MakeEdition { title, text: Box::new(Imported::from_saved(article, language)) }]
    }

    /// Asks whether the open copy is to be forgotten.
    pub(in crate::state) fn ask_to_forget(&mut self) {
        if self.copy.is_some() {
            self.dialog = Some(Dialog::Forget);
        } else {
            self.notify(Notice::quiet(NO_COPY));
        }
    }

    /// Forgets the open copy and goes back to the edition's own text.
    pub(super) fn forget_copy(&mut self) -> Vec<Effect> {
        self.dialog = None;
        let Some(copy) = &self.copy else { return Vec::new() };
        let opened = Opened { edition: Edition::clone(&copy.latest().base), path: copy.edition_path.clone() };
        let (name, is_file) = (copy.source.name(), copy.source.path().is_some());
        let keys: Vec<String> = copy.predecessors.iter().chain([&copy.key]).cloned().collect();
        self.replace_edition(opened, None);
        self.refresh_review();
        keys.iter().for_each(|key| self.memory.forget(key));
        let untouched = if is_file { ". Your own file is as it was" } else { "" };
        self.notify(Notice::quiet(format!("The copy of {name} was forgotten{untouched}")));
        vec![Effect::ForgetCopy(keys), Effect::ScheduleSave, self.check()]
    }

    /// The carrying under way is not waited for: the copy stays as it was, and what was to be worked in is taken back.
    pub(super) fn on_match_cancelled(&mut self, asked: u64) -> Vec<Effect> {
        let Some(copy) = self.copy.as_mut().filter(|copy| copy.generation == asked) else { return Vec::new() };
        let text = if copy.is_changing_base() {
            "Cancelled: the edition stays as it was when it was opened"
        } else {
            "Cancelled: your answer was taken back, and the copy is as it was"
        };
        if !copy.cancel_request() {
            return Vec::new();
        }
        self.notify(Notice::quiet(text));
        self.save_copy()
    }
}
