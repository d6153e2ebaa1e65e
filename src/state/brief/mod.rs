//! The brief on the editor: cards cut from rows, in the order they are handed out.

mod action;
mod block;
mod cut;
mod edit;
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
use super::{AppState, Dialog, Effect, Notice};

pub use action::{BriefAction, FocusTarget, MarkAs};
pub use cut::{Candidate, CutChoices};

/// The brief that cards go to, and what is chosen in it.
#[derive(Debug, Default)]
pub struct BriefEditor {
    /// The name under which it is kept.
    pub key: String,
    /// The brief; none while it is being read, or when it cannot be.
    pub document: Option<Arc<Brief>>,
    /// The brief as it is known to be on the disk, to bring two windows together.
    pub base: Option<Arc<Brief>>,
    /// The debate screen stands in the reader's place.
    pub open: bool,
    /// The chosen entry, by its number.
    pub chosen: u32,
    /// The words chosen in its text, in code points.
    pub words: Range<usize>,
    /// Words of tags and texts it is searched for; empty shows all.
    pub query: String,
    /// Counts changes, so that views know when to lay out anew.
    pub revision: u64,
    /// The chosen entry is to be brought into view.
    pub reveal: bool,
    /// A field of the chosen entry is to have the focus.
    pub edit: Option<FocusTarget>,
    /// What is offered to be cut.
    pub cut: CutChoices,
    /// The desktop has no dialog: a path is typed for this form.
    pub by_path: Option<BriefFormat>,
    /// Other briefs that are kept: their names and titles.
    pub others: Vec<(String, String)>,
    undo_stack: UndoStack<BriefStep>,
}

impl BriefEditor {
    /// The entries; none while they are being read.
    pub fn entries(&self) -> &[Entry] {
        self.document.as_ref().map_or(&[], |brief| &brief.entries)
    }

    /// The place of the chosen entry.
    pub fn place(&self) -> Option<usize> {
        self.document.as_ref()?.index_of(self.chosen)
    }

    /// The chosen card.
    pub fn card(&self) -> Option<&Card> {
        match self.entries().get(self.place()?)? {
            Entry::Card(card) => Some(card),
            Entry::Heading(_) | Entry::Analytic(_) => None,
        }
    }

    /// The places of the entries that the search leaves.
    pub fn shown(&self) -> Vec<usize> {
        let wanted: Vec<String> = self.query.split_whitespace().map(str::to_lowercase).collect();
        let holds = |entry: &Entry| {
            let mut text = entry.title().to_lowercase();
            match entry {
                Entry::Card(card) => {
                    text.push_str(&card.cite.text.to_lowercase());
                    text.push_str(&card.text.to_lowercase());
                }
                Entry::Analytic(analytic) => text.push_str(&analytic.text.to_lowercase()),
                Entry::Heading(_) => {}
            }
            wanted.iter().all(|word| text.contains(word.as_str()))
        };
        let all = self.entries().iter().enumerate();
        all.filter(|(_, entry)| wanted.is_empty() || holds(entry)).map(|(at, _)| at).collect()
    }
}

impl AppState {
    /// Asks for the brief that goes with the open edition, unless one is on the editor.
    pub fn request_brief(&mut self) -> Vec<Effect> {
        if !self.brief.key.is_empty() {
            return Vec::new();
        }
        self.brief.key = self.memory.brief.clone().unwrap_or_else(|| self.base().id().to_owned());
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
            BriefAction::Choose(id) => self.choose(id),
            BriefAction::SelectWords(words) => self.brief.words = words,
            BriefAction::SetEntryTitle(id, text) => return self.set_entry_text(id, &text, edit::EntryField::Title),
            BriefAction::SetCite(id, text) => return self.set_entry_text(id, &text, edit::EntryField::Cite),
            BriefAction::SetText(id, text) => return self.set_entry_text(id, &text, edit::EntryField::Text),
            BriefAction::SetSide(id, side) => return self.set_side(id, side),
            BriefAction::Mark(layer) => return self.mark(layer),
            BriefAction::MoveSection(id, before) => return self.move_section(id, before),
            BriefAction::SetTitle(title) => return self.rename(title),
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
            BriefAction::Focus(of) => (self.brief.focus, self.brief.reveal) = (Some(of), true),
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

    /// Another window's changes come in; what was done here since goes on the disk too.
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
                let (brief, told) = brief.sanitized();
                let brief = Arc::new(brief);
                self.brief.base = Some(Arc::clone(&brief));
                self.brief.document = Some(brief);
                if !told.is_empty() {
                    self.notify(Notice::fault(format!("In this brief, {}", told.join("; "))));
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
            Err(fault) => self.notify(Notice::fault(fault)),
        }
        self.brief.undo_stack = UndoStack::default();
        self.brief.revision += 1;
        self.brief.chosen = self.brief.entries().last().map_or(0, Entry::id);
        self.brief.words = 0..0;
        self.brief.reveal = true;
    }

    /// The debate screen comes in the reader's place, or goes.
    pub(super) fn debate(&mut self, open: bool) -> Vec<Effect> {
        self.clear_quiet_notices();
        self.brief.open = open;
        self.dialog = None;
        self.brief.reveal = open;
        self.scroll = Some(super::ScrollRequest::Show(self.active));
        if !open {
            return Vec::new();
        }
        let mut effects = self.request_brief();
        // Saving brings in what another window wrote meanwhile.
        effects.extend(self.save_brief());
        effects
    }

    fn choose(&mut self, id: u32) {
        if self.brief.chosen != id {
            self.brief.chosen = id;
            self.brief.words = 0..0;
            self.brief.undo_stack.end_typing();
        }
    }

