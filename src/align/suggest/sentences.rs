//! Where sentences end.

/// The byte at which each sentence of a paragraph begins. The first is 0.
///
/// A sentence ends at a full stop, question mark, exclamation mark or semicolon that is followed by blanks and then
/// by something that is no small letter; the full stops of East Asia and India need nothing after them.
pub(super) fn starts(text: &str) -> Vec<usize> {
    let mut starts = vec![0];
    let mut mark = Mark::None;
    for (at, c) in text.char_indices() {
        mark = match (mark, c) {
            (_, '。' | '！' | '？' | '；' | '।' | '॥' | '۔' | '؟') => Mark::Sure,
            (Mark::Sure, '”' | '」' | '』' | '）' | ')' | '"') => Mark::Sure,
            (_, '.' | '!' | '?' | ';') => Mark::Seen,
            (Mark::None, _) => Mark::None,
            (Mark::Sure, c) if c.is_whitespace() => Mark::Sure,
            (Mark::Seen | Mark::Blank, c) if c.is_whitespace() => Mark::Blank,
            (Mark::Seen, _) => Mark::None,
            (Mark::Blank, c) if !may_begin(c) => Mark::None,
            (Mark::Blank | Mark::Sure, _) => {
                starts.push(at);
                Mark::None
            }
        };
    }
    starts
}

/// What stands before a character.
#[derive(Clone, Copy)]
enum Mark {
    None,
    /// A mark that ends a sentence if blanks follow.
    Seen,
    /// The same, and the blanks.
    Blank,
    /// A mark that ends a sentence whatever follows.
    Sure,
}

fn may_begin(c: char) -> bool {
    c.is_numeric() || c.is_alphabetic() && !c.is_lowercase() || matches!(c, '"' | '“' | '(' | '[' | '«' | '„')
}

#[cfg(test)]
mod tests {
    use super::starts;

    fn sentences(text: &str) -> Vec<&str> {
        let mut ends: Vec<usize> = starts(text);
        ends.push(text.len());
        ends.windows(2).map(|w| text[w[0]..w[1]].trim()).collect()
    }

    #[test]
    fn a_sentence_ends_before_a_capital_or_a_full_stop_of_another_script() {
        assert_eq!(sentences("One, e.g. this. Two? (Three); four."), ["One, e.g. this.", "Two?", "(Three); four."]);
        assert_eq!(sentences("第一句。第二句！」第三"), ["第一句。", "第二句！」", "第三"]);
        assert_eq!(sentences("पहला। दूसरा।"), ["पहला।", "दूसरा।"]);
        assert_eq!(sentences(""), [""]);
    }
}
