//! Another edition in place of the open one, or the same one read again.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::Edition;
use crate::model::rows::Rows;
use crate::state::{AppState, Dialog, Effect, Find, Loaded, History, Notice, Opened, OwnCopy, words_before};

use super::sentence;

/// How the message about an edition's problems begins.
const PROBLEMS: &str = "This edition has ";

impl AppState {
    /// Opens a link, if it is one that a browser opens.
    pub(super) fn open_link(&mut self, url: String) -> Vec<Effect> {
        if url.starts_with("https://") || url.starts_with("http://") {
            return vec![Effect::OpenLink(url)];
        }
        self.notify(Notice::fault("This link is neither http nor https, so it is not opened"));
        Vec::new()
    }

    /// The folder of the open edition has changed; of another one it does not matter any more.
    pub(super) fn on_folder_changed(&self, path: PathBuf) -> Vec<Effect> {
        if self.path.as_ref() == Some(&path) { vec![Effect::Reload(path)] } else { Vec::new() }
    }

    /// The edition that was open when its folder changed was read again.
    pub(super) fn on_reloaded(&mut self, path: &Path, result: Result<Box<Loaded>, ReadError>) -> Vec<Effect> {
        if self.path.as_deref() == Some(path) { self.on_loaded(result, false) } else { Vec::new() }
    }

    /// Something came from the disk, because the reader asked for it or because the edition's folder has changed.
    pub(super) fn on_loaded(&mut self, result: Result<Box<Loaded>, ReadError>, asked: bool) -> Vec<Effect> {
        match result.map(|found| *found) {
            Ok(Loaded::Edition(opened)) => self.on_edition_loaded(*opened, asked),
            Ok(Loaded::Text(preview)) => self.on_text_loaded(preview),
            Ok(Loaded::Copy(copy, edition)) => self.on_copy_loaded(*copy, *edition),
            Ok(Loaded::Statement(statement)) => self.set_statement(statement),
            Err(message) => {
                let message = sentence(&message);
                self.dismiss_notice(message.lines().next().unwrap_or_default());
                self.notify(Notice::fault(message));
                Vec::new()
            }
        }
    }

    fn on_edition_loaded(&mut self, opened: Opened, asked: bool) -> Vec<Effect> {
        self.dismiss_notice(&Opened::failed(opened.path.as_deref()));
        if self.copy.is_some() && !asked {
            return self.on_base_loaded(opened.edition);
        }
        if self.copy.is_none() && opened.path == self.path && has_same_content(&opened.edition, &self.edition) {
            if asked {
                self.dialog.take_if(|dialog| *dialog == Dialog::OpenPath);
                self.notify(Notice::quiet("This edition is open already"));
            }
            return Vec::new();
        }
        self.replace_edition(opened, None);
        self.refresh_review();
        let mut effects = vec![Effect::ScheduleSave, self.check()];
        effects.extend(self.refresh_preview());
        effects
    }

    pub(super) fn on_checked(&mut self, serial: u64, problems: usize) {
        if serial == self.serial {
            self.notices.retain(|old| !old.text.starts_with(PROBLEMS));
            if problems > 0 {
                self.notify(Notice::fault(problems_in_words(problems, self.path.as_deref())));
            }
        }
    }

    /// Takes away the message that begins with this line.
    pub(super) fn dismiss_notice(&mut self, line: &str) {
        self.notices.retain(|old| old.text.lines().next() != Some(line));
    }

    /// Puts an edition in place of the open one; the same edition read again keeps the reader's place.
    pub(super) fn replace_edition(&mut self, opened: Opened, copy: Option<OwnCopy>) {
        self.remember();
        let key = |copy: &Option<OwnCopy>| copy.as_ref().map(|copy| copy.key.clone());
        let again =
            opened.edition.id() == self.edition.id() && opened.path == self.path && key(&copy) == key(&self.copy);
        let kept = self.lesson_snapshot();
        self.words_before = words_before(&opened.edition);
        self.rows = Arc::new(Rows::new(&opened.edition));
        let old = std::mem::replace(&mut self.edition, Arc::new(opened.edition));
        self.serial += 1;
        self.path = opened.path;
        self.copy = copy;
        self.opened_rows.clear();
        self.opened_notes.clear();
        self.opened_more.clear();
        self.more.clear();
        (self.selection, self.hovered_phrase, self.scroll) = (None, None, None);
        self.find = Find::default();
        self.suggest.answer = None;
        let by_place = Dialog::is_by_place;
        if self.dialog.as_ref().is_some_and(by_place) {
            self.dialog = None;
        }
        let (place, active) = (self.place, self.active);
        self.active = 0;
        self.recall();
        self.restore_lesson_after_reload(again, kept);
        if again {
            self.restore_after_reload(&old, place, active);
            if self.path.is_some() && self.copy.is_none() {
                self.notify(Notice::quiet("The edition changed on disk and was read again"));
            }
        } else {
            self.history = History::default();
            self.notices.retain(|old| !old.text.starts_with(PROBLEMS));
        }
        if !again {
            self.undo_order.forget(crate::state::undo_order::UndoTarget::Copy);
        }
        self.refresh_places();
        self.put_on_recent_list();
    }
}

fn problems_in_words(count: usize, path: Option<&Path>) -> String {
    let things = if count == 1 { "one problem".to_owned() } else { format!("{count} problems") };
    let path = path.map_or(String::new(), |p| format!(" {}", p.display()));
    format!("{PROBLEMS}{things}. To see them: parallax check{path}")
}

pub(super) fn has_same_content(one: &Edition, other: &Edition) -> bool {
    one.head() == other.head() && one.perspectives() == other.perspectives() && one.sources() == other.sources()
}
