//! The brief on the desk: cards cut from rows, in the order they are handed out.

mod action;
mod block;
mod cut;
mod edit;
mod past;
mod take;

use std::ops::Range;

use crate::export::brief::BriefForm;
use crate::model::slug::unique_name;
use crate::model::splice::Splice;
use crate::model::{Brief, Card, Entry, Level};

use past::{BriefHead, BriefStep};

use super::timeline::Timeline;
use super::trail::Of;
use super::{Effect, Notice, Overlay, Session};

pub use action::{DeskAction, EditOf, MarkAs};
pub use cut::{Candidate, Cut};

/// The brief that cards go to, and what is chosen in it.
#[derive(Debug, Default)]
pub struct Desk {
    /// The name under which it is kept.
    pub key: String,
    /// The brief; none while it is being read, or when it cannot be.
    pub brief: Option<Brief>,
    /// The brief as it is known to be on the disk, to bring two windows together.
    pub base: Option<Box<Brief>>,
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
    pub edit: Option<EditOf>,
    /// What is offered to be cut.
    pub cut: Cut,
    /// The form that was asked for last.
    pub sending: Option<BriefForm>,
    /// The desktop has no dialog: a path is typed for this form.
    pub by_path: Option<BriefForm>,
    /// Other briefs that are kept: their names and titles.
    pub others: Vec<(String, String)>,
    timeline: Timeline<BriefStep>,
}

impl Desk {
    /// The entries; none while they are being read.
    pub fn entries(&self) -> &[Entry] {
        self.brief.as_ref().map_or(&[], |brief| &brief.entries)
    }

