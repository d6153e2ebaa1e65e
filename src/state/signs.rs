//! What the signs of the page mean, in words: for tooltips, and for the card that names the parts of the page.

use crate::model::rows::NoteRef;
use crate::model::{HighlightStyle, Note, Perspective, Stance};

use super::{AppState, Item};

/// The number of rows that are searched for an example of a sign.
const MAX_SEARCHED_ROWS: usize = 200;

/// Returns what the letter of a stance means.
pub fn stance_words(stance: Stance) -> &'static str {
    match stance {
        Stance::Affirms => "A affirms: it says the same as the paragraph",
        Stance::Disputes => "D disputes: it says the contrary of the paragraph",
        Stance::Qualifies => "Q qualifies: it agrees in part, or for another reason",
        Stance::AddsContext => "+ adds context: it adds to the paragraph without taking a side",
    }
}

/// Returns what *Later* and its clock mean.
pub fn later_words() -> &'static str {
    "Later: said after the article was written, so its writer could not know it"
}

/// Returns what a highlight of the reader's is, by its style.
pub fn highlight_words(style: HighlightStyle) -> String {
    format!("Your highlight, {}. A right click offers to remove it", style.word().to_lowercase())
}

/// Returns what the letters after a perspective's further replies mean: `7 more replies of India: 3 dispute, 4 qualify`.
pub fn further_words(by: &Perspective, notes: &[&Note]) -> String {
    let count = |stance: Stance| notes.iter().filter(|note| note.stance == stance).count();
    let said: Vec<String> = Stance::ALL
        .into_iter()
        .map(|stance| (count(stance), stance))
        .filter(|(count, _)| *count > 0)
        .map(|(count, stance)| format!("{count} {}", if count == 1 { stance.verb() } else { plural_verb(stance) }))
        .collect();
    let replies = if notes.len() == 1 { "reply" } else { "replies" };
    format!("{} more {replies} of {}: {}", notes.len(), by.name, said.join(", "))
}

fn plural_verb(stance: Stance) -> &'static str {
    match stance {
        Stance::Affirms => "affirm",
        Stance::Disputes => "dispute",
        Stance::Qualifies => "qualify",
        Stance::AddsContext => "add context",
    }
}

/// Returns what a reply that says nothing means; `None` for a note.
pub fn absence_words(item: &Item<'_>) -> Option<String> {
    match item {
        Item::Note { .. } | Item::Pointer { .. } => None,
        Item::Silent { perspective, silence } => Some(format!(
            "A dash: {} was searched for an answer on {}, and none was found. Looked in: {}",
            perspective.name,
            silence.checked,
            silence.looked_in.join("; ")
        )),
        Item::NotApplicable { perspective, why } => {
            Some(format!("Nothing here for {} to answer: {why}", perspective.name))
        }
        Item::NotLookedFor { perspective } => {
            Some(format!("A question mark: nobody has looked yet for what {} says here", perspective.name))
        }
    }
}

/// A sign of the page, with what is needed to paint it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LegendSign {
    /// The number of a paragraph.
    Number(String),
    /// Underlined words, in the hue of a perspective.
    Underline {
        /// The words.
        words: String,
        /// The name of the hue.
        hue: String,
    },
    /// The letters of the four stances, in the hue of a perspective.
    Stances {
        /// The name of the hue.
        hue: String,
    },
    /// The dot of a perspective and its code.
    Perspective {
        /// Its code.
        code: String,
        /// The name of its hue.
        hue: String,
    },
    /// The code of a reply.
    Code(String),
    /// When something was said.
    Date(String),
    /// The number of further replies and the letters of their stances.
    Further {
        /// The number.
        count: usize,
        /// The first stances, at most four.
        stances: Vec<Stance>,
        /// The name of the hue.
        hue: String,
    },
    /// The dash of a silence.
    Silence,
    /// The bracket over several paragraphs.
    Bracket {
        /// The name of the hue.
        hue: String,
    },
    /// The clock of what was said later.
    Later,
}

/// A sign and its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegendPart {
    /// The sign.
    pub sign: LegendSign,
    /// Its meaning.
    pub words: String,
}

impl AppState {
    /// Returns what a reply's code means.
    pub fn code_words(&self, entry: NoteRef) -> String {
        let code = self.rows.code(&self.edition, entry);
        format!("{code}: {}. Type it in the search field to come back to this reply", self.code_in_parts(entry))
    }

