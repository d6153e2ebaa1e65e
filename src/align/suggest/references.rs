//! References of a text to figures, tables and boxes by number.

use rustc_hash::FxHashSet;

use super::words::hash;

/// The kinds of references and how they are written.
const KINDS: [(&str, &[&str]); 3] =
    [("figure", &["fig", "figs", "figure", "figures"]), ("table", &["table", "tables"]), ("box", &["box", "boxes"])];

/// Returns a hash for each figure, table and box a text refers to: `Fig. 3b`, `Figure 3` and `figures 3` are one.
pub(super) fn references(text: &str) -> FxHashSet<u64> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let references = words.iter().zip(words.iter().skip(1)).filter_map(|(word, next)| {
        let (kind, _) = KINDS.iter().find(|(_, forms)| forms.iter().any(|form| word.eq_ignore_ascii_case(form)))?;
        Some(hash(&format!("{kind} {}", reference_number(next)?)))
    });
    references.collect()
}

fn reference_number(word: &str) -> Option<String> {
    if word.bytes().all(|b| matches!(b.to_ascii_lowercase(), b'i' | b'v' | b'x')) {
        return Some(word.to_ascii_lowercase());
    }
    let digits = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
    word.get(..digits).filter(|digits| !digits.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::references;

    #[test]
    fn references_to_one_figure_are_equal_however_they_are_written() {
        let three = references("see Figure 3");
        assert_eq!(three.len(), 1);
        assert_eq!(references("(Fig. 3b)"), three);
        assert_eq!(references("FIGURES 3 and 4"), three);
        assert_ne!(references("Table 3"), three);
        assert_eq!(references("Table IV"), references("table iv"));
        assert!(references("a table of three, figure it out, box").is_empty());
    }
}
