//! The open brief: headings, cards and analytics, in the order in which they are handed out.

mod action;
mod cut;
mod edit;
mod take;
mod undo_step;

use std::ops::Range;
use std::sync::Arc;

use crate::export::brief::BriefFormat;
use crate::export::handout::Paper;
use crate::model::merge::Numbered as _;
use crate::model::slug::unique_name;
use crate::model::splice::Splice;
use crate::model::{Brief, BriefPart, Card, Entry, HandOver, Heading, Level};

use undo_step::{BriefHead, BriefStep};

use super::export::{BriefExport, Export, FilePurpose, HandOverExport};
use super::feature::{Outcome, Request, Shared};
use super::undo_order::UndoTarget;
use super::undo_stack::UndoStack;
use super::{Effect, Notice, ReadError};

pub use action::{BriefAction, FocusTarget, MarkAs};
pub(super) use cut::CutTarget;
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
    /// The names and titles of the saved briefs.
    pub others: Vec<(String, String)>,
    /// The name of the brief that the reader opened last, also in an earlier run.
    pub last_opened: Option<String>,
    /// The hand-overs that came while the brief was loading.
    pending: Vec<HandOver>,
    undo_stack: UndoStack<BriefStep>,
}

impl BriefEditor {
    /// Creates an editor without a brief; `last_opened` is the name of the brief that was opened last, in an earlier run.
    pub fn new(last_opened: Option<String>) -> Self {
        Self { last_opened, ..Self::default() }
    }

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

impl BriefEditor {
    /// Applies an action.
    pub fn update(&mut self, shared: &Shared<'_>, action: BriefAction, out: &mut Outcome) {
        match action {
            BriefAction::Request => self.request(shared, out),
            BriefAction::Save => self.save(out),
            BriefAction::Loaded(key, brief) => self.on_loaded(shared, &key, brief, out),
            BriefAction::Merged(key, written, both) => self.on_merged(&key, &written, both, out),
            BriefAction::Listed(others) => self.others = others,
            BriefAction::OfferCut(cut) => self.offer_cut(*cut, out),
            BriefAction::ChooseCandidate(at) => self.cut.choose(at),
            BriefAction::SetCutTag(tag) => self.cut.tag = tag,
            BriefAction::AddCut => self.add_cut(out),
            BriefAction::SetCutPlace(under) => self.cut.under = under,
            BriefAction::AddBlock { entries, sources, side, message } => {
                if self.add_block(entries, sources, side, out) {
                    take::notify_added(message, out);
                }
            }
            BriefAction::Choose(id) => self.choose_entry(id),
            BriefAction::StepEntry { forward } => self.step_entry(forward),
            BriefAction::SelectWords(words) => self.words = words,
            BriefAction::Write(text) => self.write(&text, out),
            BriefAction::SetEntryTitle(id, text) => self.set_entry_text(id, &text, edit::EntryField::Title, out),
            BriefAction::SetCite(id, text) => self.set_entry_text(id, &text, edit::EntryField::Cite, out),
            BriefAction::SetText(id, text) => self.set_entry_text(id, &text, edit::EntryField::Text, out),
            BriefAction::SetSide(id, side) => self.set_side(id, side, out),
            BriefAction::Mark(layer) => self.mark(layer, out),
            BriefAction::Shrink => self.update_chosen_card(Card::shrink, out),
            BriefAction::NextColour => self.next_colour(out),
            BriefAction::AddBlank(level) => self.add_blank(shared, level, out),
            BriefAction::MoveSection(id, before) => self.move_section(id, before, out),
            BriefAction::ShiftSection { up } => self.shift_section(up, out),
            BriefAction::RemoveSection => self.remove_section(out),
            BriefAction::CopySection => self.copy_section(out),
            BriefAction::SetTitle(title) => self.change_head(edit::TITLE_FIELD, |brief| brief.title = title, out),
            BriefAction::SetSides(sides) => self.change_head(edit::SIDES_FIELD, |brief| brief.sides = sides, out),
            BriefAction::SetQuery(query) => self.query = query,
            BriefAction::Open(key) => self.open_brief(key, out),
            BriefAction::Remove(key) if key != self.key => out.perform(Effect::RemoveBrief(key)),
            BriefAction::Remove(_) => {}
            BriefAction::New(title) => self.new_brief(shared, &title, out),
            BriefAction::Import(key, brief) => self.import(&key, *brief, out),
            BriefAction::Receive(key, hand_over) => self.receive(&key, *hand_over, out),
            BriefAction::HandOver => {
                if let Some(export) = self.hand_over() {
                    out.perform(Effect::PickFile(FilePurpose::Save(Export::HandOver(export))));
                }
            }
            BriefAction::Export(form) => {
                if let Some(export) = self.export(form) {
                    out.perform(Effect::PickFile(FilePurpose::Save(Export::Brief(export))));
                }
            }
            BriefAction::Focus(target) => self.focus_entry(target),
            BriefAction::ChooseWords => self.choose_words(out),
            BriefAction::Reveal => self.reveal = true,
            BriefAction::Revealed => (self.reveal, self.focus) = (false, None),
        }
    }

