//! Hand-overs: a brief in one file, which another's brief takes in without losing anything of its own.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::merge::Numbered as _;
use super::{Brief, Citation, Entry, Heading, Level, Source, SourceId, Summarised, counted};

/// The current version of the hand-over file format. It increases with [`BRIEF_FORMAT`](super::BRIEF_FORMAT).
pub const HAND_OVER_FORMAT: u32 = 1;

/// The file name extension of hand-overs.
pub const HAND_OVER_EXTENSION: &str = "handover";

/// The number of differing entries that [`Received::message`] names.
const MAX_NAMED: usize = 3;

/// A brief for somebody else, with the sources that it cites: what the file of a hand-over has.
///
/// ```
/// use parallax::model::{Brief, Entry, HandOver, Heading, Level};
///
/// let heading = Heading { id: 1, level: Level::Block, text: "A2: safety".into(), side: None };
/// let theirs = Brief { entries: vec![Entry::Heading(heading)], ..Brief::empty("Lamps") };
/// let mut ours = Brief::empty("Our lamps");
/// let received = ours.receive(HandOver::of(theirs.clone()));
/// assert_eq!((received.added.headings, ours.title.as_str()), (1, "Our lamps"));
/// assert!(!ours.receive(HandOver::of(theirs)).is_new());
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandOver {
    /// The version of the file format, [`HAND_OVER_FORMAT`].
    pub format: u32,
    /// The brief.
    pub brief: Brief,
}

impl HandOver {
    /// Creates the hand-over of a brief.
    pub fn of(brief: Brief) -> Self {
        Self { format: HAND_OVER_FORMAT, brief }
    }

    /// Corrects what a hand-written file may have wrong, as [`Brief::sanitized`] does.
    #[must_use]
    pub fn sanitized(self) -> (Self, Vec<String>) {
        let (brief, warnings) = self.brief.sanitized();
        (Self { brief, ..self }, warnings)
    }
}

/// Numbers of entries by their kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EntryCounts {
    /// Cards.
    pub cards: usize,
    /// Analytics.
    pub analytics: usize,
    /// Pockets, hats and blocks.
    pub headings: usize,
}

impl EntryCounts {
    fn add(&mut self, entry: &Entry) {
        match entry {
            Entry::Heading(_) => self.headings += 1,
            Entry::Card(_) => self.cards += 1,
            Entry::Analytic(_) => self.analytics += 1,
        }
    }

    /// Returns the numbers that are not 0 in words.
    fn parts(self) -> Vec<String> {
        let Self { cards, analytics, headings } = self;
        let all = [(cards, "card"), (analytics, "analytic"), (headings, "heading")];
        all.into_iter().filter(|(count, _)| *count > 0).map(|(count, word)| counted(count, word)).collect()
    }
}

/// What a brief received from a hand-over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Received {
    /// The entries that were not there.
    pub added: EntryCounts,
    /// The entries that were there already.
    pub present: EntryCounts,
    /// The titles of the entries that differ from one with the same evidence or the same argument: both are there now.
    pub differing: Vec<String>,
    /// The number of sources that were not there.
    pub sources: usize,
    /// The number of sources that were not there, but another work or another account of it under the same id.
    pub differing_sources: usize,
    /// The id of the first entry that was added.
    pub first: Option<u32>,
}

impl Received {
    /// Returns whether something of the hand-over was not there.
    pub fn is_new(&self) -> bool {
        self.first.is_some() || self.sources + self.differing_sources > 0
    }

    /// Says what was new, what was there already, and what differs.
    pub fn message(&self, title: &str) -> String {
        let Self { added, present, differing, sources, differing_sources, first: _ } = self;
        if !self.is_new() {
            return format!("Nothing in the hand-over “{title}” is new: all of it is in your brief already.");
        }
        let mut new = added.parts();
        if *sources > 0 {
            new.push(counted(*sources, "source"));
        }
        let new = if new.is_empty() { "nothing".to_owned() } else { listed(&new) };
        let mut sentences = vec![format!("New from the hand-over “{title}”: {new}.")];
        let present = present.parts();
        if !present.is_empty() {
            sentences.push(format!("Already there: {}.", listed(&present)));
        }
        if !differing.is_empty() {
            let mut names: Vec<String> = differing.iter().take(MAX_NAMED).map(|name| format!("“{name}”")).collect();
            if let Some(others) = differing.len().checked_sub(MAX_NAMED).filter(|others| *others > 0) {
                names.push(format!("{others} more"));
            }
            let count = differing.len();
            let verb = if count == 1 { "differs" } else { "differ" };
            sentences.push(format!("{count} {verb} from yours, and both are kept: {}.", listed(&names)));
        }
        if *differing_sources > 0 {
            let verb = if *differing_sources == 1 { "differs" } else { "differ" };
            let sources = counted(*differing_sources, "source");
            sentences.push(format!("{sources} {verb} from yours of the same name, and both are kept."));
        }
        sentences.join(" ")
    }
}