    /// Returns a reply's code in words: `¶5, US government, reply 2`.
    fn code_in_parts(&self, entry: NoteRef) -> String {
        let code = self.rows.code(&self.edition, entry);
        let name = self.edition.perspectives().get(usize::from(entry.perspective)).map_or("", |by| &by.name);
        let digits = code.chars().rev().take_while(char::is_ascii_digit).count();
        let number = code.get(code.len() - digits..).unwrap_or_default();
        let note = self.rows.note(&self.edition, entry);
        let home = note.and_then(|note| self.rows.home_of(&self.edition, note)).map(|paragraph| paragraph + 1);
        let place = home
            .and_then(|row| self.paragraph_of(row))
            .map_or("the whole article".to_owned(), |paragraph| format!("¶{}", paragraph.id.label()));
        let number = if number.is_empty() { String::new() } else { format!(", reply {number}") };
        format!("{place}, {name}{number}")
    }

    /// Returns what the bracket of a note on several paragraphs means: `One reply of India to ¶3, ¶4 and ¶5 together`.
    pub fn bracket_words(&self, by: &Perspective, note: &Note) -> String {
        let labels: Vec<String> = note.on.iter().map(|id| format!("¶{}", id.label())).collect();
        let on = match labels.as_slice() {
            [] => "the whole article".to_owned(),
            [one] => one.clone(),
            [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
        };
        format!("One reply of {} to {on} together", by.name)
    }

    /// Returns what underlined words of a row mean: which of the shown replies speak of them.
    pub fn underline_words(&self, row: usize, phrase: &str) -> String {
        let mut said: Vec<(&str, Vec<&str>)> = Vec::new();
        let mut count = 0;
        for item in self.items(row) {
            let (Item::Note { note, perspective, .. } | Item::Pointer { note, perspective, .. }) = item else {
                continue;
            };
            if self.edition.phrase_of(note) != Some(phrase) {
                continue;
            }
            count += 1;
            let verb = perspective.verb(note.stance);
            match said.iter_mut().find(|(name, _)| *name == perspective.name) {
                Some((_, verbs)) if verbs.contains(&verb) => {}
                Some((_, verbs)) => verbs.push(verb),
                None => said.push((&perspective.name, vec![verb])),
            }
        }
        let said: Vec<String> =
            said.into_iter().map(|(name, verbs)| format!("{name} {}", verbs.join(" and "))).collect();
        match count {
            0 => "A claim of the article".to_owned(),
            1 => format!("A claim that one reply speaks of: {}", said.join(", ")),
            n => format!("A claim that {n} replies speak of: {}", said.join(", ")),
        }
    }

    /// Returns the signs of the page with their meanings; the examples are from the active row, or else from the first
    /// row with a reply.
    pub fn legend_parts(&self) -> Vec<LegendPart> {
        let notes_of = |row: usize| {
            let note = |item| match item {
                Item::Note { entry, note, perspective } => Some((entry, note, perspective)),
                _ => None,
            };
            self.items(row).into_iter().filter_map(note).collect::<Vec<_>>()
        };
        let searched = (1..self.row_count()).take(MAX_SEARCHED_ROWS);
        let row = Some(self.reader.active)
            .filter(|row| *row > 0)
            .into_iter()
            .chain(searched)
            .find(|row| !notes_of(*row).is_empty());
        let notes = row.map(notes_of).unwrap_or_default();
        let number = row.and_then(|row| self.paragraph_of(row)).map_or("1", |paragraph| paragraph.id.label());
        let mut parts = Vec::new();
        let mut add = |sign, words: &str| parts.push(LegendPart { sign, words: words.to_owned() });
        add(
            LegendSign::Number(format!("¶{number}")),
            "The number of a paragraph. What others say about it stands beside it.",
        );
        let hue = notes.first().map_or("blue", |(_, _, by)| &by.hue).to_owned();
        let phrase = notes.iter().find_map(|(_, note, _)| self.edition.phrase_of(note));
        let words: Vec<&str> = phrase.unwrap_or("the words").split_whitespace().take(2).collect();
        add(
            LegendSign::Underline { words: words.join(" "), hue: hue.clone() },
            "Underlined words: a claim that replies speak of.",
        );
        add(
            LegendSign::Stances { hue: hue.clone() },
            "What a reply does: D disputes, Q qualifies, A affirms the paragraph; + adds context.",
        );
        if let Some((entry, note, by)) = notes.get(1).filter(|(_, _, by)| by.hue == hue).or(notes.first()) {
            add(
                LegendSign::Perspective { code: by.code.to_uppercase(), hue: by.hue.clone() },
                &format!("Who speaks, by name and colour; {} is short for {}.", by.code, by.name),
            );
            let code = self.rows.code(&self.edition, *entry);
            add(LegendSign::Code(code), &format!("The address of a reply: {}.", self.code_in_parts(*entry)));
            let date = self.edition.date_of_note(note).map_or("2024".to_owned(), |date| date.to_string());
            add(
                LegendSign::Date(date),
                "When it was said. The line under the reply has by whom and where; an opened reply shows its sources.",
            );
        }
        let by = notes.first().map(|(_, _, by)| &by.id);
        let further = notes.iter().skip(1).filter(|(_, _, other)| Some(&other.id) == by);
        let stances: Vec<Stance> = further.map(|(_, note, _)| note.stance).collect();
        let stances = if stances.is_empty() { vec![Stance::Disputes, Stance::Qualifies] } else { stances };
        let count = stances.len();
        add(
            LegendSign::Further { count, stances: stances.into_iter().take(4).collect(), hue: hue.clone() },
            "More replies of the same perspective, with their letters. A press lists them.",
        );
        add(LegendSign::Silence, "Searched for on the day given, and nothing was found: a silence is never a blank.");
        add(LegendSign::Bracket { hue }, "A bracket beside the text: one reply to several paragraphs together.");
        add(LegendSign::Later, "Said after the article was written: what happened next.");
        parts
    }
}

/// The most paragraphs named in [`silence_list`].
pub const MOST_NAMED: usize = 12;

/// Returns on which paragraphs a perspective is silent: `Silent on ¶1, ¶2 and ¶11`. `None` if on none.
pub fn silence_list(by: &Perspective) -> Option<String> {
    let mut labels: Vec<String> = by.silent_on().take(MOST_NAMED).map(|id| format!("¶{}", id.label())).collect();
    let others = by.silent_on().count() - labels.len();
    if others > 0 {
        labels.push(format!("{others} more"));
    }
    let last = labels.pop()?;
    let first = labels.join(", ");
    Some(if first.is_empty() { format!("Silent on {last}") } else { format!("Silent on {first} and {last}") })
}

#[cfg(test)]
mod tests {
    use super::{further_words, silence_list, stance_words};
    use crate::model::{Note, Perspective, Stance};