    /// Returns the brief for an export, on letter paper as debaters' templates have it; `None` while it is loading.
    pub fn export(&self, form: BriefFormat) -> Option<BriefExport> {
        self.export_part(BriefPart::Whole, form, Paper::Letter)
    }

    /// Returns a part of the brief for an export; `None` while it is loading, or if there is no such part.
    pub fn export_part(&self, part: BriefPart, form: BriefFormat, paper: Paper) -> Option<BriefExport> {
        let whole = self.document.as_ref()?;
        let brief = if part == BriefPart::Whole { Arc::clone(whole) } else { Arc::new(whole.part(part)?) };
        Some(BriefExport { key: self.key.clone(), brief, part, part_name: whole.part_name(part), form, paper })
    }

    /// Returns the brief to hand over; `None` while it is loading.
    pub fn hand_over(&self) -> Option<HandOverExport> {
        Some(HandOverExport { key: self.key.clone(), brief: Arc::clone(self.document.as_ref()?) })
    }

    /// Closes the brief that is named after an edition, when another one is opened, which has its own. A brief that the
    /// reader chose stays, and so does one that is shown. Returns whether it was closed.
    pub(super) fn leave_edition(&mut self, edition: &str) -> bool {
        let leaves = self.key == edition && !self.open;
        if leaves {
            let (others, revision) = (std::mem::take(&mut self.others), self.revision + 1);
            *self = Self { others, revision, ..Self::default() };
        }
        leaves
    }

    fn request(&mut self, shared: &Shared<'_>, out: &mut Outcome) {
        if self.key.is_empty() {
            self.key = self.last_opened.clone().unwrap_or_else(|| shared.base.id().to_owned());
            out.perform(Effect::LoadBrief(self.key.clone()));
        }
    }

    /// Merges the changes of another window, and saves the changes made here since.
    fn on_merged(&mut self, key: &str, written: &Brief, both: Arc<Brief>, out: &mut Outcome) {
        if key != self.key {
            return;
        }
        let Self { document: Some(brief), undo_stack, .. } = self else { return };
        let before = Arc::clone(brief);
        let brief = Arc::make_mut(brief);
        brief.merge(written, &both);
        let (more, changed) = (*brief != *both, *brief != *before);
        undo_stack.rebase(&before, brief);
        self.base = Some(both);
        self.revision += 1;
        if changed {
            out.notify(Notice::quiet("Another window changed this brief too: both are together here"));
        }
        if more {
            self.save(out);
        }
    }

