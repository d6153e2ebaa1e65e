//! The open brief: headings, cards and analytics, in the order in which they are handed out.

mod action;
mod block;
mod cut;
mod edit;
mod origin;
mod screen;
mod take;
mod undo_step;

use std::ops::Range;
use std::sync::Arc;

use crate::export::brief::BriefFormat;
use crate::model::slug::unique_name;
use crate::model::splice::Splice;
use crate::model::{Brief, Card, Entry, Level};

use undo_step::{BriefHead, BriefStep};

use super::export::FilePurpose;
use super::undo_order::UndoTarget;
use super::undo_stack::UndoStack;
use super::{AppState, Dialog, Effect, Notice, ReadError};

pub use action::{BriefAction, FocusTarget, MarkAs};
pub use cut::{Candidate, CutChoices};

/// The open brief, to which cards are added, and the state of its editor.
#[derive(Debug, Default)]
pub struct BriefEditor {
    /// The name under which it is saved; empty until a brief is requested.
    pub key: String,
    /// The brief; `None` while it is loading, or if it cannot be read.
    pub document: Option<Arc<Brief>>,
    /// The brief as it was last known on disk, the base of a merge with another window.
    pub base: Option<Arc<Brief>>,
    /// Whether the brief screen is shown in place of the article.
    pub open: bool,
    /// The id of the chosen entry; 0 for none.
    pub chosen: u32,
    /// The selected words of its text, in code points.
    pub words: Range<usize>,
    /// The words of the search; empty shows all entries.
    pub query: String,
    /// Incremented with every change, so that views know when to lay out again.
    pub revision: u64,
    /// Whether the next frame brings the chosen entry into view.
    pub reveal: bool,
    /// The field that gets the keyboard focus in the next frame.
    pub focus: Option<FocusTarget>,
    /// The entries that can be cut.
    pub cut: CutChoices,
    /// The format for which a path is typed in the window, since the desktop has no file dialog.
    pub by_path: Option<BriefFormat>,
    /// The names and titles of the saved briefs.
    pub others: Vec<(String, String)>,
    undo_stack: UndoStack<BriefStep>,
}

impl BriefEditor {
    /// Returns the entries; empty while the brief is loading.
    pub fn entries(&self) -> &[Entry] {
        self.document.as_ref().map_or(&[], |brief| &brief.entries)
    }

    /// Returns the index of the chosen entry.
    pub fn place(&self) -> Option<usize> {
        self.document.as_ref()?.index_of(self.chosen)
    }

    /// Returns the chosen entry if it is a card.
    pub fn card(&self) -> Option<&Card> {
        match self.entries().get(self.place()?)? {
            Entry::Card(card) => Some(card),
            Entry::Heading(_) | Entry::Analytic(_) => None,
        }
    }

    /// Returns the indexes of the entries that contain all words of the search, ignoring case.
    pub fn shown(&self) -> Vec<usize> {
        let needles: Vec<String> = self.query.split_whitespace().map(str::to_lowercase).collect();
        let contains_all = |entry: &Entry| {
            let mut text = entry.title().to_lowercase();
            match entry {
                Entry::Card(card) => {
                    text.push_str(&card.cite.text.to_lowercase());
                    text.push_str(&card.text.to_lowercase());
                }
                Entry::Analytic(analytic) => text.push_str(&analytic.text.to_lowercase()),
                Entry::Heading(_) => {}
            }
            needles.iter().all(|word| text.contains(word.as_str()))
        };
        let all = self.entries().iter().enumerate();
        all.filter(|(_, entry)| needles.is_empty() || contains_all(entry)).map(|(at, _)| at).collect()
    }
}

impl AppState {
    /// Requests the brief that was open last, or else the one named after the open edition, unless a brief is open.
    pub fn request_brief(&mut self) -> Vec<Effect> {
        if !self.brief.key.is_empty() {
            return Vec::new();
        }
        self.brief.key = self.saved_state.brief.clone().unwrap_or_else(|| self.base().id().to_owned());
        vec![Effect::LoadBrief(self.brief.key.clone())]
    }