/// Joins words with commas and a last "and".
fn listed(words: &[String]) -> String {
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

impl Brief {
    /// Adds what a hand-over has and this brief has not, each under the heading it stands under there. Everything of this
    /// brief stays as it is and in its order.
    ///
    /// A heading is there already if one of its level and words is in the same place; a card or an analytic if an equal
    /// one is, also under another heading. An entry with the evidence or the argument of another one, which differs in
    /// anything else, is added beside it. Taking the same hand-over twice changes nothing the second time.
    pub fn receive(&mut self, hand_over: HandOver) -> Received {
        let HandOver { format: _, brief: mut theirs } = hand_over;
        let mut received = Received::default();
        self.merge_sides(&mut theirs);
        self.receive_sources(&mut theirs, &mut received);
        let free = self.unused_id();
        let mut outline = Outline::new(std::mem::take(&mut self.entries));
        let theirs = Outline::united(theirs.entries, &self.sides);
        let matched = theirs.matched_in(&outline, &self.sides);
        outline.receive(&theirs, matched, free, &mut received);
        self.entries = outline.into_entries();
        received
    }

    /// Adds the sources that are not there, and updates the citations of the other brief to the ids that they have here.
    fn receive_sources(&mut self, theirs: &mut Self, received: &mut Received) {
        let mut ids: HashMap<SourceId, SourceId> = HashMap::new();
        for source in std::mem::take(&mut theirs.sources) {
            let is_same =
                |ours: &Source| ours.title == source.title && Source { id: ours.id.clone(), ..source.clone() } == *ours;
            let ours = self.source(&source.id);
            let known = ours.filter(|ours| is_same(ours)).or_else(|| self.sources.iter().find(|ours| is_same(ours)));
            if let Some(known) = known {
                ids.insert(source.id, known.id.clone());
                continue;
            }
            let mut id = source.id.clone();
            if ours.is_some() {
                received.differing_sources += 1;
                let free = (2..).map(|n: u64| SourceId::from(format!("{}-{n}", source.id).as_str()));
                id = free.into_iter().find(|id| self.source(id).is_none()).unwrap_or(id);
            } else {
                received.sources += 1;
            }
            ids.insert(source.id.clone(), id.clone());
            self.sources.push(Source { id, ..source });
        }
        let update = |citation: &mut Citation| {
            for id in [Some(&mut citation.source), citation.relayed_by.as_mut()].into_iter().flatten() {
                if let Some(here) = ids.get(id) {
                    id.clone_from(here);
                }
            }
        };
        for entry in &mut theirs.entries {
            match entry {
                Entry::Heading(_) => {}
                Entry::Card(card) => Arc::make_mut(card).citation.iter_mut().for_each(update),
                Entry::Analytic(analytic) => match &mut Arc::make_mut(analytic).of {
                    Some(Summarised::Note { citations, .. }) => citations.iter_mut().for_each(update),
                    Some(Summarised::Restated { .. } | Summarised::Argued { .. }) | None => {}
                },
            }
        }
    }
}

/// The index of a node in an outline.
type Node = usize;

/// A brief as a tree: each entry under its nearest heading of a higher level.
#[derive(Debug, Default)]
struct Outline {
    entries: Vec<Entry>,
    /// The heading of each entry; `None` at the top.
    parents: Vec<Option<Node>>,
    /// The entries under each entry, in order. Cards and analytics come before headings, and among these the lower
    /// levels before the higher ones: written one after the other, each belongs to the same heading again.
    children: Vec<Vec<Node>>,
    top: Vec<Node>,
}

impl Outline {
    fn new(entries: Vec<Entry>) -> Self {
        let mut outline = Self::default();
        let mut open: Vec<(Level, Node)> = Vec::new();
        for entry in entries {
            let level = entry.level();
            if let Some(level) = level {
                open.retain(|(above, _)| *above < level);
            }
            let parent = open.last().map(|(_, node)| *node);
            let at = outline.children_of(parent).len();
            let node = outline.insert(entry, parent, at);
            open.extend(level.map(|level| (level, node)));
        }
        outline
    }

    /// Like [`Self::new`], but headings that are the same heading in the same place are one: with two, which of them was
    /// left out as there already would be forgotten, and the other one added again and again.
    fn united(entries: Vec<Entry>, sides: &[String]) -> Self {
        let mut outline = Self::default();
        let mut open: Vec<(Level, Node)> = Vec::new();
        for entry in entries {
            let level = entry.level();
            if let Some(level) = level {
                open.retain(|(above, _)| *above < level);
            }
            let parent = open.last().map(|(_, node)| *node);
            let is_known =
                |node: &&Node| outline.entries.get(**node).is_some_and(|known| is_same(known, &entry, sides));
            let known = level.and_then(|_| outline.children_of(parent).iter().find(is_known).copied());
            let node = known.unwrap_or_else(|| {
                let at = outline.place_for(level, parent, None);
                outline.insert(entry, parent, at)
            });
            open.extend(level.map(|level| (level, node)));
        }
        outline
    }

    fn children_of(&self, parent: Option<Node>) -> &[Node] {
        match parent {
            Some(node) => self.children.get(node).map_or(&[], Vec::as_slice),
            None => &self.top,
        }
    }

    fn parent_of(&self, node: Node) -> Option<Node> {
        self.parents.get(node).copied().flatten()
    }

    fn insert(&mut self, entry: Entry, parent: Option<Node>, at: usize) -> Node {
        let node = self.entries.len();
        self.entries.push(entry);
        self.parents.push(parent);
        self.children.push(Vec::new());
        let children = match parent.and_then(|parent| self.children.get_mut(parent)) {
            Some(children) => children,
            None => &mut self.top,
        };
        children.insert(at.min(children.len()), node);
        node
    }

    /// Returns the entries in order.
    fn into_entries(self) -> Vec<Entry> {
        let mut order: Vec<Node> = Vec::with_capacity(self.entries.len());
        let mut next: Vec<Node> = self.top.iter().rev().copied().collect();
        while let Some(node) = next.pop() {
            order.push(node);
            next.extend(self.children_of(Some(node)).iter().rev());
        }
        let mut entries: Vec<Option<Entry>> = self.entries.into_iter().map(Some).collect();
        order.into_iter().filter_map(|node| entries.get_mut(node)?.take()).collect()
    }

    /// Returns for each entry the one of `ours` that it is, if it is there. No two are the same one.
    fn matched_in(&self, ours: &Self, sides: &[String]) -> Vec<Option<Node>> {
        let mut matched: Vec<Option<Node>> = vec![None; self.entries.len()];
        let mut taken = vec![false; ours.entries.len()];
        let mut take = |theirs: Node, ours: Option<Node>, matched: &mut Vec<Option<Node>>| {
            let free = ours.and_then(|node| taken.get_mut(node)).is_some_and(|taken| !std::mem::replace(taken, true));
            if let Some(place) = matched.get_mut(theirs).filter(|_| free) {
                *place = ours;
            }
            free
        };
        // What stands in the same place first: what is equal elsewhere must not be taken from it.
        for (theirs, entry) in self.entries.iter().enumerate() {
            let parent = self.parent_of(theirs);
            let here = parent.map(|parent| matched.get(parent).copied().flatten());
            let siblings = match here {
                Some(None) => continue,
                Some(heading) => ours.children_of(heading),
                None => ours.children_of(None),
            };
            let is_same = |node: &&Node| ours.entries.get(**node).is_some_and(|ours| is_same(ours, entry, sides));
            for sibling in siblings.iter().filter(is_same) {
                if take(theirs, Some(*sibling), &mut matched) {
                    break;
                }
            }
        }
        let mut by_words: HashMap<(&str, &str), Vec<Node>> = HashMap::new();
        for (node, entry) in ours.entries.iter().enumerate() {
            by_words.entry(words(entry)).or_default().push(node);
        }
        for (theirs, entry) in self.entries.iter().enumerate() {
            if entry.level().is_some() || is_blank(entry) || matched.get(theirs).is_some_and(Option::is_some) {
                continue;
            }
            for node in by_words.get(&words(entry)).map_or(&[][..], Vec::as_slice) {
                let is_same = ours.entries.get(*node).is_some_and(|ours| is_same(ours, entry, sides));
                if is_same && take(theirs, Some(*node), &mut matched) {
                    break;
                }
            }
        }
        matched
    }

    /// Returns for each entry whether it is added: one that is not there, and the headings over it.
    fn added(&self, matched: &[Option<Node>]) -> Vec<bool> {
        let mut added = vec![false; self.entries.len()];
        for (node, entry) in self.entries.iter().enumerate() {
            // A heading comes with what stands under it, and an empty one by itself.
            let is_content = entry.level().is_none() || self.children_of(Some(node)).is_empty();
            let mut next = Some(node).filter(|_| is_content);
            while let Some(node) = next.filter(|node| matches!(matched.get(*node), Some(None))) {
                match added.get_mut(node) {
                    Some(is_added) if !*is_added => *is_added = true,
                    _ => break,
                }
                next = self.parent_of(node);
            }
        }
        added
    }

    /// Adds the entries of `theirs` that are not there; `matched` has those that are. `free` is the first unused id.
    fn receive(&mut self, theirs: &Self, mut matched: Vec<Option<Node>>, free: u32, received: &mut Received) {
        let added = theirs.added(&matched);
        let mut free = free;
        let twins = Twins::of(self);
        // Where the last of their entries under each of their headings is here: the next one goes after it.
        let mut last: HashMap<Option<Node>, Node> = HashMap::new();
        for (node, entry) in theirs.entries.iter().enumerate() {
            let their_parent = theirs.parent_of(node);
            let here = matched.get(node).copied().flatten();
            if let Some(here) = here {
                received.present.add(entry);
                // Equal entries may stand under another heading here.
                let parent = their_parent.map(|parent| matched.get(parent).copied().flatten());
                if parent.unwrap_or(None) == self.parent_of(here) && parent != Some(None) {
                    last.insert(their_parent, here);
                }
                continue;
            }
            if !added.get(node).is_some_and(|added| *added) {
                received.present.add(entry);
                continue;
            }
            let parent = their_parent.and_then(|parent| matched.get(parent).copied().flatten());
            let twin = twins.find(entry, self, parent);
            let sibling = twin.filter(|twin| self.parent_of(*twin) == parent).or(last.get(&their_parent).copied());
            let at = self.place_for(entry.level(), parent, sibling);
            let mut new = entry.clone();
            new.set_id(free);
            received.first.get_or_insert(free);
            free = free.saturating_add(1);
            match twin {
                Some(_) => received.differing.push(new.title().to_owned()),
                None => received.added.add(&new),
            }
            let here = self.insert(new, parent, at);
            if let Some(place) = matched.get_mut(node) {
                *place = Some(here);
            }
            last.insert(their_parent, here);
        }
    }

    /// Returns the index among the entries under a heading for a new one of a level, after `sibling` if that is given, so
    /// that no entry changes its heading.
    fn place_for(&self, level: Option<Level>, parent: Option<Node>, sibling: Option<Node>) -> usize {
        let children = self.children_of(parent);
        let level_at = |at: &Node| self.entries.get(*at).and_then(Entry::level);
        let after = sibling.and_then(|sibling| children.iter().position(|node| *node == sibling)).map(|at| at + 1);
        let from = after.unwrap_or(0);
        let Some(level) = level else {
            let end = children.iter().position(|node| level_at(node).is_some()).unwrap_or(children.len());
            return after.unwrap_or(end).min(end);
        };
        // A lower heading would be under the new one if that came before it, and the new one under a higher heading if
        // it came after that.
        let stops = |node: &Node| match (level_at(node), sibling) {
            (None, _) => false,
            (Some(other), Some(_)) => other <= level,
            (Some(other), None) => other < level,
        };
        children.iter().skip(from).position(stops).map_or(children.len(), |at| from + at)
    }
}

/// The entries of a brief by what they are evidence or arguments of.
struct Twins {
    by_evidence: HashMap<String, Node>,
    by_argument: HashMap<String, Vec<Node>>,
    by_summary: Vec<Node>,
}

impl Twins {
    fn of(outline: &Outline) -> Self {
        let (mut by_evidence, mut by_argument) = (HashMap::new(), HashMap::<String, Vec<Node>>::new());
        let mut by_summary = Vec::new();
        for (node, entry) in outline.entries.iter().enumerate() {
            match entry {
                Entry::Heading(_) => {}
                Entry::Card(card) => {
                    by_evidence.entry(comparable(&card.text)).or_insert(node);
                }
                Entry::Analytic(analytic) => {
                    if analytic.of.is_some() {
                        by_summary.push(node);
                    }
                    by_argument.entry(comparable(&analytic.tag)).or_default().push(node);
                }
            }
        }
        Self { by_evidence, by_argument, by_summary }
    }

    /// Returns the entry with the evidence or argument of another that is not equal to it: of a card anywhere, of an
    /// analytic one of the same summary anywhere, or with the same tag under the same heading.
    fn find(&self, entry: &Entry, outline: &Outline, parent: Option<Node>) -> Option<Node> {
        if is_blank(entry) {
            return None;
        }
        match entry {
            Entry::Heading(_) => None,
            Entry::Card(card) => self.by_evidence.get(&comparable(&card.text)).copied(),
            Entry::Analytic(analytic) => {
                let is_of = |node: &&Node| match outline.entries.get(**node) {
                    Some(Entry::Analytic(ours)) => summary(&ours.of) == summary(&analytic.of),
                    Some(Entry::Heading(_) | Entry::Card(_)) | None => false,
                };
                let here = |node: &&Node| outline.parent_of(**node) == parent;
                let tag = comparable(&analytic.tag);
                let tagged = || self.by_argument.get(&tag).filter(|_| !tag.is_empty())?.iter().find(here);
                let summarised = analytic.of.as_ref().and_then(|_| self.by_summary.iter().find(is_of));
                summarised.or_else(tagged).copied()
            }
        }
    }
}

/// Returns what a summary is of, without what may have changed since.
fn summary(of: &Option<Summarised>) -> Option<(&str, &str)> {
    of.as_ref().map(|of| match of {
        Summarised::Note { edition, note, .. } => (edition.as_str(), note.as_str()),
        Summarised::Restated { edition, on, .. } | Summarised::Argued { edition, on, .. } => {
            (edition.as_str(), on.as_str())
        }
    })
}

/// Returns whether an entry has no words of anybody's: it may stand in a brief many times.
fn is_blank(entry: &Entry) -> bool {
    match entry {
        Entry::Heading(heading) => heading.text.trim().is_empty(),
        Entry::Card(card) => card.text.trim().is_empty() && card.tag.trim().is_empty(),
        Entry::Analytic(analytic) => {
            analytic.is_empty_reply() || (analytic.tag.trim().is_empty() && analytic.text.trim().is_empty())
        }
    }
}

/// Returns the title and the text of an entry.
fn words(entry: &Entry) -> (&str, &str) {
    let text = match entry {
        Entry::Heading(_) => "",
        Entry::Card(card) => card.text.as_str(),
        Entry::Analytic(analytic) => analytic.text.as_str(),
    };
    (entry.title(), text)
}

/// Returns a text as it is compared: in lower case, with one blank between its words.
fn comparable(text: &str) -> String {
    text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// Returns the side of a heading: the one it is given, or of a pocket else the one that its text begins with.
fn side_of(heading: &Heading, sides: &[String]) -> Option<usize> {
    let first = heading.text.split_whitespace().next().unwrap_or_default();
    let named = || sides.iter().position(|side| side.eq_ignore_ascii_case(first));
    heading.side.or_else(|| named().filter(|_| heading.level == Level::Pocket))
}

/// Returns whether an entry of theirs is one of ours, whatever their numbers; `sides` are those of the brief.
fn is_same(ours: &Entry, theirs: &Entry, sides: &[String]) -> bool {
    match (ours, theirs) {
        (Entry::Heading(ours), Entry::Heading(theirs)) => {
            ours.level == theirs.level
                && side_of(ours, sides) == side_of(theirs, sides)
                && comparable(&ours.text) == comparable(&theirs.text)
        }
        (Entry::Card(_), Entry::Card(_)) | (Entry::Analytic(_), Entry::Analytic(_)) => {
            words(ours) == words(theirs) && {
                let mut theirs = theirs.clone();
                theirs.set_id(ours.id());
                *ours == theirs
            }
        }
        (Entry::Heading(_) | Entry::Card(_) | Entry::Analytic(_), _) => false,
    }
}
