//! The one place where state changes.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::model::Code;
use crate::model::rows::Rows;

use super::action::travel_to;
use super::{
    Action, Command, Dial, Effect, Find, Notice, Opened, Overlay, Place, REPLIES_AT_ONCE, Session, Setting, Settings,
    ThemeChoice, Travel, words_before,
};

/// Messages kept; the oldest goes first.
const MOST_NOTICES: usize = 5;

/// Carries out an action and returns what the outside world must do.
pub fn update(session: &mut Session, action: Action) -> Vec<Effect> {
    match action {
        Action::Command(command) => return session.command(command),
        Action::TogglePerspective(perspective) => {
            session.shown.toggle(perspective);
            return session.perspectives_changed();
        }
        Action::ShiftPerspective { perspective, earlier } => {
            session.shown.shift(perspective, earlier);
            return session.perspectives_changed();
        }
        Action::Travel(travel) => session.travel = Some(travel),
        Action::Settle { place, active } => return session.settle(place, active),
        Action::Activate(row) => session.active = row.min(session.row_count() - 1),
        Action::JumpTo(row) => session.jump(Travel::ToRow(row), row),
        Action::ToggleNote(entry) => toggle(&mut session.opened_notes, entry),
        Action::ToggleMore { row, perspective } => toggle(&mut session.opened_more, (row, perspective)),
        Action::ShowMore(row) => *session.more.entry(row).or_insert(REPLIES_AT_ONCE) += REPLIES_AT_ONCE,
        Action::Light(lit) => session.lit = lit,
        Action::ShowSources(entry) => session.overlay = Some(Overlay::Sources(entry)),
        Action::Select(selection) => session.selection = selection,
        Action::SelectTo(point) => {
            if let Some(selection) = &mut session.selection {
                selection.to = point;
            }
        }
        Action::FindTyped(query) => {
            session.find = Find::new(query);
            session.search_on();
        }
        Action::GoToTyped(code) => session.go_to(&code),
        Action::OpenPath(path) => return vec![Effect::Load(path)],
        Action::PickedNothing { at_once } => session.picked_nothing(at_once),
        Action::Loaded(result) => return session.loaded(result),
        Action::Checked { serial, problems } => session.checked(serial, problems),
        Action::Set(setting) => return session.set(setting),
        Action::CopyText(text) => return vec![Effect::Copy(text)],
        Action::OpenLink(url) => return session.open_link(url),
        Action::Dismiss(index) => {
            if index < session.notices.len() {
                session.notices.remove(index);
            }
        }
        Action::Say(notice) => session.say(notice),
        Action::NeedScript(script) => {
            if session.scripts.insert(script) {
                return vec![Effect::LoadFace(script)];
            }
        }
        Action::Show(overlay) => session.overlay = overlay,
        Action::Resized(size) => {
            session.memory.window = Some(size);
            return vec![Effect::SaveMemory];
        }
        Action::Tick => session.search_on(),
    }
    Vec::new()
}

impl Session {
    /// Shows a message; the same message twice is shown once.
    pub fn say(&mut self, notice: Notice) {
        self.notices.retain(|old| *old != notice);
        self.notices.push(notice);
        if self.notices.len() > MOST_NOTICES {
            self.notices.remove(0);
        }
    }

