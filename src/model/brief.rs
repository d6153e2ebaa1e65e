//! A brief: headings, cards and analytics in the order they are handed out.

use serde::{Deserialize, Serialize};

use super::merge::{Numbered, merge, merge_sources};
use super::{Analytic, Card, Citation, Source, SourceId, Summarised};

/// The version of the file.
pub const BRIEF_FORMAT: u32 = 1;

/// Headings, cards and analytics of a brief that are read; more are cut off, and said to be.
pub const MAX_ENTRIES: usize = 20_000;

/// The sides of a brief that nobody has named.
pub const USUAL_SIDES: [&str; 2] = ["Aff", "Neg"];

/// A brief; it holds the sources it cites, so that it is whole without its edition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Brief {
    /// The version of the file, [`BRIEF_FORMAT`].
    pub format: u32,
    /// What it is called.
    pub title: String,
    /// The id of the edition it is made from; none when it was imported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// The sides by name: aff and neg, pro and con, government and opposition, or others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sides: Vec<String>,
    /// Headings, cards and analytics in order.
    #[serde(default)]
    pub entries: Vec<Entry>,
    /// The sources that its cards and analytics cite.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

/// One thing in a brief. In the file, `Card(tag: ..., ...)` and the like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Entry {
    /// A heading.
    Heading(Heading),
    /// Evidence.
    Card(Box<Card>),
    /// An argument without evidence.
    Analytic(Analytic),
}

/// A heading over what follows it, up to the next one of its level or above.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heading {
    /// Its number in the brief, of the same row as the cards' numbers; 0 in a file by hand stands for a free one.
    #[serde(default)]
    pub id: u32,
    /// How high it stands.
    pub level: Level,
    /// Its words.
    pub text: String,
    /// Whose it is, by the place in [`Brief::sides`]; none means that of the heading above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<usize>,
}

/// The levels of a brief's outline, from the highest; a tag stands under them all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Level {
    /// A part of the brief.
    Pocket,
    /// A position.
    Hat,
    /// Answers to one claim, or one argument.
    Block,
}

impl Level {
    /// All levels from the highest.
    pub const ALL: [Self; 3] = [Self::Pocket, Self::Hat, Self::Block];

    /// The debaters' word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pocket => "Pocket",
            Self::Hat => "Hat",
            Self::Block => "Block",
        }
    }
}

impl Entry {
    /// Its level when it is a heading.
    pub fn level(&self) -> Option<Level> {
        match self {
            Self::Heading(heading) => Some(heading.level),
            Self::Card(_) | Self::Analytic(_) => None,
        }
    }

    /// Its number in the brief.
    pub fn id(&self) -> u32 {
        match self {
            Self::Heading(heading) => heading.id,
            Self::Card(card) => card.id,
            Self::Analytic(analytic) => analytic.id,
        }
    }

    /// What it cites.
    pub fn citations(&self) -> &[Citation] {
        match self {
            Self::Heading(_) => &[],
            Self::Card(card) => card.citation.as_slice(),
            Self::Analytic(analytic) => match &analytic.of {
                Some(Summarised::Note { citations, .. }) => citations,
                Some(Summarised::Restated { .. }) | None => &[],
            },
        }
    }

    /// Whether it cites a source, or what that was reported by.
    pub fn cites(&self, id: &SourceId) -> bool {
        self.citations().iter().any(|one| one.source == *id || one.relayed_by.as_ref() == Some(id))
    }

    /// Its heading or tag.
    pub fn title(&self) -> &str {
        match self {
            Self::Heading(heading) => &heading.text,
            Self::Card(card) => &card.tag,
            Self::Analytic(analytic) => &analytic.tag,
        }
    }
}

impl Numbered for Entry {
    fn id(&self) -> u32 {
        Self::id(self)
    }

    fn number(&mut self, id: u32) {
        match self {
            Self::Heading(heading) => heading.id = id,
            Self::Card(card) => card.id = id,
            Self::Analytic(analytic) => analytic.id = id,
        }
    }
}

impl Brief {
    /// Brings what two windows did since `base` together: `self` is what this one has. Where both changed one thing,
    /// this window's stands.
    pub fn merge(&mut self, base: &Self, theirs: &Self) {
        if self.title == base.title {
            self.title.clone_from(&theirs.title);
        }
        if self.sides == base.sides {
            self.sides.clone_from(&theirs.sides);
        }
        merge(&base.entries, &theirs.entries, &mut self.entries);
        let entries = &self.entries;
        let cited = |id: &SourceId| entries.iter().any(|entry| entry.cites(id));
        merge_sources(&base.sources, &theirs.sources, &mut self.sources, cited);
    }

