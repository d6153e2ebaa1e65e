//! Close wording: the words of a paragraph that went to another, one to one.

use crate::align::anchor::Alignment;

/// The words of a part have gone to its whole when so much of them has, by weight. With 0.5, formulas of the two halves
/// of one text join; with 0.7, half of the parts that are found when three words in ten changed are missed.
pub(super) const CLOSE: f32 = 0.6;

/// How much of a part went to the whole, from 0 to 1, when every word of the whole goes to one of the parts at most:
/// what belongs to another part is not there for this one. The parts are in order; `at` is the place of the one asked
/// about.
pub(super) fn went(whole: &str, parts: &[&str], at: usize) -> f32 {
    let line = |text: &str| text.replace('\n', " ");
    let lines: Vec<String> = parts.iter().map(|part| line(part)).collect();
    let alignment = Alignment::new(&line(whole), &lines.join("\n"));
    let all = alignment.new_line_weights().get(at).copied().unwrap_or_default();
    let here = alignment.counterparts().filter(|found| found.new.line == at);
    let went: f32 = here.map(|found| found.weight * found.likeness).sum();
    // A word that became another of its stem has the weight of the old one, which may be the heavier.
    if all > 0.0 { (went / all).clamp(0.0, 1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::{CLOSE, went};

    const WHOLE: &str = "The ferry is late. Nobody on the quay was told why it had to wait outside the harbour, and \
        the harbour master went home at noon without a word.";
    const REST: &str = "Nobody on the quay was told why it had to wait outside the harbour, and the harbour master \
        went home at noon without a word.";

    #[test]
    fn a_part_went_to_its_whole_and_a_stranger_did_not() {
        assert!(went(WHOLE, &["The ferry is very late.", REST], 0) >= CLOSE);
        assert!(went(WHOLE, &["Tickets are sold on board.", REST], 0) < CLOSE);
        assert_eq!(went(WHOLE, &["", REST], 0), 0.0);
        assert_eq!(went(WHOLE, &[REST], 1), 0.0, "there is no such part");
    }

    #[test]
    fn words_that_belong_to_another_part_are_not_there_for_this_one() {
        let again = "The harbour master went home at noon.";
        assert!(went(WHOLE, &[REST, again], 1) < CLOSE, "the whole says it once, and the rest has it");
        assert!(went(&format!("{WHOLE} {again}"), &[WHOLE, again], 1) >= CLOSE);
    }
}
