//! The figures, tables and boxes that a text names by number.

use rustc_hash::FxHashSet;

use super::words::hash;

/// What is named, and how it is written.
const KINDS: [(&str, &[&str]); 3] =
    [("figure", &["fig", "figs", "figure", "figures"]), ("table", &["table", "tables"]), ("box", &["box", "boxes"])];

/// A number for each figure, table and box of a text: `Fig. 3b`, `Figure 3` and `figures 3` are one.
pub(super) fn figures(text: &str) -> FxHashSet<u64> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let named = words.iter().zip(words.iter().skip(1)).filter_map(|(word, next)| {
        let (kind, _) = KINDS.iter().find(|(_, forms)| forms.iter().any(|form| word.eq_ignore_ascii_case(form)))?;
        Some(hash(&format!("{kind} {}", number(next)?)))
    });
    named.collect()
}

fn number(word: &str) -> Option<String> {
    if word.bytes().all(|b| matches!(b.to_ascii_lowercase(), b'i' | b'v' | b'x')) {
        return Some(word.to_ascii_lowercase());
    }
    let digits = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
    word.get(..digits).filter(|digits| !digits.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::figures;

    #[test]
    fn a_figure_is_the_same_however_it_is_written() {
        let three = figures("see Figure 3");
        assert_eq!(three.len(), 1);
        assert_eq!(figures("(Fig. 3b)"), three);
        assert_eq!(figures("FIGURES 3 and 4"), three);
        assert_ne!(figures("Table 3"), three);
        assert_eq!(figures("Table IV"), figures("table iv"));
        assert!(figures("a table of three, figure it out, box").is_empty());
    }
}
