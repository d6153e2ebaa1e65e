//! A debater's file while it is read: its outline, and what stands outside of it.

use std::collections::HashSet;

use super::cite;
use super::line::{Line, Part};
use super::told::Told;
use super::words::Words;
use crate::import::pieces::Rank;
use crate::model::{Analytic, Brief, Entry, Heading, Language, Level, SIDES_LINE, xml_safe};

/// A first line no longer than this, in characters, is the tag of a text that has none.
const LONGEST_TAG: usize = 200;

/// A brief under way.
pub(super) struct Reading<'a> {
    /// The name of the file.
    name: &'a str,
    /// The title that the file has among its properties.
    title: Option<String>,
    /// The language of most of the file.
    pub(super) language: Option<Language>,
    /// The brief that the file was made of.
    kept: Option<Brief>,
    /// Entries of that brief which have been found.
    used: HashSet<usize>,
    next_id: u32,
    brief: Brief,
    pub(super) told: Told,
}

impl<'a> Reading<'a> {
    pub(super) fn new(name: &'a str, title: Option<String>, language: Option<Language>, kept: Option<Brief>) -> Self {
        let mut brief = Brief::empty("");
        if let Some(Brief { format: _, title: _, edition, sides: _, entries: _, sources }) = &kept {
            brief.edition.clone_from(edition);
            brief.sources.clone_from(sources);
        }
        let next_id = kept.as_ref().map_or(1, Brief::unused_id);
        let (used, told) = (HashSet::new(), Told::default());
        Self { name, title, language, kept, used, next_id, brief, told }
    }

    /// The name of the file.
    pub(super) fn file_name(&self) -> String {
        self.name.to_owned()
    }

    /// The name of the file without its ending.
    fn stem(&self) -> &str {
        self.name.rsplit_once('.').map_or(self.name, |(stem, _)| stem)
    }

    /// The text of the file.
    pub(super) fn body(&mut self, lines: Vec<Line>) {
        let head_end = lines.iter().position(|line| line.rank.is_some()).unwrap_or(lines.len());
        let outlined = head_end < lines.len();
        let mut rest = lines;
        let mut following = rest.split_off(head_end);
        self.head(&mut rest);
        if outlined {
            self.stray(rest);
        } else if !rest.iter().all(Line::is_blank) {
            self.told.no_outline = true;
            let tag = if self.brief.title.is_empty() { self.stem().to_owned() } else { self.brief.title.clone() };
            self.told.unmarked += usize::from(rest.iter().any(Line::is_marked));
            self.own_analytic(tag, Words::of_lines(&rest).text());
        }
        while !following.is_empty() {
            let end =
                following.iter().skip(1).position(|line| line.rank.is_some()).map_or(following.len(), |at| at + 1);
            let mut group = following;
            following = group.split_off(end);
            let body = group.split_off(1);
            if let Some(head) = group.pop() {
                self.group(head, body);
            }
        }
    }

    /// A paragraph of the outline with what stands under it up to the next.
    fn group(&mut self, head: Line, body: Vec<Line>) {
        let level = match head.rank {
            Some(Rank::Pocket) => Level::Pocket,
            Some(Rank::Hat) => Level::Hat,
            Some(Rank::Block) => Level::Block,
            Some(Rank::Tag | Rank::Analytic) | None => return self.tagged(&head, body),
        };
        let kept = head.entry(Part::Heading).and_then(|at| self.take(at));
        let heading = match kept {
            Some(Entry::Heading(kept)) if xml_safe(&kept.text) == head.text() => Heading { level, ..kept },
            Some(Entry::Heading(kept)) => Heading { level, text: head.flat(), ..kept },
            _ => Heading { id: self.new_id(), level, text: head.flat(), side: None },
        };
        self.brief.entries.push(Entry::Heading(heading));
        self.stray(body);
    }