    fn on_loaded(
        &mut self,
        shared: &Shared<'_>,
        key: &str,
        brief: Result<Option<Box<Brief>>, ReadError>,
        out: &mut Outcome,
    ) {
        if key != self.key {
            return;
        }
        match brief {
            Ok(brief) => {
                let (brief, warnings) = match brief {
                    Some(brief) => brief.sanitized(),
                    None => (empty_brief(shared, shared.base.title()), Vec::new()),
                };
                let brief = Arc::new(brief);
                self.base = Some(Arc::clone(&brief));
                self.document = Some(brief);
                if !warnings.is_empty() {
                    out.notify(Notice::fault(format!("In this brief, {}", warnings.join("; "))));
                }
            }
            Err(error) => {
                out.notify(Notice::fault(error.to_string()));
                for HandOver { brief, .. } in std::mem::take(&mut self.pending) {
                    let title = brief.title;
                    out.notify(Notice::fault(format!(
                        "The hand-over “{title}” was not added, since the brief that it was for cannot be read"
                    )));
                }
            }
        }
        self.forget_steps(out);
        self.revision += 1;
        self.chosen = self.entries().last().map_or(0, Entry::id);
        self.words = 0..0;
        self.reveal = true;
        for hand_over in std::mem::take(&mut self.pending) {
            self.receive(key, hand_over, out);
        }
    }

    /// Forgets the changes that can be undone, before another brief is opened.
    fn forget_steps(&mut self, out: &mut Outcome) {
        self.undo_stack = UndoStack::default();
        out.ask(Request::ForgetSteps(UndoTarget::Brief));
        out.ask(Request::ForgetSteps(UndoTarget::Cut));
    }

    fn choose_entry(&mut self, id: u32) {
        if self.chosen != id {
            self.chosen = id;
            self.words = 0..0;
            self.undo_stack.end_typing();
        }
    }

    /// Returns the brief for a change; `None` with a notice if it is not loaded.
    fn brief_to_change(&mut self, out: &mut Outcome) -> Option<&mut Brief> {
        if self.document.is_none() {
            out.notify(Notice::quiet("The brief is not read yet, or cannot be: nothing was changed"));
        }
        self.document.as_mut().map(Arc::make_mut)
    }

    /// Replaces a range of entries, and saves the brief. Changes of one field (`typing`) are one undo step.
    fn splice(&mut self, range: Range<usize>, entries: Vec<Entry>, typing: Option<u64>, out: &mut Outcome) {
        self.splice_with_head(range, entries, None, typing, out);
    }

    /// Replaces a range of entries after the head was changed; `head` is the head before, for undo.
    fn splice_with_head(
        &mut self,
        range: Range<usize>,
        entries: Vec<Entry>,
        head: Option<BriefHead>,
        typing: Option<u64>,
        out: &mut Outcome,
    ) {
        let Some(brief) = self.document.as_mut().map(Arc::make_mut) else { return };
        let head = head.filter(|head| *head != BriefHead::of(brief));
        let unchanged = range.is_empty() && entries.is_empty();
        let entries = (!unchanged).then(|| Splice::replace(&mut brief.entries, range, entries).inverse());
        if self.undo_stack.push(BriefStep { entries, head }, typing) {
            out.ask(Request::RecordStep(if self.open { UndoTarget::Brief } else { UndoTarget::Cut }));
        }
        self.on_changed(out);
    }

    /// Notes a change of the brief, and saves it.
    fn on_changed(&mut self, out: &mut Outcome) {
        self.revision += 1;
        self.save(out);
    }

    /// Saves the open brief, if it is loaded.
    fn save(&self, out: &mut Outcome) {
        if let Self { key, document: Some(brief), base: Some(base), .. } = self {
            out.perform(Effect::SaveBrief { key: key.clone(), brief: Arc::clone(brief), base: Arc::clone(base) });
        }
    }

    /// Undoes (`back`) or redoes a change of the brief, and saves it. Returns `false` if there is none.
    pub(super) fn step(&mut self, back: bool, out: &mut Outcome) -> bool {
        let Self { document: Some(brief), undo_stack, .. } = self else { return false };
        let brief = Arc::make_mut(brief);
        let Some(step) = undo_stack.step(brief, back) else { return false };
        // A change of the head alone has no place among the entries.
        if let Some(Splice { at, .. }) = step.entries {
            self.chosen = brief.entries.get(at).or(brief.entries.last()).map_or(0, Entry::id);
            (self.words, self.reveal) = (0..0, true);
        }
        self.on_changed(out);
        true
    }

