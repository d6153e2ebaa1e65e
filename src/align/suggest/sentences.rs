//! Sentence boundaries.

/// Returns the byte offset at which each sentence of a paragraph starts. The first is 0.
///
/// A sentence ends at a full stop, question mark, exclamation mark or semicolon that is followed by white space and
/// then by anything but a lower-case letter; the full stops of East Asia and India need nothing after them.
pub(super) fn starts(text: &str) -> Vec<usize> {
    let mut starts = vec![0];
    let mut boundary = Boundary::None;
    for (at, c) in text.char_indices() {
        boundary = match (boundary, c) {
            (_, '。' | '！' | '？' | '；' | '।' | '॥' | '۔' | '؟') => Boundary::Final,
            (Boundary::Final, '”' | '」' | '』' | '）' | ')' | '"') => Boundary::Final,
            (_, '.' | '!' | '?' | ';') => Boundary::Terminator,
            (Boundary::None, _) => Boundary::None,
            (Boundary::Final, c) if c.is_whitespace() => Boundary::Final,
            (Boundary::Terminator | Boundary::TerminatorSpace, c) if c.is_whitespace() => Boundary::TerminatorSpace,
            (Boundary::Terminator, _) => Boundary::None,
            (Boundary::TerminatorSpace, c) if !may_start(c) => Boundary::None,
            (Boundary::TerminatorSpace | Boundary::Final, _) => {
                starts.push(at);
                Boundary::None
            }
        };
    }
    starts
}

/// What precedes a character.
#[derive(Clone, Copy)]
enum Boundary {
    None,
    /// A mark that ends a sentence if white space follows.
    Terminator,
    /// Such a mark and white space.
    TerminatorSpace,
    /// A mark that ends a sentence whatever follows.
    Final,
}

fn may_start(c: char) -> bool {
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