    /// Takes the title and the sides out of what stands before the outline.
    fn head(&mut self, lines: &mut Vec<Line>) {
        let kept = self.kept.as_ref().map(|brief| (brief.title.clone(), brief.sides.clone(), brief.sides_line()));
        let is_title = |line: &Line| (line.title || line.entry(Part::Title).is_some()) && !line.is_blank();
        let title = lines.iter().position(is_title).map(|at| lines.remove(at));
        let is_sides = |line: &Line| {
            line.entry(Part::Sides).is_some()
                || title.is_some() && line.text().starts_with(SIDES_LINE.0) && !line.is_marked()
        };
        let sides = lines.iter().position(is_sides).map(|at| lines.remove(at).text());
        self.brief.title = match (&title, &kept) {
            (Some(line), Some((title, ..))) if xml_safe(title) == line.text() => title.clone(),
            (Some(line), _) => line.flat(),
            (None, Some((title, ..))) => title.clone(),
            (None, None) => self.title.take().unwrap_or_default(),
        };
        let listed = |line: &str| {
            let names = line.strip_prefix(SIDES_LINE.0).unwrap_or(line).split(SIDES_LINE.1);
            names.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect::<Vec<_>>()
        };
        match (sides, kept) {
            (Some(line), Some((_, sides, Some(own)))) if xml_safe(&own) == line => self.brief.sides = sides,
            (Some(line), _) => self.brief.sides = listed(&line),
            (None, Some((_, sides, _))) => self.brief.sides = sides,
            (None, None) => {}
        }
    }

    /// Text that stands under no tag: a card when it has a cite in its style, else an analytic.
    fn stray(&mut self, lines: Vec<Line>) {
        if lines.iter().all(Line::is_blank) {
            return;
        }
        if cite::find(&lines, true).is_some() {
            return self.tagged(&Line::default(), lines);
        }
        self.told.strays += 1;
        self.told.unmarked += usize::from(lines.iter().any(Line::is_marked));
        let text = Words::of_lines(&lines).text();
        let (first, rest) = text.split_once('\n').unwrap_or((text.as_str(), ""));
        if first.chars().count() <= LONGEST_TAG {
            self.own_analytic(first.trim().to_owned(), rest.trim_start_matches('\n').to_owned());
        } else {
            self.own_analytic("Text without a tag".to_owned(), text);
        }
    }

    /// The notes of the file, at its end.
    pub(super) fn notes(&mut self, notes: Vec<Vec<Line>>) {
        let texts: Vec<String> = notes.iter().map(|lines| Words::of_lines(lines).text()).collect();
        for (number, text) in (1..).zip(texts).filter(|(_, text): &(usize, String)| !text.trim().is_empty()) {
            if self.told.notes == 0 {
                let text = "Notes at the end of the file".to_owned();
                let id = self.new_id();
                self.brief.entries.push(Entry::Heading(Heading { id, level: Level::Block, text, side: None }));
            }
            self.told.notes += 1;
            self.own_analytic(format!("Note {number}"), text.trim().to_owned());
        }
    }

    /// Adds an analytic that was made of no entry.
    fn own_analytic(&mut self, tag: String, text: String) {
        let language = self.language_of(&text, &[]);
        let id = self.new_id();
        self.push(Entry::Analytic(Analytic { id, tag, text, language, of: None }));
    }

    /// Adds an entry.
    pub(super) fn push(&mut self, entry: Entry) {
        self.brief.entries.push(entry);
    }

    /// A number that no other entry has.
    pub(super) fn new_id(&mut self) -> u32 {
        let id = self.next_id;
        self.next_id = self.next_id.saturating_add(1);
        id
    }

    /// The entry at a place of the brief that the file was made of. A second paragraph that names it is a copy and has
    /// none.
    pub(super) fn take(&mut self, at: usize) -> Option<Entry> {
        let entry = self.kept.as_ref()?.entries.get(at)?.clone();
        self.used.insert(at).then_some(entry)
    }

    /// The line with which the file says that an analytic is a summary.
    pub(super) fn summary_notice(&self, analytic: &Analytic) -> Option<String> {
        self.kept.as_ref()?.summary_notice(analytic)
    }

    /// Whether there is anything.
    pub(super) fn found_text(&self) -> bool {
        self.kept.is_some() || !self.brief.title.is_empty() || !self.brief.entries.is_empty()
    }

    /// The brief, and what is to be told of it.
    pub(super) fn finish(mut self) -> (Brief, Told) {
        if self.brief.title.is_empty() && self.kept.is_none() {
            self.brief.title = self.stem().to_owned();
        }
        (self.brief, self.told)
    }
}