    pub(super) fn brief_action(&mut self, action: BriefAction) -> Vec<Effect> {
        match action {
            BriefAction::Loaded(key, brief) => self.on_brief_loaded(&key, brief),
            BriefAction::Merged(key, written, both) => return self.on_brief_merged(&key, &written, both),
            BriefAction::Listed(others) => self.brief.others = others,
            BriefAction::ChooseCandidate(at) => self.brief.cut.choose(at),
            BriefAction::SetCutTag(tag) => self.brief.cut.tag = tag,
            BriefAction::AddCut => return self.add_cut(),
            BriefAction::Choose(id) => self.choose_entry(id),
            BriefAction::SelectWords(words) => self.brief.words = words,
            BriefAction::SetEntryTitle(id, text) => return self.set_entry_text(id, &text, edit::EntryField::Title),
            BriefAction::SetCite(id, text) => return self.set_entry_text(id, &text, edit::EntryField::Cite),
            BriefAction::SetText(id, text) => return self.set_entry_text(id, &text, edit::EntryField::Text),
            BriefAction::SetSide(id, side) => return self.set_side(id, side),
            BriefAction::Mark(layer) => return self.mark(layer),
            BriefAction::MoveSection(id, before) => return self.move_section(id, before),
            BriefAction::SetTitle(title) => return self.set_title(title),
            BriefAction::SetSides(sides) => return self.set_sides(sides),
            BriefAction::SetQuery(query) => self.brief.query = query,
            BriefAction::Open(key) => return self.open_brief(key),
            BriefAction::Remove(key) if key != self.brief.key => return vec![Effect::RemoveBrief(key)],
            BriefAction::Remove(_) => {}
            BriefAction::New(title) => return self.new_brief(&title),
            BriefAction::Import(key, brief) => return self.import_brief(&key, *brief),
            BriefAction::Export(form) => {
                let export = self.brief_export(form);
                return export.map(|export| Effect::PickFile(FilePurpose::SaveBrief(export))).into_iter().collect();
            }
            BriefAction::ExportTo { form, path, overwrite } => {
                return self
                    .brief_export(form)
                    .map_or_else(Vec::new, |export| self.write_brief(export, path, overwrite));
            }
            BriefAction::Focus(target) => self.focus_entry(target),
            BriefAction::Reveal => self.brief.reveal = true,
            BriefAction::Revealed => (self.brief.reveal, self.brief.focus) = (false, None),
            BriefAction::Exported(key) if key != self.brief.key => {}
            BriefAction::Exported(_) => {
                self.brief.by_path = None;
                self.dialog.take_if(|dialog| *dialog == Dialog::Brief);
            }
            BriefAction::Show(open) => return self.show_brief(open),
        }
        Vec::new()
    }

    /// Merges the changes of another window, and saves the changes made here since.
    fn on_brief_merged(&mut self, key: &str, written: &Brief, both: Arc<Brief>) -> Vec<Effect> {
        if key != self.brief.key {
            return Vec::new();
        }
        let BriefEditor { document: Some(brief), undo_stack, .. } = &mut self.brief else { return Vec::new() };
        let before = Arc::clone(brief);
        let brief = Arc::make_mut(brief);
        brief.merge(written, &both);
        let (more, changed) = (*brief != *both, *brief != *before);
        undo_stack.rebase(&before, brief);
        self.brief.base = Some(both);
        self.brief.revision += 1;
        if changed {
            self.notify(Notice::quiet("Another window changed this brief too: both are together here"));
        }
        if more { self.save_brief() } else { Vec::new() }
    }

    fn on_brief_loaded(&mut self, key: &str, brief: Result<Option<Box<Brief>>, ReadError>) {
        if key != self.brief.key {
            return;
        }
        match brief {
            Ok(Some(brief)) => {
                let (brief, warnings) = brief.sanitized();
                let brief = Arc::new(brief);
                self.brief.base = Some(Arc::clone(&brief));
                self.brief.document = Some(brief);
                if !warnings.is_empty() {
                    self.notify(Notice::fault(format!("In this brief, {}", warnings.join("; "))));
                }
            }
            Ok(None) => {
                let edition = self.base();
                let mut brief = Brief::empty(edition.title());
                brief.edition = Some(edition.id().to_owned());
                let brief = Arc::new(brief);
                self.brief.base = Some(Arc::clone(&brief));
                self.brief.document = Some(brief);
            }
            Err(error) => self.notify(Notice::fault(error.to_string())),
        }
        self.forget_brief_steps();
        self.brief.revision += 1;
        self.brief.chosen = self.brief.entries().last().map_or(0, Entry::id);
        self.brief.words = 0..0;
        self.brief.reveal = true;
    }

    /// Forgets the changes that can be undone, before another brief is opened.
    fn forget_brief_steps(&mut self) {
        self.brief.undo_stack = UndoStack::default();
        self.undo_order.forget(UndoTarget::Brief);
        self.undo_order.forget(UndoTarget::Cut);
    }

    fn choose_entry(&mut self, id: u32) {
        if self.brief.chosen != id {
            self.brief.chosen = id;
            self.brief.words = 0..0;
            self.brief.undo_stack.end_typing();
        }
    }

    /// Returns the brief for a change; `None` with a notice if it is not loaded.
    fn editable_brief(&mut self) -> Option<&mut BriefEditor> {
        if self.brief.document.is_none() {
            self.notify(Notice::quiet("The brief is not read yet, or cannot be: nothing was changed"));
            return None;
        }
        Some(&mut self.brief)
    }

    /// Replaces a range of entries, and saves the brief. Changes of one field (`typing`) are one undo step.
    fn splice_brief(&mut self, range: Range<usize>, entries: Vec<Entry>, typing: Option<u64>) -> Vec<Effect> {
        self.splice_brief_with_head(range, entries, None, typing)
    }