    /// Walks among the entries that are shown.
    pub(super) fn step_entry(&mut self, forward: bool) {
        let shown = self.brief.shown();
        let here = self.brief.place().and_then(|place| shown.iter().position(|at| *at == place));
        let next = match here {
            None => shown.first(),
            Some(at) if forward => shown.get(at + 1),
            Some(at) => at.checked_sub(1).and_then(|at| shown.get(at)),
        };
        if let Some(entry) = next.and_then(|at| self.brief.entries().get(*at)) {
            let id = entry.id();
            self.choose(id);
            self.brief.reveal = true;
        }
    }

    /// The brief to change; when it is not there, why is said.
    fn editable_brief(&mut self) -> Option<&mut BriefEditor> {
        if self.brief.document.is_none() {
            self.notify(Notice::quiet("The brief is not read yet, or cannot be: nothing was changed"));
            return None;
        }
        Some(&mut self.brief)
    }

    /// Puts entries in place of a range.
    fn splice_brief(&mut self, range: Range<usize>, put: Vec<Entry>, typing: Option<u64>) -> Vec<Effect> {
        self.splice_brief_with_head(range, put, None, typing)
    }

    /// Puts entries in place of a range, where the head was another one before, too.
    fn splice_brief_with_head(
        &mut self,
        range: Range<usize>,
        put: Vec<Entry>,
        head: Option<BriefHead>,
        typing: Option<u64>,
    ) -> Vec<Effect> {
        let Some(editor) = self.editable_brief() else { return Vec::new() };
        let Some(brief) = editor.document.as_mut().map(Arc::make_mut) else { return Vec::new() };
        let head = head.filter(|head| *head != BriefHead::of(brief));
        let nothing = range.is_empty() && put.is_empty();
        let entries = (!nothing).then(|| Splice::replace(&mut brief.entries, range, put).inverse());
        if editor.undo_stack.push(BriefStep { entries, head }, typing) {
            self.undo_order.push(if self.brief.open { UndoTarget::Brief } else { UndoTarget::Cut });
        }
        self.on_brief_changed()
    }

    /// What is to be done after a change of the brief.
    fn on_brief_changed(&mut self) -> Vec<Effect> {
        self.brief.revision += 1;
        self.save_brief()
    }

    /// Saves the open brief, if it has been read.
    pub(super) fn save_brief(&self) -> Vec<Effect> {
        let BriefEditor { key, document: Some(brief), base: Some(base), .. } = &self.brief else { return Vec::new() };
        vec![Effect::SaveBrief { key: key.clone(), brief: Arc::clone(brief), base: Arc::clone(base) }]
    }

    /// Undoes or redoes the last change of the brief; false when there was none.
    pub(super) fn step_brief(&mut self, back: bool) -> bool {
        let BriefEditor { document: Some(brief), undo_stack, .. } = &mut self.brief else { return false };
        let brief = Arc::make_mut(brief);
        let Some(made) = undo_stack.step(brief, back) else { return false };
        // Where only the head changed, one stays where one is.
        if let Some(Splice { at, .. }) = made.entries {
            self.brief.chosen = brief.entries.get(at).or(brief.entries.last()).map_or(0, Entry::id);
            (self.brief.words, self.brief.reveal) = (0..0, true);
        }
        self.brief.revision += 1;
        true
    }

    fn rename(&mut self, title: String) -> Vec<Effect> {
        self.change_head(edit::TITLE_FIELD, |brief| brief.title = title)
    }

    fn set_sides(&mut self, sides: Vec<String>) -> Vec<Effect> {
        self.change_head(edit::SIDES_FIELD, |brief| brief.sides = sides)
    }

    /// Changes what stands at the head of the brief, as a field that is typed in.
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

    /// Lays another brief on the editor.
    fn open_brief(&mut self, key: String) -> Vec<Effect> {
        self.dialog = None;
        if let Some(brief) = &self.brief.document {
            // The list was made when the brief was read; what was begun or named since is not in it.
            let now = (self.brief.key.clone(), brief.title.clone());
            self.brief.others.retain(|(other, _)| *other != now.0);
            self.brief.others.push(now);
        }
        self.brief = BriefEditor {
            key: key.clone(),
            open: self.brief.open,
            reveal: true,
            revision: self.brief.revision + 1,
            others: std::mem::take(&mut self.brief.others),
            ..BriefEditor::default()
        };
        self.memory.brief = Some(key.clone());
        vec![Effect::LoadBrief(key), Effect::ScheduleSave]
    }

    /// A new brief; the name of its file is made of the title.
    fn new_brief(&mut self, title: &str) -> Vec<Effect> {
        let taken = |key: &str| key == self.brief.key || self.brief.others.iter().any(|(other, _)| other == key);
        let key = unique_name(title, "brief", taken);
        let mut brief = Brief::empty(title.trim());
        brief.edition = Some(self.base().id().to_owned());
        self.open_brief(key);
        // Its title alone is worth a file.
        self.brief.base = Some(Arc::new(Brief::empty("")));
        self.brief.document = Some(Arc::new(brief));
        self.on_brief_changed().into_iter().chain([Effect::ScheduleSave]).collect()
    }

    /// A heading of a level goes behind the chosen entry, or an analytic without words.
    pub(super) fn add_to_brief(&mut self, level: Option<Level>) -> Vec<Effect> {
        let Some(editor) = self.editable_brief() else { return Vec::new() };
        let Some(brief) = &editor.document else { return Vec::new() };
        let id = brief.unused_id();
        let at = editor.place().map_or(brief.entries.len(), |place| place + 1);
        self.brief.query.clear();
        let entry = edit::blank_entry(id, level, self.edition.head().language.clone());
        self.choose(id);
        (self.brief.reveal, self.brief.focus) = (true, Some(FocusTarget::Title));
        self.splice_brief(at..at, vec![entry], None)
    }
}
