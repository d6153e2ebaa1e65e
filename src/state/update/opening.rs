//! Opening an edition, and reloading the open one.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::rows::Rows;
use crate::model::{Edition, capitalized};
use crate::state::undo_order::UndoTarget;
use crate::state::{
    AppState, CopyAction, Dialog, Effect, History, Loaded, Notice, Opened, OwnCopy, ReadError, Subject, words_before,
};
use crate::storage::EditionLocation;

impl AppState {
    /// Opens an http or https link; refuses any other.
    pub(super) fn open_link(&mut self, url: String) -> Vec<Effect> {
        if url.starts_with("https://") || url.starts_with("http://") {
            return vec![Effect::OpenLink(url)];
        }
        self.notify(Notice::fault("This link is neither http nor https, so it is not opened"));
        Vec::new()
    }

    /// Reloads the edition of a folder that changed, if it is still open.
    pub(super) fn on_folder_changed(&self, path: PathBuf) -> Vec<Effect> {
        let is_open = self.path.as_ref() == Some(&path) && !self.is_removed;
        if is_open { vec![Effect::Reload(path)] } else { Vec::new() }
    }

    /// Handles the reloaded edition of a folder, if it is still open.
    pub(super) fn on_reloaded(&mut self, path: &Path, result: Result<Box<Loaded>, ReadError>) -> Vec<Effect> {
        let is_open = self.path.as_deref() == Some(path) && !self.is_removed;
        if is_open { self.on_loaded(result, false) } else { Vec::new() }
    }

    /// Handles the result of a read. `requested` is `false` if the edition was reloaded because its folder changed.
    pub(super) fn on_loaded(&mut self, result: Result<Box<Loaded>, ReadError>, requested: bool) -> Vec<Effect> {
        let reopening = self.reopening.take();
        match result.map(|found| *found) {
            Ok(Loaded::Edition(opened)) => self.on_edition_loaded(*opened, requested),
            Ok(Loaded::Text(preview)) => self.on_text_loaded(preview),
            Ok(Loaded::Copy(copy, edition)) => {
                let effects = self.on_copy_loaded(*copy, *edition, reopening.is_some());
                if reopening.is_some() {
                    // The reader has seen no other text before it.
                    self.earlier_texts.clear();
                }
                effects
            }
            Ok(Loaded::Statement(statement)) => self.set_statement(statement),
            Err(error) if let Some(open) = reopening => {
                let text = open.failed(&error.to_string(), self.edition.title());
                self.notify(Notice::fault(text).about(Subject::Opening));
                vec![Effect::ScheduleSave]
            }
            Err(error) => {
                let message = capitalized(&error.to_string());
                self.drop_notices_about(&[Subject::Opening]);
                self.notify(Notice::fault(message.as_str()).about(Subject::Opening));
                // A removed edition does not stay open.
                let is_first = message.starts_with(&Opened::failed(&EditionLocation::default()));
                if self.is_removed && !is_first {
                    vec![self.load_edition(EditionLocation::default())]
                } else {
                    Vec::new()
                }
            }
        }
    }

    fn on_edition_loaded(&mut self, opened: Opened, requested: bool) -> Vec<Effect> {
        let stands_in = self.is_removed && opened.path.is_none();
        if !stands_in {
            self.drop_notices_about(&[Subject::Opening]);
        }
        if self.copy.open.is_some() && !requested {
            return self.update_copy(CopyAction::BaseReloaded(Box::new(opened.edition)));
        }
        let is_open = self.copy.open.is_none() && opened.path == self.path && !self.is_removed;
        if is_open && opened.edition.has_same_content(&self.edition) {
            if requested {
                self.dialog.take_if(|dialog| *dialog == Dialog::OpenPath);
                self.notify(Notice::quiet("This edition is open already"));
            }
            return Vec::new();
        }
        if let Some(path) = opened.path.as_deref().filter(|_| requested) {
            self.report_own_edition(path);
        }
        self.replace_edition(opened, None);
        let mut effects = vec![Effect::ScheduleSave, self.check()];
        effects.extend(self.update_copy(CopyAction::RefreshPreview));
        effects
    }

    /// Returns the effect that checks the open edition, in its original form.
    pub fn check(&self) -> Effect {
        Effect::Check { edition: Arc::clone(self.base()), serial: self.serial }
    }

    pub(super) fn on_checked(&mut self, serial: u64, problems: usize) {
        if serial == self.serial {
            self.drop_notices_about(&[Subject::Problems]);
            if problems > 0 {
                let text = problems_message(problems, &self.location());
                self.notify(Notice::fault(text).about(Subject::Problems));
            }
        }
    }

