//! Another edition in place of the open one, or the same one read again.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::Edition;
use crate::model::rows::Rows;
use crate::state::{AppState, Dialog, Effect, Find, Found, History, Notice, Opened, OwnCopy, words_before};

use super::sentence;

/// How the message about an edition's problems begins.
const PROBLEMS: &str = "This edition has ";

impl AppState {
    /// Opens a link, if it is one that a browser opens.
    pub(super) fn open_link(&mut self, url: String) -> Vec<Effect> {
        if url.starts_with("https://") || url.starts_with("http://") {
            return vec![Effect::OpenLink(url)];
        }
        self.say(Notice::fault("This link is neither http nor https, so it is not opened"));
        Vec::new()
    }

    /// The folder of the open edition has changed; of another one it does not matter any more.
    pub(super) fn changed_on_disk(&self, path: PathBuf) -> Vec<Effect> {
        if self.path.as_ref() == Some(&path) { vec![Effect::ReadAgain(path)] } else { Vec::new() }
    }

    /// The edition that was open when its folder changed was read again.
    pub(super) fn read_again(&mut self, path: &Path, result: Result<Box<Found>, String>) -> Vec<Effect> {
        if self.path.as_deref() == Some(path) { self.loaded(result, false) } else { Vec::new() }
    }

    /// Something came from the disk, because the reader asked for it or because the edition's folder has changed.
    pub(super) fn loaded(&mut self, result: Result<Box<Found>, String>, asked: bool) -> Vec<Effect> {
        match result.map(|found| *found) {
            Ok(Found::Edition(opened)) => self.on_edition_loaded(*opened, asked),
            Ok(Found::Text(preview)) => self.previewed(preview),
            Ok(Found::Copy(copy, edition)) => self.on_copy_loaded(*copy, *edition),
            Ok(Found::Statement(statement)) => self.statement_typed(statement),
            Err(message) => {
                let message = sentence(&message);
                self.unsay(message.lines().next().unwrap_or_default());
                self.say(Notice::fault(message));
                Vec::new()
            }
        }
    }

    fn on_edition_loaded(&mut self, opened: Opened, asked: bool) -> Vec<Effect> {
        self.unsay(&Opened::failed(opened.path.as_deref()));
        if self.copy.is_some() && !asked {
            return self.on_base_loaded(opened.edition);
        }
        if self.copy.is_none() && opened.path == self.path && same(&opened.edition, &self.edition) {
            if asked {
                self.dialog.take_if(|dialog| *dialog == Dialog::OpenPath);
                self.say(Notice::quiet("This edition is open already"));
            }
            return Vec::new();
        }
        self.replace_edition(opened, None);
        self.renew_review();
        let mut effects = vec![Effect::ScheduleSave, self.check()];
        effects.extend(self.renew_preview());
        effects
    }

    pub(super) fn checked(&mut self, serial: u64, problems: usize) {
        if serial == self.serial {
            self.notices.retain(|old| !old.text.starts_with(PROBLEMS));
            if problems > 0 {
                self.say(Notice::fault(problems_in_words(problems, self.path.as_deref())));
            }
        }
    }

    /// Takes away the message that begins with this line.
    pub(super) fn unsay(&mut self, line: &str) {
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
        (self.selection, self.lit, self.travel) = (None, None, None);
        self.find = Find::default();
        self.suggest.answer = None;
        let by_place = Dialog::is_by_place;
        if self.dialog.as_ref().is_some_and(by_place) {
            self.dialog = None;
        }
        let (place, active) = (self.place, self.active);
        self.active = 0;
        self.recall();
        self.lesson_after(again, kept);
        if again {
            self.carry_over(&old, place, active);
            if self.path.is_some() && self.copy.is_none() {
                self.say(Notice::quiet("The edition changed on disk and was read again"));
            }
        } else {
            self.history = History::default();
            self.notices.retain(|old| !old.text.starts_with(PROBLEMS));
        }
        if !again {
            self.undo_order.forget(crate::state::undo_order::Of::Place);
        }
        self.renew_places();
        self.put_on_recent_list();
    }
}

fn problems_in_words(count: usize, path: Option<&Path>) -> String {
    let things = if count == 1 { "one problem".to_owned() } else { format!("{count} problems") };
    let path = path.map_or(String::new(), |p| format!(" {}", p.display()));
    format!("{PROBLEMS}{things}. To see them: parallax check{path}")
}

pub(super) fn same(one: &Edition, other: &Edition) -> bool {
    one.head() == other.head() && one.perspectives() == other.perspectives() && one.sources() == other.sources()
}