    /// The place of the chosen entry.
    pub fn place(&self) -> Option<usize> {
        self.brief.as_ref()?.index_of(self.chosen)
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

impl Session {
    /// Asks for the brief that goes with the open edition, unless one is on the desk.
    pub fn want_brief(&mut self) -> Vec<Effect> {
        if !self.desk.key.is_empty() {
            return Vec::new();
        }
        self.desk.key = self.memory.brief.clone().unwrap_or_else(|| self.base().id().to_owned());
        vec![Effect::LoadBrief(self.desk.key.clone())]
    }

    pub(super) fn desk_action(&mut self, action: DeskAction) -> Vec<Effect> {
        match action {
            DeskAction::Came(key, brief) => self.brief_came(&key, brief),
            DeskAction::Merged(key, written, both) => return self.brief_merged(&key, &written, both),
            DeskAction::Listed(others) => self.desk.others = others,
            DeskAction::CutAt(at) => self.desk.cut.choose(at),
            DeskAction::CutTag(tag) => self.desk.cut.tag = tag,
            DeskAction::TakeCut => return self.take_cut(),
            DeskAction::Choose(id) => self.choose(id),
            DeskAction::Words(words) => self.desk.words = words,
            DeskAction::Title(id, text) => return self.type_in(id, &text, edit::Field::Title),
            DeskAction::Cite(id, text) => return self.type_in(id, &text, edit::Field::Cite),
            DeskAction::Text(id, text) => return self.type_in(id, &text, edit::Field::Text),
            DeskAction::Side(id, side) => return self.set_side(id, side),
            DeskAction::Mark(layer) => return self.mark(layer),
            DeskAction::Put(id, before) => return self.put(id, before),
            DeskAction::Called(title) => return self.rename(title),
            DeskAction::Sides(sides) => return self.name_sides(sides),
            DeskAction::Query(query) => self.desk.query = query,
            DeskAction::Open(key) => return self.lay_out(key),
            DeskAction::PutAway(key) if key != self.desk.key => return vec![Effect::PutBriefAway(key)],
            DeskAction::PutAway(_) => {}
            DeskAction::New(title) => return self.new_brief(&title),
            DeskAction::TakeFrom(path) => return vec![Effect::TakeCards(path)],
            DeskAction::Take(brief) => return self.take_brief(*brief),
            DeskAction::Export(form) => {
                self.desk.sending = Some(form);
                return vec![Effect::PickBrief(form)];
            }
            DeskAction::ExportTo { form, path, over } => {
                // The ending is what tells other programs what it is.
                let path = if path.extension().is_some() { path } else { path.with_extension(form.extension()) };
                return vec![Effect::WriteBrief { form, path, over }];
            }
            DeskAction::Edit(of) => (self.desk.edit, self.desk.reveal) = (Some(of), true),
            DeskAction::Reveal => self.desk.reveal = true,
            DeskAction::Revealed => (self.desk.reveal, self.desk.edit) = (false, None),
            DeskAction::Sent => {
                self.desk.by_path = None;
                self.overlay.take_if(|overlay| *overlay == Overlay::Brief);
            }
            DeskAction::Screen(open) => return self.debate(open),
        }
        Vec::new()
    }

    /// Another window's changes come in; what was done here since goes on the disk too.
    fn brief_merged(&mut self, key: &str, written: &Brief, both: Box<Brief>) -> Vec<Effect> {
        if key != self.desk.key {
            return Vec::new();
        }
        let Desk { brief: Some(brief), timeline, .. } = &mut self.desk else { return Vec::new() };
        let before = brief.clone();
        brief.merge(written, &both);
        let (more, changed) = (*brief != *both, *brief != before);
        timeline.merged(&before, brief);
        self.desk.base = Some(both);
        self.desk.revision += 1;
        if changed {
            self.say(Notice::quiet("Another window changed this brief too: both are together here"));
        }
        if more { vec![Effect::SaveBrief] } else { Vec::new() }
    }

    fn brief_came(&mut self, key: &str, brief: Result<Option<Box<Brief>>, String>) {
        if key != self.desk.key {
            return;
        }
        match brief {
            Ok(Some(brief)) => {
                let (brief, told) = brief.sanitized();
                self.desk.base = Some(Box::new(brief.clone()));
                self.desk.brief = Some(brief);
                if !told.is_empty() {
                    self.say(Notice::fault(format!("In this brief, {}", told.join("; "))));
                }
            }
            Ok(None) => {
                let edition = self.base();
                let mut brief = Brief::empty(edition.title());
                brief.edition = Some(edition.id().to_owned());
                self.desk.base = Some(Box::new(brief.clone()));
                self.desk.brief = Some(brief);
            }
            Err(fault) => self.say(Notice::fault(fault)),
        }
        self.desk.timeline = Timeline::default();
        self.desk.revision += 1;
        self.desk.chosen = self.desk.entries().last().map_or(0, Entry::id);
        self.desk.words = 0..0;
        self.desk.reveal = true;
    }

    /// The debate screen comes in the reader's place, or goes.
    pub(super) fn debate(&mut self, open: bool) -> Vec<Effect> {
        self.hush();
        self.desk.open = open;
        self.overlay = None;
        self.desk.reveal = open;
        self.travel = Some(super::Travel::Show(self.active));
        if open { self.want_brief().into_iter().chain([Effect::ReadBriefAgain]).collect() } else { Vec::new() }
    }

    fn choose(&mut self, id: u32) {
        if self.desk.chosen != id {
            self.desk.chosen = id;
            self.desk.words = 0..0;
            self.desk.timeline.rest();
        }
    }

    /// Walks among the entries that are shown.
    pub(super) fn walk_brief(&mut self, forward: bool) {
        let shown = self.desk.shown();
        let here = self.desk.place().and_then(|place| shown.iter().position(|at| *at == place));
        let next = match here {
            None => shown.first(),
            Some(at) if forward => shown.get(at + 1),
            Some(at) => at.checked_sub(1).and_then(|at| shown.get(at)),
        };
        if let Some(entry) = next.and_then(|at| self.desk.entries().get(*at)) {
            let id = entry.id();
            self.choose(id);
            self.desk.reveal = true;
        }
    }

    /// The brief to change; when it is not there, why is said.
    fn brief_to_change(&mut self) -> Option<&mut Desk> {
        if self.desk.brief.is_none() {
            self.say(Notice::quiet("The brief is not read yet, or cannot be: nothing was changed"));
            return None;
        }
        Some(&mut self.desk)
    }

    /// The name of a file that the brief is sent out as.
    pub fn brief_name(&self, form: BriefForm) -> String {
        format!("{}.{}", self.desk.key, form.extension())
    }

    /// Puts entries in place of a range.
    fn change_brief(&mut self, range: Range<usize>, put: Vec<Entry>, typing: Option<u64>) -> Vec<Effect> {
        self.change_brief_with(range, put, None, typing)
    }

    /// Puts entries in place of a range, where the head was another one before, too.
    fn change_brief_with(
        &mut self,
        range: Range<usize>,
        put: Vec<Entry>,
        head: Option<BriefHead>,
        typing: Option<u64>,
    ) -> Vec<Effect> {
        let Some(desk) = self.brief_to_change() else { return Vec::new() };
        let Some(brief) = &mut desk.brief else { return Vec::new() };
        let head = head.filter(|head| *head != BriefHead::of(brief));
        let nothing = range.is_empty() && put.is_empty();
        let entries = (!nothing).then(|| Splice::replace(&mut brief.entries, range, put).inverse());
        if desk.timeline.did(BriefStep { entries, head }, typing) {
            self.trail.did(if self.desk.open { Of::Brief } else { Of::Cut });
        }
        self.brief_changed()
    }

    /// What is to be done after a change of the brief.
    fn brief_changed(&mut self) -> Vec<Effect> {
        self.desk.revision += 1;
        vec![Effect::SaveBrief]
    }

    /// Undoes or redoes the last change of the brief; false when there was none.
    pub(super) fn turn_brief(&mut self, back: bool) -> bool {
        let Desk { brief: Some(brief), timeline, .. } = &mut self.desk else { return false };
        let Some(made) = timeline.turn(brief, back) else { return false };
        // Where only the head changed, one stays where one is.
        if let Some(Splice { at, .. }) = made.entries {
            self.desk.chosen = brief.entries.get(at).or(brief.entries.last()).map_or(0, Entry::id);
            (self.desk.words, self.desk.reveal) = (0..0, true);
        }
        self.desk.revision += 1;
        true
    }

    fn rename(&mut self, title: String) -> Vec<Effect> {
        self.change_head(edit::TITLE, |brief| brief.title = title)
    }

    fn name_sides(&mut self, sides: Vec<String>) -> Vec<Effect> {
        self.change_head(edit::SIDES, |brief| brief.sides = sides)
    }

    /// Changes what stands at the head of the brief, as a field that is typed in.
    fn change_head(&mut self, typing: u64, change: impl FnOnce(&mut Brief)) -> Vec<Effect> {
        let Some(desk) = self.brief_to_change() else { return Vec::new() };
        let Some(brief) = &mut desk.brief else { return Vec::new() };
        let before = BriefHead::of(brief);
        change(brief);
        if before == BriefHead::of(brief) {
            return Vec::new();
        }
        self.change_brief_with(0..0, Vec::new(), Some(before), Some(typing))
    }

    /// Lays another brief on the desk.
    fn lay_out(&mut self, key: String) -> Vec<Effect> {
        self.overlay = None;
        if let Some(brief) = &self.desk.brief {
            // The list was made when the brief was read; what was begun or named since is not in it.
            let now = (self.desk.key.clone(), brief.title.clone());
            self.desk.others.retain(|(other, _)| *other != now.0);
            self.desk.others.push(now);
        }
        self.desk = Desk {
            key: key.clone(),
            open: self.desk.open,
            reveal: true,
            revision: self.desk.revision + 1,
            others: std::mem::take(&mut self.desk.others),
            ..Desk::default()
        };
        self.memory.brief = Some(key.clone());
        vec![Effect::LoadBrief(key), Effect::SaveMemory]
    }

    /// A new brief; the name of its file is made of the title.
    fn new_brief(&mut self, title: &str) -> Vec<Effect> {
        let taken = |key: &str| key == self.desk.key || self.desk.others.iter().any(|(other, _)| other == key);
        let key = unique_name(title, "brief", taken);
        let mut brief = Brief::empty(title.trim());
        brief.edition = Some(self.base().id().to_owned());
        self.lay_out(key);
        // Its title alone is worth a file.
        self.desk.base = Some(Box::new(Brief::empty("")));
        self.desk.brief = Some(brief);
        self.brief_changed().into_iter().chain([Effect::SaveMemory]).collect()
    }

    /// A heading of a level goes behind the chosen entry, or an analytic without words.
    pub(super) fn add_to_brief(&mut self, level: Option<Level>) -> Vec<Effect> {
        let Some(desk) = self.brief_to_change() else { return Vec::new() };
        let Some(brief) = &desk.brief else { return Vec::new() };
        let id = brief.unused_id();
        let at = desk.place().map_or(brief.entries.len(), |place| place + 1);
        self.desk.query.clear();
        let entry = edit::blank(id, level, self.edition.head().language.clone());
        self.choose(id);
        (self.desk.reveal, self.desk.edit) = (true, Some(EditOf::Title));
        self.change_brief(at..at, vec![entry], None)
    }
}