    /// Replaces a range of entries after the head was changed; `head` is the head before, for undo.
    fn splice_brief_with_head(
        &mut self,
        range: Range<usize>,
        entries: Vec<Entry>,
        head: Option<BriefHead>,
        typing: Option<u64>,
    ) -> Vec<Effect> {
        let Some(editor) = self.editable_brief() else { return Vec::new() };
        let Some(brief) = editor.document.as_mut().map(Arc::make_mut) else { return Vec::new() };
        let head = head.filter(|head| *head != BriefHead::of(brief));
        let unchanged = range.is_empty() && entries.is_empty();
        let entries = (!unchanged).then(|| Splice::replace(&mut brief.entries, range, entries).inverse());
        if editor.undo_stack.push(BriefStep { entries, head }, typing) {
            self.undo_order.push(if self.brief.open { UndoTarget::Brief } else { UndoTarget::Cut });
        }
        self.on_brief_changed()
    }

    /// Notes a change of the brief, and returns the effect that saves it.
    fn on_brief_changed(&mut self) -> Vec<Effect> {
        self.brief.revision += 1;
        self.save_brief()
    }

    /// Returns the effect that saves the open brief; none if it is not loaded.
    pub(super) fn save_brief(&self) -> Vec<Effect> {
        let BriefEditor { key, document: Some(brief), base: Some(base), .. } = &self.brief else { return Vec::new() };
        vec![Effect::SaveBrief { key: key.clone(), brief: Arc::clone(brief), base: Arc::clone(base) }]
    }

    /// Undoes (`back`) or redoes a change of the brief. Returns `false` if there is none.
    pub(super) fn step_brief(&mut self, back: bool) -> bool {
        let BriefEditor { document: Some(brief), undo_stack, .. } = &mut self.brief else { return false };
        let brief = Arc::make_mut(brief);
        let Some(step) = undo_stack.step(brief, back) else { return false };
        // A change of the head alone has no place among the entries.
        if let Some(Splice { at, .. }) = step.entries {
            self.brief.chosen = brief.entries.get(at).or(brief.entries.last()).map_or(0, Entry::id);
            (self.brief.words, self.brief.reveal) = (0..0, true);
        }
        self.brief.revision += 1;
        true
    }

    fn set_title(&mut self, title: String) -> Vec<Effect> {
        self.change_head(edit::TITLE_FIELD, |brief| brief.title = title)
    }

    fn set_sides(&mut self, sides: Vec<String>) -> Vec<Effect> {
        self.change_head(edit::SIDES_FIELD, |brief| brief.sides = sides)
    }

    /// Changes the title or the sides of the brief. Consecutive changes of the field `typing` are one undo step.
    fn change_head(&mut self, typing: u64, change: impl FnOnce(&mut Brief)) -> Vec<Effect> {
        let Some(editor) = self.editable_brief() else { return Vec::new() };
        let Some(brief) = editor.document.as_mut().map(Arc::make_mut) else { return Vec::new() };
        let before = BriefHead::of(brief);
        change(brief);
        if before == BriefHead::of(brief) {
            return Vec::new();
        }
        self.splice_brief_with_head(0..0, Vec::new(), Some(before), Some(typing))
    }

    /// Opens the brief saved under a name.
    fn open_brief(&mut self, key: String) -> Vec<Effect> {
        self.dialog = None;
        if let Some(brief) = &self.brief.document {
            // The list dates from when this brief was loaded, so it may lack the brief or have its former title.
            let listed = (self.brief.key.clone(), brief.title.clone());
            self.brief.others.retain(|(other, _)| *other != listed.0);
            self.brief.others.push(listed);
        }
        self.forget_brief_steps();
        self.brief = BriefEditor {
            key: key.clone(),
            open: self.brief.open,
            reveal: true,
            revision: self.brief.revision + 1,
            others: std::mem::take(&mut self.brief.others),
            ..BriefEditor::default()
        };
        self.saved_state.brief = Some(key.clone());
        vec![Effect::LoadBrief(key), Effect::ScheduleSave]
    }

    /// Creates a brief and opens it. The name of its file is derived from the title.
    fn new_brief(&mut self, title: &str) -> Vec<Effect> {
        let taken = |key: &str| key == self.brief.key || self.brief.others.iter().any(|(other, _)| other == key);
        let key = unique_name(title, "brief", taken);
        let mut brief = Brief::empty(title.trim());
        brief.edition = Some(self.base().id().to_owned());
        self.open_brief(key);
        // Saved at once, since the title counts as a change of the empty base.
        self.brief.base = Some(Arc::new(Brief::empty("")));
        self.brief.document = Some(Arc::new(brief));
        self.on_brief_changed().into_iter().chain([Effect::ScheduleSave]).collect()
    }

    /// Adds an empty heading of a level after the chosen entry, or an empty analytic if `level` is `None`.
    pub(super) fn add_to_brief(&mut self, level: Option<Level>) -> Vec<Effect> {
        let Some(editor) = self.editable_brief() else { return Vec::new() };
        let Some(brief) = &editor.document else { return Vec::new() };
        let id = brief.unused_id();
        let at = editor.place().map_or(brief.entries.len(), |place| place + 1);
        self.brief.query.clear();
        let entry = edit::blank_entry(id, level, self.edition.head().language.clone());
        self.choose_entry(id);
        (self.brief.reveal, self.brief.focus) = (true, Some(FocusTarget::Title));
        self.splice_brief(at..at, vec![entry], None)
    }
}
