//! Builds a brief from the paragraphs of a Word file.

use std::collections::HashSet;
use std::sync::Arc;

use super::card_text::MarkedText;
use super::cite;
use super::paragraph::BriefParagraph;
use super::unstyled;
use super::warnings::BriefIssues;
use crate::import::styled_document::OutlineLevel;
use crate::model::{Analytic, BookmarkKind, Brief, Entry, Heading, Language, Level, SIDES_LINE, xml_safe};

/// The longest first line, in characters, that becomes the tag of a text without one.
const MAX_TAG_CHARS: usize = 200;

pub(super) struct BriefReader<'a> {
    name: &'a str,
    title: Option<String>,
    /// The language of most of the file.
    pub(super) language: Option<Language>,
    /// The brief that the file was exported from, if it is embedded.
    embedded: Option<Brief>,
    /// The indices of the embedded entries that have been found in the document.
    used_entries: HashSet<usize>,
    next_id: u32,
    brief: Brief,
    pub(super) issues: BriefIssues,
}

impl<'a> BriefReader<'a> {
    pub(super) fn new(
        name: &'a str,
        title: Option<String>,
        language: Option<Language>,
        embedded: Option<Brief>,
    ) -> Self {
        let mut brief = Brief::empty("");
        if let Some(Brief { format: _, title: _, edition, sides: _, entries: _, sources }) = &embedded {
            brief.edition.clone_from(edition);
            brief.sources.clone_from(sources);
        }
        let next_id = embedded.as_ref().map_or(1, Brief::unused_id);
        let (used_entries, issues) = (HashSet::new(), BriefIssues::default());
        Self { name, title, language, embedded, used_entries, next_id, brief, issues }
    }

    pub(super) fn file_name(&self) -> String {
        self.name.to_owned()
    }

    /// Returns the file name without its extension.
    fn file_stem(&self) -> &str {
        self.name.rsplit_once('.').map_or(self.name, |(file_stem, _)| file_stem)
    }

    pub(super) fn read_body(&mut self, paragraphs: Vec<BriefParagraph>) {
        let mut paragraphs = paragraphs;
        if self.embedded.is_none() {
            self.issues.inferred_entries = unstyled::infer_levels(&mut paragraphs);
        }
        let outline_start =
            paragraphs.iter().position(|paragraph| paragraph.level.is_some()).unwrap_or(paragraphs.len());
        let has_outline = outline_start < paragraphs.len();
        let mut rest = paragraphs;
        let mut following = rest.split_off(outline_start);
        self.read_front_matter(&mut rest);
        if has_outline {
            self.push_untagged(rest);
        } else if !rest.iter().all(BriefParagraph::is_blank) {
            self.issues.no_outline = true;
            let tag = if self.brief.title.is_empty() { self.file_stem().to_owned() } else { self.brief.title.clone() };
            self.issues.dropped_marks += usize::from(rest.iter().any(BriefParagraph::is_marked));
            self.push_new_analytic(tag, MarkedText::from_paragraphs(&rest).text());
        }
        while !following.is_empty() {
            let end = following
                .iter()
                .skip(1)
                .position(|paragraph| paragraph.level.is_some())
                .map_or(following.len(), |at| at + 1);
            let mut group = following;
            following = group.split_off(end);
            let body = group.split_off(1);
            if let Some(heading) = group.pop() {
                self.push_group(heading, body);
            }
        }
    }

    /// Reads a paragraph of the outline with what is below it, up to the next.
    fn push_group(&mut self, heading: BriefParagraph, body: Vec<BriefParagraph>) {
        let level = match heading.level {
            Some(OutlineLevel::Pocket) => Level::Pocket,
            Some(OutlineLevel::Hat) => Level::Hat,
            Some(OutlineLevel::Block) => Level::Block,
            Some(OutlineLevel::Tag | OutlineLevel::Analytic) | None => return self.push_tagged(&heading, body),
        };
        let embedded = heading.bookmark(BookmarkKind::Heading).and_then(|at| self.take_embedded(at));
        let heading = match embedded {
            Some(Entry::Heading(embedded)) if xml_safe(&embedded.text) == heading.text() => {
                Heading { level, ..embedded }
            }
            Some(Entry::Heading(embedded)) => Heading { level, text: heading.one_line(), ..embedded },
            _ => Heading { id: self.new_id(), level, text: heading.one_line(), side: None },
        };
        self.brief.entries.push(Entry::Heading(heading));
        self.push_untagged(body);
    }

