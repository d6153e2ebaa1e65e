//! Each paragraph with what is said of it: notes, spans, silences and codes.
//!
//! Built once when an edition is loaded; 100,000 paragraphs with half a million notes take three flat lists.

use super::{Edition, Note, ParagraphId, ParagraphKind, Silence};

/// A note as it stands in one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NoteRef {
    /// The perspective's place in the edition's order.
    pub perspective: u16,
    /// The note's place in its perspective.
    pub note: u32,
    /// Drawn in full here; elsewhere a note on several paragraphs is only pointed to.
    pub home: bool,
}

/// What one perspective has in one row. A cell is never blank.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AnswerCell<'a> {
    /// Notes drawn or pointed to here, in the curator's order.
    Notes(&'a [NoteRef]),
    /// Looked for and not found.
    Silent(&'a Silence),
    /// Nothing to answer, and why.
    NotApplicable(&'a str),
    /// Nobody has looked yet.
    NotLookedFor,
}

/// A list of lists in one piece: items of group `g` are `items[starts[g]..starts[g + 1]]`.
#[derive(Clone, Debug, Default)]
struct Groups<T> {
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T: Copy + Ord> Groups<T> {
    fn new(groups: usize, mut pairs: Vec<(u32, T)>) -> Self {
        pairs.sort_unstable();
        let mut starts = vec![0u32; groups + 1];
        for (group, _) in &pairs {
            if let Some(count) = starts.get_mut(*group as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        Self { starts, items: pairs.into_iter().map(|(_, item)| item).collect() }
    }

    fn get(&self, group: usize) -> &[T] {
        let at = |i: usize| self.starts.get(i).map_or(0, |&s| s as usize);
        self.items.get(at(group)..at(group + 1)).unwrap_or_default()
    }
}

/// Each paragraph with what is said of it.
#[derive(Clone, Debug)]
pub struct Rows {
    whole: Vec<NoteRef>,
    entries: Groups<NoteRef>,
    silences: Groups<(u16, u32)>,
    not_applicable: Groups<(u16, u32)>,
}

impl Rows {
    /// Groups the notes of an edition by paragraph. Ids that name no paragraph are passed over; `check` reports them.
    pub fn new(edition: &Edition) -> Self {
        let groups = edition.paragraphs().len();
        let index = |id: &ParagraphId| edition.paragraph_index(id).and_then(|i| u32::try_from(i).ok());
        let (mut whole, mut entries, mut silences, mut not_applicable) = (vec![], vec![], vec![], vec![]);
        for (p, perspective) in edition.perspectives().iter().enumerate() {
            let Ok(p) = u16::try_from(p) else { break };
            for (n, note) in (0u32..).zip(&perspective.notes) {
                if note.on_whole_article() {
                    whole.push(NoteRef { perspective: p, note: n, home: true });
                    continue;
                }
                let mut on: Vec<u32> = note.on.iter().filter_map(index).collect();
                on.sort_unstable();
                on.dedup();
                for (k, paragraph) in on.into_iter().enumerate() {
                    entries.push((paragraph, NoteRef { perspective: p, note: n, home: k == 0 }));
                }
            }
            for (n, silence) in (0u32..).zip(&perspective.silences) {
                silences.extend(silence.on.iter().filter_map(index).map(|i| (i, (p, n))));
            }
            for (n, cell) in (0u32..).zip(&perspective.not_applicable) {
                not_applicable.extend(cell.on.iter().filter_map(index).map(|i| (i, (p, n))));
            }
        }
        Self {
            whole,
            entries: Groups::new(groups, entries),
            silences: Groups::new(groups, silences),
            not_applicable: Groups::new(groups, not_applicable),
        }
    }

    /// The notes on the whole article.
    pub fn whole(&self) -> &[NoteRef] {
        &self.whole
    }

    /// The notes of all perspectives in a row, by perspective and then in the curator's order.
    pub fn notes(&self, paragraph: usize) -> &[NoteRef] {
        self.entries.get(paragraph)
    }

    /// The notes of one perspective in a row (`None`: the row of the whole article).
    pub fn notes_of(&self, paragraph: Option<usize>, perspective: usize) -> &[NoteRef] {
        let all = paragraph.map_or(&self.whole[..], |p| self.notes(p));
        let start = all.partition_point(|e| usize::from(e.perspective) < perspective);
        let end = all.partition_point(|e| usize::from(e.perspective) <= perspective);
        all.get(start..end).unwrap_or_default()
    }

    /// What one perspective has in a row.
    pub fn cell<'a>(&'a self, edition: &'a Edition, paragraph: usize, perspective: usize) -> AnswerCell<'a> {
        let notes = self.notes_of(Some(paragraph), perspective);
        if !notes.is_empty() {
            return AnswerCell::Notes(notes);
        }
        match edition.paragraph(paragraph).map(|p| &p.kind) {
            Some(ParagraphKind::PullQuote { .. }) => {
                return AnswerCell::NotApplicable("what is said of a pull-quote stands with the paragraph it quotes");
            }
            Some(ParagraphKind::Heading) => return AnswerCell::NotApplicable("a heading makes no claim"),
            _ => {}
        }
        let Some(speaker) = edition.perspectives().get(perspective) else { return AnswerCell::NotLookedFor };
        let find = |groups: &Groups<(u16, u32)>| {
            groups.get(paragraph).iter().find(|(p, _)| usize::from(*p) == perspective).map(|(_, n)| *n as usize)
        };
        if let Some(silence) = find(&self.silences).and_then(|n| speaker.silences.get(n)) {
            return AnswerCell::Silent(silence);
        }
        match find(&self.not_applicable).and_then(|n| speaker.not_applicable.get(n)) {
            Some(cell) => AnswerCell::NotApplicable(&cell.why),
            None => AnswerCell::NotLookedFor,
        }
    }

    /// The note that an entry stands for.
    pub fn note<'a>(&self, edition: &'a Edition, entry: NoteRef) -> Option<&'a Note> {
        edition.perspectives().get(usize::from(entry.perspective))?.notes.get(entry.note as usize)
    }

    /// The paragraph where a note is drawn in full (`None`: the row of the whole article).
    pub fn home_of(&self, edition: &Edition, note: &Note) -> Option<usize> {
        note.on.iter().filter_map(|id| edition.paragraph_index(id)).min()
    }

    /// The short address of a note: `5us` when its perspective has one there, else `5us2`.
    pub fn code(&self, edition: &Edition, entry: NoteRef) -> String {
        let Some(note) = self.note(edition, entry) else { return String::new() };
        let home = self.home_of(edition, note);
        let label = home.and_then(|i| edition.paragraph(i)).map_or("0", |p| p.id.label());
        let perspective = usize::from(entry.perspective);
        let code = edition.perspectives().get(perspective).map_or("", |p| &p.code);
        let mut homed = self.notes_of(home, perspective).iter().filter(|e| e.home);
        match (homed.clone().count(), homed.position(|e| e.note == entry.note)) {
            (2.., Some(place)) => format!("{label}{code}{}", place + 1),
            _ => format!("{label}{code}"),
        }
    }
}