    /// Replaces the open edition. A reload of the same edition keeps the reader's place, and another text of it, such as a
    /// copy, is opened where the reader was.
    pub(super) fn replace_edition(&mut self, opened: Opened, copy: Option<OwnCopy>) {
        let new_base = copy.as_ref().map_or(opened.edition.id(), |copy| copy.request.base.id());
        let continues = new_base == self.base().id() && opened.path == self.path && !self.is_removed;
        let text = copy.map_or(NewText::Edition, |copy| NewText::Copy(Box::new(copy)));
        self.swap_edition(opened, text, continues);
    }

    /// Replaces the open edition. Another text of it is opened where the reader was if that `continues`, and otherwise at
    /// its saved place.
    pub(super) fn swap_edition(&mut self, opened: Opened, text: NewText, continues: bool) {
        self.remember();
        let old_base = self.base().id().to_owned();
        let is_same_text = text.is_of(self.copy.open.as_ref());
        let is_reload = opened.edition.id() == self.edition.id() && opened.path == self.path && is_same_text;
        if is_reload {
            // It may have been brought back since.
            self.is_removed = false;
        } else {
            self.note_earlier_text();
        }
        let snapshot = self.lesson.snapshot(&self.shared());
        self.words_before = words_before(&opened.edition);
        self.rows = Arc::new(Rows::new(&opened.edition));
        let old = std::mem::replace(&mut self.edition, Arc::new(opened.edition));
        let shown = self.shown.clone();
        self.serial += 1;
        self.path = opened.path;
        if !matches!(text, NewText::SameCopy) {
            self.read_before_review = None;
        }
        let old_copy = match text {
            NewText::Edition => self.copy.replace(None),
            NewText::Copy(copy) => self.copy.replace(Some(*copy)),
            NewText::SameCopy => None,
        };
        if self.base().id() != old_base && self.brief.leave_edition(&old_base) {
            self.undo_order.forget(UndoTarget::Brief);
            self.undo_order.forget(UndoTarget::Cut);
        }
        self.suggest.answer = None;
        self.dialog.take_if(|dialog| dialog.is_by_place());
        // In a lesson, the active row is the lesson's.
        let read = self.read_before_lesson.map_or(self.reader.active, |(active, _)| active);
        let (place, active) = (self.reader.place, read);
        self.reader.on_text_replaced();
        let is_known = self.recall();
        let is_other_text = continues && !is_reload;
        if (is_other_text || !is_known) && same_perspectives(&old, &self.edition) {
            // The same notes beside another text, such as a copy: who speaks stays chosen.
            self.shown = shown;
        }
        if is_other_text {
            // The row at the top of the view, if the active one is above it.
            let read = if active < place.row { place.spot.row } else { active };
            self.continue_reading(&old, old_copy.as_ref(), read);
        }
        self.lesson.on_edition_replaced(&shared!(self), is_reload, snapshot);
        if !is_reload {
            self.read_before_lesson = None;
        }
        if is_reload {
            self.restore_after_reload(&old, place, active);
            if let Some((active, _)) = &mut self.read_before_lesson {
                *active = self.reader.active;
            }
            if self.path.is_some() && self.copy.open.is_none() {
                self.notify(Notice::quiet("The edition changed on disk and was read again").about(Subject::Text));
            }
        } else {
            self.reader.history = History::default();
            self.drop_notices_about(&[Subject::Text, Subject::Problems, Subject::Silence, Subject::Plan]);
            let forgotten = old_copy.and_then(|copy| self.copy.keep_steps(&copy));
            forgotten.into_iter().for_each(|target| self.undo_order.forget(target));
        }
        self.annotations.refresh_places(&shared!(self));
        self.put_on_recent_list();
    }
}

/// The text that is open once another is replaced.
pub(super) enum NewText {
    /// The edition's own.
    Edition,
    /// A copy of the reader's.
    Copy(Box<OwnCopy>),
    /// The copy that is open, with which the notes were matched again.
    SameCopy,
}

impl NewText {
    /// Returns whether this is the text of the open copy; `None` for the edition's own.
    fn is_of(&self, open: Option<&OwnCopy>) -> bool {
        match self {
            Self::Edition => open.is_none(),
            Self::Copy(copy) => open.is_some_and(|open| open.key == copy.key),
            Self::SameCopy => true,
        }
    }
}

/// Returns whether two editions have the same perspectives in the same order.
fn same_perspectives(one: &Edition, other: &Edition) -> bool {
    let ids = |edition: &Edition| edition.perspectives().iter().map(|by| by.id.clone()).collect::<Vec<_>>();
    ids(one) == ids(other)
}

fn problems_message(count: usize, location: &EditionLocation) -> String {
    let problems = if count == 1 { "one problem".to_owned() } else { format!("{count} problems") };
    let edition = match location {
        EditionLocation::BuiltIn(id) => id.clone(),
        EditionLocation::Folder(path) => path.display().to_string(),
    };
    format!("This edition has {problems}. To see them: parallax check {edition}")
}