    /// Takes the title and the sides from the paragraphs before the outline.
    fn read_front_matter(&mut self, paragraphs: &mut Vec<BriefParagraph>) {
        let embedded =
            self.embedded.as_ref().map(|brief| (brief.title.clone(), brief.sides.clone(), brief.sides_line()));
        let is_title = |paragraph: &BriefParagraph| {
            (paragraph.is_title || paragraph.bookmark(BookmarkKind::Title).is_some()) && !paragraph.is_blank()
        };
        let title = paragraphs.iter().position(is_title).map(|at| paragraphs.remove(at));
        let is_sides = |paragraph: &BriefParagraph| {
            paragraph.bookmark(BookmarkKind::Sides).is_some()
                || title.is_some() && paragraph.text().starts_with(SIDES_LINE.0) && !paragraph.is_marked()
        };
        let sides = paragraphs.iter().position(is_sides).map(|at| paragraphs.remove(at).text());
        self.brief.title = match (&title, &embedded) {
            (Some(paragraph), Some((title, ..))) if xml_safe(title) == paragraph.text() => title.clone(),
            (Some(paragraph), _) => paragraph.one_line(),
            (None, Some((title, ..))) => title.clone(),
            (None, None) => self.title.take().unwrap_or_default(),
        };
        let parse_sides = |line: &str| {
            let names = line.strip_prefix(SIDES_LINE.0).unwrap_or(line).split(SIDES_LINE.1);
            names.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect::<Vec<_>>()
        };
        match (sides, embedded) {
            (Some(line), Some((_, sides, Some(exported)))) if xml_safe(&exported) == line => self.brief.sides = sides,
            (Some(line), _) => self.brief.sides = parse_sides(&line),
            (None, Some((_, sides, _))) => self.brief.sides = sides,
            (None, None) => {}
        }
    }

    /// Adds text without a tag: as a card if it has a cite in the cite style, else as an analytic.
    fn push_untagged(&mut self, paragraphs: Vec<BriefParagraph>) {
        if paragraphs.iter().all(BriefParagraph::is_blank) {
            return;
        }
        if cite::find_cite(&paragraphs, true).is_some() {
            return self.push_tagged(&BriefParagraph::default(), paragraphs);
        }
        self.issues.untagged_texts += 1;
        self.issues.dropped_marks += usize::from(paragraphs.iter().any(BriefParagraph::is_marked));
        let text = MarkedText::from_paragraphs(&paragraphs).text();
        let (first, rest) = text.split_once('\n').unwrap_or((text.as_str(), ""));
        if first.chars().count() <= MAX_TAG_CHARS {
            self.push_new_analytic(first.trim().to_owned(), rest.trim_start_matches('\n').to_owned());
        } else {
            self.push_new_analytic("Text without a tag".to_owned(), text);
        }
    }

    /// Adds the notes of the file at the end.
    pub(super) fn push_notes(&mut self, notes: Vec<Vec<BriefParagraph>>) {
        let texts: Vec<String> =
            notes.iter().map(|paragraphs| MarkedText::from_paragraphs(paragraphs).text()).collect();
        for (number, text) in (1..).zip(texts).filter(|(_, text): &(usize, String)| !text.trim().is_empty()) {
            if self.issues.notes == 0 {
                let text = "Notes at the end of the file".to_owned();
                let id = self.new_id();
                self.brief.entries.push(Entry::Heading(Heading { id, level: Level::Block, text, side: None }));
            }
            self.issues.notes += 1;
            self.push_new_analytic(format!("Note {number}"), text.trim().to_owned());
        }
    }

    /// Adds an analytic that has no embedded entry.
    fn push_new_analytic(&mut self, tag: String, text: String) {
        let language = self.language_of(&text, &[]);
        let id = self.new_id();
        self.push(Entry::Analytic(Arc::new(Analytic { id, tag, text, language, of: None })));
    }

    pub(super) fn push(&mut self, entry: Entry) {
        self.brief.entries.push(entry);
    }

    pub(super) fn new_id(&mut self) -> u32 {
        let id = self.next_id;
        self.next_id = self.next_id.saturating_add(1);
        id
    }

    /// Returns the embedded entry at an index. A second paragraph that refers to it is a copy and gets `None`.
    pub(super) fn take_embedded(&mut self, at: usize) -> Option<Entry> {
        let entry = self.embedded.as_ref()?.entries.get(at)?.clone();
        self.used_entries.insert(at).then_some(entry)
    }

    /// Returns the notice by which an exported file marks an analytic as a summary.
    pub(super) fn summary_notice(&self, analytic: &Analytic) -> Option<String> {
        self.embedded.as_ref()?.summary_notice(analytic)
    }

    pub(super) fn has_content(&self) -> bool {
        self.embedded.is_some() || !self.brief.title.is_empty() || !self.brief.entries.is_empty()
    }

    pub(super) fn finish(mut self) -> (Brief, BriefIssues) {
        if self.brief.title.is_empty() && self.embedded.is_none() {
            self.brief.title = self.file_stem().to_owned();
        }
        (self.brief, self.issues)
    }
}