    #[test]
    fn the_words_of_a_stance_begin_with_its_letter_and_name_it() {
        for stance in Stance::ALL {
            let words = stance_words(stance);
            assert!(words.starts_with(stance.mark()), "{words}");
            assert!(words.contains(stance.verb()), "{words}");
        }
    }

    #[test]
    fn letters_are_counted_in_words() {
        let by: Perspective = ron::from_str(
            r#"(id: "india", code: "in", name: "India", kind: Government, hue: "orange", about: "", notes: [
                (id: "a", on: ["p1"], stance: Disputes, summary: "", citations: []),
                (id: "b", on: ["p1"], stance: AddsContext, summary: "", citations: []),
                (id: "c", on: ["p1"], stance: Disputes, summary: "", citations: []),
            ])"#,
        )
        .unwrap();
        let notes: Vec<&Note> = by.notes.iter().collect();
        assert_eq!(further_words(&by, &notes), "3 more replies of India: 2 dispute, 1 adds context");
        assert_eq!(further_words(&by, &notes[1..2]), "1 more reply of India: 1 adds context");
    }

    #[test]
    fn the_silences_of_a_perspective_are_listed_without_those_on_claims() {
        let by = |silences: &str| -> Perspective {
            ron::from_str(&format!(
                r#"(id: "india", code: "in", name: "India", kind: Government, hue: "orange", about: "",
                    silences: [{silences}])"#
            ))
            .unwrap()
        };
        let silent = r#"(on: ["p1", "p2"], checked: "2025", looked_in: []), (on: ["p11"], checked: "2025", looked_in: []),
            (on: ["p5"], claim: Some("p5.c1"), checked: "2025", looked_in: [])"#;
        assert_eq!(silence_list(&by(silent)).as_deref(), Some("Silent on ¶1, ¶2 and ¶11"));
        assert_eq!(silence_list(&by("")), None);
    }
}
