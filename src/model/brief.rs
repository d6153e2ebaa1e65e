//! Briefs: outlines of headings, cards and analytics, as handed out.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use strum::{EnumCount, IntoStaticStr};

use super::merge::{Numbered, merge, merge_sources, merge_value};
use super::{Analytic, Card, Citation, Language, Source, SourceId, Summarised};

/// The current version of the brief file format.
pub const BRIEF_FORMAT: u32 = 1;

/// The maximum number of entries that are read from a file; the rest is dropped with a warning.
pub const MAX_ENTRIES: usize = 20_000;

/// The names of the sides in a new brief.
pub const DEFAULT_SIDES: [&str; 2] = ["Aff", "Neg"];

/// A brief. It contains the sources that it cites, so that it is complete without its edition.
///
/// ```
/// use parallax::model::{Brief, Entry, Heading, Level};
///
/// let mut brief = Brief::empty("Lamps");
/// let heading = Heading { id: brief.unused_id(), level: Level::Block, text: "A2: safety".into(), side: Some(1) };
/// brief.entries.push(Entry::Heading(heading));
/// assert_eq!(brief.side_at(0).map(|side| brief.sides[side].as_str()), Some("Neg"));
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Brief {
    /// The version of the file format, [`BRIEF_FORMAT`].
    pub format: u32,
    /// The title.
    pub title: String,
    /// The id of the edition the brief was made from; `None` if it was imported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// The names of the sides: aff and neg, pro and con, government and opposition, or others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sides: Vec<String>,
    /// Headings, cards and analytics in order.
    #[serde(default)]
    pub entries: Vec<Entry>,
    /// The sources cited by the cards and analytics.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

/// An entry of a brief, written in the file as `Card(tag: ..., ...)` and the like.
///
/// Cards and analytics are shared between copies of a brief until one of them is changed ([`Arc::make_mut`]): a brief of
/// thousands is copied with each change that is saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Entry {
    /// A heading.
    Heading(Heading),
    /// Evidence: exact words of a source.
    Card(#[serde(with = "shared")] Arc<Card>),
    /// An argument without evidence.
    Analytic(#[serde(with = "shared")] Arc<Analytic>),
}

/// The serialized form of a shared value is that of the value. serde's own needs its feature `rc`, for this alone.
mod shared {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<T: Serialize, S: Serializer>(value: &Arc<T>, serializer: S) -> Result<S::Ok, S::Error> {
        T::serialize(value, serializer)
    }

    pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<T>, D::Error> {
        T::deserialize(deserializer).map(Arc::new)
    }
}

/// A heading of the entries that follow, up to the next heading of the same or a higher level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heading {
    /// The number of the entry, unique among all entries of the brief; 0 in a hand-written file asks for an unused
    /// number.
    #[serde(default)]
    pub id: u32,
    /// The level in the outline.
    pub level: Level,
    /// The text of the heading.
    pub text: String,
    /// The side, as an index into [`Brief::sides`]; `None` inherits the side of the heading above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<usize>,
}

/// The levels of a brief's outline, from the highest. Tags are below all of them.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, EnumCount, IntoStaticStr,
)]
pub enum Level {
    /// A top-level part of the brief.
    Pocket,
    /// A position.
    Hat,
    /// The answers to one claim, or one argument.
    Block,
}

impl Level {
    /// All levels, from the highest.
    pub const ALL: [Self; Self::COUNT] = [Self::Pocket, Self::Hat, Self::Block];

    /// Returns the debaters' name of the level.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Returns what the level is, in plain words, for those who have never debated.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Pocket => "A pocket is a main part of the brief, such as all arguments for one side",
            Self::Hat => "A hat is a group of blocks within a pocket, such as one line of argument",
            Self::Block => "A block is the cards and arguments that answer one claim",
        }
    }
}

impl Entry {
    /// Returns the level of a heading, and `None` for other entries.
    pub fn level(&self) -> Option<Level> {
        match self {
            Self::Heading(heading) => Some(heading.level),
            Self::Card(_) | Self::Analytic(_) => None,
        }
    }

    /// Returns the number of the entry in the brief.
    pub fn id(&self) -> u32 {
        match self {
            Self::Heading(heading) => heading.id,
            Self::Card(card) => card.id,
            Self::Analytic(analytic) => analytic.id,
        }
    }