    /// Takes the sides of another brief in, by name, and has its headings point to them.
    pub fn merge_sides(&mut self, other: &mut Self) {
        let places: Vec<usize> = other
            .sides
            .iter()
            .map(|name| {
                self.sides.iter().position(|ours| ours.eq_ignore_ascii_case(name)).unwrap_or_else(|| {
                    self.sides.push(name.clone());
                    self.sides.len() - 1
                })
            })
            .collect();
        for entry in &mut other.entries {
            if let Entry::Heading(heading) = entry {
                heading.side = heading.side.and_then(|side| places.get(side).copied());
            }
        }
    }

    /// Takes the sources of another brief in. One whose id is here with another work is given a free id, in its cites too.
    pub fn merge_sources(&mut self, other: &mut Self) {
        for source in std::mem::take(&mut other.sources) {
            let clashes = self.source(&source.id).is_some_and(|ours| *ours != source);
            if !clashes {
                self.add_source(&source);
                continue;
            }
            let free = (2..).map(|n| SourceId::from(format!("{}-{n}", source.id).as_str()));
            let Some(id) = free.into_iter().find(|id| self.source(id).is_none()) else { continue };
            let cites = |citation: &mut super::Citation| {
                if citation.source == source.id {
                    citation.source = id.clone();
                }
                if citation.relayed_by.as_ref() == Some(&source.id) {
                    citation.relayed_by = Some(id.clone());
                }
            };
            for entry in &mut other.entries {
                match entry {
                    Entry::Heading(_) => {}
                    Entry::Card(card) => card.citation.iter_mut().for_each(cites),
                    Entry::Analytic(analytic) => {
                        if let Some(super::Summarised::Note { citations, .. }) = &mut analytic.of {
                            citations.iter_mut().for_each(cites);
                        }
                    }
                }
            }
            self.sources.push(Source { id, ..source });
        }
    }

    /// Takes a source in, unless it is there.
    pub fn add_source(&mut self, source: &Source) {
        if self.source(&source.id).is_none() {
            self.sources.push(source.clone());
        }
    }

    /// A brief with nothing in it.
    pub fn empty(title: &str) -> Self {
        Self {
            format: BRIEF_FORMAT,
            title: title.to_owned(),
            edition: None,
            sides: USUAL_SIDES.map(str::to_owned).to_vec(),
            entries: Vec::new(),
            sources: Vec::new(),
        }
    }

    /// A number that no entry has.
    pub fn unused_id(&self) -> u32 {
        self.entries.iter().map(Entry::id).max().map_or(1, |id| id.saturating_add(1))
    }

    /// The place of an entry by its number.
    pub fn index_of(&self, id: u32) -> Option<usize> {
        self.entries.iter().position(|entry| entry.id() == id)
    }

    /// The source of an id.
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == *id)
    }

    /// The entries that belong to the one at a place: a heading with all that stands under it, else the entry alone.
    pub fn section_at(&self, at: usize) -> std::ops::Range<usize> {
        let Some(entry) = self.entries.get(at) else { return at..at };
        let Some(level) = entry.level() else { return at..at + 1 };
        let under = self.entries.iter().skip(at + 1).take_while(|entry| entry.level().is_none_or(|next| next > level));
        at..at + 1 + under.count()
    }

    /// Moves the part at `from` so that it stands before the entry now at `to`; a place inside itself changes nothing.
    pub fn move_section(&mut self, from: usize, to: usize) {
        let part = self.section_at(from);
        if part.is_empty() || part.contains(&to) || to == part.end || to > self.entries.len() {
            return;
        }
        let (from, to, middle) = if to < part.start { (to, part.end, part.start) } else { (part.start, to, part.end) };
        if let Some(slice) = self.entries.get_mut(from..to) {
            slice.rotate_left(middle - from);
        }
    }

    /// Whose side an entry is on, by the place in [`Brief::sides`]: the nearest heading above that says so.
    pub fn side_at(&self, at: usize) -> Option<usize> {
        let mut below = None;
        for entry in self.entries.iter().take(at + 1).rev() {
            let Entry::Heading(heading) = entry else { continue };
            // Only headings that stand over it speak for it.
            if below.is_some_and(|level| heading.level >= level) {
                continue;
            }
            if heading.side.is_some() {
                return heading.side.filter(|side| *side < self.sides.len());
            }
            below = Some(heading.level);
        }
        None
    }

    /// The brief within its bounds, with every number there once and unlike the others, and what had to be changed, one
    /// sentence each: a file may be written by hand.
    #[must_use]
    pub fn sanitized(mut self) -> (Self, Vec<String>) {
        let mut told = Vec::new();
        if self.entries.len() > MAX_ENTRIES {
            told.push(format!("only the first {MAX_ENTRIES} of {} entries were read", self.entries.len()));
            self.entries.truncate(MAX_ENTRIES);
        }
        let mut free = self.unused_id();
        let mut taken = std::collections::HashSet::new();
        for entry in &mut self.entries {
            if let Entry::Card(card) = entry {
                **card = Card::clone(card).sanitized();
            }
            let id = entry.id();
            if id == 0 || !taken.insert(id) {
                if id != 0 {
                    told.push(format!("number {id} was there twice; the second is {free} now"));
                }
                entry.number(free);
                taken.insert(free);
                free = free.saturating_add(1);
            }
        }
        (self, told)
    }
}