    /// Changes the title or the sides of the brief. Consecutive changes of the field `typing` are one undo step.
    fn change_head(&mut self, typing: u64, change: impl FnOnce(&mut Brief), out: &mut Outcome) {
        let Some(brief) = self.brief_to_change(out) else { return };
        let before = BriefHead::of(brief);
        change(brief);
        if before != BriefHead::of(brief) {
            self.splice_with_head(0..0, Vec::new(), Some(before), Some(typing), out);
        }
    }

    fn open_brief(&mut self, key: String, out: &mut Outcome) {
        self.replace(key.clone(), out);
        out.perform(Effect::LoadBrief(key));
        out.perform(Effect::ScheduleSave);
    }

    /// Makes room for the brief of a name in place of the open one.
    fn replace(&mut self, key: String, out: &mut Outcome) {
        out.ask(Request::CloseAnyDialog);
        if let Some(brief) = &self.document {
            // The list dates from when this brief was loaded, so it may lack the brief or have its former title.
            let listed = (self.key.clone(), brief.title.clone());
            self.others.retain(|(other, _)| *other != listed.0);
            self.others.push(listed);
        }
        self.forget_steps(out);
        *self = Self {
            key: key.clone(),
            open: self.open,
            reveal: true,
            revision: self.revision + 1,
            others: std::mem::take(&mut self.others),
            last_opened: Some(key),
            ..Self::default()
        };
    }

    /// Creates a brief and opens it. The name of its file is derived from the title.
    fn new_brief(&mut self, shared: &Shared<'_>, title: &str, out: &mut Outcome) {
        let taken = |key: &str| key == self.key || self.others.iter().any(|(other, _)| other == key);
        let key = unique_name(title, "brief", taken);
        self.replace(key, out);
        // Saved at once, since the title counts as a change of the empty base.
        self.base = Some(Arc::new(Brief::empty("")));
        self.document = Some(Arc::new(empty_brief(shared, title.trim())));
        self.on_changed(out);
        out.perform(Effect::ScheduleSave);
    }

    /// Adds an empty heading of a level after the chosen entry, or an empty analytic if `level` is `None`.
    fn add_blank(&mut self, shared: &Shared<'_>, level: Option<Level>, out: &mut Outcome) {
        let Some(brief) = self.brief_to_change(out) else { return };
        let (id, end) = (brief.unused_id(), brief.entries.len());
        let at = self.place().map_or(end, |place| place + 1);
        self.query.clear();
        let mut entry = match level {
            Some(level) => Entry::Heading(Heading { id, level, text: String::new(), side: None }),
            None => Entry::analytic(String::new(), shared.edition.head().language.clone(), None),
        };
        entry.set_id(id);
        self.choose_entry(id);
        self.focus_entry(FocusTarget::Title);
        self.splice(at..at, vec![entry], None, out);
    }

    fn focus_entry(&mut self, target: FocusTarget) {
        (self.focus, self.reveal) = (Some(target), true);
    }

    fn choose_words(&mut self, out: &mut Outcome) {
        if self.card().is_none() {
            out.notify(Notice::quiet("Only a card has words to choose: choose a card first"));
            return;
        }
        self.focus_entry(FocusTarget::Words);
    }

    fn step_entry(&mut self, forward: bool) {
        let shown = self.shown();
        let chosen = self.place().and_then(|place| shown.iter().position(|at| *at == place));
        let next = match chosen {
            None => shown.first(),
            Some(at) if forward => shown.get(at + 1),
            Some(at) => at.checked_sub(1).and_then(|at| shown.get(at)),
        };
        if let Some(id) = next.and_then(|at| self.entries().get(*at)).map(Entry::id) {
            self.choose_entry(id);
            self.reveal = true;
        }
    }
}

/// Returns a brief without entries that belongs to the open edition.
fn empty_brief(shared: &Shared<'_>, title: &str) -> Brief {
    Brief { edition: Some(shared.base.id().to_owned()), ..Brief::empty(title) }
}
