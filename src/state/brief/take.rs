//! Adds entries to the brief: a cut, an answer block, or the entries of a file.

use std::sync::Arc;

use crate::model::{Brief, Entry, MAX_ENTRIES};
use crate::state::{AppState, Command, Dialog, Effect, Notice};

use super::cut::Candidate;
use super::undo_step::BriefHead;

impl AppState {
    /// Adds the chosen candidate after the chosen entry of the brief.
    pub(super) fn add_cut(&mut self) -> Vec<Effect> {
        if self.editable_brief().is_none() {
            return Vec::new();
        }
        let cut = std::mem::take(&mut self.brief.cut);
        let Some(candidate) = cut.candidates.into_iter().nth(cut.chosen) else { return Vec::new() };
        self.dialog.take_if(|dialog| *dialog == Dialog::Cut);
        let Candidate { mut entry, sources, .. } = candidate;
        let what = match &mut entry {
            Entry::Card(card) => {
                card.tag = cut.tag;
                "The card"
            }
            Entry::Analytic(analytic) => {
                analytic.tag = cut.tag;
                "The analytic"
            }
            Entry::Heading(_) => "The heading",
        };
        let effects = self.add_entries(vec![entry], sources);
        if !effects.is_empty() {
            let title = self.brief.document.as_ref().map_or("", |brief| &brief.title);
            let title = title.to_owned();
            self.notify_in_brief(format!("{what} is in the brief “{title}”"));
        }
        effects
    }

    /// Says what is in the brief now, with a button that opens it unless it is open.
    pub(super) fn notify_in_brief(&mut self, text: String) {
        self.notify(Notice::quiet(text).offering(Command::Debate, "Open the brief"));
    }

    /// Adds entries with new ids after the chosen one, or at the end if none is chosen.
    pub(super) fn add_entries(&mut self, entries: Vec<Entry>, sources: Vec<crate::model::Source>) -> Vec<Effect> {
        let Some(editor) = self.editable_brief() else { return Vec::new() };
        let Some(before) = editor.document.as_deref().map(BriefHead::of) else { return Vec::new() };
        self.add_entries_with_head(before, entries, sources)
    }

    /// Adds entries after the head of the brief was changed for them; `before` is the head before.
    fn add_entries_with_head(
        &mut self,
        before: BriefHead,
        mut entries: Vec<Entry>,
        sources: Vec<crate::model::Source>,
    ) -> Vec<Effect> {
        use crate::model::merge::Numbered as _;
        let Some(editor) = self.editable_brief() else { return Vec::new() };
        let Some(brief) = editor.document.as_mut().map(Arc::make_mut) else { return Vec::new() };
        if brief.entries.len() + entries.len() > MAX_ENTRIES {
            before.swap_into(brief);
            let text = format!("A brief holds at most {MAX_ENTRIES} entries: begin another one");
            self.notify(Notice::quiet(text).offering(Command::Brief, "Briefs…"));
            return Vec::new();
        }
        sources.iter().for_each(|source| brief.add_source(source));
        let mut id = brief.unused_id();
        for entry in &mut entries {
            entry.set_id(id);
            id = id.saturating_add(1);
        }
        let mut at = editor.place().map_or(editor.entries().len(), |place| place + 1);
        if let Some(level) = entries.first().and_then(Entry::level) {
            // A heading goes after the whole section of a heading of its level, which it would otherwise split.
            let next =
                editor.entries().iter().skip(at).position(|entry| entry.level().is_some_and(|next| next <= level));
            at = next.map_or(editor.entries().len(), |next| at + next);
        }
        self.brief.query.clear();
        // Entries added next go after these.
        if let Some(last) = entries.last() {
            self.brief.chosen = last.id();
            self.brief.words = 0..0;
            self.brief.reveal = true;
        }
        self.splice_brief_with_head(at..at, entries, Some(before), None)
    }

    /// Copies the chosen section to the clipboard as rich text.
    pub(in crate::state) fn copy_section(&mut self) -> Vec<Effect> {
        let Some(brief) = &self.brief.document else { return Vec::new() };
        let Some(place) = self.brief.place() else { return Vec::new() };
        let entries: Vec<Entry> = brief.entries.get(brief.section_at(place)).unwrap_or_default().to_vec();
        let part = Brief { entries, sources: brief.sources.clone(), ..Brief::empty(&brief.title) };
        self.notify(Notice::quiet("Copied with its look"));
        vec![Effect::CopyRich(Box::new(part))]
    }

    /// Appends the entries of a brief that was read from a file, if `key` is still the open brief.
    pub(super) fn import_brief(&mut self, key: &str, mut other: Brief) -> Vec<Effect> {
        if key != self.brief.key {
            let title = &other.title;
            self.notify(Notice::fault(format!(
                "“{title}” was meant for another brief, which is no longer open: nothing was added"
            )));
            return Vec::new();
        }
        let Some(editor) = self.editable_brief() else { return Vec::new() };
        let Some(brief) = editor.document.as_mut().map(Arc::make_mut) else { return Vec::new() };
        let before = BriefHead::of(brief);
        brief.merge_sides(&mut other);
        brief.merge_sources(&mut other);
        editor.chosen = editor.entries().last().map_or(0, Entry::id);
        self.dialog.take_if(|dialog| *dialog == Dialog::OpenPath);
        let count = other.entries.len();
        let effects = self.add_entries_with_head(before, other.entries, other.sources);
        if !effects.is_empty() {
            self.notify(Notice::quiet(format!("{count} entries of “{}” were added at the end", other.title)));
        }
        effects
    }
}