#[cfg(test)]
mod tests {
    use super::{Brief, Entry, Heading, Level};
    use crate::model::Analytic;

    fn brief() -> Brief {
        let heading = |id, level, text: &str, side| Entry::Heading(Heading { id, level, text: text.into(), side });
        let analytic = |id, tag: &str| {
            let (tag, language) = (tag.to_owned(), "en".into());
            Entry::Analytic(Analytic { id, tag, text: String::new(), language, of: None })
        };
        let entries = vec![
            heading(4, Level::Pocket, "Aff", Some(0)),
            heading(5, Level::Block, "A2: range", None),
            analytic(1, "one"),
            analytic(2, "two"),
            heading(0, Level::Pocket, "Neg", Some(1)),
            analytic(3, "three"),
        ];
        Brief { entries, ..Brief::empty("Lamps") }
    }

    fn titles(brief: &Brief) -> Vec<&str> {
        brief.entries.iter().map(Entry::title).collect()
    }

    #[test]
    fn a_heading_moves_with_all_that_stands_under_it() {
        let mut moved = brief();
        moved.move_section(0, 6);
        assert_eq!(titles(&moved), ["Neg", "three", "Aff", "A2: range", "one", "two"]);
        moved.move_section(2, 0);
        assert_eq!(titles(&moved), titles(&brief()));
        moved.move_section(3, 2);
        assert_eq!(titles(&moved), ["Aff", "A2: range", "two", "one", "Neg", "three"]);
        moved.move_section(0, 2);
        assert_eq!(titles(&moved), ["Aff", "A2: range", "two", "one", "Neg", "three"], "not into itself");
        moved.move_section(9, 1);
        moved.move_section(1, 99);
        assert_eq!(titles(&moved), ["Aff", "A2: range", "two", "one", "Neg", "three"]);
    }

    #[test]
    fn the_side_is_that_of_the_nearest_heading_over_it() {
        let brief = brief();
        let sides: Vec<Option<usize>> = (0..6).map(|at| brief.side_at(at)).collect();
        assert_eq!(sides, [Some(0), Some(0), Some(0), Some(0), Some(1), Some(1)]);
    }

    #[test]
    fn the_sides_of_another_brief_come_in_by_name() {
        let mut ours = brief();
        let mut other = Brief { sides: vec!["neg".into(), "Gov".into(), "AFF".into()], ..brief() };
        ours.merge_sides(&mut other);
        assert_eq!(ours.sides, ["Aff", "Neg", "Gov"]);
        let sides: Vec<Option<usize>> = other
            .entries
            .iter()
            .filter_map(|entry| match entry {
                Entry::Heading(heading) => Some(heading.side),
                _ => None,
            })
            .collect();
        assert_eq!(sides, [Some(1), None, Some(2)], "the first was neg there, the second Gov");
    }

    #[test]
    fn a_number_that_is_there_twice_is_mended_and_told() {
        let mut twice = brief();
        twice.entries.push(twice.entries[2].clone());
        let (mended, told) = twice.sanitized();
        assert_eq!(mended.entries.iter().map(Entry::id).collect::<Vec<_>>(), [4, 5, 1, 2, 6, 3, 7]);
        assert_eq!(told.len(), 1, "{told:?}");
    }
}
