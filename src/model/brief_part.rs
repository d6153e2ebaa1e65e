//! Parts of a brief: one pocket, hat or block, or one side alone.

use super::{Brief, Entry};

/// A part of a brief.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum BriefPart {
    /// The whole brief.
    #[default]
    Whole,
    /// The section that begins with the entry of this number: a heading with everything below it, or a single card or
    /// analytic.
    Section(u32),
    /// All that is on one side, as an index into [`Brief::sides`].
    Side(usize),
}

impl Brief {
    /// Returns a part of the brief as a brief with the same title and the sources that the part cites; `None` if there is
    /// no such part.
    ///
    /// ```
    /// use parallax::model::{Brief, BriefPart, Entry, Heading, Level};
    ///
    /// let mut brief = Brief::empty("Lamps");
    /// for (id, side) in [(1, 0), (2, 1)] {
    ///     let text = brief.sides[side].clone();
    ///     brief.entries.push(Entry::Heading(Heading { id, level: Level::Pocket, text, side: Some(side) }));
    /// }
    /// assert_eq!(brief.part(BriefPart::Side(1)).unwrap().entries, [brief.entries[1].clone()]);
    /// assert_eq!(brief.part_name(BriefPart::Section(1)).as_deref(), Some("Aff"));
    /// assert!(brief.part(BriefPart::Section(9)).is_none());
    /// ```
    pub fn part(&self, part: BriefPart) -> Option<Self> {
        let mut entries: Vec<Entry> = match part {
            BriefPart::Whole => return Some(self.clone()),
            BriefPart::Section(id) => self.entries.get(self.section_at(self.index_of(id)?))?.to_vec(),
            BriefPart::Side(side) => {
                let all = self.entries.iter().enumerate();
                all.filter(|(at, _)| self.is_on_side(*at, side)).map(|(_, entry)| entry.clone()).collect()
            }
        };
        if let (BriefPart::Section(id), Some(Entry::Heading(first))) = (part, entries.first_mut()) {
            // The heading that it inherits its side from is not in the part.
            first.side = first.side.or_else(|| self.side_at(self.index_of(id)?));
        }
        let is_cited = |source: &super::Source| entries.iter().any(|entry| entry.cites(&source.id));
        let sources = self.sources.iter().filter(|source| is_cited(source)).cloned().collect();
        (!entries.is_empty()).then(|| Self {
            format: self.format,
            title: self.title.clone(),
            edition: self.edition.clone(),
            sides: self.sides.clone(),
            entries,
            sources,
        })
    }

    /// Returns the name of a part: the text of its heading or tag, or the name of the side. The whole has none.
    pub fn part_name(&self, part: BriefPart) -> Option<String> {
        match part {
            BriefPart::Whole => None,
            BriefPart::Section(id) => Some(self.entries.get(self.index_of(id)?)?.title().to_owned()),
            BriefPart::Side(side) => self.sides.get(side).cloned(),
        }
    }

    /// Returns whether an entry is on a side, by its headings or by the name of its pocket.
    fn is_on_side(&self, at: usize, side: usize) -> bool {
        self.side_at(at).or_else(|| self.pocket_side_at(at)) == Some(side)
    }

    /// Returns the sides that have entries, as indexes into [`Brief::sides`].
    pub fn sides_with_entries(&self) -> Vec<usize> {
        (0..self.sides.len()).filter(|side| (0..self.entries.len()).any(|at| self.is_on_side(at, *side))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::BriefPart;
    use crate::model::{Brief, Entry, Heading, Level};

    fn heading(id: u32, level: Level, text: &str, side: Option<usize>) -> Entry {
        Entry::Heading(Heading { id, level, text: text.into(), side })
    }

    fn brief() -> Brief {
        let mut analytic = Entry::analytic("Owls".into(), "en".into(), None);
        analytic.set_title("Owls sleep".into());
        crate::model::merge::Numbered::set_id(&mut analytic, 5);
        let entries = vec![
            heading(1, Level::Pocket, "Case", Some(0)),
            heading(2, Level::Hat, "Safety", None),
            heading(3, Level::Block, "A2: falls", None),
            analytic,
            heading(4, Level::Block, "Their answer", Some(1)),
            heading(6, Level::Pocket, "Neg off", None),
            heading(7, Level::Block, "A2: cost", None),
            heading(8, Level::Pocket, "Both", None),
        ];
        Brief { entries, ..Brief::empty("Lamps") }
    }

    fn ids(brief: &Brief, part: BriefPart) -> Vec<u32> {
        brief.part(part).map_or_else(Vec::new, |part| part.entries.iter().map(Entry::id).collect())
    }

    #[test]
    fn a_section_is_a_heading_with_all_below_it_and_keeps_its_side() {
        let brief = brief();
        assert_eq!(ids(&brief, BriefPart::Section(2)), [2, 3, 5, 4]);
        assert_eq!(ids(&brief, BriefPart::Section(3)), [3, 5]);
        assert_eq!(ids(&brief, BriefPart::Section(5)), [5]);
        assert_eq!(ids(&brief, BriefPart::Whole).len(), 8);
        assert_eq!(brief.part(BriefPart::Section(3)).unwrap().side_at(1), Some(0));
        assert_eq!(brief.part_name(BriefPart::Section(5)).as_deref(), Some("Owls sleep"));
    }

    #[test]
    fn a_side_is_what_headings_or_the_name_of_a_pocket_give_it() {
        let brief = brief();
        assert_eq!(ids(&brief, BriefPart::Side(0)), [1, 2, 3, 5]);
        assert_eq!(ids(&brief, BriefPart::Side(1)), [4, 6, 7]);
        assert_eq!(ids(&brief, BriefPart::Side(2)), [0; 0]);
        assert_eq!(brief.sides_with_entries(), [0, 1]);
        let other = Brief { entries: vec![heading(1, Level::Block, "x", None)], ..Brief::empty("x") };
        assert_eq!(other.sides_with_entries(), [0; 0]);
    }
}