    fn command(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::NextParagraph => self.walk(self.active + 1),
            Command::PreviousParagraph => self.walk(self.active.saturating_sub(1)),
            Command::PageDown => self.travel = Some(Travel::Pages(1.0)),
            Command::PageUp => self.travel = Some(Travel::Pages(-1.0)),
            Command::Start => self.jump(Travel::Start, 0),
            Command::End => self.jump(Travel::End, self.row_count() - 1),
            Command::Back | Command::Forward => self.go_in_history(command == Command::Back),
            Command::GoTo => self.overlay = Some(Overlay::GoTo),
            Command::Find => self.overlay = Some(Overlay::Find),
            Command::FindNext => self.go_to_hit(true),
            Command::FindPrevious => self.go_to_hit(false),
            Command::OpenReplies => toggle(&mut self.opened_rows, self.active),
            Command::Sources => self.show_sources(),
            Command::Copy => return self.copy(),
            Command::Perspectives => self.overlay = Some(Overlay::Perspectives),
            Command::Appearance => self.overlay = Some(Overlay::Appearance),
            Command::NextTheme => return self.set(Setting::Theme(self.next_theme())),
            Command::Larger => return self.step_type_size(1.0),
            Command::Smaller => return self.step_type_size(-1.0),
            Command::UsualSize => return self.set(Setting::Dial(Dial::TypeSize, Settings::default().type_size)),
            Command::Interleave => return self.set(Setting::Interleaved(!self.settings.interleaved)),
            Command::Open => return vec![Effect::PickEdition],
            Command::OpenShipped => return vec![Effect::LoadShipped],
            Command::Palette => self.overlay = Some(Overlay::Palette),
            Command::Keys => self.overlay = Some(Overlay::Keys),
            Command::Close => self.close(),
            Command::Quit => return vec![Effect::Quit],
        }
        Vec::new()
    }

    fn walk(&mut self, row: usize) {
        self.active = row.min(self.row_count() - 1);
        self.travel = Some(Travel::Show(self.active));
    }

    fn jump(&mut self, travel: Travel, active: usize) {
        self.history.leave(self.place);
        self.travel = Some(travel);
        self.active = active.min(self.row_count() - 1);
    }

    fn go_in_history(&mut self, back: bool) {
        let place = if back { self.history.back(self.place) } else { self.history.forward(self.place) };
        match place {
            Some(place) => {
                // Layout 0 has the next frame find the line again, whatever the width is by now.
                self.place = Place { layout: 0, ..place };
                self.active = place.row;
                self.travel = None;
            }
            None => self.say(Notice::quiet(if back { "Nothing to go back to" } else { "Nothing to go forward to" })),
        }
    }

    fn go_to(&mut self, typed: &str) {
        match Code::parse(typed, &self.edition, &self.rows) {
            Err(error) => self.say(Notice::fault(sentence(&error.to_string()))),
            Ok(code) => {
                let row = code.paragraph.map_or(0, |p| p + 1);
                if let Some(perspective) = code.perspective
                    && !self.shown.is_visible(perspective)
                {
                    self.shown.toggle(perspective);
                }
                if let Some(entry) = code.note {
                    self.opened_notes.insert(entry);
                }
                self.overlay = None;
                self.jump(Travel::ToRow(row), row);
            }
        }
    }

    fn go_to_hit(&mut self, forward: bool) {
        match self.next_hit(forward) {
            Some(hit) => {
                if let super::Part::Note(entry) = hit.part {
                    self.opened_notes.insert(entry);
                }
                self.jump(travel_to(hit.row, hit.part, hit.character), hit.row);
            }
            None if self.find.needle.is_empty() => self.overlay = Some(Overlay::Find),
            None => self.say(Notice::quiet(format!("“{}” was not found", self.find.query.trim()))),
        }
    }

    fn show_sources(&mut self) {
        let entry = self.items(self.active).into_iter().find_map(|item| match item {
            super::Item::Note { entry, .. } | super::Item::Pointer { entry, .. } => Some(entry),
            _ => None,
        });
        match entry {
            Some(entry) => self.overlay = Some(Overlay::Sources(entry)),
            None => self.say(Notice::quiet("No reply is shown on this paragraph")),
        }
    }

    fn copy(&mut self) -> Vec<Effect> {
        let text = self.selected_text().unwrap_or_else(|| self.row_text(self.active));
        self.say(Notice::quiet("Copied"));
        vec![Effect::Copy(text)]
    }

    fn close(&mut self) {
        if self.overlay.take().is_some() {
        } else if self.selection.take().is_some() || !self.find.query.is_empty() {
            self.find = Find::default();
        } else {
            self.notices.pop();
        }
    }

    fn next_theme(&self) -> ThemeChoice {
        let all = ThemeChoice::ALL;
        let next = all.iter().position(|t| *t == self.settings.theme).map_or(0, |i| i + 1);
        all.get(next).copied().unwrap_or(ThemeChoice::Paper)
    }

    fn step_type_size(&mut self, step: f32) -> Vec<Effect> {
        self.set(Setting::Dial(Dial::TypeSize, self.settings.type_size.round() + step))
    }

    fn set(&mut self, setting: Setting) -> Vec<Effect> {
        match setting {
            Setting::Theme(theme) => self.settings.theme = theme,
            Setting::FollowSystem(on) => self.settings.follow_system = on,
            Setting::Face(face) => self.settings.face = face,
            Setting::Dial(dial, value) => self.settings.set(dial, value),
            Setting::Interleaved(on) => self.settings.interleaved = on,
            Setting::LetterKeys(on) => self.settings.letter_keys = on,
            Setting::HelpSeen => self.settings.help_seen = true,
            Setting::Reset => {
                let keys = std::mem::take(&mut self.settings.keys);
                self.settings = Settings { keys, help_seen: true, ..Settings::default() };
            }
        }
        vec![Effect::SaveSettings]
    }

    fn settle(&mut self, place: Place, active: Option<usize>) -> Vec<Effect> {
        let moved = place.row != self.place.row || place.spot != self.place.spot;
        self.place = place;
        self.travel = None;
        if let Some(row) = active {
            self.active = row.min(self.row_count() - 1);
        }
        if moved { vec![Effect::SaveMemory] } else { Vec::new() }
    }

    fn perspectives_changed(&mut self) -> Vec<Effect> {
        if !self.find.needle.is_empty() {
            self.find = Find::new(std::mem::take(&mut self.find.query));
            self.search_on();
        }
        vec![Effect::SaveMemory]
    }

    fn picked_nothing(&mut self, at_once: bool) {
        if at_once {
            self.overlay = Some(Overlay::OpenPath);
            self.say(Notice::quiet(
                "The desktop gave no file dialog. Type the folder's path, or drop the folder on this window.",
            ));
        }
    }

    fn open_link(&mut self, url: String) -> Vec<Effect> {
        if url.starts_with("https://") || url.starts_with("http://") {
            return vec![Effect::OpenLink(url)];
        }
        self.say(Notice::fault("This link is neither http nor https, so it is not opened"));
        Vec::new()
    }

    fn loaded(&mut self, result: Result<Box<Opened>, String>) -> Vec<Effect> {
        match result {
            Err(message) => {
                self.say(Notice::fault(sentence(&message)));
                Vec::new()
            }
            Ok(opened) => {
                self.take_up(*opened);
                vec![Effect::SaveMemory, Effect::Check]
            }
        }
    }

    fn checked(&mut self, serial: u64, problems: usize) {
        if serial == self.serial && problems > 0 {
            self.say(Notice::fault(problems_in_words(problems, self.path.clone())));
        }
    }

    /// Puts an edition in place of the open one; the same edition read again keeps the reader's place.
    fn take_up(&mut self, opened: Opened) {
        self.remember();
        let again = opened.edition.id() == self.edition.id() && opened.path == self.path;
        self.words_before = words_before(&opened.edition);
        self.rows = Arc::new(Rows::new(&opened.edition));
        self.edition = Arc::new(opened.edition);
        self.serial += 1;
        self.path = opened.path;
        self.opened_rows.clear();
        self.opened_notes.clear();
        self.opened_more.clear();
        self.more.clear();
        (self.selection, self.lit, self.travel) = (None, None, None);
        self.find = Find::default();
        if let Some(Overlay::Sources(_) | Overlay::OpenPath) = self.overlay {
            self.overlay = None;
        }
        let active = self.active;
        self.active = 0;
        self.recall();
        if again {
            self.active = active.min(self.row_count() - 1);
            self.say(Notice::quiet("The edition changed on disk and was read again"));
        } else {
            self.history = super::History::default();
        }
        if let Some(path) = self.path.clone() {
            self.put_on_recent_list(path);
        }
    }
}

fn toggle<T: Ord>(set: &mut BTreeSet<T>, item: T) {
    if let Some(item) = set.replace(item) {
        set.remove(&item);
    }
}

fn problems_in_words(count: usize, path: Option<PathBuf>) -> String {
    let things = if count == 1 { "one problem".to_owned() } else { format!("{count} problems") };
    let path = path.map_or(String::new(), |p| format!(" {}", p.display()));
    format!("This edition has {things}. To see them: parallax check{path}")
}

/// A message as a sentence: its first letter is a capital.
fn sentence(message: &str) -> String {
    let mut chars = message.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