    /// Returns the citations of a card or a summarised note.
    pub fn citations(&self) -> &[Citation] {
        match self {
            Self::Heading(_) => &[],
            Self::Card(card) => card.citation.as_slice(),
            Self::Analytic(analytic) => match &analytic.of {
                Some(Summarised::Note { citations, .. }) => citations,
                Some(Summarised::Restated { .. } | Summarised::Argued { .. }) | None => &[],
            },
        }
    }

    /// Returns whether the entry cites this source, directly or as the relaying source.
    pub fn cites(&self, id: &SourceId) -> bool {
        self.citations().iter().any(|one| one.source == *id || one.relayed_by.as_ref() == Some(id))
    }

    /// Returns the text of a heading, or the tag of a card or analytic.
    pub fn title(&self) -> &str {
        match self {
            Self::Heading(heading) => &heading.text,
            Self::Card(card) => &card.tag,
            Self::Analytic(analytic) => &analytic.tag,
        }
    }

    /// Sets the text of a heading, or the tag.
    pub fn set_title(&mut self, title: String) {
        match self {
            Self::Heading(heading) => heading.text = title,
            Self::Card(card) => Arc::make_mut(card).tag = title,
            Self::Analytic(analytic) => Arc::make_mut(analytic).tag = title,
        }
    }

    /// Creates an analytic without a number and a tag.
    pub fn analytic(text: String, language: Language, of: Option<Summarised>) -> Self {
        Self::Analytic(Arc::new(Analytic { id: 0, tag: String::new(), text, language, of }))
    }
}

impl Numbered for Entry {
    fn id(&self) -> u32 {
        Self::id(self)
    }

    fn set_id(&mut self, id: u32) {
        match self {
            Self::Heading(heading) => heading.id = id,
            Self::Card(card) => Arc::make_mut(card).id = id,
            Self::Analytic(analytic) => Arc::make_mut(analytic).id = id,
        }
    }
}

impl Brief {
    /// Merges the changes that another window made since `base`. `self` holds the changes of this window, which win
    /// where both changed the same thing.
    pub fn merge(&mut self, base: &Self, theirs: &Self) {
        merge_value(&mut self.title, &base.title, &theirs.title);
        merge_value(&mut self.sides, &base.sides, &theirs.sides);
        merge(&base.entries, &theirs.entries, &mut self.entries);
        let entries = &self.entries;
        let cited = |id: &SourceId| entries.iter().any(|entry| entry.cites(id));
        merge_sources(&base.sources, &theirs.sources, &mut self.sources, cited);
    }

    /// Adds the sides of another brief by name, and updates the side indexes of the other brief's headings to match.
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

