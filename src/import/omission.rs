//! What an import left out, by kind and number.

use std::collections::BTreeMap;

use super::summary::group_thousands;

/// A kind of content that an import leaves out, in the order in which it is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Omission {
    /// A box inside the text that is no part of it: links to other articles, an offer, an advertisement.
    Box,
    /// A dialog over the page, such as the one that asks for consent to cookies.
    Dialog,
    /// Text that is hidden, or that only screen readers are meant to read.
    HiddenText,
    /// Struck-out text.
    StruckText,
    /// A mark in the text that refers to a note.
    NoteReference,
    /// A prompt for text that nobody has entered.
    Placeholder,
    /// A picture, also a video or a drawing.
    Picture,
    /// A comment in the margin.
    Comment,
    /// A table of contents.
    TableOfContents,
    /// A file inside the file.
    EmbeddedFile,
    /// A character that is not visible, such as a soft hyphen.
    HiddenCharacter,
}

impl Omission {
    fn nouns(self) -> (&'static str, &'static str) {
        match self {
            Self::Box => ("box that is no part of the text", "boxes that are no part of the text"),
            Self::Dialog => ("dialog over the page", "dialogs over the page"),
            Self::HiddenText => ("passage of hidden text", "passages of hidden text"),
            Self::StruckText => ("passage of struck-out text", "passages of struck-out text"),
            Self::NoteReference => ("reference to a note", "references to notes"),
            Self::Placeholder => ("prompt to enter text", "prompts to enter text"),
            Self::Picture => ("picture", "pictures"),
            Self::Comment => ("comment", "comments"),
            Self::TableOfContents => ("table of contents", "tables of contents"),
            Self::EmbeddedFile => ("file inside this one", "files inside this one"),
            Self::HiddenCharacter => ("hidden character", "hidden characters"),
        }
    }
}

/// How much of each kind was left out.
///
/// # Examples
///
/// ```
/// use parallax::import::{Omission, Omissions};
///
/// let mut omissions = Omissions::default();
/// omissions.add(Omission::Picture, 1);
/// omissions.add(Omission::HiddenText, 2);
/// omissions.add(Omission::Comment, 0);
/// let lines: Vec<String> = omissions.lines().collect();
/// assert_eq!(lines, ["2 passages of hidden text were left out.", "One picture was left out."]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Omissions(BTreeMap<Omission, usize>);

impl Omissions {
    /// Counts `count` more of this kind.
    pub fn add(&mut self, kind: Omission, count: usize) {
        if count > 0 {
            let total = self.0.entry(kind).or_default();
            *total = total.saturating_add(count);
        }
    }

    /// Adds all counts of `other`.
    pub fn merge(&mut self, other: &Self) {
        other.0.iter().for_each(|(&kind, &count)| self.add(kind, count));
    }

    /// Returns how much of this kind was left out.
    pub fn count(&self, kind: Omission) -> usize {
        self.0.get(&kind).copied().unwrap_or(0)
    }

    /// Returns whether nothing was left out.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Iterates over one sentence for each kind that was left out: `2 pictures were left out.`
    pub fn lines(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|(kind, &count)| {
            let (one, several) = kind.nouns();
            match count {
                1 => format!("One {one} was left out."),
                _ => format!("{} {several} were left out.", group_thousands(count)),
            }
        })
    }
}
