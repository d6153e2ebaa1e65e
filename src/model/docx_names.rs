//! The names in debaters' Word files, by which a brief is written and read back: styles, colours, bookmarks.

use strum::{IntoStaticStr, VariantArray};

use super::{HighlightColour, Level};

/// The namespace of the XML element that embeds a brief in its Word file.
pub const BRIEF_NAMESPACE: &str = "urn:parallax:brief";

/// A style of debate templates. Its term is an alias of a style of Word; debaters' macros call it by either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DebateStyle {
    /// A heading of the highest level.
    Pocket,
    /// A heading of the second level.
    Hat,
    /// A heading of the third level.
    Block,
    /// The claim above a card.
    Tag,
    /// A tag below which no evidence follows.
    Analytic,
    /// The author and date in a cite.
    Cite,
    /// Words that carry the argument.
    Underline,
    /// Words that carry it most.
    Emphasis,
    /// Where reading stopped. It stands in the text of a card and is not a part of it.
    Mark,
}

/// The names of a style in Word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StyleNames {
    /// The id, by which paragraphs and runs refer to it.
    pub id: &'static str,
    /// The name.
    pub name: &'static str,
    /// The debaters' term, empty if it is the name.
    pub alias: &'static str,
}

impl DebateStyle {
    /// All styles.
    pub const ALL: [Self; 9] = [
        Self::Pocket,
        Self::Hat,
        Self::Block,
        Self::Tag,
        Self::Analytic,
        Self::Cite,
        Self::Underline,
        Self::Emphasis,
        Self::Mark,
    ];

    /// Returns the names by which the style is written.
    pub const fn names(self) -> StyleNames {
        let (id, name, alias) = match self {
            Self::Pocket => ("Heading1", "heading 1", "Pocket"),
            Self::Hat => ("Heading2", "heading 2", "Hat"),
            Self::Block => ("Heading3", "heading 3", "Block"),
            Self::Tag => ("Heading4", "heading 4", "Tag"),
            Self::Analytic => ("Analytic", "Analytic", "Analytics"),
            Self::Cite => ("Style13ptBold", "Style 13 pt Bold", "Cite"),
            Self::Underline => ("StyleUnderline", "Style Underline", "Underline"),
            Self::Emphasis => ("Emphasis", "Emphasis", ""),
            Self::Mark => ("ReadingMark", "Reading Mark", ""),
        };
        StyleNames { id, name, alias }
    }

    /// Returns the style with a name, id or alias, or one by which an older template calls it.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase();
        let is_written = |style: &Self| {
            let StyleNames { id, name: written, alias } = style.names();
            !name.is_empty() && [id, written, alias].iter().any(|known| known.to_lowercase() == name)
        };
        Self::ALL.into_iter().find(is_written).or(match &*name {
            "tags" => Some(Self::Tag),
            "cites" | "style style bold + 12 pt" | "stylestylebold12pt" => Some(Self::Cite),
            "style bold underline" | "styleboldunderline" => Some(Self::Underline),
            name => name.starts_with("analytic").then_some(Self::Analytic),
        })
    }
}

impl From<Level> for DebateStyle {
    fn from(level: Level) -> Self {
        match level {
            Level::Pocket => Self::Pocket,
            Level::Hat => Self::Hat,
            Level::Block => Self::Block,
        }
    }
}

impl HighlightColour {
    /// Returns the name of the highlight in Word files, which is also that of its class in a page.
    pub fn docx_name(self) -> &'static str {
        match self {
            Self::Cyan => "cyan",
            Self::Green => "green",
            Self::Yellow => "yellow",
        }
    }

    /// Returns red, green and blue of the highlight in Word.
    pub fn rgb(self) -> [u8; 3] {
        match self {
            Self::Cyan => [0, 255, 255],
            Self::Green => [0, 255, 0],
            Self::Yellow => [255, 255, 0],
        }
    }
}

/// What a bookmark says about the paragraph it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum BookmarkKind {
    /// The title of the brief.
    Title,
    /// The line with the sides.
    Sides,
    /// A heading.
    Heading,
    /// The tag of a card.
    Card,
    /// The tag of an analytic.
    Analytic,
    /// The cite of a card.
    Cite,
    /// The translation of a card.
    Translation,
    /// The notice that an analytic summarises a note.
    Summary,
}

impl BookmarkKind {
    /// The start of our bookmarks' names. Word does not list names that start with an underscore.
    pub const PREFIX: &str = "_parallax_";

    fn word(self) -> &'static str {
        self.into()
    }

    /// Returns the name of the bookmark of an entry, by its index in the brief. Title and sides have no entry.
    pub fn name(self, entry: usize) -> String {
        match self {
            Self::Title | Self::Sides => format!("{}{}", Self::PREFIX, self.word()),
            _ => format!("{}{entry}_{}", Self::PREFIX, self.word()),
        }
    }

    /// Returns the kind and the entry of a bookmark by its name.
    pub fn parse(name: &str) -> Option<(Self, usize)> {
        let (entry, word) = match name.strip_prefix(Self::PREFIX)?.split_once('_') {
            Some((entry, word)) => (entry.parse().ok()?, word),
            None => (0, name.strip_prefix(Self::PREFIX)?),
        };
        let kind = *Self::VARIANTS.iter().find(|kind| kind.word() == word)?;
        (kind.name(entry) == name).then_some((kind, entry))
    }
}

#[cfg(test)]
mod tests {
    use strum::VariantArray as _;

    use super::{BookmarkKind, DebateStyle, StyleNames};

    #[test]
    fn every_style_that_is_written_is_read_back_by_each_of_its_names() {
        for style in DebateStyle::ALL {
            let StyleNames { id, name, alias } = style.names();
            for known in [id, name, alias].into_iter().filter(|known| !known.is_empty()) {
                assert_eq!(DebateStyle::from_name(known), Some(style), "{known}");
            }
        }
        for other in ["", "Normal", "Normal/Card", "Pocket Char", "Intense Emphasis"] {
            assert_eq!(DebateStyle::from_name(other), None, "{other}");
        }
    }

    #[test]
    fn every_bookmark_that_is_written_is_read_back() {
        for kind in BookmarkKind::VARIANTS {
            let entry = if matches!(kind, BookmarkKind::Title | BookmarkKind::Sides) { 0 } else { 12 };
            assert_eq!(BookmarkKind::parse(&kind.name(entry)), Some((*kind, entry)));
        }
        for other in
            ["title", "_parallax_", "_parallax_card", "_parallax_x_card", "_parallax_1_title", "_parallax_1_lamp"]
        {
            assert_eq!(BookmarkKind::parse(other), None, "{other}");
        }
    }
}
