//! Words with a look, as word processors keep them, and how they become a paragraph with marks.

use std::rc::Rc;

use super::builder::Builder;
use crate::model::{HighlightColour, MarkKind, ParagraphKind};

/// Marks of one paragraph at most. Each is found again by its words, so many thousands would take long.
const MOST_MARKS: usize = 1_000;
/// The longest address of a link that is kept, in bytes.
const LONGEST_ADDRESS: usize = 2_000;

/// How words look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// Where they lead.
    pub(super) link: Option<Rc<str>>,
    /// They are bold.
    pub(super) strong: bool,
    /// They are italic.
    pub(super) emphasis: bool,
    /// What only briefs keep.
    pub(super) dress: Dress,
}

/// How words of a brief look beside. Nothing of it is read for an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Dress {
    /// They are in the style of cites.
    pub(super) cite: bool,
    /// They are underlined.
    pub(super) underline: bool,
    /// They are emphasised: in that style, boxed, or bold by themselves.
    pub(super) emphasis: bool,
    /// They are highlighted.
    pub(super) highlight: Option<HighlightColour>,
    /// Their size in half points, where anything says it.
    pub(super) size: Option<u16>,
    /// The language they are said to be in.
    pub(super) tongue: Option<Rc<str>>,
}

/// Words in order, each with its look.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Spans(Vec<(String, Look)>);

/// A paragraph that is ready to be built.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Block {
    /// What part it plays.
    pub(super) kind: ParagraphKind,
    /// Its words.
    pub(super) spans: Spans,
}

impl Spans {
    /// Adds words.
    pub(super) fn push(&mut self, text: &str, look: &Look) {
        match self.0.last_mut() {
            Some((before, same)) if same == look => before.push_str(text),
            _ if text.is_empty() => {}
            _ => self.0.push((text.to_owned(), look.clone())),
        }
    }

    /// Adds all of the others.
    pub(super) fn append(&mut self, others: Self) {
        for (text, look) in others.0 {
            self.push(&text, &look);
        }
    }

    /// The words with their looks, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Look)> {
        self.0.iter().map(|(text, look)| (text.as_str(), look))
    }

    /// Whether there is nothing to read.
    pub(super) fn is_blank(&self) -> bool {
        self.0.iter().all(|(text, _)| text.trim().is_empty())
    }

    /// How long the words are, in bytes.
    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|(text, _)| text.len()).sum()
    }

    /// The words alone, white space as one blank.
    pub(super) fn plain(&self) -> String {
        let text: String = self.0.iter().map(|(text, _)| text.as_str()).collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Takes the bold away: all of a heading is bold.
    fn lighten(&mut self) {
        self.0.iter_mut().for_each(|(_, look)| look.strong = false);
    }

    fn write(&self, builder: &mut Builder) {
        let mut open: Vec<MarkKind> = Vec::new();
        let mut begun = 0;
        for (text, look) in &self.0 {
            // A blank belongs to the words on both sides: it begins and ends nothing.
            if text.trim().is_empty() {
                builder.text(text);
                continue;
            }
            let wanted = marks(look);
            let same = open.iter().zip(&wanted).take_while(|(a, b)| a == b).count();
            open.drain(same..).for_each(|_| builder.end());
            for kind in wanted.into_iter().skip(same).take(MOST_MARKS.saturating_sub(begun)) {
                begun += 1;
                builder.begin(kind.clone());
                open.push(kind);
            }
            builder.text(text);
        }
        open.iter().for_each(|_| builder.end());
    }
}

impl Block {
    /// Builds the paragraph; one without letters leaves nothing.
    pub(super) fn write(mut self, builder: &mut Builder) {
        if self.kind == ParagraphKind::Heading {
            self.spans.lighten();
        }
        builder.paragraph(self.kind);
        self.spans.write(builder);
    }
}

/// The marks of a look, the widest first.
fn marks(look: &Look) -> Vec<MarkKind> {
    let link = look.link.as_ref().map(|to| MarkKind::Link(to.to_string()));
    let strong = look.strong.then_some(MarkKind::Strong);
    let emphasis = look.emphasis.then_some(MarkKind::Emphasis);
    [link, strong, emphasis].into_iter().flatten().collect()
}

/// An address that a mark may lead to: a page of the web, nothing on this machine and no script.
pub(super) fn address(to: &str) -> Option<Rc<str>> {
    let to = to.trim();
    let web = |start: &&str| to.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
    let clean = to.len() <= LONGEST_ADDRESS && !to.chars().any(|c| c.is_control() || c.is_whitespace());
    (clean && ["http://", "https://"].iter().any(web)).then(|| Rc::from(to))
}
