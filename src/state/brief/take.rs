//! Adds entries to the brief: a cut, an answer block, or the entries of a file.

use std::sync::Arc;

use crate::export::citation::{card_cite, former_cite_of_copy};
use crate::model::merge::Numbered as _;
use crate::model::{Brief, Entry, HandOver, Heading, Level, MAX_ENTRIES, Source};
use crate::state::feature::{Outcome, Request};
use crate::state::undo_order::UndoTarget;
use crate::state::undo_stack::UndoStep as _;
use crate::state::{Command, Dialog, Effect, Notice};

use super::cut::Candidate;
use super::undo_step::{BriefHead, BriefStep};
use super::{BriefEditor, CutChoices};

impl BriefEditor {
    /// Opens the dialog that cuts an entry. A tag that was not finished is there again with the words it was written for.
    pub(super) fn offer_cut(&mut self, cut: CutChoices, out: &mut Outcome) {
        let unfinished = std::mem::replace(&mut self.cut, cut);
        self.cut.continue_with(unfinished);
        out.open_dialog(Dialog::Cut);
    }

    /// Adds the chosen candidate after the chosen entry of the brief.
    pub(super) fn add_cut(&mut self, out: &mut Outcome) {
        if self.brief_to_change(out).is_none() {
            return;
        }
        let cut = std::mem::take(&mut self.cut);
        let Some(candidate) = cut.candidates.into_iter().nth(cut.chosen) else { return };
        out.ask(Request::CloseDialog(Dialog::Cut));
        let Candidate { mut entry, sources, .. } = candidate;
        entry.set_title(cut.tag);
        let what = match &entry {
            Entry::Card(_) => "The card",
            Entry::Analytic(_) => "The analytic",
            Entry::Heading(_) => "The heading",
        };
        if self.add_entries(vec![entry], sources, cut.under, out) {
            let title = self.document.as_ref().map_or("", |brief| &brief.title);
            notify_added(format!("{what} is in the brief “{title}”"), out);
        }
    }

    /// Adds entries with new ids under a heading, by id, or else after the chosen entry, or at the end if none is chosen.
    /// Returns whether they were added.
    pub(super) fn add_entries(
        &mut self,
        entries: Vec<Entry>,
        sources: Vec<Source>,
        under: Option<u32>,
        out: &mut Outcome,
    ) -> bool {
        let Some(before) = self.brief_to_change(out).map(|brief| BriefHead::of(brief)) else { return false };
        let at = under.and_then(|id| self.end_under(id)).unwrap_or_else(|| self.after_chosen(&entries));
        self.add_entries_with_head(before, at, entries, sources, out)
    }

    /// Adds an answer block in the pocket of a side, which is added if there is none.
    pub(super) fn add_block(
        &mut self,
        mut entries: Vec<Entry>,
        sources: Vec<Source>,
        side: Option<usize>,
        out: &mut Outcome,
    ) -> bool {
        let Some(brief) = self.brief_to_change(out) else { return false };
        let before = BriefHead::of(brief);
        let brief = &*brief;
        let name = side.and_then(|side| brief.sides.get(side)).cloned();
        let end_of_pocket = brief.entries.iter().position(|entry| match entry {
            Entry::Heading(heading) => heading.level == Level::Pocket && brief.side_of_pocket(heading) == side,
            Entry::Card(_) | Entry::Analytic(_) => false,
        });
        let end_of_pocket = end_of_pocket.map(|at| brief.section_at(at).end);
        let of_chosen = self.place().and_then(|place| self.document.as_ref()?.pocket_side_at(place));
        let is_on_side = of_chosen == side;
        let at = match (name, end_of_pocket) {
            (Some(_), Some(end)) if !is_on_side => end,
            (Some(name), None) if !is_on_side => {
                entries.insert(0, Entry::Heading(Heading { id: 0, level: Level::Pocket, text: name, side }));
                self.entries().len()
            }
            _ => self.after_chosen(&entries),
        };
        self.add_entries_with_head(before, at, entries, sources, out)
    }