    /// Moves the sources of another brief into this one. A different work with an id that is already in use gets an
    /// unused id, which the other brief's citations are updated to.
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
                    Entry::Card(card) => Arc::make_mut(card).citation.iter_mut().for_each(cites),
                    Entry::Analytic(analytic) => {
                        if let Some(super::Summarised::Note { citations, .. }) = &mut Arc::make_mut(analytic).of {
                            citations.iter_mut().for_each(cites);
                        }
                    }
                }
            }
            self.sources.push(Source { id, ..source });
        }
    }

    /// Adds a source unless its id is present.
    pub fn add_source(&mut self, source: &Source) {
        if self.source(&source.id).is_none() {
            self.sources.push(source.clone());
        }
    }

    /// Creates a brief without entries.
    pub fn empty(title: &str) -> Self {
        Self {
            format: BRIEF_FORMAT,
            title: title.to_owned(),
            edition: None,
            sides: DEFAULT_SIDES.map(str::to_owned).to_vec(),
            entries: Vec::new(),
            sources: Vec::new(),
        }
    }

    /// Returns a number that no entry has.
    pub fn unused_id(&self) -> u32 {
        self.entries.iter().map(Entry::id).max().map_or(1, |id| id.saturating_add(1))
    }

    /// Returns the index of the entry with this number.
    pub fn index_of(&self, id: u32) -> Option<usize> {
        self.entries.iter().position(|entry| entry.id() == id)
    }

    /// Returns the source with this id.
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == *id)
    }

    /// Returns the range of the section at an index: a heading with everything below it, or a single card or analytic.
    pub fn section_at(&self, at: usize) -> std::ops::Range<usize> {
        let Some(entry) = self.entries.get(at) else { return at..at };
        let Some(level) = entry.level() else { return at..at + 1 };
        let under = self.entries.iter().skip(at + 1).take_while(|entry| entry.level().is_none_or(|next| next > level));
        at..at + 1 + under.count()
    }

    /// Moves the section at `from` before the entry that is at `to`. Does nothing if `to` is inside the section or past
    /// the end.
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

    /// Returns the side of an entry as an index into [`Brief::sides`]: that of the nearest enclosing heading which has
    /// one.
    pub fn side_at(&self, at: usize) -> Option<usize> {
        let mut below = None;
        for entry in self.entries.iter().take(at + 1).rev() {
            let Entry::Heading(heading) = entry else { continue };
            // Only enclosing headings, each higher than the last, determine the side.
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

    /// Returns the side of a pocket, as an index into [`Brief::sides`]: the one it is given, or else the one that its text
    /// begins with, as in `Neg case`.
    pub fn side_of_pocket(&self, pocket: &Heading) -> Option<usize> {
        let first = pocket.text.split_whitespace().next().unwrap_or_default();
        let named = || self.sides.iter().position(|side| side.eq_ignore_ascii_case(first));
        pocket.side.filter(|side| *side < self.sides.len()).or_else(named)
    }

    /// Returns the side of the pocket that an entry stands in.
    pub fn pocket_side_at(&self, at: usize) -> Option<usize> {
        let pocket = self.entries.iter().take(at + 1).rev().find_map(|entry| match entry {
            Entry::Heading(heading) if heading.level == Level::Pocket => Some(heading),
            Entry::Heading(_) | Entry::Card(_) | Entry::Analytic(_) => None,
        });
        self.side_of_pocket(pocket?)
    }

    /// Corrects what a hand-written file may have wrong: too many entries, cards out of bounds, and numbers that are
    /// missing or not unique. Returns the brief and a warning for each visible correction.
    #[must_use]
    pub fn sanitized(mut self) -> (Self, Vec<String>) {
        let mut warnings = Vec::new();
        if self.entries.len() > MAX_ENTRIES {
            warnings.push(format!("only the first {MAX_ENTRIES} of {} entries were read", self.entries.len()));
            self.entries.truncate(MAX_ENTRIES);
        }
        let mut free = self.unused_id();
        let mut taken = std::collections::HashSet::new();
        for entry in &mut self.entries {
            if let Entry::Card(card) = entry {
                *card = Arc::new(Card::clone(card).sanitized());
            }
            let id = entry.id();
            if id == 0 || !taken.insert(id) {
                if id != 0 {
                    warnings.push(format!("number {id} was there twice; the second is {free} now"));
                }
                entry.set_id(free);
                taken.insert(free);
                free = free.saturating_add(1);
            }
        }
        (self, warnings)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Brief, Entry, Heading, Level};
    use crate::model::Analytic;

    fn brief() -> Brief {
        let heading = |id, level, text: &str, side| Entry::Heading(Heading { id, level, text: text.into(), side });
        let analytic = |id, tag: &str| {
            let (tag, language) = (tag.to_owned(), "en".into());
            Entry::Analytic(Arc::new(Analytic { id, tag, text: String::new(), language, of: None }))
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
    fn a_heading_moves_with_everything_below_it() {
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
    fn the_side_is_that_of_the_nearest_enclosing_heading() {
        let brief = brief();
        let sides: Vec<Option<usize>> = (0..6).map(|at| brief.side_at(at)).collect();
        assert_eq!(sides, [Some(0), Some(0), Some(0), Some(0), Some(1), Some(1)]);
    }

    #[test]
    fn the_sides_of_another_brief_are_merged_by_name() {
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
    fn a_duplicate_number_is_replaced_and_reported() {
        let mut duplicate = brief();
        duplicate.entries.push(duplicate.entries[2].clone());
        let (sanitized, warnings) = duplicate.sanitized();
        assert_eq!(sanitized.entries.iter().map(Entry::id).collect::<Vec<_>>(), [4, 5, 1, 2, 6, 3, 7]);
        assert_eq!(warnings.len(), 1, "{warnings:?}");
    }
}
