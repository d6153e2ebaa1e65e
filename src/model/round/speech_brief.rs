//! What is read in a speech, as a brief that can be handed on.

use super::{ReadMark, Round};
use crate::model::{Brief, Source};

impl Round {
    /// Returns what is read in a speech as a brief: the title is that of the round with the name of the speech. `sources`
    /// are those of the brief that was read from; the speech gets the ones that it cites. Returns `None` if nothing is read
    /// in the speech.
    pub fn speech_brief(&self, speech: usize, sources: &[Source]) -> Option<Brief> {
        let delivery = self.speeches.get(speech).filter(|delivery| !delivery.read.is_empty())?;
        let entries = delivery.read.clone();
        let is_cited = |source: &&Source| entries.iter().any(|entry| entry.cites(&source.id));
        let sources = sources.iter().filter(is_cited).cloned().collect();
        let name = self.rules.speeches.get(speech).map(|speech| self.speech_title(speech)).unwrap_or_default();
        let title = if self.title.trim().is_empty() { name } else { format!("{}: {name}", self.title.trim()) };
        Some(Brief { sides: Vec::new(), entries, sources, ..Brief::empty(&title) })
    }

    /// Returns the marks where reading stopped in a speech.
    pub fn speech_marks(&self, speech: usize) -> &[ReadMark] {
        self.speeches.get(speech).map_or(&[], |delivery| &delivery.marks)
    }

    /// Returns the name of a speech with the side that gives it: `1AC, first affirmative constructive (Pro)`.
    fn speech_title(&self, speech: &super::Speech) -> String {
        let mut title = speech.short.clone();
        if !speech.name.trim().is_empty() && speech.name != speech.short {
            title.push_str(", ");
            title.push_str(&speech.name);
        }
        if let Some(side) = speech.side {
            title.push_str(&format!(" ({})", self.team_name(side, speech.team)));
        }
        title
    }

    /// Returns the index of the speech with this short name, or else this name, whatever the case; the first that has
    /// entries to read, if several have it.
    pub fn speech_by_name(&self, name: &str) -> Option<usize> {
        let is = |other: &str| other.trim().to_lowercase() == name.trim().to_lowercase();
        let all = || self.rules.speeches.iter().enumerate();
        let named = |by_short: bool| {
            let found =
                move |(_, speech): &(usize, &super::Speech)| is(if by_short { &speech.short } else { &speech.name });
            let has_entries =
                |(at, _): &(usize, _)| self.speeches.get(*at).is_some_and(|delivery| !delivery.read.is_empty());
            all().filter(found).find(has_entries).or_else(|| all().find(found)).map(|(at, _)| at)
        };
        named(true).or_else(|| named(false))
    }
}

#[cfg(test)]
mod tests {
    use crate::model::round::ReadMark;
    use crate::model::round::tests::{entry, round};

    #[test]
    fn a_speech_is_a_brief_of_what_is_read_in_it_with_its_marks() {
        let mut round = round("policy");
        assert_eq!(round.speech_brief(0, &[]), None, "nothing is read");
        assert_eq!(round.speech_brief(99, &[]), None);
        round.title = "Finals".into();
        round.speeches[0].send(&entry(7, 10));
        round.mark(ReadMark { entry: 7, at: 4, seconds: 60.0 });
        let brief = round.speech_brief(0, &[]).unwrap();
        assert_eq!(brief.entries, round.speeches[0].read);
        assert!(brief.title.starts_with("Finals: 1AC"), "{}", brief.title);
        assert_eq!((round.speech_marks(0).len(), round.speech_marks(1).len(), round.speech_marks(99).len()), (1, 0, 0));
    }

    #[test]
    fn a_speech_is_found_by_its_names() {
        let round = round("policy");
        assert_eq!(round.speech_by_name(" 1ac"), Some(0));
        let (at, name) = (2, round.rules.speeches[2].name.clone());
        assert_eq!(round.rules.speeches[round.speech_by_name(&name.to_uppercase()).unwrap()].name, name, "{at}");
        assert_eq!(round.speech_by_name("9XR"), None);
    }
}