    /// Returns the place after the entries that stand directly under a heading.
    fn end_under(&self, id: u32) -> Option<usize> {
        let at = self.document.as_ref()?.index_of(id)?;
        let under = self.entries().iter().skip(at + 1).take_while(|entry| entry.level().is_none());
        Some(at + 1 + under.count())
    }

    /// Returns the place after the chosen entry for entries that are added.
    fn after_chosen(&self, entries: &[Entry]) -> usize {
        let at = self.place().map_or(self.entries().len(), |place| place + 1);
        let Some(level) = entries.first().and_then(Entry::level) else { return at };
        // A heading goes after the whole section of a heading of its level, which it would otherwise split.
        let next = self.entries().iter().skip(at).position(|entry| entry.level().is_some_and(|next| next <= level));
        next.map_or(self.entries().len(), |next| at + next)
    }

    /// Returns the headings of the brief by id, each with those above it: `Aff › Sanctions › A2: range`.
    pub fn headings(&self) -> Vec<(u32, String)> {
        let mut above: Vec<(Level, &str)> = Vec::new();
        let mut out = Vec::new();
        for entry in self.entries() {
            let Entry::Heading(heading) = entry else { continue };
            above.retain(|(level, _)| *level < heading.level);
            let text = if heading.text.trim().is_empty() { heading.level.word() } else { heading.text.as_str() };
            above.push((heading.level, text));
            out.push((heading.id, above.iter().map(|(_, text)| *text).collect::<Vec<_>>().join(" › ")));
        }
        out
    }

    /// Returns the heading that the chosen entry stands under, by id.
    pub fn heading_of_chosen(&self) -> Option<u32> {
        let place = self.place()?;
        self.entries().iter().take(place + 1).rev().find(|entry| entry.level().is_some()).map(Entry::id)
    }

    /// Adds entries at an index after the head of the brief was changed for them; `before` is the head before.
    fn add_entries_with_head(
        &mut self,
        before: BriefHead,
        at: usize,
        mut entries: Vec<Entry>,
        sources: Vec<Source>,
        out: &mut Outcome,
    ) -> bool {
        let Some(brief) = self.document.as_mut().map(Arc::make_mut) else { return false };
        if brief.entries.len() + entries.len() > MAX_ENTRIES {
            before.swap_into(brief);
            let text = format!("A brief holds at most {MAX_ENTRIES} entries: begin another one");
            out.notify(Notice::quiet(text).offering(Command::Brief, "Briefs…"));
            return false;
        }
        sources.iter().for_each(|source| brief.add_source(source));
        let mut id = brief.unused_id();
        for entry in &mut entries {
            entry.set_id(id);
            id = id.saturating_add(1);
        }
        self.query.clear();
        // Entries added next go after these.
        if let Some(last) = entries.last() {
            self.chosen = last.id();
            self.words = 0..0;
            self.reveal = true;
        }
        self.splice_with_head(at..at, entries, Some(before), None, out);
        true
    }

    /// Replaces a source of the brief by what is known of it now. Cards follow whose cite is that of the source as it was;
    /// a cite that the student wrote stays. What the cards say is a matter of the copy, so that it is undone there, and
    /// steps of the brief lead to cards with the new cite.
    pub(in crate::state) fn follow_source(&mut self, source: Source, out: &mut Outcome) {
        let Self { document: Some(brief), undo_stack, .. } = self else { return };
        let Some(old) = brief.source(&source.id).filter(|old| **old != source).cloned() else { return };
        let before = Arc::clone(brief);
        let cites = [card_cite(&old, None, None), former_cite_of_copy(&old)];
        let new = card_cite(&source, None, None);
        let brief = Arc::make_mut(brief);
        for entry in &mut brief.entries {
            let Entry::Card(card) = entry else { continue };
            let is_of = card.citation.as_ref().is_some_and(|citation| citation.source == source.id);
            if is_of && cites.contains(&card.cite) {
                Arc::make_mut(card).cite = new.clone();
            }
        }
        for other in brief.sources.iter_mut().filter(|other| other.id == source.id) {
            other.clone_from(&source);
        }
        undo_stack.rebase(&before, brief);
        self.on_changed(out);
    }

