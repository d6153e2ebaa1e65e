//! Text with character formatting, and how it becomes text with marks.

use std::rc::Rc;

use super::baseline::{Baseline, on_line, push_before};
use super::builder::ArticleBuilder;
use super::line_breaks::one_line;
use crate::model::{HighlightColour, MarkKind};

/// The most marks in one paragraph. Each is located by its words, so many thousands would take long.
const MAX_MARKS: usize = 1_000;
/// The longest URL of a link, in bytes; longer ones are dropped.
const MAX_URL_BYTES: usize = 2_000;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RunFormat {
    /// The URL of a link.
    pub(super) link: Option<Rc<str>>,
    /// Bold.
    pub(super) strong: bool,
    /// Italic.
    pub(super) emphasis: bool,
    /// Raised or lowered.
    pub(super) baseline: Baseline,
    /// Formatting that only briefs use.
    pub(super) card: CardFormat,
}

/// Character formatting that only briefs use; articles ignore it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CardFormat {
    /// In the cite style.
    pub(super) cite: bool,
    /// In the style of the marks where reading stopped.
    pub(super) reading_mark: bool,
    pub(super) underline: bool,
    /// Emphasised: in the emphasis style, boxed, or bold by direct formatting.
    pub(super) emphasis: bool,
    pub(super) highlight: Option<HighlightColour>,
    /// The font size in half points, if specified.
    pub(super) size: Option<u16>,
    pub(super) language: Option<Rc<str>>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct StyledText(Vec<(String, RunFormat)>);

impl StyledText {
    /// Appends text. It joins the last run if that has the same formatting.
    pub(super) fn push(&mut self, text: &str, format: &RunFormat) {
        match self.0.last_mut() {
            Some((before, last_format)) if last_format == format => before.push_str(text),
            _ if text.is_empty() => {}
            _ => self.0.push((text.to_owned(), format.clone())),
        }
    }

    pub(super) fn append(&mut self, other: Self) {
        for (text, format) in other.0 {
            self.push(&text, &format);
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &RunFormat)> {
        self.0.iter().map(|(text, format)| (text.as_str(), format))
    }

    /// Returns whether there is nothing but whitespace.
    pub(super) fn is_blank(&self) -> bool {
        self.0.iter().all(|(text, _)| text.trim().is_empty())
    }

    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|(text, _)| text.len()).sum()
    }

    /// Returns the text without formatting on one line.
    pub(super) fn plain_text(&self) -> String {
        one_line(&self.0.iter().map(|(text, _)| text.as_str()).collect::<String>())
    }

    /// Puts raised and lowered text on the line, where digits are told from those before them.
    pub(super) fn put_on_line(&mut self) {
        if self.0.iter().all(|(_, format)| format.baseline == Baseline::Normal) {
            return;
        }
        let runs = std::mem::take(&mut self.0);
        let mut before = String::new();
        for (text, format) in runs {
            let text = on_line(&before, &text, format.baseline);
            push_before(&mut before, &text);
            self.push(&text, &RunFormat { baseline: Baseline::Normal, ..format });
        }
    }

    /// Removes bold from every run, since headings are bold anyway.
    pub(super) fn remove_bold(&mut self) {
        self.0.iter_mut().for_each(|(_, format)| format.strong = false);
    }

    /// Adds the text with its marks to the current paragraph.
    pub(super) fn write(&self, builder: &mut ArticleBuilder) {
        let mut open: Vec<MarkKind> = Vec::new();
        let mut started = 0;
        for (text, format) in &self.0 {
            // Whitespace belongs to the runs on both sides: it starts and ends no mark.
            if text.trim().is_empty() {
                builder.push_text(text);
                continue;
            }
            let marks = marks(format);
            let shared = open.iter().zip(&marks).take_while(|(a, b)| a == b).count();
            open.drain(shared..).for_each(|_| builder.end_mark());
            for kind in marks.into_iter().skip(shared).take(MAX_MARKS.saturating_sub(started)) {
                started += 1;
                builder.start_mark(kind.clone());
                open.push(kind);
            }
            builder.push_text(text);
        }
        open.iter().for_each(|_| builder.end_mark());
    }
}

/// Returns the marks of a run, the widest first.
fn marks(format: &RunFormat) -> Vec<MarkKind> {
    let link = format.link.as_ref().map(|url| MarkKind::Link(url.to_string()));
    let strong = format.strong.then_some(MarkKind::Strong);
    let emphasis = format.emphasis.then_some(MarkKind::Emphasis);
    [link, strong, emphasis].into_iter().flatten().collect()
}

/// Returns a URL if a mark may link to it: a web page, so nothing on this machine and no script.
pub(super) fn web_address(url: &str) -> Option<Rc<str>> {
    let url = url.trim();
    let has_scheme = |start: &&str| url.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
    let is_clean = url.len() <= MAX_URL_BYTES && !url.chars().any(|c| c.is_control() || c.is_whitespace());
    (is_clean && ["http://", "https://"].iter().any(has_scheme)).then(|| Rc::from(url))
}
