//! The rows of the answer sheet: each paragraph with its notes, silences and codes.
//!
//! Built once when an edition is loaded. Three flat lists hold 100,000 paragraphs with half a million notes.

use super::{ClaimId, Edition, Note, ParagraphId, ParagraphKind, Silence};

/// A reference to a note, as it appears in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NoteRef {
    /// The index of the perspective in the edition.
    pub perspective: u16,
    /// The index of the note in its perspective.
    pub note: u32,
    /// Whether the note is shown in full in this row. A note on several paragraphs is only linked to from the others.
    pub home: bool,
}

/// What a perspective has in a row. No cell is empty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AnswerCell<'a> {
    /// First the notes that are shown in full here, in the curator's order; the first of them is the lead. Then those
    /// that began on an earlier paragraph and are only linked to.
    Notes(&'a [NoteRef]),
    /// A search found nothing.
    Silent(&'a Silence),
    /// There is nothing to answer, for this reason.
    NotApplicable(&'a str),
    /// Nobody has searched yet.
    NotLookedFor,
}

/// A list of lists in one allocation. The items of group `g` are `items[starts[g]..starts[g + 1]]`.
#[derive(Clone, Debug, Default)]
struct Groups<T> {
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T: Copy> Groups<T> {
    /// Groups the items, each in the order of their keys.
    fn new<K: Ord>(groups: usize, mut pairs: Vec<(u32, T)>, key: impl Fn(T) -> K) -> Self {
        pairs.sort_unstable_by_key(|&(group, item)| (group, key(item)));
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

/// The notes and absences of an edition, grouped by paragraph.
///
/// ```
/// use parallax::model::rows::{AnswerCell, Rows};
/// # use parallax::model::{Edition, EditionHead, Perspective};
/// # let head: EditionHead = ron::from_str(
/// #     r#"(
/// #         format: 1, id: "lamps", title: "Lights out", language: "en", revision: "2026-11-23",
/// #         article: (
/// #             provenance: Original(of: "The Courier"),
/// #             paragraphs: [(id: "p1", text: "A"), (id: "p2", text: "B")],
/// #         ),
/// #         perspectives: ["council"],
/// #     )"#,
/// # )?;
/// let council: Perspective = ron::from_str(
///     r#"(
///         id: "council", code: "tc", name: "Town council", kind: Government, hue: "blue", about: "Members in office.",
///         notes: [(id: "tc.saving", on: ["p1"], stance: Disputes, summary: "Less is saved.", citations: [])],
///     )"#,
/// )?;
/// let edition = Edition::new(head, vec![council], Vec::new());
/// let rows = Rows::new(&edition);
/// assert_eq!(rows.code(&edition, rows.notes(0)[0]), "1tc");
/// assert_eq!(rows.cell(&edition, 1, 0), AnswerCell::NotLookedFor);
/// # Ok::<(), ron::de::SpannedError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Rows {
    whole: Vec<NoteRef>,
    notes: Groups<NoteRef>,
    silences: Groups<(u16, u32)>,
    not_applicable: Groups<(u16, u32)>,
}

impl Rows {
    /// Groups the notes of an edition by paragraph. Ids of paragraphs that do not exist are ignored; `check` reports
    /// them.
    pub fn new(edition: &Edition) -> Self {
        let groups = edition.paragraphs().len();
        let index = |id: &ParagraphId| edition.paragraph_index(id).and_then(|i| u32::try_from(i).ok());
        let (mut whole, mut notes, mut silences, mut not_applicable) = (vec![], vec![], vec![], vec![]);
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
                    notes.push((paragraph, NoteRef { perspective: p, note: n, home: k == 0 }));
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
            notes: Groups::new(groups, notes, |entry: NoteRef| (entry.perspective, !entry.home, entry.note)),
            silences: Groups::new(groups, silences, |entry| entry),
            not_applicable: Groups::new(groups, not_applicable, |entry| entry),
        }
    }

    /// Returns the notes on the whole article.
    pub fn whole(&self) -> &[NoteRef] {
        &self.whole
    }

    /// Returns the notes of all perspectives in a row, by perspective, and in the order of [`AnswerCell::Notes`].
    pub fn notes(&self, paragraph: usize) -> &[NoteRef] {
        self.notes.get(paragraph)
    }

    /// Returns the notes of one perspective in a row. `None` is the row of the whole article.
    pub fn notes_of(&self, paragraph: Option<usize>, perspective: usize) -> &[NoteRef] {
        let all = paragraph.map_or(&self.whole[..], |p| self.notes(p));
        let start = all.partition_point(|note| usize::from(note.perspective) < perspective);
        let end = all.partition_point(|note| usize::from(note.perspective) <= perspective);
        all.get(start..end).unwrap_or_default()
    }

    /// Returns what one perspective has in a row.
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
        if let Some(silence) = self.silence(edition, paragraph, perspective, None) {
            return AnswerCell::Silent(silence);
        }
        let mut cells = self.not_applicable.get(paragraph).iter().filter(|(p, _)| usize::from(*p) == perspective);
        match cells.next().and_then(|(_, n)| speaker.not_applicable.get(*n as usize)) {
            Some(cell) => AnswerCell::NotApplicable(&cell.why),
            None => AnswerCell::NotLookedFor,
        }
    }

    /// Returns the silence of a perspective on a paragraph, or on one claim of it. This decides what counts as silence.
    ///
    /// A perspective is silent on a paragraph, and so on each of its claims, if a silence is about all of it and no note is
    /// on it. It is silent on a claim also if a silence is about that claim and no note answers it.
    pub fn silence<'a>(
        &self,
        edition: &'a Edition,
        paragraph: usize,
        perspective: usize,
        claim: Option<&ClaimId>,
    ) -> Option<&'a Silence> {
        let entries = self.notes_of(Some(paragraph), perspective);
        let mut silences = self.silences_of(edition, paragraph, perspective);
        let on_claim = claim.and_then(|claim| silences.clone().find(|silence| silence.is_on_claim(claim)));
        if on_claim.is_some() {
            let answers = |note: &Note| note.claim.is_some() && note.claim.as_ref() == claim;
            let is_answered = entries.iter().filter_map(|entry| self.note(edition, *entry)).any(answers);
            return on_claim.filter(|_| !is_answered);
        }
        silences.find(|silence| silence.claim.is_none()).filter(|_| entries.is_empty())
    }

    /// Returns the silences of a perspective on single claims of a paragraph, which stand beside whatever the cell has.
    pub fn claim_silences<'a>(&self, edition: &'a Edition, paragraph: usize, perspective: usize) -> Vec<&'a Silence> {
        let is_silent = |silence: &&'a Silence| {
            let found = self.silence(edition, paragraph, perspective, silence.claim.as_ref());
            silence.claim.is_some() && found.is_some_and(|found| std::ptr::eq(found, *silence))
        };
        self.silences_of(edition, paragraph, perspective).filter(is_silent).collect()
    }

    /// Iterates over the silences that a perspective lists for a paragraph.
    fn silences_of<'a>(
        &self,
        edition: &'a Edition,
        paragraph: usize,
        perspective: usize,
    ) -> impl Iterator<Item = &'a Silence> + Clone {
        let all = edition.perspectives().get(perspective).map_or(&[][..], |speaker| &speaker.silences);
        let listed = self.silences.get(paragraph).iter().filter(move |(p, _)| usize::from(*p) == perspective);
        listed.filter_map(move |(_, n)| all.get(*n as usize))
    }

    /// Returns the note that a reference points to.
    pub fn note<'a>(&self, edition: &'a Edition, reference: NoteRef) -> Option<&'a Note> {
        edition.perspectives().get(usize::from(reference.perspective))?.notes.get(reference.note as usize)
    }

    /// Returns the index of the paragraph where a note is shown in full. `None` is the row of the whole article.
    pub fn home_of(&self, edition: &Edition, note: &Note) -> Option<usize> {
        note.on.iter().filter_map(|id| edition.paragraph_index(id)).min()
    }

    /// Returns the code of a note: `5us` if it is the only one of its perspective in the row, and `5us2` otherwise.
    pub fn code(&self, edition: &Edition, reference: NoteRef) -> String {
        let Some(note) = self.note(edition, reference) else { return String::new() };
        let home = self.home_of(edition, note);
        let label = home.and_then(|i| edition.paragraph(i)).map_or("0", |p| p.id.label());
        let perspective = usize::from(reference.perspective);
        let code = edition.perspectives().get(perspective).map_or("", |p| &p.code);
        let mut shown_in_full = self.notes_of(home, perspective).iter().filter(|note| note.home);
        match (shown_in_full.clone().count(), shown_in_full.position(|note| note.note == reference.note)) {
            (2.., Some(place)) => format!("{label}{code}{}", place + 1),
            _ => format!("{label}{code}"),
        }
    }
}
