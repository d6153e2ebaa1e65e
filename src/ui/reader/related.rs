//! The line under the head of the article that names the related editions.

use std::ops::Range;

use crate::model::{MarkKind, Script};
use crate::storage::EditionLocation;
use crate::ui::text_layout::TextLayout;

use super::page::Page;

/// What stands before the titles.
pub(super) const LABEL: &str = "Related: ";

/// What stands between two titles.
const BETWEEN: &str = " · ";

/// The line laid out.
#[derive(Clone, Debug)]
pub struct RelatedLine {
    /// The label and the titles.
    pub layout: TextLayout,
    /// For each title its characters in the text, the title and the edition.
    pub(super) links: Vec<(Range<usize>, String, EditionLocation)>,
}

impl RelatedLine {
    /// Lays the line out in a width; `None` if no related edition can be opened.
    pub fn new(page: &Page<'_>, width: f32) -> Option<Self> {
        let editions = page.state.related_editions();
        if editions.is_empty() {
            return None;
        }
        let (mut text, mut ranges, mut links) = (LABEL.to_owned(), Vec::new(), Vec::new());
        for edition in editions {
            if !links.is_empty() {
                text.push_str(BETWEEN);
            }
            let (byte, character) = (text.len(), text.chars().count());
            text.push_str(&edition.title);
            ranges.push(byte..text.len());
            links.push((character..text.chars().count(), edition.title, edition.location));
        }
        let mark = MarkKind::Link(String::new());
        let marks: Vec<(Range<usize>, &MarkKind)> = ranges.into_iter().map(|range| (range, &mark)).collect();
        let styles = page.styles;
        let layout =
            TextLayout::with_marks(page.painter, (&text, &marks), (&styles.small, &styles.marks), Script::Latin, width);
        Some(Self { layout, links })
    }
}