    /// Copies the chosen section to the clipboard as rich text.
    pub(super) fn copy_section(&mut self, out: &mut Outcome) {
        let Some(brief) = &self.document else { return };
        let Some(place) = self.place() else { return };
        let entries: Vec<Entry> = brief.entries.get(brief.section_at(place)).unwrap_or_default().to_vec();
        let part = Brief { entries, sources: brief.sources.clone(), ..Brief::empty(&brief.title) };
        out.notify(Notice::quiet("Copied with its look"));
        out.perform(Effect::CopyRich(Box::new(part)));
    }

    /// Takes what is new in a hand-over into the brief, as one undo step, and says what it was. One that comes while the
    /// brief is loading waits for it.
    pub(super) fn receive(&mut self, key: &str, hand_over: HandOver, out: &mut Outcome) {
        let title = hand_over.brief.title.clone();
        if key != self.key {
            out.notify(Notice::fault(format!(
                "The hand-over “{title}” was meant for another brief, which is no longer open: nothing was added"
            )));
            return;
        }
        out.ask(Request::CloseDialog(Dialog::OpenPath));
        let Some(brief) = &mut self.document else {
            self.pending.push(hand_over);
            out.notify(Notice::quiet(format!("The hand-over “{title}” waits until the brief is read")));
            return;
        };
        let before = Arc::clone(brief);
        let mut merged = Brief::clone(brief);
        let received = merged.receive(hand_over);
        if merged.entries.len() > MAX_ENTRIES {
            let text = format!("A brief holds at most {MAX_ENTRIES} entries: begin another one for the hand-over");
            out.notify(Notice::quiet(text).offering(Command::Brief, "Briefs…"));
            return;
        }
        let message = Notice::quiet(received.message(&title));
        if !received.is_new() {
            out.notify(message);
            return;
        }
        *brief = Arc::new(merged);
        if self.undo_stack.push(BriefStep::between(brief, &before), None) {
            out.ask(Request::RecordStep(if self.open { UndoTarget::Brief } else { UndoTarget::Cut }));
        }
        self.query.clear();
        if let Some(first) = received.first {
            (self.chosen, self.words, self.reveal) = (first, 0..0, true);
        }
        self.on_changed(out);
        out.notify(message.offering(Command::Undo, "Undo"));
    }

    /// Appends the entries of a brief that was read from a file, if `key` is still the open brief.
    pub(super) fn import(&mut self, key: &str, mut other: Brief, out: &mut Outcome) {
        if key != self.key {
            let title = &other.title;
            out.notify(Notice::fault(format!(
                "“{title}” was meant for another brief, which is no longer open: nothing was added"
            )));
            return;
        }
        let Some(brief) = self.brief_to_change(out) else { return };
        let before = BriefHead::of(brief);
        brief.merge_sides(&mut other);
        brief.merge_sources(&mut other);
        self.chosen = self.entries().last().map_or(0, Entry::id);
        out.ask(Request::CloseDialog(Dialog::OpenPath));
        let count = other.entries.len();
        let at = self.after_chosen(&other.entries);
        if self.add_entries_with_head(before, at, other.entries, other.sources, out) {
            out.notify(Notice::quiet(format!("{count} entries of “{}” were added at the end", other.title)));
        }
    }
}

/// Says what is in the brief now, with a button that opens it unless it is open.
pub(super) fn notify_added(text: String, out: &mut Outcome) {
    out.notify(Notice::quiet(text).offering(Command::Debate, "Open the brief"));
}
