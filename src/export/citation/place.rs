//! The place in a source, as CSL knows it.

use hayagriva::citationberg::taxonomy::Locator;

/// The words that name a kind of place, the longest first where one begins another.
const KINDS: [(&str, Locator); 12] = [
    ("pages", Locator::Page),
    ("page", Locator::Page),
    ("pp.", Locator::Page),
    ("p.", Locator::Page),
    ("paragraphs", Locator::Paragraph),
    ("paragraph", Locator::Paragraph),
    ("para.", Locator::Paragraph),
    ("par.", Locator::Paragraph),
    ("section", Locator::Section),
    ("sec.", Locator::Section),
    ("chapter", Locator::Chapter),
    ("line", Locator::Line),
];

/// The kind of a place and what is left of its words; words of no known kind stay as they are.
pub(super) fn place(locator: &str) -> (Locator, &str) {
    for (word, kind) in KINDS {
        let start = locator.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        let rest = locator.get(word.len()..).unwrap_or_default();
        let rest = rest.trim_start();
        if start && rest.starts_with(|c: char| c.is_ascii_digit()) {
            return (kind, rest);
        }
    }
    (Locator::Custom, locator)
}
